"""Names in lists to choose from: rows that are called the same say what they differ in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Lower
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from abc_portal.core.text import fold


def apart(rows: Sequence[Any], name: Callable[[Any], str] = str) -> dict[int, str]:
    """What each row is called, by its key; rows of one name with what they differ in behind it.

    A model whose rows may share a name says what distinguishes them (``distinctions``) and which relations that needs
    (``distinguished_by``); they are fetched only for rows of one name. Where nothing else differs, their numbers do.
    """
    labels = {row.pk: name(row) for row in rows}
    for alike in _alike(rows, labels):
        prefetch_related_objects(alike, *alike[0].distinguished_by)
        for row, words in zip(alike, _differing([row.distinctions() for row in alike]), strict=True):
            labels[row.pk] = f"{labels[row.pk]} ({', '.join(words)})" if words else labels[row.pk]
    for alike in _alike(rows, labels):
        for row in alike:
            labels[row.pk] = _("%(name)s, no. %(number)s") % {"name": labels[row.pk], "number": row.pk}
    return labels


def with_namesakes(keys: Iterable[int], offered: QuerySet) -> QuerySet:
    """The rows with these keys, and the offered ones that :func:`apart` may have to tell them from."""
    model: Any = offered.model
    chosen = model._base_manager.filter(pk__in=list(keys))
    if not hasattr(model, "distinctions"):
        return chosen
    names = chosen.exclude(name="").order_by().values(folded_name=Lower("name"))
    alike = offered.order_by().annotate(folded_name=Lower("name")).filter(folded_name__in=names)
    return model._base_manager.filter(Q(pk__in=list(keys)) | Q(pk__in=alike.values("pk")))


def _alike(rows: Iterable[Any], labels: dict[int, str]) -> list[list[Any]]:
    """The rows that are called the same, where their model can tell them apart."""
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    for row in rows:
        if hasattr(row, "distinctions"):
            found[fold(labels[row.pk])][row.pk] = row
    return [list(group.values()) for group in found.values() if len(group) > 1]


def _differing(said: Sequence[Sequence[str]]) -> list[list[str]]:
    """Of what each says of itself, what not all of them say."""
    differs = [len(set(words)) > 1 for words in zip(*said, strict=True)]
    return [[word for word, counts in zip(words, differs, strict=True) if word and counts] for words in said]


class DistinctChoices(ModelChoiceIterator):
    """The choices of a field whose rows may share a name."""

    def __iter__(self) -> Any:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = {self.field.prepare_value(row): row for row in self.queryset}
        labels = apart(list(rows.values()), self.field.label_from_instance)
        yield from ((key, labels[row.pk]) for key, row in rows.items())

    @classmethod
    def use(cls, field: Any) -> Any:
        """Let the field tell its rows apart."""
        field.iterator = cls
        field.widget.choices = field.choices
        return field
