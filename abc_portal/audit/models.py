"""The change set that groups changes, and the base of every model with a history."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.querysets import ChangeSetQuerySet, TouchedQuerySet
from abc_portal.core import constraints
from abc_portal.core.access import Refused
from abc_portal.core.text import TidyOnRead


class ChangeSet(TidyOnRead, models.Model):
    """Everything that one person saved in one go, with the time, the reason and a number.

    Every historical row has its ``number`` (the primary key). ``scope`` is the whole it belongs to (``plan:17``), so
    that a plan's history is one query.
    """

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    by_name = models.CharField(_("name"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)
    scope = models.CharField(_("belongs to"), max_length=80, blank=True, db_index=True)
    #: The form that asked for it, by its token and content: a form sent twice acts once.
    form = models.UUIDField(null=True, editable=False, unique=True)

    objects = ChangeSetQuerySet.as_manager()

    #: It checks what it is given and writes nothing; see ``change_sets.trial``.
    is_trial = False

    #: While many rows are saved: their neighbours, and the records to write when it is done; see :meth:`gathered`.
    neighbours: constraints.SiblingRows | None = None
    _waiting: list[models.Model] | None = None

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")

    def __str__(self) -> str:
        return _("change set %(number)s by %(name)s") % {"number": self.pk, "name": self.by_name}

    def record(self, *records: models.Model) -> None:
        """Write lines of the history, now or with all others that are gathered."""
        if self._waiting is not None:
            self._waiting.extend(records)
            return
        for record in records:
            record.save()

    @contextmanager
    def step(self) -> Iterator[None]:
        """A savepoint for a part that may fail: its rows and its history are rolled back together."""
        waiting = len(self._waiting or ())
        try:
            with transaction.atomic():
                yield
        except BaseException:
            if self._waiting is not None:
                del self._waiting[waiting:]
                self.neighbours = constraints.SiblingRows()
            raise

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """For many saves in one transaction: neighbours are fetched once, and the history is written at the end."""
        self.neighbours, self._waiting = constraints.SiblingRows(), []
        try:
            yield
            by_model: dict[type[models.Model], list[models.Model]] = {}
            for record in self._waiting:
                by_model.setdefault(type(record), []).append(record)
            for model, records in by_model.items():
                model._base_manager.bulk_create(records)
        finally:
            self.neighbours = self._waiting = None


class Touched(TidyOnRead, models.Model):
    """One object that a change set created, changed or deleted; its name as it was then."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="touched")
    model = models.CharField(_("kind"), max_length=100)
    object_id = models.BigIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=300)
    change = models.CharField(_("change"), max_length=1, choices=ChangeKind)

    objects = TouchedQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["model", "object_id"], name="audit_touched_object")]
        verbose_name = _("touched object")
        verbose_name_plural = _("touched objects")

    def __str__(self) -> str:
        return self.name


class UnrecordedWrite(RuntimeError):
    """A tracked object was written outside a change set: nobody would know who did it."""


class HistoryRow(TidyOnRead, models.Model):
    """What every historical row has beside the object's own fields."""

    history_change_set = models.ForeignKey(
        ChangeSet, models.DO_NOTHING, related_name="+", db_constraint=False, null=True
    )

    class Meta:
        abstract = True


@cache
def _history_of(model: type[models.Model]) -> Any:
    """The model of its historical rows; asked of the manager it costs as much as writing one."""
    return model.history.model  # type: ignore[attr-defined]


