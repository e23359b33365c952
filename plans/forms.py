"""Forms for the plan's own pages. The guard against lost updates and the history's reason come with each."""

from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.audit.forms import GuardedForm
from abc_portal.core import danish
from abc_portal.directory.models import Person
from plans.models import Plan, PlanFocusArea
from plans.validators import TAKEN_WORDS


class PlanRowForm(GuardedForm):
    """A form for a row of one plan; ``plan`` and ``user`` limit what can be chosen."""

    def __init__(self, *args: Any, plan: Plan, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user = plan, user
        self.limit(plan)

    def limit(self, plan: Plan) -> None:
        """Narrow the choices to the plan's own rows."""


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
