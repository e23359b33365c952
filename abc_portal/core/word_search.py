"""Rows that hold words: one way of matching for lists, for fields in which one chooses, and for the search."""

import re
from collections.abc import Sequence

from django.db.models import Case, Field, IntegerField, Model, Q, QuerySet, When

from abc_portal.core import richtext
from abc_portal.core.text import fold

MOST_WORDS = 8
_APART = re.compile(r"[\s·(),;]+")


def words_of(text: str) -> list[str]:
    """The words of what was typed, in one spelling."""
    return [word for word in _APART.split(fold(text)) if word]


def holding(rows: QuerySet, columns: Sequence[str], text: str) -> QuerySet:
    """The rows of which the columns hold every word; all for an empty text."""
    for word in words_of(text)[:MOST_WORDS]:
        rows = rows.filter(_holds(rows.model, columns, word))
    return rows


def ranked(rows: QuerySet, columns: Sequence[str], text: str) -> QuerySet:
    """The rows that hold every word, those first that are called so (``choice_rank`` 0) or begin so (1)."""
    words = words_of(text)
    if not words:
        return rows
    own = [
        name
        for name in columns
        if "__" not in name and not isinstance(_field(rows.model, name), richtext.RichTextField)
    ]
    whole = [When(**{f"{column}__iexact": fold(text)}, then=0) for column in own]
    begins = [When(**{f"{column}__istartswith": words[0]}, then=1) for column in own]
    rank = Case(*whole, *begins, default=2, output_field=IntegerField())
    found = holding(rows, columns, text).annotate(choice_rank=rank)
    return found.order_by("choice_rank", *rows.model._meta.ordering)


def is_many(model: type[Model], column: str) -> bool:
    """Whether the column leads to several rows."""
    relation = _field(model, column)
    return bool(relation.one_to_many or relation.many_to_many)


def _field(model: type[Model], column: str) -> Field:
    return model._meta.get_field(column.partition("__")[0])  # type: ignore[return-value]


def _holds(model: type[Model], columns: Sequence[str], word: str) -> Q:
    """A row whose columns hold the word; of several rows under it, any."""
    found = Q()
    for column in columns:
        fits = _fits(model, column, word)
        found |= Q(pk__in=model._base_manager.filter(fits).values("pk")) if is_many(model, column) else fits
    return found


def _fits(model: type[Model], column: str, word: str) -> Q:
    """The word in the column; in rich text, not where it belongs to the markup."""
    if isinstance(_field(model, column), richtext.RichTextField) and richtext.is_of_markup(word):
        return Q(**{f"{column}__iregex": f"(^|>)[^<]*{re.escape(word)}"})
    return Q(**{f"{column}__icontains": word})
