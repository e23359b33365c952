"""Forms for the plan's own pages. The guard against lost updates and the history's reason come with each."""

from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.forms import GuardedForm
from abc_portal.core import danish
from abc_portal.core.forms import PartialDateField
from abc_portal.directory.models import Person
from plans.models import (
    AgreementSection,
    FocusArea,
    Party,
    Plan,
    PlanFocusArea,
    RoundSection,
    Signatory,
    StrategicAgreement,
    SubAgreement,
)
from plans.validators import TAKEN_WORDS


class PlanRowForm(GuardedForm):
    """A form for a row of one plan; ``plan`` and ``user`` limit what can be chosen."""

    def __init__(self, *args: Any, plan: Plan, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user = plan, user
        self.limit(plan)

    def limit(self, plan: Plan) -> None:
        """Narrow the choices to the plan's own rows."""


class PlanForm(PlanRowForm):
    """The plan's name, period and numbers."""

    start = PartialDateField(label=gettext_lazy("First day"))
    end = PartialDateField(label=gettext_lazy("Last day"))

    class Meta:
        model = Plan
        fields = ("name", "area_name", "case_number", "start", "end", "vision")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "area_name", "case_number", "start", "end", "vision", "reason"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end.last < start.first:
            raise ValidationError({"end": _("The plan's last day is before its first.")})
        return cleaned


class AgreementForm(PlanRowForm):
    """What the strategic agreement says of itself."""

    valid_from = PartialDateField(label=gettext_lazy("Valid from"), required=False)
    valid_to = PartialDateField(label=gettext_lazy("Valid to"), required=False)

    class Meta:
        model = StrategicAgreement
        fields = ("printed_area", "valid_from", "valid_to", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["printed_area", "valid_from", "valid_to", "source", "reason"])


class NewSectionForm(PlanRowForm):
    """A section to add: one that the round prescribes and the agreement lacks, or one of the plan's own."""

    class Meta:
        model = AgreementSection
        fields = ("round_section", "heading", "text")

    def limit(self, plan: Plan) -> None:
        section = self.fields["round_section"]
        section.queryset = RoundSection.objects.filter(round=plan.round_id).exclude(
            pk__in=AgreementSection.objects.filter(agreement__plan=plan, round_section__isnull=False).values(
                "round_section"
            )
        )
        section.empty_label = _("a section of the plan's own")
        self.fields["heading"].required = False
        self.fields["heading"].help_text = _("For a section of the plan's own.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        prescribed = cleaned.get("round_section")
        if prescribed is not None:
            cleaned["heading"], self.instance.position = prescribed.heading, prescribed.position
        elif not cleaned.get("heading"):
            self.add_error("heading", _("Write a heading, or choose a prescribed section."))
        return cleaned


class SectionForm(PlanRowForm):
    """One section of the strategic agreement; an official heading is LBF's and stays."""

    class Meta:
        model = AgreementSection
        fields = ("heading", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.round_section_id:
            self.fields["heading"].disabled = True
            self.fields["heading"].help_text = _("Landsbyggefonden's official heading.")


class SignatoryForm(PlanRowForm):
    """Who signs for a party, as what, and when."""

    signed = PartialDateField(label=gettext_lazy("Signed"), required=False)

    class Meta:
        model = Signatory
        fields = ("person", "title", "signed")

    def limit(self, plan: Plan) -> None:
        offer_people(self)


class FocusAreaForm(PlanRowForm):
    """How the plan treats a focus area."""

    class Meta:
        model = PlanFocusArea
        fields = ("local_name", "is_chosen", "problem", "handled_where")


class NewFocusAreaForm(FocusAreaForm):
    """A focus area to take up: one of the round's or the plan's own that it does not treat yet."""

    class Meta(FocusAreaForm.Meta):
        fields = ("focus_area", *FocusAreaForm.Meta.fields)

    def limit(self, plan: Plan) -> None:
        offered = FocusArea.objects.filter(Q(plan=plan) | Q(round=plan.round_id, round__isnull=False))
        self.fields["focus_area"].queryset = offered.exclude(in_plans__plan=plan)


class SubAgreementForm(PlanRowForm):
    """A sub-agreement's name, validity and content."""

    start = PartialDateField(label=gettext_lazy("Valid from"), required=False)
    end = PartialDateField(label=gettext_lazy("Valid to"), required=False)

    class Meta:
        model = SubAgreement
        fields = ("name", "plan_focus_area", "start", "end", "content")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "plan_focus_area", "start", "end", "content", "reason"])

    def limit(self, plan: Plan) -> None:
        area = self.fields["plan_focus_area"]
        area.queryset = PlanFocusArea.objects.filter(plan=plan).select_related("focus_area")
        area.label_from_instance = focus_area_label  # type: ignore[attr-defined]


class NewSubAgreementForm(SubAgreementForm):
    """A sub-agreement to add; its address is made from its name."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if name := cleaned.get("name"):
            self.instance.slug = free_slug(name, SubAgreement.objects.filter(plan=self.plan))
        return cleaned


class PartyForm(PlanRowForm):
    """An organisation that takes part in the agreement."""

    class Meta:
        model = Party
        fields = ("organisation", "role", "printed_name", "position")


def free_slug(name: str, rows: Any) -> str:
    """A short name for addresses, made from the name, that no other of the rows has."""
    base = danish.slug(name)[:50] or "delaftale"
    taken = {*rows.values_list("slug", flat=True), *TAKEN_WORDS}
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def offer_people(form: PlanRowForm) -> None:
    """Let the form's field ``person`` offer the people that the user works with."""
    person = form.fields["person"]
    person.queryset = Person.objects.editable_by(form.user).select_related("organisation")
    person.label_from_instance = person_label  # type: ignore[attr-defined]
    person.help_text = _("Somebody who is not in the list is added under Administration › People.")


def person_label(person: Person) -> str:
    """A person as the list of choices shows them."""
    return ", ".join(part for part in (person.name, person.title, str(person.organisation or "")) if part)


def focus_area_label(row: PlanFocusArea) -> str:
    return row.local_name or row.focus_area.name
