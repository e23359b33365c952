"""Which of a model's checks are sure to pass, so that the database need not be asked.

Django asks for each check constraint with a savepoint, a query and a release, and for each unique constraint and
relation with a query. What is not sure here is still asked of the database, which has the last word anyway.
"""

import operator
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import CharField, CheckConstraint, F, Model, Q, UniqueConstraint, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from abc_portal.core import text

#: The answer of a condition that only the database can give; ``None`` is SQL's own unknown, of a missing value.
ASK: Final = "ask"
Answer = bool | str | None
_PASSES: tuple[Answer, ...] = (True, None)

_LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}
#: Types whose values the databases compare as Python does; text only with text, and never for order.
_ORDERED = (int, Decimal, date)


def is_sure(constraint: Any, row: Any, neighbours: "SiblingRows | None" = None) -> bool:
    """Whether the row certainly meets the constraint, without asking the database."""
    if isinstance(constraint, CheckConstraint):
        return holds(constraint.condition, row) in _PASSES
    if isinstance(constraint, UniqueConstraint):
        if constraint.condition is not None and holds(constraint.condition, row) is False:
            return True
        if any(getattr(row, row._meta.get_field(name).attname) is None for name in constraint.fields):
            return constraint.nulls_distinct is not False
        return neighbours is not None and neighbours.is_free(constraint, row)
    return False


def in_hand(row: Any) -> set[str]:
    """The relations to an object that was fetched: that it exists need not be asked."""
    found = set()
    for field in row._meta.concrete_fields:
        if field.is_relation and field.is_cached(row) and not field.get_limit_choices_to():
            related = field.get_cached_value(row)
            if related is not None and not related._state.adding and related.pk == getattr(row, field.attname):
                found.add(field.name)
    return found


def too_long(row: Any, exclude: Iterable[str] = ()) -> dict[str, list[ValidationError]]:
    """The columns whose text is longer than its limit as a browser counts it; see :func:`text.length`."""
    found = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, CharField) and field.name not in exclude and isinstance(value, str) and field.max_length:
            length = text.length(value)
            if length > field.max_length >= len(value):  # what is longer in every way of counting Django reports
                values = {"limit_value": field.max_length, "show_value": length}
                found[field.name] = [ValidationError(MaxLengthValidator.message, code="max_length", params=values)]
    return found


def check_no_double(row: Any, exclude: Iterable[str] = ()) -> None:
    """Of a name that must be unique, no other may differ only in case, spaces, composition or signs nobody sees.

    A row that keeps its name is let through: its double is older than the rule. Raises ``ValidationError``.
    """
    for constraint in row._meta.constraints:
        name = _name_in(constraint, row)
        if name is None or not set(constraint.fields).isdisjoint(exclude):
            continue
        if constraint.condition is not None and holds(constraint.condition, row) is False:
            continue
        mine = text.fold(getattr(row, name))
        for key, other in _names_beside(constraint, row, name):
            if text.fold(other) == mine and key == row.pk:
                break
            if text.fold(other) == mine:
                raise ValidationError({name: ValidationError(_double(getattr(row, name), other), code="double")})


def unique_values(constraint: UniqueConstraint, row: Any) -> tuple[Any, ...] | None:
    """The values that the constraint lets only one row have, names folded; ``None`` where it does not apply, or only
    the database can tell."""
    values = _values(constraint, row)
    if not isinstance(values, tuple):
        return None
    return tuple(text.fold(value) if isinstance(value, str) else value for value in values)


def _double(name: str, other: str) -> str:
    return _("“%(name)s” is already there as “%(other)s”: capitals, spaces and unseen signs make no other name.") % {
        "name": name,
        "other": other,
    }


def _name_in(constraint: Any, row: Any) -> str | None:
    """The name among the columns of a unique constraint, if the constraint applies to the row."""
    if not isinstance(constraint, UniqueConstraint) or any(_value(name, row) is None for name in constraint.fields):
        return None
    return next((name for name in constraint.fields if _is_name(row._meta.get_field(name))), None)


