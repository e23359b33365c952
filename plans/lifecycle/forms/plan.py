"""Forms for the plan itself: its name, period and numbers, and the funding round that it belongs to."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.forms import PartialDateField
from abc_portal.directory.choices import MUNICIPALITIES
from plans.lifecycle.forms.quarters import AsksBeforeMoving, KeepsQuarters
from plans.lifecycle.forms.reasons import AgreementTextForm
from plans.lifecycle.models.plan import Plan
from plans.lifecycle.validators import OWN_HAS_NO_ROUND, check_steps
from plans.rounds.models import FundingRound


class PlanForm(AsksBeforeMoving, KeepsQuarters, AgreementTextForm):
    """The plan's name, period, numbers and vision; the vision is a text of the agreement."""

    start = PartialDateField(label=gettext_lazy("First day"), required=False)
    end = PartialDateField(label=gettext_lazy("Last day"), required=False)
    texts = ("vision",)
    lists: ClassVar = {"municipality": MUNICIPALITIES}

    class Meta:
        model = Plan
        fields = (
            "name", "area_name", "municipality", "towns", "is_own", "case_number", "start", "end", "accounting_month",
            "stated_departments", "covers_all_departments", "stated_areas", "vision", "small_count", "stale_days",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])

    def limit(self, plan: Plan) -> None:
        super().limit(plan)
        self.fields["municipality"].empty_label = _("not stated")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end.last < start.first:
            raise ValidationError({"end": _("The plan's last day is before its first.")})
        self._check_grant(cleaned.get("is_own", False))
        return cleaned

    def _check_grant(self, is_own: bool) -> None:
        """Whether the plan has a grant decides which steps it can take, and whether it can have a round."""
        if is_own and self.instance.round_id is not None:
            self.add_error("is_own", OWN_HAS_NO_ROUND)
        elif not is_own and "is_own" in self.changed_data:
            self.instance.is_own = False
            try:
                check_steps(self.instance)
            except ValidationError as fault:
                self.add_error("is_own", fault)


class RoundForm(AgreementTextForm):
    """Which round's rules the plan follows; while the agreement is in force, a change says why."""

    class Meta:
        model = Plan
        fields = ("round",)

    def limit(self, plan: Plan) -> None:
        super().limit(plan)
        self.fields["round"].queryset = FundingRound.objects.visible_to(self.user)  # type: ignore[attr-defined]
        self.fields["round"].empty_label = _("none, or not known")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.is_own and cleaned.get("round"):
            self.add_error("round", OWN_HAS_NO_ROUND)
        return cleaned
