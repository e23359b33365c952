"""Amounts that a document states, stored as printed beside what the rows give."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.qualifiers import Qualifier
from abc_portal.pages.querysets import PlanScopedQuerySet
from budgets.financing.enums import StatedSubject
from budgets.financing.models.contributions import Contribution
from plans.models import Plan, StatedValue
from plans.shared.access import Resource


class StatedAmount(StatedValue):
    """An amount as printed, and what it is said to be the sum of."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stated_amounts", verbose_name=_("plan"))
    subject = models.CharField(_("is said to be"), max_length=16, choices=StatedSubject)
    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="stated", verbose_name=_("contribution")
    )
    qualifier = models.CharField(_("meant as"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.FINANCING
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("stated amount")
        verbose_name_plural = _("stated amounts")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(
                    subject__in=[StatedSubject.CONTRIBUTION, StatedSubject.PER_YEAR], contribution__isnull=False
                )
                | (~Q(subject__in=[StatedSubject.CONTRIBUTION, StatedSubject.PER_YEAR]) & Q(contribution=None)),
                name="stated_amount_names_contribution",
                violation_error_message=_("Choose the contribution that the amount is about; other sums have none."),
            )
        ]

    def clean(self) -> None:
        about = self.contribution
        if about is not None and about.source.plan_id != self.plan_id:
            raise ValidationError({"contribution": _("“%s” belongs to another plan.") % about})
