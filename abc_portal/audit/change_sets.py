"""The only way to write a tracked object: with change set, version and guard against lost updates."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import ChangeSet, Touched, Tracked
from abc_portal.core.constraints import SiblingRows
from abc_portal.core.digests import digest_of


class LostUpdate(Exception):
    """Somebody saved the object after the writer opened it; nothing was written."""


class SentTwice(Exception):
    """The form was already taken: ``change_set`` is what its first submit did, and nothing is done again."""

    def __init__(self, change_set: ChangeSet) -> None:
        super().__init__(str(change_set))
        self.change_set = change_set

    def row(self, model: type[models.Model]) -> Any:
        """The row that the first submit added or changed; ``None`` when it is gone since."""
        touched = self.change_set.touched.filter(model=model._meta.label_lower).order_by("pk")
        first = touched.filter(change=ChangeKind.CREATED).first() or touched.filter(change=ChangeKind.CHANGED).first()
        return model._base_manager.filter(pk=first.object_id).first() if first else None


def sending(request: Any, data: Any = None) -> UUID | None:
    """A fingerprint of one submission: user, address and content, with the token of a form that adds or the version of
    one that changes.

    ``None`` without either. Only an identical submission counts as the same. ``data`` is the content where it is more
    than the request's fields.
    """
    data = request.POST if data is None else data
    try:
        token = UUID(data.get("once", ""))
    except ValueError:
        if not data.get("made_from"):
            return None
        token = uuid5(NAMESPACE_URL, f"{request.user.pk} {request.path}")
    content = sorted((name, values) for name, values in data.lists() if name != "csrfmiddlewaretoken")
    return uuid5(token, repr(content))


def check_not_sent(form: UUID | None, *, by: Any) -> None:
    """Raises :class:`SentTwice` when the user already sent that form."""
    first = ChangeSet.objects.filter(form=form, by=by).first() if form else None
    if first is not None:
        raise SentTwice(first)


def take_once(form: UUID | None, *, by: Any, take: Callable[[], Any]) -> Any:
    """The answer that ``take`` gives to a form. Raises :class:`SentTwice` when the user already sent that form.

    Of two submits at the very same moment neither finds the other at first, and what the one stores makes the other
    wrong: the name is taken, the version is old, the step is done. So an answer that does not lead on, or a fault,
    looks once more before it is given.
    """
    check_not_sent(form, by=by)
    try:
        answer = take()
    except Exception:
        check_not_sent(form, by=by)
        raise
    if not 300 <= answer.status_code < 400:
        check_not_sent(form, by=by)
    return answer


def deleted_by(user: Any, model: type[models.Model], pk: Any, within: timedelta) -> str:
    """The name of the row that the user deleted within that time; empty when there is none."""
    if pk is None:
        return ""
    gone = Touched.objects.filter(model=model._meta.label_lower, object_id=pk, change=ChangeKind.DELETED)
    found = gone.filter(change_set__by=user, change_set__at__gt=timezone.now() - within).first()
    return found.name if found else ""


def begin(*, by: Any, scope: str = "", reason: str = "", program: str = "", form: UUID | None = None) -> ChangeSet:
    """Start a change set. ``by`` is the user; ``program`` names the program when there is none.

    ``form`` identifies the submission (:func:`sending`): the same one acts once. Raises :class:`SentTwice` with the
    first change set.
    """
    if by is None and not program:
        raise ValueError("a change set needs somebody who did it")
    name = (str(by) if by is not None else program)[: ChangeSet._meta.get_field("by_name").max_length]
    change_set = ChangeSet(by=by, by_name=name, scope=scope, reason=reason.strip(), form=form)
    if form is None:
        change_set.save()
        return change_set
    try:
        with transaction.atomic():
            change_set.save()
    except IntegrityError:
        check_not_sent(form, by=by)
        change_set.form = None  # another user's submission of a copied page: not this change set
        change_set.save()
    return change_set


def trial(*, by: Any) -> ChangeSet:
    """A change set for a preview: what is saved or deleted in it is checked as in any other, and nothing is written."""
    change_set = ChangeSet(by=by)
    change_set.is_trial = True
    return change_set


@contextmanager
def _recorded(rows: list[Any], change_set: ChangeSet) -> Iterator[None]:
    """Rows saved inside the block are recorded in the change set; later saves of them are not."""
    for row in rows:
        vars(row)["_change_set"] = change_set
    try:
        yield
    finally:
        for row in rows:
            vars(row).pop("_change_set", None)


def save(
    row: Tracked,
    *,
    change_set: ChangeSet,
    made_from: int | None = None,
    rows_under_changed: bool = False,
    stored: Tracked | None = None,
) -> bool:
    """Validate and save a new or changed object in the change set; an unchanged one is skipped. Returns whether
    anything was written.

    ``made_from`` is the version that the writer saw, by default the object's own. ``rows_under_changed`` raises the
    version though the object itself is unchanged. ``stored`` is the object as just read in this transaction, for bulk
    saves.

    Raises :class:`LostUpdate` when the database has another version, and ``ValidationError`` by field when the object
    is wrong or may not be written (``check_can_write``).
    """
    # Many rows are one transaction: a fault of one ends it all, so that none needs a savepoint.
    with transaction.atomic() if change_set.neighbours is None else nullcontext():
        if not change_set.is_trial:
            _save_new_relations(row, change_set)
        if not row._state.adding:
            stored = stored or type(row)._base_manager.filter(pk=row.pk).select_for_update().first()
            return _update(row, change_set, row.version if made_from is None else made_from, rows_under_changed, stored)
        row.check_save(neighbours=change_set.neighbours)
        if not change_set.is_trial:
            with _recorded([row], change_set):
                row.save(force_insert=True)
        if change_set.neighbours is not None:
            change_set.neighbours.note(row, is_new=True)
        return True


def _new_relations(row: Tracked) -> list[Any]:
    """The row's relations to rows that are not saved yet and go along with it."""
    fields: list[Any] = [field for field in row._meta.concrete_fields if field.is_relation]
    found = ((field, field.get_cached_value(row, default=None)) for field in fields)
    return [field for field, other in found if isinstance(other, Tracked) and other._state.adding]


