"""Values of the plan as its documents print them, and which of them is used where they differ."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.lifecycle.enums import PlanValue
from plans.lifecycle.models.plan import Plan
from plans.shared.access import Resource
from plans.shared.models import StatedValue


class StatedPlanValue(StatedValue):
    """What a document says of one of the plan's values (*oplyst værdi*): its last day, its amount, its dwellings.

    Of several that differ, one may be marked as the one that is used.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stated_values", verbose_name=_("plan"))
    subject = models.CharField(_("value"), max_length=12, choices=PlanValue)
    is_used = models.BooleanField(
        _("this one is used"), default=False, help_text=_("Of several that differ, the one that the portal goes by.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.PLAN
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("stated value")
        verbose_name_plural = _("stated values")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "subject", "as_printed", "place"],
                name="stated_plan_value_once",
                violation_error_message=_("That value from that place is already there."),
            ),
            models.UniqueConstraint(
                fields=["plan", "subject"],
                condition=models.Q(is_used=True),
                name="stated_plan_value_used_once",
                violation_error_message=_(
                    "Another value is marked as the one that is used. Take that mark away first."
                ),
            ),
        ]
