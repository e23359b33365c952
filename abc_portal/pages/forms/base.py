"""Forms for the plan's own pages. The guard against lost updates and the history's reason come with each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.forms import GuardedForm
from abc_portal.audit.models import Tracked
from abc_portal.core.typed import typed_values
from abc_portal.directory.models import Person

NO_NAMES = gettext_lazy("Never name a resident, and write nothing from which one can be known.")


class PlanRowForm(GuardedForm):
    """A form for a row of one plan; ``plan`` and ``user`` limit what can be chosen."""

    def __init__(self, *args: Any, plan: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user = plan, user
        self.limit(plan)

    def limit(self, plan: Any) -> None:
        """Narrow the choices to the plan's own rows."""

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        """Names and values of what was typed, as a request sent it."""
        return typed_values(cls.base_fields, data)

    def changes(self) -> tuple[list[Tracked], list[Tracked]]:
        """After ``is_valid``: (new and changed rows, rows to delete) under the form's row."""
        return [], []

    def refuse(self, fault: ValidationError) -> None:
        """Show what was wrong with writing it."""
        self.add_faults(fault)


def warn_of_names(form: PlanRowForm, *names: str) -> None:
    """Say at fields for free text that no resident is named there."""
    for name in names:
        field = form.fields[name]
        field.help_text = f"{field.help_text} {NO_NAMES}".strip()


def offer_people(form: Any) -> None:
    """Let the form's field ``person`` offer the people that the user works with."""
    person = form.fields["person"]
    person.queryset = Person.objects.offered_to(form.user).select_related("organisation")
    person.label_from_instance = person_label  # type: ignore[attr-defined]
    person.help_text = _("Somebody who is not in the list is added under Administration › People.")


def person_label(person: Person) -> str:
    """A person as the list of choices shows them."""
    return ", ".join(part for part in (person.name, person.title, str(person.organisation or "")) if part)
