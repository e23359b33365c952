"""Taking a plan's file in from the browser: who may, what it would do, and doing it once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.exchange.interchange.importing import DocumentFault, ImportOutcome, ImportRefused
from abc_portal.exchange.interchange.questions import Answers
from abc_portal.reporting.interchange import bring, parsed
from plans.models import Membership, Plan
from plans.shared.enums import Role


@dataclass(frozen=True)
class Upload:
    """A file to import: its content and name, and whether it may update an existing plan."""

    content: bytes
    name: str
    update: bool


@dataclass(frozen=True)
class ImportedKind:
    """What an import does to one kind of row: the names of what it makes, changes and deletes."""

    name: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]


def import_upload(
    *, upload: Upload, by: Any, seen: str | None, form: UUID | None = None, answers: Mapping[str, str] | None = None
) -> ImportOutcome:
    """Take the file in when ``seen`` is the mark of what it does, or ``""`` and it deletes nothing; ``None`` is a
    trial. ``answers`` say which shared rows are meant.

    Who brings a new plan becomes its leader. Raises :class:`ImportRefused`, also for who lacks the right, and
    ``SentTwice`` when the ``form`` was taken before.
    """
    document = parsed(upload.content)

    def begin() -> ChangeSet:
        return change_sets.begin(by=by, reason=_("Read in from the file %s.") % upload.name, form=form)

    def keep(outcome: ImportOutcome) -> bool:
        return seen == outcome.mark or (seen == "" and not outcome.names(ChangeKind.DELETED))

    def lead(plan: Plan, change_set: ChangeSet) -> None:
        if not Membership.objects.filter(plan=plan).exists():
            change_sets.save(Membership(plan=plan, user=by, role=Role.LEADER), change_set=change_set)

    try:
        given = Answers(answers or {}, {})
        return bring(document, by=by, begin=begin, update=upload.update, keep=keep, finish=lead, answers=given)
    except Refused as refused:
        raise ImportRefused([DocumentFault("$.plan.slug", str(refused))]) from None


@dataclass(frozen=True)
class NewShared:
    """What would be new in one of the lists that all plans share."""

    name: str
    rows: tuple[str, ...]


def new_shared(outcome: ImportOutcome) -> list[NewShared]:
    """The shared rows that would be new, list by list."""
    return [
        NewShared(capfirst(model._meta.verbose_name_plural), tuple(names))
        for model, names in outcome.new_shared.items()
    ]


def kinds(outcome: ImportOutcome) -> list[ImportedKind]:
    """What the import does, kind by kind, in the order in which it first comes to each."""
    new, changed, deleted = (
        outcome.names(item) for item in (ChangeKind.CREATED, ChangeKind.CHANGED, ChangeKind.DELETED)
    )
    models = dict.fromkeys(step.model for step in outcome.steps)
    return [
        ImportedKind(
            capfirst(model._meta.verbose_name_plural),
            tuple(new.get(model, ())),
            tuple(changed.get(model, ())),
            tuple(deleted.get(model, ())),
        )
        for model in models
    ]


def plan_of(change_set: ChangeSet) -> Plan | None:
    """The plan that an import's change set is about; ``None`` when it is gone since."""
    return Plan.objects.filter(pk=change_set.scope.removeprefix("plan:") or 0).first()
