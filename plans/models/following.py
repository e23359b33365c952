"""What people decide about how the plan is followed: a status overruled, a filter kept."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.fields import NameField
from plans.enums import WorkStatus
from plans.models.activity import Activity
from plans.models.bases import PlanRow
from plans.models.plan import Plan
from plans.models.work import SubAgreement
from plans.querysets_following import SavedFilterQuerySet
from plans.validators import check_same_plan


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


class SavedFilter(models.Model):
    """A list's filters under a name (*gemt filter*): one's own, or shared with everybody who has a role in the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="saved_filters", verbose_name=_("plan"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("user")
    )
    page = models.CharField(_("list"), max_length=40)
    name = NameField(_("name"), max_length=80)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    is_shared = models.BooleanField(_("shared with everybody who has a role in the plan"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "user", "page", "name"],
                name="saved_filter_name_once",
                violation_error_message=_("You already have a filter with that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
