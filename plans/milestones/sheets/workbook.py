"""Milestones as a workbook, out and in: one row each, known by its key; a row without a key is new.

Changes go through the same steps as on the pages.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.core.text import fold
from abc_portal.directory.models import Person
from abc_portal.exchange.workbooks.reading import SheetCell
from abc_portal.exchange.workbooks.snapshot import WorkbookSnapshot
from abc_portal.exchange.workbooks.spec import (
    CellFault,
    ParsedCell,
    PendingRow,
    SheetSpec,
    WorkbookColumn,
    WorkbookSpec,
)
from abc_portal.exchange.workbooks.trial import CellOutcome, plain
from abc_portal.exchange.workbooks.writing import mark_of
from plans.milestones.actions.one import next_position
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Milestone
from plans.milestones.presenters import places
from plans.milestones.presenters.facts import responsible_words
from plans.milestones.sheets.row_update import RowUpdate, WrongAt
from plans.milestones.sheets.words import DRAFT, MilestoneSheetColumn, Words, text_of
from plans.shared import access, actions
from plans.staffing.models import Position

TEXT, PLACE, DUE = MilestoneSheetColumn.TEXT, MilestoneSheetColumn.PLACE, MilestoneSheetColumn.DUE
RESPONSIBLE, STATE, REACHED = (
    MilestoneSheetColumn.RESPONSIBLE,
    MilestoneSheetColumn.STATE,
    MilestoneSheetColumn.REACHED,
)
REASON, NOTE = MilestoneSheetColumn.REASON, MilestoneSheetColumn.NOTE
#: The column at which a fault of the row's own check is reported.
_COLUMN_OF = {
    "text": TEXT,
    "due_on": DUE,
    "due_quarter": DUE,
    "reached_on": REACHED,
    "dropped_because": REASON,
    "responsible": RESPONSIBLE,
    "note": NOTE,
}
#: Columns that follow from the state, so that an empty cell means no change.
_FOLLOWS = (DUE, REACHED, REASON)
#: By what two milestones are the same.
_SAME_BY = (TEXT, PLACE, DUE)


class MilestonesSpec(WorkbookSpec):
    """The plan's milestones, which come ``with_all()``, as ``by`` sees them."""

    kind = "milestones"
    twice = gettext_lazy("The milestone stands twice in the file. Keep one of the rows.")

    def __init__(self, words: Words, rows: Iterable[Milestone], *, by: Any, today: date) -> None:
        self.plan, self.words, self.by, self.today = words.plan, words, by, today
        self.rows = {row.code: row for row in rows}
        super().__init__(self.plan.slug)

    def make_sheets(self) -> Iterator[SheetSpec]:
        yield SheetSpec(_("Milestones"), self._columns(), self.rows, in_sight=2, grows=True)

    def _columns(self) -> list[WorkbookColumn]:
        words, quarters = self.words, [quarter.words for quarter in self.words.quarters]
        at, known = list(words.places.values()), list(words.states.values())
        return [
            WorkbookColumn("key", _("Key"), lambda row: row.code, width=20, is_needed=True),
            WorkbookColumn(
                TEXT, _("Milestone"), lambda row: row.text, _one_line, width=56, is_needed=True, can_be_cleared=False
            ),
            WorkbookColumn(
                PLACE, _("Belongs to"), self._place, words.place_read, choices=at, width=34, can_be_cleared=False
            ),
            WorkbookColumn(DUE, _("Due"), self._due, words.due_read, _due_day, choices=quarters, width=34),
            WorkbookColumn(RESPONSIBLE, _("Responsible"), responsible_words, self._responsible_read, width=30),
            WorkbookColumn(
                STATE, _("State"), self._state, words.state_read, choices=known, width=14, list_width=16,
                can_be_cleared=False,
            ),
            WorkbookColumn(
                REACHED, _("Reached"), lambda row: str(row.reached or ""), words.reached_read, _reached_day, width=18
            ),
            WorkbookColumn(REASON, _("Reason"), _reason, _one_line, width=40),
            WorkbookColumn(NOTE, _("Note"), lambda row: row.note, _note_read, width=40),
        ]  # fmt: skip

    def _place(self, row: Milestone) -> str:
        return self.words.places.get(places.key_of(row), "")

    def _due(self, row: Milestone) -> str:
        return self.words.due(row.due, row.due_quarter)

    def _state(self, row: Milestone) -> str:
        return self.words.states[DRAFT if row.is_draft else row.state]

    def _responsible_read(self, cell: SheetCell, _row: Any) -> ParsedCell:
        """Person, position, words: a position of the plan, a person in the portal, or a role in words."""
        text = plain(text_of(cell))
        people = self._people.get(fold(text), [])
        if fold(text) in self._known:
            return ParsedCell(text, self._known[fold(text)])
        if len(people) > 1:
            sentence = _("Several people are called “%s”. Choose the right one on the milestone's page.")
            raise CellFault(sentence % text_of(cell)[:80])
        return ParsedCell(text, (people[0], None, "") if people else (None, None, text))

    @cached_property
    def _known(self) -> dict[str, tuple[Any, Any, str]]:
        """What the plan's milestones say already, and its positions by their titles."""
        posts = Position._base_manager.filter(plan=self.plan)
        found: dict[str, tuple[Any, Any, str]] = {fold(post.title): (None, post, "") for post in posts}
        for row in self.rows.values():
            found.setdefault(fold(plain(responsible_words(row))), (row.person, row.post, row.responsible))
        return found

    @cached_property
    def _people(self) -> dict[str, list[Any]]:
        mine = Person.objects.offered_to(self.by).order_by().values("pk")
        found: dict[str, list[Any]] = {}
        for person in Person.objects.filter(Q(pk__in=mine) | Q(milestones__plan=self.plan)).distinct():
            found.setdefault(fold(plain(person.name)), []).append(person)
        return found

    def guide(self, *, writes: bool) -> list[str]:
        if not writes:
            return [_("The workbook shows the milestones as you see them on the page. It cannot be read in again.")]
        return [
            _("A row a milestone. The key in column A tells which; leave it as it is. A new milestone has no key."),
            _("“Belongs to” and “State” are chosen from the sheet “Lists”. Empty means the whole plan, and planned."),
            _(
                "“Due” is one of the plan's own quarters from the sheet “Lists”, or a date: 1. marts 2022, marts "
                "2022, 2022."
            ),
            _("A later due date puts the milestone off: write why under “Reason”. The old date is kept."),
            _("“Responsible” is one of the plan's positions, somebody whom the portal knows, or a role in words."),
            _("“Reached” is the day on which it happened. A milestone that is given up needs a reason."),
            _("An empty cell deletes nothing unless you ask for it when you read the file in; a row left out neither."),
            _(
                "Save the file as an Excel workbook (.xlsx), and read it in on the page of milestones: first you see "
                "what it does."
            ),
        ]

    # --- what the rows ask for ---

    def about(self, row: Milestone) -> str:
        return row.text

    def unknown(self, code: str, seen: WorkbookSnapshot) -> str:
        if seen.of(mark_of(code, TEXT)):
            return _("The milestone was deleted in the portal since the file was fetched. Delete the row.")
        return _("The plan has no milestone with the key “%s”. A new milestone has no key.") % code[:80]

    def is_settled(self, pending: PendingRow, key: str, was: str) -> bool:
        """What follows from the new state by itself is emptied by it, and a date that the file emptied with it."""
        state, now = pending.parsed.get(STATE), pending.now
        changes_state = state is not None and plain(state.text) != plain(now[STATE])
        if not changes_state or key not in _FOLLOWS or pending.parsed[key].text or plain(was) != plain(now[key]):
            return False
        if key == DUE and now[key]:
            pending.changes[key] = pending.parsed[key]
        return True

    def new(self, pending: PendingRow) -> None:
        texts = {key: given.text for key, given in pending.parsed.items()}
        texts[PLACE] = texts.get(PLACE) or self.words.places[places.WHOLE_PLAN]
        pending.row = Milestone(plan=self.plan, text=texts[TEXT])
        name = pending.row.text
        there = self._there.setdefault(_sameness(texts), pending.cells[TEXT].place)
        if there != pending.cells[TEXT].place:
            sentence = _("There is such a milestone already (%s). It is not added once more.") % there
            pending.about = name
            pending.add(TEXT, CellOutcome.IGNORED, sentence=sentence)
            return
        pending.changes = {key: given for key, given in pending.parsed.items() if given.text and not given.fault}
        pending.add(TEXT, CellOutcome.NEW, after=name, sentence=_as_understood(pending.changes))
        pending.about = name
        for key, given in pending.parsed.items():
            if given.fault:
                pending.wrong(key, given.fault)
        if not pending.row.text:
            pending.wrong(TEXT, _("Write what is to have happened."))

    @cached_property
    def _there(self) -> dict[tuple[str, ...], str]:
        """The key of each existing milestone, or its place in the file, by what identifies it."""
        return {
            _sameness({TEXT: row.text, PLACE: self._place(row), DUE: self._due(row)}): row.code
            for row in self.rows.values()
        }

    # --- writing ---

    def size(self, rows: Iterable[PendingRow]) -> int:
        return sum(bool(pending.changes) for pending in rows)

    def write(self, rows: Sequence[PendingRow], *, reason: str, form: UUID | None, dry_run: bool) -> None:
        access.check_can_edit(self.by, Milestone.resource, self.plan)
        if not rows:
            return
        change_set = (
            change_sets.trial(by=self.by)
            if dry_run
            else actions.begin(plan=self.plan, by=self.by, reason=reason, form=form)
        )
        with change_set.gathered():
            _MilestoneRowWriter(self.plan, self.today, change_set).write(rows)


