"""A document into the portal: all of it or nothing, and every fault with its path and a sentence."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import ChangeSet
from abc_portal.core.digests import digest_of
from abc_portal.core.files import undone_with_the_rows
from abc_portal.exchange.interchange import schema
from abc_portal.exchange.interchange.parts import Register
from abc_portal.exchange.interchange.questions import NO_ANSWERS, Answers, SharedQuestion
from abc_portal.exchange.interchange.reading import Importer
from abc_portal.exchange.interchange.shared import SHARED

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DocumentFault:
    """Something wrong in the document: where (a JSON path) and what (a sentence)."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}"


class ImportRefused(Exception):
    """The document was not imported; nothing was changed. Holds every fault."""

    def __init__(self, faults: list[DocumentFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class ImportStep:
    """One row that an import makes, changes or deletes; ``version`` is what it was when it was read (0: it is new)."""

    change: ChangeKind
    model: type[models.Model]
    name: str
    number: Any = None
    version: int = 0


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did, or would do: its steps, and the plan when it was saved or existed before."""

    plan: Any
    steps: tuple[ImportStep, ...]
    was_saved: bool = False
    #: Nothing is imported while one of these has no answer.
    questions: tuple[SharedQuestion, ...] = ()
    #: What is to be looked at, though it does not stand in the way.
    warnings: tuple[DocumentFault, ...] = ()
    answers: Answers = NO_ANSWERS

    @property
    def mark(self) -> str:
        """A fingerprint of what would be done, and to what."""
        steps = [(step.change, step.model._meta.label, step.name, step.number, step.version) for step in self.steps]
        answers = sorted(self.answers.given.items())
        return digest_of((steps, answers))

    @property
    def new_shared(self) -> dict[type[models.Model], list[str]]:
        """The names of the rows that would be new in the lists that all plans share."""
        shared = {row.model for row in SHARED.values()}
        return {model: names for model, names in self.names(ChangeKind.CREATED).items() if model in shared}

    def names(self, change: ChangeKind) -> dict[type[models.Model], list[str]]:
        """The names of what is made, changed or deleted, by kind."""
        found: dict[type[models.Model], list[str]] = {}
        for step in self.steps:
            if step.change == change:
                found.setdefault(step.model, []).append(step.name)
        return found


class _Undone(Exception):
    """Undoes an import that was a trial, or that changes nothing."""


@dataclass(frozen=True)
class How:
    """How a document is imported. ``begin`` starts the change set.

    ``find`` returns the plan with a short name that is to be updated, ``None`` to create one. ``keep`` says whether to
    commit the outcome; ``finish`` gets the plan and the change set before the commit. ``answers`` say which shared rows
    are meant. ``warn`` says what to look at before the plan that stands gets what the document holds.
    """

    begin: Callable[[], ChangeSet]
    find: Callable[[str], Any] = lambda slug: None
    keep: Callable[[ImportOutcome], bool] = lambda outcome: True
    finish: Callable[[Any, ChangeSet], None] = lambda plan, change_set: None
    answers: Answers = NO_ANSWERS
    warn: Callable[[Any, dict[str, Any]], list[DocumentFault]] = lambda stored, document: []


def import_document(document: Any, register: Register, how: How) -> ImportOutcome:
    """Create the document's plan, or update the existing plan from it.

    An outcome without steps or with questions leaves no change set. Raises :class:`ImportRefused`; nothing is then
    written.
    """
    _check_form(document, register, how)
    try:
        with undone_with_the_rows(), transaction.atomic():
            return _taken_in(document, register, how)
    except _Undone as undone:
        return undone.args[0]
    except LostUpdate as lost:
        raise ImportRefused([DocumentFault("$", _conflict_sentence(lost))]) from None
    except IntegrityError as fault:
        logger.info("an import broke a rule of the database")  # reported to the user; the message can hold names
        raise ImportRefused([DocumentFault("$", _conflict_sentence(fault))]) from None


def _check_form(document: Any, register: Register, how: How) -> None:
    try:
        found = [
            DocumentFault(path, sentence)
            for path, sentence in schema.faults(document, schema.document_schema(register))
        ]
    except RecursionError:
        raise ImportRefused([DocumentFault("$", _("The file is nested too deeply."))]) from None
    if found:
        raise ImportRefused([*found, *_beyond_the_form(document, register, how, {item.path for item in found})])


def _beyond_the_form(document: Any, register: Register, how: How, reported: set[str]) -> list[DocumentFault]:
    """Further faults of a document whose form is wrong, as far as it can be read.

    Places already reported give no further faults, which may follow from the first.
    """
    found: list[tuple[str, str]] = []
    closed: set[str] = set()
    try:
        read = schema.readable(document, schema.document_schema(register))
        if read is None:
            return []
        readable, closed = read
        with undone_with_the_rows(), transaction.atomic():
            importer = Importer(register, how.begin(), how.find(readable["plan"]["slug"]), how.answers)
            importer.run(readable)
            found = importer.faults
            raise _Undone
    except _Undone:
        open_ = [item for item in found if item[0] not in reported and not _is_within(item[0], closed)]
        return [DocumentFault(*item) for item in open_ if not _is_reckoned(item[0], reported)]
    except (LookupError, TypeError, ValueError, AttributeError, IntegrityError, LostUpdate):
        return []  # it cannot be read any further: the form is to be mended first


def _is_reckoned(path: str, reported: set[str]) -> bool:
    """Whether the path is a quarter, which cannot be counted while the plan's first or last day is a reported fault."""
    days = ("$.plan.start", "$.plan.end")
    return path.endswith("quarter") and any(item.startswith(days) for item in reported)


def _is_within(path: str, closed: set[str]) -> bool:
    """Whether the path is one of those, or under one."""
    return path in closed or any(path.startswith((f"{item}.", f"{item}[")) for item in closed)


def _taken_in(document: dict[str, Any], register: Register, how: How) -> ImportOutcome:
    stored = how.find(document["plan"]["slug"])
    found = how.warn(stored, document) if stored is not None else []
    importer = Importer(register, how.begin(), stored, how.answers)
    importer.run(document)
    if importer.faults:
        raise ImportRefused([DocumentFault(*fault) for fault in importer.faults])
    outcome = ImportOutcome(
        stored,
        tuple(ImportStep(*step) for step in importer.steps),
        questions=tuple(importer.questions),
        warnings=(*found, *(DocumentFault(*warning) for warning in importer.warnings)),
        answers=how.answers,
    )
    if outcome.questions or not outcome.steps or not how.keep(outcome):
        raise _Undone(outcome)
    how.finish(importer.plan, importer.change_set)
    return replace(outcome, plan=importer.plan, was_saved=True)


def _conflict_sentence(what: Exception) -> str:
    return _("Somebody saved in the plan at the same time (%s). Nothing was imported; try again.") % what
