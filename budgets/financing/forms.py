"""Forms for a plan's financing."""

from itertools import pairwise
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.rows import GuardedRows
from abc_portal.core.forms import DanishDateField
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.pages.forms.rows import RowTable, RowUnder, WholeForm
from budgets.financing.models.contributions import Contribution, ContributionPeriod, FinancingSource
from plans.models import Plan
from plans.shared.choices import PLAN_DEPARTMENTS
from plans.shared.period_words import accounting_words


class CompletenessForm(PlanRowForm):
    """Whether everything that is paid to the plan is entered."""

    class Meta:
        model = Plan
        fields = ("is_financing_complete",)


class SourceForm(PlanRowForm):
    """Who pays."""

    lists: ClassVar = {"department": PLAN_DEPARTMENTS}

    class Meta:
        model = FinancingSource
        fields = ("kind", "organisation", "department", "label", "position")

    def limit(self, plan: Plan) -> None:
        self.fields["department"].help_text = _("Only for a housing department's own contribution.")


class PeriodForm(RowUnder):
    """What the contribution is in one period; a new row in which nothing is typed is not saved."""

    starts_on = DanishDateField(label=gettext_lazy("First day"), required=False, help_text="")
    ends_on = DanishDateField(label=gettext_lazy("Last day"), required=False, help_text="")

    class Meta:
        model = ContributionPeriod
        fields = ("starts_on", "ends_on", "amount_oere")
        labels = {"amount_oere": gettext_lazy("Amount in kroner")}
        help_texts = {"amount_oere": gettext_lazy("Empty is not stated.")}

    def has_changed(self) -> bool:
        """A year that was offered counts as typed, so that it is saved as not stated."""
        return super().has_changed() if self.instance.pk else any(self[name].data for name in self.Meta.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned["starts_on"] and cleaned["ends_on"]):
            raise ValidationError(_("Write both the first and the last day of the period, or leave the row empty."))
        return cleaned


class PeriodRows(GuardedRows):
    """The periods of one contribution; they must not begin on the same day or overlap."""

    def clean(self) -> None:
        if not any(self.errors):
            self.check_apart()
        super().clean()

    def check_apart(self) -> None:
        stay = [form.cleaned_data for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        days = sorted((item["starts_on"], item["ends_on"]) for item in stay)
        for earlier, later in pairwise(days):
            if later[0] <= earlier[1]:
                raise ValidationError(
                    _("The periods %(one)s and %(other)s overlap.")
                    % {"one": accounting_words(*earlier), "other": accounting_words(*later)}
                )


def plan_years(contribution: Contribution) -> list[dict[str, Any]]:
    """The plan's years, ready to fill in."""
    plan = contribution.source.plan
    whole = plan.period.whole
    return [{"starts_on": year.first, "ends_on": year.last} for year in (whole.years() if whole else ())]


class ContributionForm(WholeForm):
    """What one source pays in one way, and its amounts by period."""

    tables = (
        RowTable(
            "periods",
            PeriodForm,
            gettext_lazy("Amounts by period"),
            gettext_lazy(
                "One row a year or other period. A row that is left empty is not saved; a row without an amount is"
                " kept as not stated."
            ),
            extra=1,
            rows=PeriodRows,
            offer=plan_years,
        ),
    )

    class Meta:
        model = Contribution
        fields = ("kind", "is_beside_plan", "effort", "purpose", "counts_as_local", "amount_oere", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount_oere"]
        amount.label = _("Amount in all, in kroner")
        amount.help_text = _("For example 1.200.496. Empty when only the periods are known, or nothing is.")

    def limit(self, plan: Plan) -> None:
        self.fields["effort"].queryset = plan.efforts.all()