def _save_new_relations(row: Tracked, change_set: ChangeSet) -> None:
    """Save what is added where the row points to it. Faults have no field: the form shows the row's own."""
    for field in _new_relations(row):
        other = field.get_cached_value(row)
        other.check_can_add(change_set.by)
        try:
            save(other, change_set=change_set)
        except ValidationError as fault:
            raise ValidationError(fault.messages) from None
        setattr(row, field.name, other)


def _update(row: Tracked, change_set: ChangeSet, seen: int, rows_under_changed: bool, stored: Tracked | None) -> bool:
    if stored is None or stored.version != seen:
        raise LostUpdate(str(row))
    if not rows_under_changed and not changed_fields(stored, row):
        return False
    row.check_save(stored, neighbours=change_set.neighbours)
    if not change_set.is_trial:
        _write_guarded(row, change_set, seen, stored)
    if change_set.neighbours is not None:
        change_set.neighbours.note(row, is_new=False)
    return True


def _write_guarded(row: Tracked, change_set: ChangeSet, seen: int, stored: Tracked) -> None:
    # The guarded update holds on SQLite too, where select_for_update does nothing.
    moved = type(row)._base_manager.filter(pk=row.pk, version=seen).update(version=seen + 1)
    if not moved:
        raise LostUpdate(str(row))
    before, row.version = row.version, seen + 1
    try:
        with _recorded([row], change_set):
            row.save(force_update=True)
        _forget(stored, changed_fields(stored, row))
    except BaseException:
        row.version = before  # the database is as it was, so the object must be too
        raise


def is_changed(row: Tracked, made_from: int | None = None) -> bool:
    """Whether saving would write anything; also true when somebody else changed or deleted the row."""
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    seen = row.version if made_from is None else made_from
    return stored is None or stored.version != seen or bool(changed_fields(stored, row) or _new_relations(row))


@transaction.atomic
def delete(row: Tracked, *, change_set: ChangeSet, made_from: int | None = None, seen: str | None = None) -> None:
    """Delete an object and what is deleted with it; each gets its line in the history.

    ``seen`` is the :func:`fingerprint` of the preview. Raises :class:`LostUpdate` when something else would be deleted
    now, and ``ValidationError`` when one of them may not be deleted (``check_can_go``).
    """
    version = row.version if made_from is None else made_from
    # Locked, so that no row can be added under it in the meantime.
    stored = type(row)._base_manager.select_for_update().filter(pk=row.pk, version=version).first()
    if stored is None:
        raise LostUpdate(str(row))
    collector = _collected(row)
    if seen is not None and seen != fingerprint_of(_rows_of(collector)):
        raise LostUpdate(str(row))
    _check_can_go(collector, row)
    if row.deleting_says_why and change_set.by_id and not change_set.reason:
        raise ValidationError(str(row.deleting_says_why))
    if change_set.is_trial:
        if change_set.neighbours is not None:
            change_set.neighbours.note_gone(_rows_of(collector))
        return
    _forget_files(collector)
    # The history names each row, and what its name is made of may go before it.
    with _recorded(_with_names([row for rows in collector.data.values() for row in rows]), change_set):
        collector.delete()
    if change_set.neighbours is not None:
        change_set.neighbours = SiblingRows()  # what else was deleted is fetched again


