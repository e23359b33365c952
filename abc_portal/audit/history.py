"""Histories as facts for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from abc_portal.audit import wording
from abc_portal.audit.change_sets import changed_fields
from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import ChangeSet, Touched


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryStep:
    """One change of one object: who, when, why, in which change set, from what to what."""

    change_set: int | None
    at: datetime
    by: str
    reason: str
    change: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class TouchedObject:
    kind: str
    model: str
    object_id: int
    name: str
    change: str


@dataclass(frozen=True)
class ActFacts:
    """One change set with everything it touched."""

    number: int
    at: datetime
    by: str
    reason: str
    touched: tuple[TouchedObject, ...]


def change_set_facts(change_sets: Iterable[ChangeSet]) -> list[ActFacts]:
    """Change sets, with ``touched`` prefetched, for a plan's history page."""
    return [
        ActFacts(
            number=change_set.pk,
            at=change_set.at,
            by=change_set.by_name,
            reason=change_set.reason,
            touched=tuple(_touched(item) for item in change_set.touched.all()),
        )
        for change_set in change_sets
    ]


def _touched(touched: Touched) -> TouchedObject:
    return TouchedObject(
        kind=str(apps.get_model(touched.model)._meta.verbose_name),
        model=touched.model,
        object_id=touched.object_id,
        name=touched.name,
        change=str(ChangeKind(touched.change).label),
    )


def object_steps(model: Any, object_id: int, *, reader: Any = None) -> list[HistoryStep]:
    """Every change of the object, also of a deleted one, latest first.

    Personal fields are shown only to a reader who sees the object itself, and what its model withholds from the reader
    is left out. The number of queries depends on the model's relations, not on the length of the history.
    """
    rows = list(
        model.history.filter(**{model._meta.pk.attname: object_id})
        .select_related("history_change_set")
        .order_by("history_date", "history_id")
    )
    names = related_names(model, rows)
    hidden = (*(() if _sees(reader, model, object_id) else model.personal), *model.withheld_from(reader, object_id))
    steps, before = [], None
    for row in rows:
        steps.append(_step(before, row, names, hidden))
        before = row
    return steps[::-1]


def _sees(reader: Any, model: Any, object_id: int) -> bool:
    """Whether the reader sees the object itself, so that nothing in its history is withheld."""
    if not model.personal or (reader is not None and reader.is_active and reader.is_superuser):
        return True
    return reader is not None and model._default_manager.visible_to(reader).filter(pk=object_id).exists()


def related_names(model: type[models.Model], rows: Sequence[Any]) -> dict[str, dict[Any, str]]:
    """For each relation of the model the names of what its history points to; deleted ones as they were called."""
    found = {}
    relations: list[Any] = [field for field in model._meta.concrete_fields if field.is_relation]
    for field in relations:
        keys = {getattr(row, field.attname) for row in rows} - {None}
        names = _names(field.related_model, keys) if keys else {}
        missing = keys - names.keys()
        if missing:
            label = field.related_model._meta.label_lower
            gone = Touched.objects.filter(model=label, object_id__in=missing).order_by("pk")
            names.update({item.object_id: item.name for item in gone})
        found[field.name] = names
    return found


def _names(model: type[models.Model], keys: set[Any]) -> dict[Any, str]:
    relations = getattr(model, "name_relations", ())
    rows = model._base_manager.select_related(*relations) if relations else model._base_manager.all()
    return {key: str(row) for key, row in rows.in_bulk(keys).items()}


def _step(before: Any, row: Any, names: dict[str, dict[Any, str]], hidden: Sequence[str]) -> HistoryStep:
    change_set = row.history_change_set
    return HistoryStep(
        change_set=change_set.pk if change_set else None,
        at=row.history_date,
        by=change_set.by_name if change_set else "",
        reason=change_set.reason if change_set else (row.history_change_reason or ""),
        change=str(ChangeKind(row.history_type).label),
        fields=tuple(_field_changes(before, row, names, hidden)) if row.history_type == ChangeKind.CHANGED else (),
    )


def _field_changes(
    before: Any, row: Any, names: dict[str, dict[Any, str]], hidden: Sequence[str]
) -> Iterable[FieldChange]:
    if before is None:
        return
    for field in changed_fields(before.instance, row.instance):
        if field.name in hidden:
            yield FieldChange(label=str(field.verbose_name), before=_("not shown"), after=_("not shown"))
            continue
        known = names.get(field.name)
        yield FieldChange(
            label=str(field.verbose_name),
            before=wording.show(field, getattr(before, field.attname), known),
            after=wording.show(field, getattr(row, field.attname), known),
        )
