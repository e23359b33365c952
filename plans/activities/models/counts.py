"""How many an activity has room for, and what is counted of it: numbers and dates, never a household or a name."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.date_order import by_date
from abc_portal.core.fields import DayField, partial, precision_field
from abc_portal.core.qualifiers import Qualifier
from plans.activities.enums import ActivityCountKind
from plans.activities.models.activities import Activity
from plans.lifecycle.models.plan import Plan
from plans.shared import access
from plans.shared.access import Resource
from plans.shared.bases import PlanRow


class ActivityCapacity(PlanRow):
    """How many an activity has room for (*kapacitet*): ``24 pladser pr. hold``, ``10-15 unge pr. år``."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="capacities", verbose_name=_("activity"))
    least = models.PositiveIntegerField(_("how many"))
    most = models.PositiveIntegerField(_("to at most"), null=True, blank=True)
    qualifier = models.CharField(_("meant as"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.CharField(_("of what"), max_length=100, blank=True, help_text=_("For example places or families."))
    per = models.CharField(_("per"), max_length=100, blank=True, help_text=_("For example course, week or year."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    plan_path = "activity__plan"

    class Meta:
        ordering = ("activity", "position", "pk")
        verbose_name = _("capacity of an activity")
        verbose_name_plural = _("capacity of activities")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(most=None) | Q(most__gt=F("least")),
                name="activity_capacity_range",
                violation_error_message=_("The highest number must be more than the lowest; leave it empty for one."),
            )
        ]

    def __str__(self) -> str:
        return str(self.least)


class ActivityCount(PlanRow):
    """What was counted of an activity on a day or in a period (*optælling*): volunteers, a waiting list, visits.

    A small count is shown to the secretariat alone, as the plan's rule says.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="counts", verbose_name=_("activity"))
    kind = models.CharField(_("what is counted"), max_length=16, choices=ActivityCountKind)
    label = models.CharField(
        _("in the plan's own words"), max_length=200, blank=True, help_text=_("Never a resident or a household.")
    )
    value = models.PositiveIntegerField(_("how many"))
    qualifier = models.CharField(_("meant as"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    counted_on = DayField(_("when"), null=True, blank=True)
    counted_on_precision = precision_field()
    counted = partial("counted_on")
    source = models.CharField(_("source"), max_length=300, blank=True)

    name_relations = ("activity",)
    plan_path = "activity__plan"

    class Meta:
        ordering = ("activity", by_date("counted_on"), "kind", "pk")
        verbose_name = _("count of an activity")
        verbose_name_plural = _("counts of activities")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(kind=ActivityCountKind.OTHER) | ~Q(label=""),
                name="activity_count_says_what",
                violation_error_message=_("Write what is counted."),
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())

    @classmethod
    def withheld_from(cls, reader: Any, object_id: int) -> tuple[str, ...]:
        """The number is for those who see exact counts."""
        stood = cls.history.filter(id=object_id).first()
        activity = stood and Activity.history.filter(id=stood.activity_id).first()
        if reader is None or activity is None:
            return ("value",)
        sees = access.may_see(reader, Resource.EXACT_COUNTS, Plan(pk=activity.plan_id))
        return () if sees else ("value",)
