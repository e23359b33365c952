"""Forms for what was measured."""

from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.choosing import Choosable, register
from abc_portal.core.forms import NumberField
from abc_portal.pages.forms.base import PlanRowForm
from indicators.definitions.models import Indicator
from indicators.observations.models import Observation
from plans.models import Plan
from plans.shared.choices import PLAN_DEPARTMENTS

#: What the plan's round prescribes to be measured, and what is the plan's own.
register(
    Choosable(
        "indikatorer",
        lambda scope: Indicator.objects.filter(Q(round=scope.plan.round_id, plan=None) | Q(plan=scope.plan)),
        ("name", "code", "goal__text"),
        note=lambda indicator: str(indicator.goal or ""),
        related=("goal",),
    ),
    Indicator,
)


class ObservationForm(PlanRowForm):
    """One value: indicator, population, year and source; and whether it is the one in use."""

    lists: ClassVar = {"department": PLAN_DEPARTMENTS}

    value = NumberField(label=gettext_lazy("Value"), required=False, help_text=gettext_lazy("For example 88,9."))

    class Meta:
        model = Observation
        fields = (
            "indicator", "part", "population", "population_name", "department", "year", "period", "state", "value",
            "qualifier", "as_printed", "source", "place", "instrument", "area_note", "definition", "is_baseline",
            "is_used", "not_used_because",
        )  # fmt: skip

    def limit(self, plan: Plan) -> None:
        self.fields["indicator"].help_text = _(
            "One that is not in the list is added under Administration › Indicators."
        )
        self.fields["department"].help_text = _("Only for a figure about one housing department.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") == "known" and "value" in cleaned and cleaned["value"] is None and not self.errors:
            self.add_error("value", _("Write the value, or choose “not stated” or “suppressed”."))
        if cleaned.get("is_used") is False and not cleaned.get("not_used_because"):
            self.add_error("not_used_because", _("Say why the value is not the one that is used."))
        return cleaned
