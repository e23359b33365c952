"""Forms for criteria, single results, closing a quarter, and copying criteria into the next year.

Fields that depend on another field carry ``data-abc-when``, by which the browser hides them.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.dates import PartialDate
from abc_portal.core.forms import NumberField, PartialDateField
from abc_portal.core.private_parts import FormSteps
from abc_portal.pages.forms.base import PlanRowForm, warn_of_names
from plans.lifecycle.access import in_force
from plans.lifecycle.forms.reasons import WHY
from plans.lifecycle.models.plan import Plan
from plans.results.enums import Comparison, Judgement, ResultState, TargetBasis, TargetKind
from plans.results.models import ClosedPeriod, Criterion, Result
from plans.results.presenters import readings, reporting_periods
from plans.results.presenters.reporting_periods import ReportingPeriod
from plans.results.validators import check_has_begun, has_closed_results
from plans.shared.choices import PLAN_DEPARTMENTS
from plans.shared.enums import Granularity
from plans.shared.periods import Period

OWN_TIME = "own"
#: That words are not judged is chosen, never left to be guessed; it is stored as no judgement.
NOT_JUDGED = "open"
LOCKED = gettext_lazy(
    "There are results already, so this is locked: they would mean something else. Add a new criterion."
)

#: What a criterion's verdict follows from.
DECIDING = (
    "target_kind", "comparison", "target", "basis", "direction", "baseline", "target_text", "starts_on", "ends_on",
    "interim_target", "interim_on", "each_department", "department_count",
    "counting", "rhythm",
)  # fmt: skip


def depends(form: forms.Form, condition: str, *names: str) -> None:
    """Let the browser show these fields only while another has one of the values: ``target_kind=number share``."""
    for name in names:
        if name in form.fields:
            form.fields[name].widget.attrs["data-abc-when"] = condition


class TimeForm(PlanRowForm):
    """A form with a list of periods and two free dates; a chosen period sets the dates.

    A subclass declares the list as ``when``, and ``start`` and ``end``.
    """

    own_time = OWN_TIME

    def chosen_period(self) -> ReportingPeriod | None:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        chosen_period = self.chosen_period() if "when" in self.cleaned_data else None
        if chosen_period is not None:
            self.cleaned_data["start"], self.cleaned_data["end"] = (
                PartialDate(chosen_period.first),
                PartialDate(chosen_period.last),
            )
            for name in ("start", "end"):
                self.errors.pop(name, None)
        return super().clean()

    def _take(self, name: str, value: Any) -> None:
        super()._take(name, value)
        if name in ("start", "end") and "when" in self.fields:
            self.data[self.add_prefix("when")] = self.own_time


class TargetReasonMixin(FormSteps):
    """A form of a criterion: what its verdict follows from is not changed without a word once others go by it.

    They do while the agreement is in force, and when results of a closed quarter are held against it.
    """

    def fill_and_validate(self) -> None:
        before = [getattr(self.instance, name) for name in DECIDING]
        super().fill_and_validate()
        reason = self.fields.get("reason")
        if not self.instance.pk or reason is None or self.cleaned_data.get("reason"):
            return
        if before != [getattr(self.instance, name) for name in DECIDING] and (why := self._why()):
            self.add_error("reason", why)

    def _why(self) -> str:
        """The sentence that asks for a reason; empty where none is needed."""
        if has_closed_results(self.instance):
            return _("Results of a closed quarter are held against this target. Write briefly why it is changed.")
        return str(WHY) if in_force(self.instance.plan, today=timezone.localdate()) else ""


class CriterionForm(TargetReasonMixin, TimeForm):
    """A success criterion: the step, what is to be reached, its target, its time, and how it is counted."""

    when = forms.ChoiceField(label=gettext_lazy("For which time?"), required=False)
    start = PartialDateField(label=gettext_lazy("From"), required=False)
    end = PartialDateField(label=gettext_lazy("To"), required=False)
    target = NumberField(
        label=gettext_lazy("The figure to reach"),
        required=False,
        help_text=gettext_lazy("A number, or a share in per cent. Empty when there is none."),
    )
    baseline = NumberField(
        label=gettext_lazy("Figure at the start"),
        required=False,
        help_text=gettext_lazy("Where it begins. A direction without it is judged from the first result."),
    )
    interim_target = NumberField(
        label=gettext_lazy("Figure on the way"),
        required=False,
        help_text=gettext_lazy("A first step: 20 per cent by 2015, where the target is 30."),
    )
    interim = PartialDateField(label=gettext_lazy("To be reached by"), required=False)

    class Meta:
        model = Criterion
        fields = (
            "step", "text", "target_kind", "comparison", "target", "basis", "unit", "direction", "baseline",
            "interim_target", "interim", "target_text", "each_department", "department_count",
            "start", "end", "rhythm", "counting", "counts_people", "note", "position",
        )  # fmt: skip
        widgets = {
            "position": forms.NumberInput(attrs={"min": 0}),
            "target_text": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = list(self.Meta.fields)
        names.insert(names.index("start"), "when")
        self.order_fields([*names, "reason"])
        for name in ("comparison", "basis"):
            self.fields[name].required = False
        if "reason" in self.fields:
            self.fields["reason"].help_text = _(
                "Stands in the history. Asked for when the target or its time is changed while the agreement is in "
                "force,"
                " or after results are closed."
            )
        warn_of_names(self, "note")
        depends(self, "target_kind=number share", "comparison", "target", "basis", "interim_target", "interim")
        depends(self, "target_kind=number direction", "unit")
        depends(self, "target_kind=direction", "direction")
        depends(self, "target_kind=number share direction", "baseline", "counting", "counts_people")
        depends(self, f"when={OWN_TIME}", "start", "end")
        depends(self, "each_department=on", "department_count")
        self._lock()

    def _lock(self) -> None:
        if self.instance.pk and self.instance.results.exists():
            for name in ("target_kind", "counting", "each_department"):
                self.fields[name].disabled = True
                self.fields[name].help_text = LOCKED

    def limit(self, plan: Plan) -> None:
        years = reporting_periods.years(plan)
        choices = [("", _("the whole plan")), *((year.key, year.name) for year in years), (OWN_TIME, _("other days"))]
        field: Any = self.fields["when"]
        field.choices = choices
        first, last = self.instance.starts_on, self.instance.ends_on
        fitting = next((year.key for year in years if (year.first, year.last) == (first, last)), OWN_TIME)
        field.initial = "" if first is None and last is None else fitting

    def chosen_period(self) -> ReportingPeriod | None:
        return reporting_periods.period_by_key(self.plan, Granularity.YEAR, self.cleaned_data["when"])

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("when") == "":
            self.cleaned_data["start"] = self.cleaned_data["end"] = None
        cleaned = super().clean()
        cleaned["comparison"] = cleaned.get("comparison") or Comparison.AT_LEAST
        cleaned["basis"] = cleaned.get("basis") or TargetBasis.FIGURE
        return cleaned


class BegunMixin(forms.BaseModelForm):
    """A form of a result, whose time has begun; one that a document brought of a time to come may stay there."""

    #: The field that says which time.
    time_field = "start"

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start = self.cleaned_data.get("start")
        if start and (self.instance.pk is None or start.first != self.instance.starts_on):
            try:
                check_has_begun(start.first, timezone.localdate())
            except ValidationError as fault:
                self.add_error(self.time_field, fault)
        return cleaned


class ResultForm(BegunMixin, TimeForm):
    """One result: its time or event, whether there is a figure, the figure as the criterion counts it, and where it
    is from."""

    when = forms.ChoiceField(label=gettext_lazy("For which time?"), required=False)
    start = PartialDateField(label=gettext_lazy("From"), required=False)
    end = PartialDateField(
        label=gettext_lazy("To"), required=False, help_text=gettext_lazy("Empty means the same day.")
    )
    value = NumberField(label=gettext_lazy("Figure"), required=False)
    lists: ClassVar = {"department": PLAN_DEPARTMENTS}

    class Meta:
        model = Result
        fields = (
            "department", "start", "end", "label", "state", "numerator", "denominator", "value", "is_approximate",
            "judgement", "text", "source", "note",
        )  # fmt: skip
        labels = {"numerator": gettext_lazy("How many"), "denominator": gettext_lazy("Out of how many")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["department", "when", *self.Meta.fields[1:], "reason"])
        for name in self._unfit():
            del self.fields[name]
        if "numerator" in self.fields:
            self.fields["value"].label = _("Or the share in per cent")
            self.fields["value"].help_text = _("Only where the two counts are not known.")
        self._ask_for_judgement()
        warn_of_names(self, "text" if "text" in self.fields else "note", "note", "label")
        depends(self, "when=", "start", "end")
        depends(self, f"state={ResultState.COUNTED}", *self._figures())

    @property
    def criterion(self) -> Criterion:
        return self.instance.criterion

    def _ask_for_judgement(self) -> None:
        """Whoever enters a result in words says whether the target was met, or that it cannot be said yet."""
        if "judgement" not in self.fields:
            return
        field: Any = self.fields["judgement"]
        field.choices = [("", _("Choose")), *Judgement.choices, (NOT_JUDGED, _("cannot be judged"))]
        if self.instance.pk and self.instance.state == ResultState.COUNTED and not self.instance.judgement:
            self.initial["judgement"] = NOT_JUDGED

    def clean_judgement(self) -> str:
        judged: str = self.cleaned_data["judgement"]
        if not judged and self.cleaned_data.get("state") == ResultState.COUNTED:
            raise ValidationError(_("Say whether the target was met."))
        return "" if judged == NOT_JUDGED else judged

    def _figures(self) -> Iterable[str]:
        return ("numerator", "denominator", "value", "is_approximate", "judgement", "text")

    def _unfit(self) -> Iterable[str]:
        """The fields that the criterion's kind of target, or its rhythm, has no use for."""
        kind = self.criterion.target_kind
        yield from ("value", "is_approximate") if kind == TargetKind.TEXT else ("judgement", "text")
        if kind != TargetKind.SHARE:
            yield from ("numerator", "denominator")
        if not self.criterion.each_department:
            yield "department"
        if not self.criterion.is_counted_by_period:
            yield "when"

    own_time = ""

    def limit(self, plan: Plan) -> None:
        field: Any = self.fields["when"]
        criterion = self.criterion
        own_time = readings.period_of(criterion, plan)
        listed = [
            period
            for period in reporting_periods.periods_of(plan, criterion.rhythm)
            if own_time.meets(Period(period.first, period.last))
        ]
        current = reporting_periods.find(plan, self.instance) if self.instance.starts_on else None
        if current is not None and current.grain == criterion.rhythm and current not in listed:
            listed.append(current)
        field.choices = [*((item.key, item.name) for item in listed), ("", _("other days, or an event"))]
        field.initial = current.key if current in listed else ""

    def chosen_period(self) -> ReportingPeriod | None:
        return reporting_periods.period_by_key(self.plan, self.criterion.rhythm, self.cleaned_data["when"])

    def clean(self) -> dict[str, Any]:
        chosen_period = self.chosen_period() if self.cleaned_data.get("when") else None
        start = self.cleaned_data.get("start")
        if chosen_period is None and start is None and "start" not in self.errors:
            self.add_error("start", _("Write from which day, or choose a stretch of time."))
        if chosen_period is None and self.cleaned_data.get("end") is None and "end" not in self.errors:
            self.cleaned_data["end"] = start
        self.instance.grain = self._grain(chosen_period)
        self.time_field = "start" if chosen_period is None else "when"
        return super().clean()

    def _grain(self, chosen_period: ReportingPeriod | None) -> str:
        """What it is for: an event that is known to a quarter only is still an event."""
        if self.cleaned_data.get("label") or self.criterion.rhythm == Granularity.EVENT:
            return Granularity.EVENT
        return Granularity.PERIOD if chosen_period is None else self.criterion.rhythm

    def not_validated(self) -> set[str]:
        return super().not_validated() - {"criterion"}


class CloseForm(PlanRowForm):
    """Why a quarter is closed; the reason is stored on the row and in the history."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it closed?"),
        max_length=300,
        help_text=gettext_lazy("For example: reported to the board on 12 April."),
    )

    class Meta:
        model = ClosedPeriod
        fields = ("reason",)

    def place_reason(self) -> None:
        """Here it is the row's own."""


class CopyForm(forms.Form):
    """Which of a year's criteria go into which year."""

    to = forms.ChoiceField(label=gettext_lazy("Into which plan year?"))
    criteria = forms.MultipleChoiceField(label=gettext_lazy("Criteria"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why is it changed?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Stands in the history. May be left empty."),
    )

    def __init__(
        self, *args: Any, years: Iterable[ReportingPeriod], offered: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [(year.key, year.name) for year in years]
        chosen: Any = self.fields["criteria"]
        chosen.choices = list(offered)

    def clean_criteria(self) -> list[str]:
        if not self.cleaned_data["criteria"]:
            raise ValidationError(_("Choose at least one criterion."))
        return list(self.cleaned_data["criteria"])
