"""Forms for a plan's financing."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.forms import Conflict, Difference
from abc_portal.core import money
from abc_portal.core.forms import AmountField, DanishDateField
from abc_portal.directory.models import HousingDepartment
from budgets.actions import PeriodAmount
from budgets.models import Contribution, FinancingSource
from budgets.presenters import period_label
from plans.calculations.period import Period
from plans.forms import PlanRowForm
from plans.models import Plan

MOST_PERIODS = 40


class SourceForm(PlanRowForm):
    """Who pays."""

    class Meta:
        model = FinancingSource
        fields = ("kind", "organisation", "department", "label", "position")

    def limit(self, plan: Plan) -> None:
        department = self.fields["department"]
        department.queryset = HousingDepartment.objects.filter(plans__plan=plan).distinct()
        department.help_text = _("Only for a housing department's own contribution.")


class PeriodForm(forms.Form):
    """What the contribution is in one period."""

    starts_on = DanishDateField(label=gettext_lazy("First day"), required=False, help_text="")
    ends_on = DanishDateField(label=gettext_lazy("Last day"), required=False, help_text="")
    amount = AmountField(
        label=gettext_lazy("Amount in kroner"), required=False, help_text=gettext_lazy("Empty is not stated.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if self.errors or not (first or last or cleaned.get("amount") is not None):
            return cleaned
        if not first or not last:
            raise ValidationError(_("Write both the first and the last day of the period, or leave the row empty."))
        if last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        if (cleaned.get("amount") or 0) < 0:
            self.add_error("amount", _("A contribution cannot be negative."))
        return cleaned

    def amount_for_period(self) -> PeriodAmount | None:
        """The row's content; ``None`` for an empty row."""
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        return PeriodAmount(first, last, self.cleaned_data.get("amount")) if first and last else None


class BasePeriods(BaseFormSet):
    """The periods of one contribution; they must not begin on the same day or overlap."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        rows = sorted(self.amounts(), key=lambda each: each.starts_on)
        for earlier, later in pairwise(rows):
            if later.starts_on <= earlier.ends_on:
                raise ValidationError(
                    _("The periods %(one)s and %(other)s overlap.")
                    % {
                        "one": period_label(earlier.starts_on, earlier.ends_on),
                        "other": period_label(later.starts_on, later.ends_on),
                    }
                )

    def amounts(self) -> list[PeriodAmount]:
        found = (form.amount_for_period() for form in self.forms)
        return [each for each in found if each is not None]


PeriodFormSet = formset_factory(PeriodForm, formset=BasePeriods, extra=1, max_num=MOST_PERIODS, validate_max=True)


def periods_of(contribution: Contribution, data: Any = None) -> BasePeriods:
    """The formset for a contribution: its own periods, or the plan's years when it is new."""
    if contribution.pk:
        initial = [
            {"starts_on": each.starts_on, "ends_on": each.ends_on, "amount": each.amount_oere}
            for each in contribution.periods.all()
        ]
    else:
        plan = contribution.source.plan
        years = Period(plan.starts_on, plan.ends_on).years()
        initial = [{"starts_on": year.first, "ends_on": year.last} for year in years]
    return PeriodFormSet(data, initial=initial, prefix="periods")


class ContributionForm(PlanRowForm):
    """What one source pays in one way; its years stand in the formset beside it."""

    class Meta:
        model = Contribution
        fields = ("kind", "is_beside_plan", "purpose", "amount_oere", "note")

    periods: BasePeriods | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount_oere"]
        amount.label = _("Amount in all, in kroner")
        amount.help_text = _("For example 1.200.496. Empty when only the periods are known, or nothing is.")

    def _conflict(self, cleaned: dict[str, Any]) -> Conflict:
        """The periods are a part of what two writers can both have changed."""
        found = super()._conflict(cleaned)
        theirs = "; ".join(
            f"{period_label(each.starts_on, each.ends_on)}: {_shown(each.amount_oere)}"
            for each in self.instance.periods.all()
        )
        mine = ""
        if self.periods is not None and self.periods.is_valid():
            mine = "; ".join(
                f"{period_label(each.starts_on, each.ends_on)}: {_shown(each.oere)}" for each in self.periods.amounts()
            )
        if theirs == mine:
            return found
        difference = Difference(label=_("Amounts by period"), opened="", theirs=theirs, mine=mine, kept=_("yours"))
        return replace(found, differences=(*found.differences, difference))


def _shown(oere: int | None) -> str:
    return _("not stated") if oere is None else money.amount(oere)
