"""What an update takes away, and how rows get out of each other's way, so that no rule is broken on the way."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, count
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.exchange.interchange.matching import Match
from abc_portal.exchange.interchange.standing import Node


class Removal:
    """Deletes the rows that the document no longer has.

    They are deleted before new rows are made, and those that remaining rows still refer to after these were changed. A
    row under one of them that no document has is a fault, never silently deleted.
    """

    def __init__(self, match: Match, change_set: ChangeSet) -> None:
        self.match, self.change_set = match, change_set
        self.waiting = list(reversed(match.removed))
        #: Deleted rows, each with its name, taken before the deletion.
        self.left: list[tuple[Node, str]] = []
        self.was_refused = False
        nodes = (*(node for _path, node in match.removed), *match.pairs.values())
        self._ours = {_number(node.row) for node in nodes}

    def make_way(self) -> Iterator[tuple[str, str]]:
        """Delete what can go at once, and move aside what waits or swaps places. Gives paths and sentences of
        faults."""
        yield from self._delete()
        waiting = ((node, name) for _path, node in self.waiting for name in _unique_columns(node.part.model))
        changing = ((node, name) for node, name, _value in self.match.changing())
        free_unique_values((*waiting, *changing))

    def finish(self) -> Iterator[tuple[str, str]]:
        """Delete what waited. Gives paths and sentences of faults."""
        yield from self._delete()
        if not self.was_refused:
            yield from ((path, _sentence(node.row, change_sets.hanging(node.row))) for path, node in self.waiting)

    def _delete(self) -> Iterator[tuple[str, str]]:
        """Delete rows that nothing depends on, repeatedly, until no more can be deleted."""
        went = True
        while went:
            waiting, self.waiting, went = self.waiting, [], False
            for path, node in waiting:
                hanging = change_sets.hanging(node.row)
                if foreign := [item for item in hanging if _number(item) not in self._ours]:
                    self.was_refused = True
                    yield path, _sentence(node.row, foreign)
                elif hanging:
                    self.waiting.append((path, node))
                else:
                    name = str(node.row)
                    try:
                        change_sets.delete(node.row, change_set=self.change_set)
                    except ValidationError as fault:
                        self.was_refused = True
                        yield from ((path, sentence) for sentence in fault.messages)
                    else:
                        self.left.append((node, name))
                        went = True


def _number(row: models.Model) -> tuple[str, Any]:
    return row._meta.label, row.pk


def _sentence(row: models.Model, hanging: Iterable[models.Model]) -> str:
    return _(
        "The document no longer has “%(row)s” (%(kind)s), but this hangs under it and is in no document: %(what)s. "
        "Delete or move it in the portal first."
    ) % {
        "row": row,
        "kind": row._meta.verbose_name,
        "what": "; ".join(f"{item._meta.verbose_name}: {item}" for item in hanging),
    }


# --- out of each other's way ------------------------------------------------------------------------------


def free_unique_values(moving: Iterable[tuple[Node, str]]) -> None:
    """Give each row that gets another value in a unique column a temporary one first."""
    for node, name in moving:
        if name in _unique_columns(node.part.model):
            _lend(node.row, name)


def _unique_columns(model: type[models.Model]) -> set[str]:
    """The columns of unique rules that hold a value of their own, not a reference."""
    names = {
        concrete_field.name
        for concrete_field in model._meta.concrete_fields
        if concrete_field.unique and not concrete_field.primary_key
    }
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint):
            names |= {*rule.fields, *(name for expression in rule.expressions for name in _named_in(expression))}
    return {name for name in names if not model._meta.get_field(name).is_relation}


def _named_in(expression: Any) -> set[str]:
    parts = expression.flatten() if hasattr(expression, "flatten") else (expression,)
    return {str(vars(part)["name"]) for part in parts if isinstance(part, models.F)}


def _lend(row: Any, name: str) -> None:
    for value in _free_values(row._meta.get_field(name)):
        try:
            with transaction.atomic():
                change_sets.set_temporary_value(row, name, value)
        except IntegrityError:
            continue
        return


def _free_values(column: Any) -> Iterator[Any]:
    """Values that hardly any row has, one after the other; none for a kind of column that has too few."""
    if isinstance(column, models.DateField):
        # A rule about a period's two ends allows one of them only.
        return chain.from_iterable(
            (date.max - timedelta(number), date.min + timedelta(number)) for number in range(9_999)
        )
    if isinstance(column, models.IntegerField):
        return (32_767 - number for number in range(9_999))
    if isinstance(column, models.CharField):
        return (uuid4().hex[: column.max_length] for _number in count())
    return iter(())
