"""Success criteria, results, milestones and what was decided about them, as parts of a plan's document."""

from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part
from plans.results.models import ClosedPeriod, Criterion, Result

ALL_CRITERIA = Part(
    ("criteria",),
    Criterion,
    (
        "code activity sub_goal step text target_kind comparison target basis direction baseline",
        "interim_target interim target_text each_department department_count",
        "unit counts_people counting rhythm start end note",
    ),
    key_attr="code",
    words=_("the success criteria (criteria)"),
    related=("activity__plan_focus_area__focus_area", "sub_goal"),
)
RESULTS = Part(
    ("results",),
    Result,
    (
        "criterion grain start end department label state value numerator denominator is_approximate text",
        "judgement source note reported=reported_on",
    ),
    parent="",
    path="criterion__plan",
    order=("criterion__position", "criterion__code", "starts_on", "ends_on", "label", "department__name", "pk"),
    identity=("criterion", "start", "end", "department", "label"),
)
CLOSED = Part(
    ("closed_periods",),
    ClosedPeriod,
    "start=starts_on end=ends_on reason closed_by closed=closed_on",
    order=("starts_on", "ends_on"),
    identity=("start", "end"),
)
