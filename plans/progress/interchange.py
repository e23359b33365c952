"""Success criteria, results, milestones and what was decided about them, as parts of a plan's document."""

from abc_portal.exchange.interchange.kinds import Choice, Day, Ref, Text
from abc_portal.exchange.interchange.parts import Field, Part
from plans.progress.enums import WorkStatus
from plans.progress.models import StatusOverrule
from plans.shared.interchange import ACTIVITIES, NAME, SUB_AGREEMENTS

OVERRULES = Part(
    ("overrules",),
    StatusOverrule,
    (
        Field("activity", Ref(ACTIVITIES)),
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("status", Choice(WorkStatus), required=True),
        Field("because", Text(500), required=True),
        Field("by", NAME, "by_name", required=True),
        Field("decided", Day(), "decided_on", required=True),
    ),
    order=("pk",),
    identity=("activity", "sub_agreement"),
)