class TrackedHistory(HistoricalRecords):
    """History whose user, time and reason come from the change set set on the object, never from a thread."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(bases=(HistoryRow,), inherit=True, user_db_constraint=False, **kwargs)

    def get_meta_options(self, model: Any) -> dict[str, Any]:
        """Historical rows are of the app that their model says it is of, wherever that stands."""
        return {**super().get_meta_options(model), "app_label": model._meta.app_label}

    def create_historical_record(self, instance: Any, history_type: str, using: Any = None) -> None:
        change_set: ChangeSet | None = getattr(instance, "_change_set", None)
        if change_set is None:
            raise UnrecordedWrite(
                f"{instance._meta.label} was written without a change set; use abc_portal.audit.change_sets"
            )
        values = {field.attname: getattr(instance, field.attname) for field in self.fields_included(instance)}
        record = _history_of(type(instance))(
            history_date=change_set.at,
            history_type=history_type,
            history_user_id=change_set.by_id,
            history_change_reason=change_set.reason[:100] or None,
            history_change_set=change_set,
            **values,
        )
        label, name = instance._meta.label_lower, str(instance)[:300]
        change_set.record(
            record, Touched(change_set=change_set, model=label, object_id=instance.pk, name=name, change=history_type)
        )


class Tracked(models.Model):
    """Base of every model that users edit: it has a history, and lost updates are refused.

    ``version`` counts the saves; a form carries the version it was made from.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    history = TrackedHistory()

    #: The resource that it is in the access table (plan-scoped models), or nothing.
    resource: ClassVar[Any] = None

    #: Fields whose history only those read who see the object itself: the right to a plan's history is not enough.
    personal: ClassVar[tuple[str, ...]] = ()

    #: Relations that the object's printed name is made of.
    name_relations: ClassVar[tuple[str, ...]] = ()

    #: The resource whose access level allows deleting it, where that is not ``resource``.
    deletion_resource: ClassVar[Any] = None

    #: What is said when somebody deletes it without a reason; empty where none is asked for.
    deleting_says_why: ClassVar[Any] = ""

    class Meta:
        abstract = True

    def check_can_write(self, stored: Any = None) -> None:
        """Called before every save that changes something, once the row is valid. Raises ``ValidationError``.

        ``stored`` is the row as it is in the database.
        """

    def check_save(self, stored: Any = None, *, neighbours: constraints.SiblingRows | None = None) -> None:
        """All that is asked before a save: is it valid, and may it be written? ``stored`` is the row in the database.

        ``neighbours`` are those that a large write has fetched. Raises ``ValidationError``.
        """
        vars(self)["_neighbours"] = neighbours
        try:
            self.check_valid()
            self.check_can_write(stored)
        finally:
            del vars(self)["_neighbours"]

    def check_valid(self) -> None:
        """All of the model's rules, unless a form has just checked them. Raises ``ValidationError`` by field."""
        values, cleaned = vars(self).pop("_checked", (None, ()))
        if values == self.columns():
            self.clean_fields(exclude=cleaned)
        else:
            self.full_clean()

    def rows_of(self, parent: models.Model, relation: str) -> Any:
        """The rows under a parent, for a rule about several of them; within a large write they are fetched once."""
        neighbours = vars(self).get("_neighbours")
        return getattr(parent, relation).all() if neighbours is None else neighbours.rows_of(parent, relation)

    def remember_checked(self, cleaned: Iterable[str]) -> None:
        """Every rule was checked as the row is now, and the fields with these names are cleaned."""
        vars(self)["_checked"] = self.columns(), set(cleaned)

    def columns(self) -> dict[str, Any]:
        """The row's own values."""
        return {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}

    def clean_fields(self, exclude: Any = None) -> None:
        """As Django does it, but that a related object exists is not asked when it was fetched already, and lengths are
        counted as a browser counts them.
        """
        left_out = {*(exclude or ()), *constraints.in_hand(self)}
        faults: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(left_out)
        except ValidationError as found:
            faults = found.error_dict
        if faults := {**constraints.too_long(self, left_out), **faults}:
            raise ValidationError(faults)

    def validate_constraints(self, exclude: Any = None) -> None:
        """As Django does it; then that no other name differs only in what nobody reads as a difference."""
        super().validate_constraints(exclude)
        constraints.check_no_double(self, exclude or ())

    def get_constraints(self) -> list[tuple[type[models.Model], list[models.BaseConstraint]]]:
        """Those that the database must be asked about."""
        neighbours = vars(self).get("_neighbours")
        return [
            (model, [item for item in found if not constraints.is_sure(item, self, neighbours)])
            for model, found in super().get_constraints()
        ]

    def check_can_add(self, by: Any) -> None:
        """Asked when the row is new and saved along with one that points to it. Raises :class:`Refused` unless the
        model says who adds it so."""
        raise Refused(_("This is not added from here."))

    @classmethod
    def check_can_go(cls, rows: list[Any], *, origin: models.Model) -> None:
        """Asked of all the rows of the kind that go when ``origin`` is deleted, by whomever. Raises
        ``ValidationError``."""

    @classmethod
    def withheld_from(cls, reader: Any, object_id: int) -> tuple[str, ...]:
        """Fields whose history the reader does not see although they see the object."""
        return ()