def _one_line(cell: SheetCell, _row: Any) -> ParsedCell:
    return ParsedCell(plain(text_of(cell)))


def _note_read(cell: SheetCell, _row: Any) -> ParsedCell:
    return ParsedCell(text_of(cell).strip())


def _due_day(row: Milestone, text: str) -> date | str:
    return text if row.due_quarter is not None else _day(row.due, text)


def _reached_day(row: Milestone, text: str) -> date | str:
    return _day(row.reached, text)


def _day(value: PartialDate | None, text: str) -> date | str:
    """A day is a date that a spreadsheet can sort by; what is known less exactly is words."""
    return value.first if value is not None and value.precision == Precision.DAY else text


def _reason(row: Milestone) -> str:
    """Why it is given up, or why it was put off the last time."""
    if row.state == MilestoneState.DROPPED:
        return str(row.dropped_because)
    put_off = list(row.postponements.all()) if row.state == MilestoneState.POSTPONED else []
    return str(put_off[-1].reason) if put_off else ""


def _sameness(texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(fold(plain(texts.get(key, ""))) for key in _SAME_BY)


class _MilestoneRowWriter:
    """Does what the rows ask for, one after the other, as one change set."""

    def __init__(self, plan: Any, today: date, change_set: ChangeSet) -> None:
        self.plan, self.today, self.change_set = plan, today, change_set

    @cached_property
    def place(self) -> int:
        return next_position(self.plan)

    def write(self, rows: Iterable[PendingRow]) -> None:
        for number, pending in enumerate(rows):
            if pending.is_wrong:
                continue
            try:
                with self.change_set.step():
                    self._row(pending, number)
            except WrongAt as fault:
                pending.wrong(fault.column, fault.sentence)
            except ValidationError as fault:
                for column, sentence in _faults(fault):
                    pending.wrong(column, sentence)

    def _row(self, pending: PendingRow, number: int) -> None:
        row = pending.row
        row.plan = self.plan
        if row.pk is None:
            row.position = self.place + number
        related = RowUpdate(row, pending.changes, self.today).fulfil()
        change_sets.save(row, change_set=self.change_set, rows_under_changed=bool(related.to_save or related.to_delete))
        for item in related.to_save:
            change_sets.save(item, change_set=self.change_set)
            pending.explain(DUE, _("The milestone is put off."))
        for item in related.to_delete:
            change_sets.delete(item, change_set=self.change_set)


def _faults(fault: ValidationError) -> list[tuple[MilestoneSheetColumn, str]]:
    if hasattr(fault, "error_dict"):
        return [
            (_COLUMN_OF.get(name, TEXT), " ".join(item.messages))
            for name, faults in fault.error_dict.items()
            for item in faults
        ]
    return [(TEXT, " ".join(fault.messages))]


def _as_understood(changes: Mapping[str, ParsedCell]) -> str:
    """How the dates of a new milestone were understood; empty when it has none."""
    columns = ((MilestoneSheetColumn.DUE, _("Due: %s.")), (MilestoneSheetColumn.REACHED, _("Reached: %s.")))
    found = [(words % changes[key].text, changes[key].note) for key, words in columns if key in changes]
    return " ".join(part for pair in found for part in pair if part)