def set_temporary_value(row: Tracked, column: str, value: Any) -> None:
    """Give the row another value outside the history, so that another row can take its value.

    Only where :func:`save` or :func:`delete` settles the row in the same transaction. Raises :class:`LostUpdate`.
    """
    moved = type(row)._base_manager.filter(pk=row.pk, version=row.version).update(**{column: value})
    if not moved:
        raise LostUpdate(str(row))


def hanging(row: models.Model) -> list[models.Model]:
    """The rows that prevent a deletion; without any, the rows deleted with the object."""
    try:
        found = _rows_of(_collected(row))
    except (models.ProtectedError, models.RestrictedError) as refused:
        return list(getattr(refused, "protected_objects", None) or getattr(refused, "restricted_objects", None) or ())
    return [item for item in found if item != row and not item._meta.auto_created]


def _check_can_go(collector: Collector, origin: models.Model) -> None:
    """Ask each kind of the rows that go; tracked rows are always among the collector's data."""
    for model, rows in collector.data.items():
        if issubclass(model, Tracked):
            model.check_can_go(list(rows), origin=origin)


def _forget_files(collector: Collector) -> None:
    """Delete the files of deleted rows once the transaction is committed."""
    fast: list[Any] = [(rows.model, rows) for rows in collector.fast_deletes if hasattr(rows, "model")]
    for model, rows in [*collector.data.items(), *fast]:
        if any(isinstance(field, models.FileField) for field in model._meta.concrete_fields):
            for row in rows:
                _forget(row, model._meta.concrete_fields)


def _forget(row: Any, fields: Iterable[models.Field]) -> None:
    """Delete these fields' files once the transaction is committed."""
    for field in fields:
        file = getattr(row, field.attname) if isinstance(field, models.FileField) else None
        if file:
            transaction.on_commit(partial(file.storage.delete, file.name), robust=True)


@dataclass(frozen=True)
class DeletionPreview:
    """What a deletion would do: ``in_the_way`` prevents it, ``cascaded`` is deleted with the object.

    ``refused`` says why it may not be deleted at all, ``changed`` are rows that stay with a change.
    """

    in_the_way: list[models.Model]
    cascaded: list[models.Model]
    refused: str = ""
    changed: str = ""


def deletion_preview(row: models.Model) -> DeletionPreview:
    """The rows that prevent a deletion; without any, the rows deleted with the object."""
    try:
        collector = _collected(row)
    except (models.ProtectedError, models.RestrictedError) as refused:
        found = getattr(refused, "protected_objects", None) or getattr(refused, "restricted_objects", None)
        return DeletionPreview(_with_names(list(found or ())), [])
    cascaded = _with_names([item for item in _rows_of(collector) if item != row])
    try:
        _check_can_go(collector, row)
    except ValidationError as fault:
        return DeletionPreview([], cascaded, " ".join(fault.messages))
    return DeletionPreview([], cascaded)


def in_the_way(row: models.Model) -> list[models.Model]:
    """Rows that point to the object and must be moved or deleted first."""
    return deletion_preview(row).in_the_way


def fingerprint(rows: list[Any]) -> str:
    """What would go if the objects were deleted, each as it is now: changes when anything of it does."""
    return fingerprint_of([item for row in rows for item in _rows_of(_collected(row))])


def fingerprint_of(going: list[Any]) -> str:
    """The fingerprint of these objects, when all that would be deleted is known already."""
    versions = {(item._meta.label, item.pk, getattr(item, "version", 0)) for item in going}
    return digest_of(sorted(versions))


def _collected(row: models.Model) -> Collector:
    """All that would go with the object; raises what Django raises when something is in the way."""
    collector = Collector(using=row._state.db or "default", origin=row)
    # Nested rows are collected together, not one query a level.
    nested = row.below() if hasattr(row, "below") else ()
    collector.collect([row, *nested])
    return collector


def _rows_of(collector: Collector) -> list[models.Model]:
    groups = [list(rows) for rows in (*collector.data.values(), *collector.fast_deletes)]
    return [row for rows in groups for row in rows]


def _with_names(rows: list[models.Model]) -> list[models.Model]:
    """The rows, with the relations that their names are made of."""
    kinds = {type(row) for row in rows}
    for kind in kinds:
        same = [row for row in rows if type(row) is kind]
        models.prefetch_related_objects(same, *getattr(kind, "name_relations", ()))
    return rows


def changed_fields(before: models.Model, after: models.Model) -> list[models.Field]:
    """The fields in which two versions of an object differ; the version number does not count."""
    return [
        field
        for field in after._meta.concrete_fields
        if field.name != "version" and getattr(before, field.attname) != getattr(after, field.attname)
    ]


def look_again() -> str:
    """The message when what a deletion was confirmed for has changed."""
    return _("It, or what goes along with it, was changed while the page stood open. Look once more before you delete.")


def sentence() -> str:
    """The message to the second writer."""
    return _("Somebody else saved while you were writing. Nothing you typed is lost; see both versions below.")
