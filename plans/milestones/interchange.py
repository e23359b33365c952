"""Success criteria, results, milestones and what was decided about them, as parts of a plan's document."""

from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.kinds import Whole
from abc_portal.exchange.interchange.parts import Field, Part
from plans.milestones.models import Evidence, Milestone, Postponement

ALL_MILESTONES = Part(
    ("milestones",),
    Milestone,
    (
        "code text focus_area=plan_focus_area sub_agreement activity due",
        Field("due_quarter", kind=Whole(200)),
        "person post responsible state is_draft reached dropped_because note reported=reported_on",
        "follows",
    ),
    key_attr="code",
    words=_("the milestones that stand before it (milestones)"),
    related=("plan_focus_area__focus_area",),
    children=(
        Part(("postponements",), Postponement, ("former", Field("former_quarter", kind=Whole(200)), "decided reason")),
        Part(("evidence",), Evidence, "note link file", identity=("note", "link", "file")),
    ),
)