def _is_name(field: Any) -> bool:
    return isinstance(field, CharField) and str(field.name).endswith("name")


def _names_beside(constraint: UniqueConstraint, row: Any, name: str) -> list[tuple[Any, str]]:
    """Key and name of the rows that the constraint sees beside the row and of the row itself, which comes first."""
    columns = (row._meta.get_field(other).attname for other in constraint.fields if other != name)
    beside = {column: getattr(row, column) for column in columns}
    rows = type(row)._base_manager.filter(**beside)
    if constraint.condition is not None:
        rows = rows.filter(constraint.condition)
    return sorted(rows.order_by().values_list("pk", name), key=lambda found: found[0] != row.pk)


# --- conditions -------------------------------------------------------------------------------------------


def holds(condition: Any, row: Any) -> Answer:
    """What the database answers to the condition, as far as that is the same in Python."""
    if condition.connector not in (Q.AND, Q.OR):
        return ASK
    decisive = condition.connector == Q.OR
    answers = {holds(child, row) if isinstance(child, Q) else _lookup(child, row) for child in condition.children}
    if decisive in answers:
        answer: Answer = decisive
    else:
        answer = ASK if ASK in answers else None if None in answers else not decisive
    return not answer if condition.negated and isinstance(answer, bool) else answer


def _lookup(child: Any, row: Any) -> Answer:
    if not isinstance(child, tuple):
        return ASK
    name, _sign, lookup = child[0].partition("__")
    try:
        value = _value(name, row)
        if lookup == "isnull" or (lookup in ("", "exact") and child[1] is None):
            return (value is None) == (child[1] is None or bool(child[1]))
        other = _value(_name(child[1]), row) if isinstance(child[1], F) else child[1]
    except (FieldDoesNotExist, TypeError, ValueError):
        return ASK
    if value is None or other is None:
        return None
    return _compared(value, lookup or "exact", other)


def _name(column: Any) -> str:
    return str(column.name)


def _value(name: str, row: Any) -> Any:
    return getattr(row, row._meta.get_field(name).attname)


def _compared(value: Any, lookup: str, other: Any) -> Answer:
    if lookup == "in" and isinstance(other, (list, tuple)):
        answers = {_compared(value, "exact", item) for item in other}
        return True if True in answers else ASK if ASK in answers else False
    if lookup == "regex" and other == r"\S" and isinstance(value, str):
        return _says_something(value)
    if lookup not in _LOOKUPS:
        return ASK
    if isinstance(value, str) and isinstance(other, str):
        return value == other if lookup == "exact" else ASK
    if (
        isinstance(value, _ORDERED)
        and isinstance(other, _ORDERED)
        and isinstance(value, date) == isinstance(other, date)
    ):
        return _LOOKUPS[lookup](value, other)
    return ASK


def _says_something(value: str) -> Answer:
    """Whether the text has more than spaces; of rare signs the databases do not agree which are spaces."""
    if re.search(r"[^\W_]", value):
        return True
    return ASK if value.strip(" \t\r\n") else False


# --- neighbours -------------------------------------------------------------------------------------------


