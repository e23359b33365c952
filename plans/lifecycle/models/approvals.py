"""Who has approved a change of the plan: a step in its life, or an extension; each with its own date."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.fields import DayField, partial, precision_field
from abc_portal.directory.models import Organisation
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.lifecycle.enums import ApprovalState
from plans.lifecycle.models.steps import PlanExtension, PlanStep
from plans.shared.access import Resource
from plans.shared.bases import PlanRow


class Approval(PlanRow):
    """One of those who must approve a change, and what they said when (*godkendelse*): a board, a municipality, LBF."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    by_whom = models.CharField(
        _("by whom"), max_length=200, blank=True, help_text=_("A board or a person in a role; may stand alone.")
    )
    state = models.CharField(_("answer"), max_length=8, choices=ApprovalState, default=ApprovalState.APPROVED)
    decided_on = DayField(_("decided"), null=True, blank=True, help_text=_("Empty when it is not known."))
    decided_on_precision = precision_field()
    decided = partial("decided_on")
    note = models.CharField(_("note"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("organisation",)
    resource = Resource.ADMINISTRATION
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return ", ".join(part for part in (self.by_whom, str(self.organisation or "")) if part)


def by_somebody(name: str) -> list[Any]:
    """The constraint that an approval says who gives it."""
    return [
        models.CheckConstraint(
            condition=Q(organisation__isnull=False) | ~Q(by_whom=""),
            name=name,
            violation_error_message=_("Choose an organisation, or write who it is."),
        )
    ]


class StepApproval(Approval):
    """An approval of a step in the plan's life."""

    step = models.ForeignKey(PlanStep, models.CASCADE, related_name="approvals", verbose_name=_("step"))

    plan_path = "step__plan"

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("approval of a step")
        verbose_name_plural = _("approvals of steps")
        constraints: ClassVar[list[Any]] = by_somebody("step_approval_by_somebody")


class ExtensionApproval(Approval):
    """An approval of an extension."""

    extension = models.ForeignKey(PlanExtension, models.CASCADE, related_name="approvals", verbose_name=_("extension"))

    plan_path = "extension__plan"

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("approval of an extension")
        verbose_name_plural = _("approvals of extensions")
        constraints: ClassVar[list[Any]] = by_somebody("extension_approval_by_somebody")
