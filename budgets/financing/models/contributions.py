"""Who finances a plan, with what, how much and when."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import DayField, OereField
from abc_portal.directory.models import HousingDepartment, Organisation
from budgets.financing.enums import ContributionKind, SourceKind
from budgets.financing.querysets import FinancingQuerySet, SourceQuerySet
from plans.models import ParallelEffort, Plan
from plans.shared.access import Resource
from plans.shared.validators import check_under_same_plan


class FinancingSource(Tracked):
    """Somebody who pays to a plan (*finansieringskilde*)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="financing_sources", verbose_name=_("plan"))
    kind = models.CharField(_("kind of source"), max_length=16, choices=SourceKind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    department = models.ForeignKey(
        HousingDepartment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("housing department")
    )
    label = models.CharField(
        _("name as printed"), max_length=200, blank=True, help_text=_("Empty takes the payer's own name.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("department", "organisation")
    resource = Resource.FINANCING
    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("financing source")
        verbose_name_plural = _("financing sources")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(kind=SourceKind.DEPARTMENT, department__isnull=False)
                | (~Q(kind=SourceKind.DEPARTMENT) & Q(department=None)),
                name="department_source_has_department",
                violation_error_message=_("Choose the housing department that pays; other sources have none."),
            ),
            models.CheckConstraint(
                condition=~Q(label="") | Q(department__isnull=False) | Q(organisation__isnull=False),
                name="source_has_a_name",
                violation_error_message=_("Choose who pays, or write the name as printed."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.department or self.organisation)


class Contribution(Tracked):
    """What one source pays in one way (*bidrag*), inside the plan's financing or beside it.

    ``amount_oere`` is the total as stated; ``None`` is unknown, which is not zero. The periods may
    be known where the total is not, and the other way round.
    """

    source = models.ForeignKey(
        FinancingSource, models.CASCADE, related_name="contributions", verbose_name=_("financing source")
    )
    kind = models.CharField(_("paid in"), max_length=8, choices=ContributionKind, default=ContributionKind.CASH)
    is_beside_plan = models.BooleanField(
        _("beside the plan"),
        default=False,
        help_text=_("Paid to other work around the plan; it does not count in the plan's financing or local share."),
    )
    effort = models.ForeignKey(
        ParallelEffort,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("effort beside the plan"),
        help_text=_("What it pays for, when that is an effort beside the plan."),
    )
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    counts_as_local = models.BooleanField(
        _("counts in the local share"),
        null=True,
        blank=True,
        help_text=_("For what somebody outside the plan gives in kind: whether it counts. Empty is not stated."),
    )
    amount_oere = OereField(_("amount in all"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("source__department", "source__organisation")
    resource = Resource.FINANCING
    plan_path = "source__plan"
    objects = FinancingQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(amount_oere=None) | Q(amount_oere__gte=0),
                name="contribution_not_negative",
                violation_error_message=_("A contribution cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(effort=None) | Q(is_beside_plan=True),
                name="contribution_to_an_effort_is_beside",
                violation_error_message=_("What pays for an effort beside the plan must be marked as beside the plan."),
            ),
            models.CheckConstraint(
                condition=Q(counts_as_local=None) | Q(kind=ContributionKind.IN_KIND),
                name="contribution_in_kind_says_if_it_counts",
                violation_error_message=_(
                    "Only for what is given in kind is it said whether it counts in the local share."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_kind_display()})"

    def clean(self) -> None:
        if self.source_id:  # otherwise the required field reports it
            check_under_same_plan(self, "effort", self.source.plan_id)


class ContributionPeriod(Tracked):
    """What a contribution is in one year or other period; an unknown amount is not zero."""

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="periods", verbose_name=_("contribution")
    )
    starts_on = DayField(_("first day"))
    ends_on = DayField(_("last day"))
    amount_oere = OereField(_("amount"), null=True, blank=True)

    resource = Resource.FINANCING
    plan_path = "contribution__source__plan"
    objects = FinancingQuerySet.as_manager()

    class Meta:
        ordering = ("starts_on", "pk")
        verbose_name = _("amount for a period")
        verbose_name_plural = _("amounts for periods")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="contribution_period_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(amount_oere=None) | Q(amount_oere__gte=0),
                name="contribution_period_not_negative",
                violation_error_message=_("A contribution cannot be negative."),
            ),
            models.UniqueConstraint(
                fields=["contribution", "starts_on"],
                name="contribution_period_once",
                violation_error_message=_("There is already an amount from that day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d-%m-%Y} – {self.ends_on:%d-%m-%Y}"