class SiblingRows:
    """The rows under each parent as unique constraints see them, fetched once and updated with what is saved.

    For one change set in one transaction that saves many rows and writes none otherwise. The database itself refuses
    concurrent rows of others.
    """

    def __init__(self) -> None:
        #: Constraint and parent → key of each row → its values.
        self._found: dict[tuple[str, Any], dict[Any, Any]] = {}
        #: Foreign key → each parent → the rows themselves, by their keys.
        self._rows: dict[Any, dict[Any, dict[Any, Any]]] = {}
        #: Rows that the change set made: nothing stands under them but what it made too.
        self._new: set[tuple[type[Model], Any]] = set()

    def is_free(self, constraint: UniqueConstraint, row: Any) -> bool:
        """Whether it is sure that no other row under the same parent has the same values."""
        values, beside = _values(constraint, row), self._beside(constraint, row)
        if not isinstance(values, tuple) or beside is None:
            return False
        return all(other not in (values, ASK) or key == _number(row) for key, other in beside.items())

    def rows_of(self, parent: Any, relation: str) -> list[Any]:
        """The rows that hang under the parent by that relation (a foreign key's other end), as they are saved."""
        key = type(parent)._meta.get_field(relation).field
        parents = self._rows.setdefault(key, {})
        if parent.pk not in parents:
            rows = () if (type(parent), parent.pk) in self._new else getattr(parent, relation).all()
            parents[parent.pk] = {row.pk: row for row in rows}
        return list(parents[parent.pk].values())

    def note(self, row: Any, *, is_new: bool) -> None:
        """The row is saved, as a new one or with other values."""
        if is_new and row.pk:
            self._new.add((type(row), row.pk))
        self._note_under_parents(row, is_new=is_new)
        for constraint in row._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                beside = self._beside(constraint, row)
                if not is_new and (beside is None or _number(row) not in beside):  # it stood under another parent
                    for (name, _parent), found in self._found.items():
                        if name == constraint.name:
                            found.pop(_number(row), None)
                if beside is not None:
                    beside[_number(row)] = _values(constraint, row)

    def note_gone(self, rows: Iterable[Any]) -> None:
        """The rows would be deleted by what is only a preview."""
        for row in rows:
            for key, parents in self._rows.items():
                if isinstance(row, key.model):
                    parents.get(getattr(row, key.attname), {}).pop(row.pk, None)

    def _note_under_parents(self, row: Any, *, is_new: bool) -> None:
        for key, parents in self._rows.items():
            if isinstance(row, key.model):
                under = parents.get(getattr(row, key.attname), {})
                if not is_new and _number(row) not in under:  # it stood under another parent
                    for rows in parents.values():
                        rows.pop(_number(row), None)
                under[_number(row)] = row

    def _beside(self, constraint: UniqueConstraint, row: Any) -> dict[Any, Any] | None:
        """The values of the rows under the row's parent; ``None`` where it has none."""
        relation = next((name for name in map(row._meta.get_field, _names(constraint)) if name.is_relation), None)
        parent = None if relation is None else getattr(row, relation.attname)
        if relation is None or parent is None:
            return None
        place = (constraint.name, parent)
        if place not in self._found:
            is_new = (relation.related_model, parent) in self._new
            rows = () if is_new else type(row)._base_manager.filter(**{relation.attname: parent})
            self._found[place] = {row.pk: _values(constraint, row) for row in rows}
        return self._found[place]


def _number(row: Any) -> Any:
    """The row's key; one that a preview does not save has none, and is known by itself."""
    return row.pk or f"new {id(row)}"


def _names(constraint: UniqueConstraint) -> list[str]:
    """The columns of a constraint; of expressions, only those evaluated in Python."""
    return [*constraint.fields, *(_name(column) for column, _instead in map(_read, constraint.expressions) if column)]


def _read(expression: Any) -> tuple[F | None, Any]:
    """The expression's column and its replacement for empty values; no column for any other expression."""
    if isinstance(expression, F):
        return expression, None
    parts = expression.get_source_expressions() if type(expression) is Coalesce else []
    if len(parts) == 2 and isinstance(parts[0], F) and isinstance(parts[1], Value):
        return parts[0], parts[1].value
    return None, None


def _values(constraint: UniqueConstraint, row: Any) -> tuple[Any, ...] | str | None:
    """The values that must be unique; ``None`` where the constraint does not apply, and :data:`ASK` where only the
    database can tell."""
    applies = True if constraint.condition is None else holds(constraint.condition, row)
    if applies is not True:
        return ASK if applies == ASK else None
    values = [_value(name, row) for name in constraint.fields]
    for expression in constraint.expressions:
        column, instead = _read(expression)
        value = None if column is None else _value(_name(column), row)
        values.append(instead if value is None else value)
    return None if None in values else tuple(values)
