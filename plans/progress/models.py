"""Statuses overruled by hand."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import SubAgreement
from plans.lifecycle.models.plan import Plan
from plans.progress.enums import WorkStatus
from plans.shared.bases import PlanRow
from plans.shared.validators import check_same_plan


class StatusOverrule(PlanRow):
    """A status that a person set in place of the one worked out, with reason, name and date (*overstyret status*).

    All three are printed wherever the status is. One for an activity or sub-agreement; deleting it lets the status
    be worked out again.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="overrules", verbose_name=_("plan"))
    activity = models.OneToOneField(
        Activity, models.CASCADE, null=True, blank=True, related_name="overrule", verbose_name=_("activity")
    )
    sub_agreement = models.OneToOneField(
        SubAgreement, models.CASCADE, null=True, blank=True, related_name="overrule", verbose_name=_("sub-agreement")
    )
    status = models.CharField(_("status"), max_length=12, choices=WorkStatus)
    because = models.CharField(_("why it is set by hand"), max_length=500)
    by_name = models.CharField(_("set by"), max_length=200)
    decided_on = models.DateField(_("set"))

    name_relations = ("activity", "sub_agreement")

    class Meta:
        ordering = ("plan", "pk")
        verbose_name = _("status set by hand")
        verbose_name_plural = _("statuses set by hand")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False, sub_agreement=None) | Q(activity=None, sub_agreement__isnull=False),
                name="overrule_has_one_place",
                violation_error_message=_("A status belongs to an activity or to a sub-agreement."),
            ),
            models.CheckConstraint(
                condition=Q(because__regex=r"\S") & Q(by_name__regex=r"\S"),
                name="overrule_has_reason",
                violation_error_message=_("Write why the status is set by hand; it is printed with the name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity or self.sub_agreement}: {self.get_status_display()}"

    def clean(self) -> None:
        check_same_plan(self, "activity", "sub_agreement")
