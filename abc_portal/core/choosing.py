"""Choosing one of many: which rows there are for whom, how they are searched, and what they are called.

A list that can grow is no list of options on the page. Its subject declares it once as a :class:`Choosable`; fields
(:mod:`abc_portal.core.choose_fields`) and the address with suggestions work from the declaration, so that what is
suggested is what can be saved.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet

from abc_portal.core import word_search
from abc_portal.core.distinctions import with_namesakes
from abc_portal.core.fetched_together import FetchedTogether

#: Suggestions at a time, and rows that a refused form offers.
PAGE, OFFERED = 20, 10
LONGEST = 200


@dataclass(frozen=True)
class ChoiceScope:
    """For whom something is chosen: the user, the plan it is for, and numbers that say where in it (``near``).

    Forms say the numbers, and the address of the suggestions carries them; each list says what it takes them for.
    """

    user: Any
    plan: Any = None
    near: tuple[int, ...] = ()
    #: What the fields with this scope have chosen, with what it is called, by the code of their list.
    chosen: dict[str, FetchedTogether[tuple[Any, str]]] = field(default_factory=dict, compare=False, repr=False)

    def chosen_of(self, choosable: "Choosable") -> FetchedTogether[tuple[Any, str]]:
        return self.chosen.setdefault(choosable.code, FetchedTogether(partial(choosable.named, scope=self)))


def plain_labels(rows: Sequence[Any]) -> dict[int, str]:
    """Each row's own name."""
    return {row.pk: str(row) for row in rows}


def no_note(row: Any) -> str:
    return ""


@dataclass(frozen=True)
class Adding:
    """How a row that the list lacks is added where it is needed.

    ``form`` is a model form that takes the ``scope``; ``doubles`` are the rows that a new one may be the same as, best
    first; ``title`` is what adding one of that name is called, with ``%(name)s``.
    """

    form: Any
    may_add: Callable[[Any], bool]
    doubles: Callable[[Any, ChoiceScope], list[Any]]
    title: Any


@dataclass(frozen=True)
class Choosable:
    """A list that one chooses from by typing.

    ``rows`` holds what the user may choose, and nothing else is suggested or taken. ``columns`` are searched;
    ``related`` are the relations that labels and notes need.
    """

    code: str
    rows: Callable[[ChoiceScope], QuerySet]
    columns: tuple[str, ...]
    labels: Callable[[Sequence[Any]], dict[int, str]] = plain_labels
    #: More about a row, which stands under its label among the suggestions.
    note: Callable[[Any], str] = no_note
    related: tuple[str, ...] = ()
    #: Whether the list is one plan's, so that it is only asked for in a plan.
    in_plan: bool = True
    #: How a missing row is added; ``None`` for what has pages of its own.
    adding: Adding | None = None

    def named(self, keys: Iterable[int], scope: ChoiceScope) -> dict[int, tuple[Any, str]]:
        """The rows with these keys, offered or not, each with what it is called among those that are offered."""
        wanted = set(keys)
        found = with_namesakes(wanted, self.rows(scope)).select_related(*self.related) if wanted else ()
        labels = self.labels(rows := list(found))
        return {row.pk: (row, labels[row.pk]) for row in rows if row.pk in wanted}

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        """The rows that hold every word, those first that are called so or begin so; all for an empty text."""
        return word_search.ranked(rows, self.columns, text).select_related(*self.related)

    def called(self, rows: QuerySet, text: str) -> tuple[list[Any], list[Any]]:
        """The rows that go by that name or number, and all that hold its words, best first.

        What distinguishes a row from another of its name may follow the name: its place, its number.
        """
        many = [column.partition("__")[0] for column in self.columns if word_search.is_many(rows.model, column)]
        found = list(self.search(rows, text).prefetch_related(*many)[: OFFERED + 1])
        labels, typed = self.labels(found), word_search.words_of(text)
        names = {row.pk: [word_search.words_of(name) for name in (labels[row.pk], *self._names(row))] for row in found}
        exact = [row for row in found if typed in names[row.pk]]
        begins = [row for row in found if any(name and typed[: len(name)] == name for name in names[row.pk])]
        return exact or begins, found

    def _names(self, row: Any) -> Iterable[str]:
        """What the row goes by: its own columns, and its other names."""
        for column in self.columns:
            first, _sign, last = column.partition("__")
            if word_search.is_many(type(row), column):
                yield from (getattr(item, last) for item in getattr(row, first).all())
            elif not last and (value := getattr(row, first)):
                yield str(value)


_choosables: dict[str, Choosable] = {}
_by_model: dict[type[Model], str] = {}


def register(choosable: Choosable, *models: type[Model]) -> Choosable:
    """Declare a list; fields for rows of ``models`` choose from it unless their form names another."""
    _choosables[choosable.code] = choosable
    _by_model.update(dict.fromkeys(models, choosable.code))
    return choosable


def choosable(code: str) -> Choosable | None:
    import_module(settings.ROOT_URLCONF)  # the forms declare their lists, and the addresses know all forms
    return _choosables.get(code)


def usual(model: type[Model]) -> Choosable | None:
    """The list from which rows of the model are chosen where nothing else is said."""
    import_module(settings.ROOT_URLCONF)
    return _choosables.get(_by_model.get(model, ""))
