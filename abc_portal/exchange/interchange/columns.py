"""What a value in a document is, worked out from the model's column."""

from collections.abc import Callable
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models

from abc_portal.core.fields import PartialProperty
from abc_portal.core.files import StoredBytes
from abc_portal.core.richtext import RichTextField
from abc_portal.exchange.interchange.kinds import (
    SLUG_PATTERN,
    Choice,
    Day,
    Exact,
    Flag,
    Partly,
    Ref,
    Rich,
    Text,
    ValueKind,
    Whole,
)

#: The kind of a column by its class; the first that fits.
_KINDS: tuple[tuple[type[models.Field], Callable[[Any], ValueKind]], ...] = (
    (RichTextField, lambda held: Rich()),
    (models.SlugField, lambda held: Text(held.max_length, SLUG_PATTERN)),
    (models.CharField, lambda held: Text(held.max_length)),
    (models.TextField, lambda held: Text(held.max_length)),
    (models.BooleanField, lambda held: Flag()),
    (models.DecimalField, lambda held: Exact()),
    (models.DateField, lambda held: Day()),
    (models.PositiveSmallIntegerField, lambda held: Whole(_largest(held, 2**15 - 1))),
    (models.PositiveIntegerField, lambda held: Whole(_largest(held, 2**31 - 1))),
    (models.BigIntegerField, lambda held: Whole(_largest(held, 10**13))),
)


def column(model: type[Any], attribute: str) -> str:
    """The model's field behind an attribute: a partial date's is the day, a content's the file."""
    found = getattr(model, attribute, None)
    return found.column if isinstance(found, (PartialProperty, StoredBytes)) else attribute


def kind_of(model: type[models.Model], attribute: str) -> ValueKind:
    """The kind of value that the attribute holds. Raises ``TypeError`` for one that no kind is known for."""
    if isinstance(getattr(model, attribute, None), PartialProperty):
        return Partly()
    held: Any = model._meta.get_field(attribute)
    if held.is_relation:
        return Ref(held.related_model)
    if held.choices:
        return Choice(tuple(str(code) for code, _label in held.flatchoices))
    for column_class, make in _KINDS:
        if isinstance(held, column_class):
            return make(held)
    raise TypeError(f"No kind of value is known for {model._meta.label}.{attribute}")


def is_required(model: type[models.Model], attribute: str) -> bool:
    """Whether a row must have the value: it cannot be empty and has no default."""
    held: Any = model._meta.get_field(column(model, attribute))
    return not held.blank and not held.has_default()


def usual_value(model: type[models.Model], attribute: str) -> Any:
    """What a new row has; ``None`` for nothing."""
    held: Any = model._meta.get_field(column(model, attribute))
    return held.default if held.has_default() else None


def _largest(held: Any, most: int) -> int:
    """The largest value that the column's own rule and every database allow."""
    limits = [validator.limit_value for validator in held.validators if isinstance(validator, MaxValueValidator)]
    return min([*limits, most])
