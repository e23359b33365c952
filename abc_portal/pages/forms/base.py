"""Forms for the plan's own pages. The guard against lost updates and the history's reason come with each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from abc_portal.audit.forms import GuardedForm
from abc_portal.audit.models import Tracked
from abc_portal.core import danish
from abc_portal.directory.models import Person
from abc_portal.pages.typed import typed_values
from plans.lifecycle.models.plan import Plan
from plans.shared.validators import TAKEN_WORDS


class PlanRowForm(GuardedForm):
    """A form for a row of one plan; ``plan`` and ``user`` limit what can be chosen."""

    def __init__(self, *args: Any, plan: Plan, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user = plan, user
        self.limit(plan)

    def limit(self, plan: Plan) -> None:
        """Narrow the choices to the plan's own rows."""

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        """Names and values of what was typed, as a request sent it."""
        return typed_values(cls.base_fields, data)

    def changes(self) -> tuple[list[Tracked], list[Tracked]]:
        """After ``is_valid``: (new and changed rows, rows to delete) of what hangs under the form's row."""
        return [], []

    def refuse(self, fault: ValidationError) -> None:
        """Show what was wrong with writing it."""
        self.add_error(None, fault.messages)


def told_apart(rows: Sequence[Any]) -> dict[int, str]:
    """What each row is called in a list of choices, by its key; the same name may stand twice in a plan.

    Those that share a name say where they stand; those that share that too, or stand nowhere, say their short name.
    """
    names = Counter(str(row) for row in rows)
    places = Counter((str(row), _place(row)) for row in rows)
    labels = {}
    for row in rows:
        name, place = str(row), _place(row)
        by = place if place and places[name, place] == 1 else row.code
        labels[row.pk] = name if names[name] == 1 else f"{name} ({by})"
    return labels


def _place(row: Any) -> str:
    """What an activity stands under; empty for what stands under nothing."""
    above = (getattr(row, name, None) for name in ("parent", "sub_agreement", "plan_focus_area"))
    return next((str(each) for each in above if each is not None), "")


class ToldApart(ModelChoiceIterator):
    """The choices of a list of activities or positions, where two may have the same name."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = list(self.queryset)
        yield from told_apart(rows).items()

    @classmethod
    def offer(cls, field: Any, rows: Any) -> None:
        """Let the field offer the rows."""
        field.iterator, field.queryset = cls, rows


def placed(activities: Any) -> Any:
    """Activities with what they stand under, to be told apart."""
    return activities.select_related("parent", "sub_agreement", "plan_focus_area__focus_area")


def free_slug(name: str, rows: Any) -> str:
    """A short name for addresses, made from the name, that no other of the rows has."""
    base = danish.slug(name)[:50] or "delaftale"
    taken = {*rows.values_list("slug", flat=True), *TAKEN_WORDS}
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def offer_people(form: Any) -> None:
    """Let the form's field ``person`` offer the people that the user works with."""
    person = form.fields["person"]
    person.queryset = Person.objects.offered_to(form.user).select_related("organisation")
    person.label_from_instance = person_label  # type: ignore[attr-defined]
    person.help_text = _("Somebody who is not in the list is added under Administration › People.")


def person_label(person: Person) -> str:
    """A person as the list of choices shows them."""
    return ", ".join(part for part in (person.name, person.title, str(person.organisation or "")) if part)
