"""Every write to a tracked object goes through here: it gets its act, its version and its guard."""

from typing import Any

from django.db import models, transaction
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from abc_portal.audit.models import Act, Tracked


class LostUpdate(Exception):
    """Somebody saved the object after the writer opened it; nothing was written."""


def begin(*, by: Any, scope: str = "", reason: str = "", program: str = "") -> Act:
    """Start an act. ``by`` is the user; ``program`` names what acted when there is none."""
    if by is None and not program:
        raise ValueError("an act needs somebody who did it")
    return Act.objects.create(by=by, by_name=str(by) if by is not None else program, scope=scope, reason=reason.strip())


@transaction.atomic
def save(row: Tracked, *, act: Act, made_from: int | None = None, rows_under_changed: bool = False) -> bool:
    """Save a new or changed object as part of the act; an unchanged one is left alone.

    ``made_from`` is the version that the writer saw; the object's own is taken when it is absent.
    ``rows_under_changed`` moves the version on though the object itself is as it was, because what
    is edited together with it changed.
    Raises :class:`LostUpdate` when another version stands in the database. Returns whether
    anything was written.
    """
    vars(row)["_act"] = act
    if row._state.adding:
        row.save(force_insert=True)
        return True
    seen = row.version if made_from is None else made_from
    stands = type(row)._base_manager.filter(pk=row.pk).select_for_update().first()
    if stands is None or stands.version != seen:
        raise LostUpdate(str(row))
    if not rows_under_changed and not changed_fields(stands, row):
        return False
    # The guarded update holds on SQLite too, where select_for_update does nothing.
    moved = type(row)._base_manager.filter(pk=row.pk, version=seen).update(version=seen + 1)
    if not moved:
        raise LostUpdate(str(row))
    row.version = seen + 1
    row.save(force_update=True)
    return True


def is_changed(row: Tracked, made_from: int | None = None) -> bool:
    """Whether saving would write anything; a row that somebody else changed or deleted counts as changed."""
    stands = type(row)._base_manager.filter(pk=row.pk).first()
    seen = row.version if made_from is None else made_from
    return stands is None or stands.version != seen or bool(changed_fields(stands, row))


@transaction.atomic
def delete(row: Tracked, *, act: Act, made_from: int | None = None) -> None:
    """Delete an object and what goes with it; each of them gets its line in the history."""
    seen = row.version if made_from is None else made_from
    if not type(row)._base_manager.filter(pk=row.pk, version=seen).exists():
        raise LostUpdate(str(row))
    collector = Collector(using=row._state.db or "default", origin=row)
    collector.collect([row])
    for rows in collector.data.values():
        for each in rows:
            vars(each)["_act"] = act
    collector.delete()


def goes_along(row: models.Model) -> list[models.Model]:
    """What would be deleted together with the object, for the question before deleting."""
    collector = Collector(using=row._state.db or "default", origin=row)
    collector.collect([row])
    groups = [[each for each in rows if each != row] for rows in collector.data.values()]
    groups.extend(list(rows) for rows in collector.fast_deletes)
    for rows in groups:
        if rows:
            models.prefetch_related_objects(rows, *getattr(rows[0], "name_relations", ()))
    return [each for rows in groups for each in rows]


def changed_fields(before: models.Model, after: models.Model) -> list[models.Field]:
    """The fields in which two versions of an object differ; the version number does not count."""
    return [
        field
        for field in after._meta.concrete_fields
        if field.name != "version" and getattr(before, field.attname) != getattr(after, field.attname)
    ]


def sentence() -> str:
    """What the second writer is told."""
    return _("Somebody else saved while you were writing. Nothing you typed is lost; see both versions below.")
