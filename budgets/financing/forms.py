"""Forms for a plan's financing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
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
from abc_portal.core.typed import typed_values
from abc_portal.directory.models import HousingDepartment
from budgets.financing.actions import PeriodAmount
from budgets.financing.models.contributions import Contribution, ContributionPeriod, FinancingSource
from budgets.financing.presenters import period_label
from plans.models import Plan
from plans.shared.forms.base import PlanRowForm
from plans.shared.forms.rows import rows_at
from plans.shared.periods import Period

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


def periods_with(rows: list[PeriodAmount]) -> BasePeriods:
    """The formset as if these periods had been typed, with an empty one to add to them."""
    data: dict[str, Any] = {"periods-TOTAL_FORMS": len(rows) + 1, "periods-INITIAL_FORMS": len(rows)}
    for number, each in enumerate(rows):
        typed = {"starts_on": each.starts_on, "ends_on": each.ends_on, "amount": each.oere}
        for name, value in typed.items():
            data[f"periods-{number}-{name}"] = PeriodForm.base_fields[name].prepare_value(value)
    return PeriodFormSet(data, prefix="periods")


def standing_periods(contribution: Contribution) -> list[PeriodAmount]:
    return [PeriodAmount.of(each) for each in contribution.periods.all()]


def periods_at(contribution: Contribution, version: int) -> list[PeriodAmount]:
    """The periods as they were when the contribution had that version: before the act that gave it the next."""
    return [PeriodAmount.of(row) for row in rows_at(ContributionPeriod, "contribution", contribution, version)]


def typed_periods(data: Any) -> list[tuple[str, str]]:
    """What was typed in the rows for the periods, one line each."""
    rows = (typed_values(PeriodForm.base_fields, data, prefix=f"periods-{number}-") for number in range(MOST_PERIODS))
    return [
        (_("Period %s") % number, "; ".join(f"{label}: {text}" for label, text in row))
        for number, row in enumerate(rows, start=1)
        if row
    ]


class ContributionForm(PlanRowForm):
    """What one source pays in one way; its years stand in the formset beside it."""

    class Meta:
        model = Contribution
        fields = ("kind", "is_beside_plan", "effort", "purpose", "amount_oere", "note")

    periods: BasePeriods | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount_oere"]
        amount.label = _("Amount in all, in kroner")
        amount.help_text = _("For example 1.200.496. Empty when only the periods are known, or nothing is.")

    def limit(self, plan: Plan) -> None:
        self.fields["effort"].queryset = plan.efforts.all()

    def _conflict(self, cleaned: dict[str, Any]) -> Conflict:
        """The periods are a part of what two writers can both have changed: each is treated as a field is."""
        found = super()._conflict(cleaned)
        if self.periods is None:
            return found
        if not self.periods.is_valid():
            # What cannot be read cannot be compared: the form stays as old as it is until it can.
            self.data[self.add_prefix("made_from")] = str(cleaned.get("made_from") or "")
            return found
        opened = _by_day(periods_at(self.instance, cleaned.get("made_from") or 0))
        theirs, mine = _by_day(standing_periods(self.instance)), _by_day(self.periods.amounts())
        told, kept = [], []
        for day in sorted(opened.keys() | theirs.keys() | mine.keys()):
            before, other, own = opened.get(day), theirs.get(day), mine.get(day)
            stays = other if own == before else own
            if stays:
                kept.append(stays)
            if other != before:
                told.append(_difference(before, other, own, _("theirs") if own == before else _("yours")))
        self.periods = periods_with(kept)
        return replace(found, differences=(*found.differences, *told))


def _by_day(rows: Iterable[PeriodAmount]) -> dict[date, PeriodAmount]:
    return {each.starts_on: each for each in rows}


def _difference(
    opened: PeriodAmount | None, theirs: PeriodAmount | None, mine: PeriodAmount | None, kept: str
) -> Difference:
    """One period that somebody else changed; it is called by its days as they were first known."""
    known = next(each for each in (opened, theirs, mine) if each)
    label = _("Amount for %s") % period_label(known.starts_on, known.ends_on)
    return Difference(label=label, opened=_shown(opened), theirs=_shown(theirs), mine=_shown(mine), kept=kept)


def _shown(each: PeriodAmount | None) -> str:
    if each is None:
        return _("no such period")
    amount = _("not stated") if each.oere is None else money.amount(each.oere)
    return f"{period_label(each.starts_on, each.ends_on)}: {amount}"
