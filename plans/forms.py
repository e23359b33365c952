"""Forms for the plan's own pages. The guard against lost updates and the history's reason come with each."""

from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.forms import GuardedForm
from abc_portal.core import danish
from abc_portal.core.forms import PartialDateField
from abc_portal.directory.models import Person
from plans.models import Plan, PlanFocusArea
from plans.validators import TAKEN_WORDS
from plans.validators_milestones import check_quarters_stand


class PlanRowForm(GuardedForm):
    """A form for a row of one plan; ``plan`` and ``user`` limit what can be chosen."""

    def __init__(self, *args: Any, plan: Plan, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user = plan, user
        self.limit(plan)

    def limit(self, plan: Plan) -> None:
        """Narrow the choices to the plan's own rows."""


class KeepsQuarters:
    """Beside a form for a plan: its days may not take a quarter away that milestones are due in."""

    def _post_clean(self) -> None:
        form: Any = self
        super()._post_clean()  # type: ignore[misc]
        try:
            check_quarters_stand(form.instance)
        except ValidationError as fault:
            form.add_error(None, fault)


class PlanForm(KeepsQuarters, PlanRowForm):
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


def free_slug(name: str, rows: Any) -> str:
    """A short name for addresses, made from the name, that no other of the rows has."""
    base = danish.slug(name)[:50] or "delaftale"
    taken = {*rows.values_list("slug", flat=True), *TAKEN_WORDS}
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def offer_people(form: Any) -> None:
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
