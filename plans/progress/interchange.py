"""Success criteria, results, milestones and what was decided about them, as parts of a plan's document."""

from abc_portal.exchange.interchange.parts import Part
from plans.progress.models import StatusOverrule

OVERRULES = Part(
    ("overrules",),
    StatusOverrule,
    "activity sub_agreement status because by=by_name decided=decided_on",
    identity=("activity", "sub_agreement"),
)
