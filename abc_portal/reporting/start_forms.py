"""The forms of a new plan: what it is made from, and then the plan itself."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.forms import GuardedForm
from abc_portal.core.choose_fields import choose
from abc_portal.core.choosing import ChoiceScope
from abc_portal.core.forms import PartialDateField
from abc_portal.directory.choices import MUNICIPALITIES
from abc_portal.reporting.plan_copy.choices import missing, offers
from abc_portal.reporting.start import Beginning, StartingState
from plans.lifecycle.enums import State
from plans.lifecycle.validators import OWN_HAS_NO_ROUND
from plans.models import FundingRound, Plan
from plans.shared.bases import free_code
from plans.shared.validators import PLAN_WORDS

NOTHING, TEMPLATE, EARLIER = "intet", "runde", "plan"


class WayForm(forms.Form):
    """What the new plan is made from; its answers are in the address of the next step."""

    fra = forms.ChoiceField(
        label=gettext_lazy("What does the new plan begin with?"),
        choices=[
            (NOTHING, gettext_lazy("Nothing: an empty plan")),
            (TEMPLATE, gettext_lazy("A funding round's template: its sections and focus areas")),
            (EARLIER, gettext_lazy("An earlier plan: what is carried over is chosen in the next step")),
        ],
        widget=forms.RadioSelect,
        initial=NOTHING,
    )
    runde = forms.ModelChoiceField(
        FundingRound.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("choose"),
        label=gettext_lazy("Funding round"),
        help_text=gettext_lazy("Only for a template."),
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("choose"),
        label=gettext_lazy("Earlier plan"),
        help_text=gettext_lazy("Only to carry something over. The plans that you lead are in the list."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["runde"].queryset = FundingRound.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["plan"].queryset = Plan.objects.led_by(user).newest_first()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        way = cleaned.get("fra")
        if way == TEMPLATE and not cleaned.get("runde") and "runde" not in self.errors:
            self.add_error("runde", _("Choose the funding round."))
        if way == EARLIER and not cleaned.get("plan") and "plan" not in self.errors:
            self.add_error("plan", _("Choose the earlier plan."))
        return cleaned

    @property
    def template(self) -> FundingRound | None:
        return self.cleaned_data["runde"] if self.cleaned_data["fra"] == TEMPLATE else None

    @property
    def earlier(self) -> Plan | None:
        return self.cleaned_data["plan"] if self.cleaned_data["fra"] == EARLIER else None


@dataclass(frozen=True)
class FieldGroup:
    """Fields that belong together under a heading."""

    heading: str
    lead: str
    fields: tuple[BoundField, ...]


class StartForm(GuardedForm):
    """The new plan: its own values, what it begins with, and its state when it runs already."""

    start = PartialDateField(label=gettext_lazy("First day"), required=False)
    end = PartialDateField(label=gettext_lazy("Last day"), required=False)
    continues = forms.BooleanField(
        label=gettext_lazy("The new plan continues the earlier one"), required=False, initial=True
    )
    runs = forms.BooleanField(
        label=gettext_lazy("The plan runs already (or is over)"),
        required=False,
        help_text=gettext_lazy("It is entered as it stands, without the steps that led there."),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("The plan's state"),
        required=False,
        choices=[("", gettext_lazy("choose")), *((item.value, item.label) for item in State if item != State.IDEA)],
    )
    since = PartialDateField(label=gettext_lazy("Since when"), required=False, help_text="")
    valid_from = PartialDateField(label=gettext_lazy("The agreement is valid from"), required=False, help_text="")
    valid_to = PartialDateField(label=gettext_lazy("The agreement is valid to"), required=False, help_text="")

    class Meta:
        model = Plan
        fields = ("name", "slug", "area_name", "municipality", "towns", "round", "is_own", "case_number")

    OWN = ("name", "slug", "area_name", "municipality", "towns", "round", "is_own", "case_number", "start", "end")
    STATE_FIELDS = ("runs", "state", "since", "valid_from", "valid_to")

    def __init__(self, *args: Any, user: Any, template: Any = None, earlier: Any = None, **kwargs: Any) -> None:
        self.template, self.earlier = template, earlier
        self.offered = offers(earlier) if earlier is not None else []
        self.areas = list(template.focusareas.order_by("position", "pk")) if template is not None else []
        super().__init__(*args, **kwargs)
        self._offer(user)
        self._tick()

    def _offer(self, user: Any) -> None:
        """What can be chosen, and what the earlier plan makes likely."""
        choose(self, ChoiceScope(user), {"municipality": MUNICIPALITIES})
        slug = self.fields["slug"]
        self.fields["round"].queryset = FundingRound.objects.visible_to(user)  # type: ignore[attr-defined]
        slug.required = False
        slug.help_text = _("Stands in the plan's address. Made from the name when it is left empty.")
        slug.widget.attrs["data-abc-made-from"] = "id_name"
        if self.template is not None:
            del self.fields["round"], self.fields["is_own"]
            self.instance.round = self.template
        if self.earlier is None:
            del self.fields["continues"]
            return
        for name in ("area_name", "municipality", "towns", "round", "is_own"):
            self.fields[name].initial = getattr(self.earlier, self.earlier._meta.get_field(name).attname)

    def _tick(self) -> None:
        """A checkbox for each part that can be copied, and for each of the round's focus areas."""
        for offer in self.offered:
            label = f"{offer.choice.label} ({offer.words})" if offer.words else str(offer.choice.label)
            self.fields[f"med_{offer.choice.code}"] = forms.BooleanField(
                label=label, help_text=offer.choice.label_counted, required=False, initial=offer.choice.usual
            )
        for area in self.areas:
            self.fields[f"omraade_{area.code}"] = forms.BooleanField(label=area.name, required=False)

    def partials(self) -> list[str]:
        """The period; the other dates are not the plan's own columns."""
        return ["start", "end"]

    def clean_slug(self) -> str:
        """The short name; made from the name, and free, when none is given."""
        typed: str = self.cleaned_data["slug"]
        name = self.cleaned_data.get("name")
        if typed or not name:
            return typed
        return free_code(name, {*Plan._base_manager.values_list("slug", flat=True), *PLAN_WORDS}, "helhedsplan")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_order("start", "end", _("The plan's last day is before its first."))
        self._check_order("valid_from", "valid_to", _("The agreement's last day is before its first."))
        if cleaned.get("is_own") and cleaned.get("round"):
            self.add_error("is_own", OWN_HAS_NO_ROUND)
        if cleaned.get("runs") and not cleaned.get("state"):
            self.add_error("state", _("Choose the state that the plan has come to."))
        if not cleaned.get("runs") and any(cleaned.get(name) for name in self.STATE_FIELDS[1:]):
            self.add_error("runs", _("Tick here when the plan runs already; otherwise leave the fields below empty."))
        for choice, need in missing(self.chosen, self.offered):
            self.add_error(
                f"med_{choice.code}",
                _("“%(choice)s” stands under “%(need)s”: tick that too, or take this tick away.")
                % {"choice": choice.label, "need": need.label},
            )
        return cleaned

    def _check_order(self, first: str, last: str, sentence: str) -> None:
        start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if start and end and end.last < start.first:
            self.add_error(last, ValidationError(sentence))

    @property
    def chosen(self) -> set[str]:
        """The codes of what is carried over."""
        codes = [offer.choice.code for offer in self.offered]
        return {code for code in codes if self.cleaned_data.get(f"med_{code}")}

    def beginning(self) -> Beginning:
        """What the plan begins with, from a valid form."""
        cleaned = self.cleaned_data
        starting_state = None
        if cleaned["runs"]:
            dates = (cleaned[name] for name in ("since", "valid_from", "valid_to"))
            starting_state = StartingState(State(cleaned["state"]), *dates)
        return Beginning(
            template=self.template,
            areas=[area.code for area in self.areas if cleaned[f"omraade_{area.code}"]],
            earlier=self.earlier,
            chosen=[offer.choice.code for offer in self.offered if offer.choice.code in self.chosen],
            continues=bool(cleaned.get("continues")),
            starting_state=starting_state,
        )

    def groups(self) -> list[FieldGroup]:
        """The fields as the page shows them."""
        ticks = [f"med_{offer.choice.code}" for offer in self.offered]
        if self.earlier is not None:
            ticks.insert(0, "continues")
        areas = [f"omraade_{area.code}" for area in self.areas]
        found = [
            (_("The plan"), "", self.OWN),
            (_("What is carried over"), self._copy_lead() if ticks else "", ticks),
            (_("The focus areas that the plan works in"), _("The others stand in the plan as not chosen."), areas),
            (
                _("Does the plan run already?"),
                _("Only for a plan that did not begin in the portal."),
                self.STATE_FIELDS,
            ),
        ]
        offered = ((heading, lead, [name for name in names if name in self.fields]) for heading, lead, names in found)
        return [
            FieldGroup(heading, lead, tuple(self[name] for name in names)) for heading, lead, names in offered if names
        ]

    def _copy_lead(self) -> str:
        return _(
            "Dates outside the new period are left out. Signatures, amounts, measurements, stories, files, people and"
            " history stay in the earlier plan."
        )

    def take_faults(self, faults: Any) -> None:
        """Report what the writing refused at its field."""
        names = {"title": "area_name"}
        for fault in faults:
            key = fault.path.removeprefix("$.plan.")
            name = names.get(key, key)
            self.add_error(name if name in self.fields else None, fault.sentence if name in self.fields else str(fault))
