"""A workbook of milestones read in: what each row asks for goes through the same steps as the pages use."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from abc_portal.audit import acts
from abc_portal.audit.models import Act
from abc_portal.core.dates import DateError, PartialDate
from abc_portal.directory.models import Person
from abc_portal.exchange.workbooks import reading, snapshot, tables
from abc_portal.exchange.workbooks.reading import SheetCell
from abc_portal.exchange.workbooks.tables import SheetRow
from abc_portal.exchange.workbooks.trial import (
    WRITING,
    CellOutcome,
    Trial,
    TrialEntry,
    check_not_too_many,
    compared,
    plain,
    tried,
)
from plans.milestones.actions.one import next_position
from plans.milestones.models import Milestone
from plans.milestones.presenters import places
from plans.milestones.presenters.facts import responsible_words
from plans.milestones.sheets import workbook as sheets
from plans.milestones.sheets.row_update import ParsedCell, RowUpdate, WrongAt
from plans.milestones.sheets.workbook import LANGUAGE, MilestoneSheetColumn, Words, mark_of
from plans.shared import access, actions
from plans.staffing.models import Position

#: The column at which a fault of the row's own check is told.
_COLUMN_OF = {
    "text": MilestoneSheetColumn.TEXT,
    "due_on": MilestoneSheetColumn.DUE,
    "due_quarter": MilestoneSheetColumn.DUE,
    "reached_on": MilestoneSheetColumn.REACHED,
    "dropped_because": MilestoneSheetColumn.REASON,
    "responsible": MilestoneSheetColumn.RESPONSIBLE,
    "note": MilestoneSheetColumn.NOTE,
}
#: What an empty cell can never take away.
_NEVER_EMPTY = (MilestoneSheetColumn.TEXT, MilestoneSheetColumn.PLACE, MilestoneSheetColumn.STATE)
#: What follows from another state by itself, so that an empty cell says nothing.
_FOLLOWS = (MilestoneSheetColumn.DUE, MilestoneSheetColumn.REACHED, MilestoneSheetColumn.REASON)


@dataclass
class PendingRow:
    """A row that asks for something: what of it is told, and the milestone with what is saved along."""

    row: Milestone
    cells: Mapping[MilestoneSheetColumn, SheetCell]
    wishes: dict[MilestoneSheetColumn, ParsedCell] = field(default_factory=dict)
    entries: list[TrialEntry] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(each.fate == CellOutcome.WRONG for each in self.entries)

    def say(self, column: MilestoneSheetColumn, sentence: str) -> None:
        """Add a sentence to what is told of the column's cell."""
        place = self.cells[column].place if column in self.cells else ""
        self.entries = [replace(each, sentence=sentence) if each.place == place else each for each in self.entries]

    def wrong(self, column: MilestoneSheetColumn, sentence: str) -> None:
        """Tell it at the column's cell, or at the row's first where there is no such column."""
        cell = self.cells.get(column) or next(iter(self.cells.values()))
        self.entries = [each for each in self.entries if each.place != cell.place or each.fate not in WRITING]
        self.entries.append(TrialEntry(CellOutcome.WRONG, cell.place, self.row.text, sentence=sentence))


@transaction.atomic
def take_in(
    *,
    plan: Any,
    words: Words,
    content: bytes,
    by: Any,
    today: date,
    clears: bool,
    seen: str | None,
    reason: str = "",
    form: UUID | None = None,
) -> tuple[Trial, bool]:
    """What the workbook does, and whether it was done: it is when ``seen`` is the mark of just that, and nothing is wrong.

    ``clears`` lets empty cells delete. Raises ``Unreadable``, :class:`Refused` and ``SentTwice``.
    """
    access.check_can_edit(by, Milestone.thing, plan)
    book = reading.read(content)
    reader = _MilestoneSheetReader(plan, words, snapshot.read(book, kind=sheets.KIND, owner=plan.slug), by, clears)
    reader.read(book)
    check_not_too_many(sum(bool(each.wishes) for each in reader.asked))

    def write(is_trial: bool) -> list[TrialEntry]:
        act = acts.trial(by=by) if is_trial else actions.begin(plan=plan, by=by, reason=reason, form=form)
        _MilestoneRowWriter(plan, today, act).write(reader.asked)
        return [*reader.entries, *(each for asked in reader.asked for each in asked.entries)]

    return tried(write, seen=seen)


# --- reading -------------------------------------------------------------------------------------------------


class _MilestoneSheetReader:
    """Reads the rows: ``entries`` are what is told already, ``asked`` the rows that ask for something."""

    def __init__(self, plan: Any, words: Words, seen: snapshot.WorkbookSnapshot, by: Any, clears: bool) -> None:
        self.plan, self.words, self.seen, self.by, self.clears = plan, words, seen, by, clears
        rows = Milestone.objects.visible_to(by).filter(plan=plan).with_all()
        self.rows = {row.code: row for row in rows}
        self.entries: list[TrialEntry] = []
        self.asked: list[PendingRow] = []
        self.met: set[str] = set()
        self.standing = {_sameness(words.texts(row)): row.code for row in self.rows.values()}

    def read(self, book: reading.Book) -> None:
        with translation.override(LANGUAGE):
            main, others = sheets.title(), [sheets.guide_title(), sheets.list_title(), snapshot.TITLE]
        self.entries += tables.unknown_sheets(book, [main, *others])
        sheet = book.sheet(main)
        if sheet is None:
            first = f"{book.sheets[0].title}!A1"
            self.entries.append(TrialEntry(CellOutcome.WRONG, first, sentence=_("The sheet “%s” is missing.") % main))
            return
        heads = self.words.heads
        found = tables.table(
            sheet, list(heads.values()), needed=[heads[MilestoneSheetColumn.KEY], heads[MilestoneSheetColumn.TEXT]]
        )
        self.entries += found.remarks
        by_head = {head: column for column, head in heads.items()}
        for line in found.lines:
            self._line(line, {by_head[head]: cell for head, cell in line.cells.items()})

    def _line(self, line: SheetRow, cells: dict[MilestoneSheetColumn, SheetCell]) -> None:
        code = line.text(self.words.heads[MilestoneSheetColumn.KEY])
        given = {
            column: self._given(column, cell) for column, cell in cells.items() if column != MilestoneSheetColumn.KEY
        }
        if not code:
            self._new(cells, given)
        elif code in self.met:
            self._refuse(cells, code, _("The milestone stands twice in the file. Keep one of the rows."))
        elif code not in self.rows:
            self._refuse(cells, code, self._gone(code))
        else:
            self.met.add(code)
            self._standing(self.rows[code], cells, given)

    def _refuse(self, cells: Mapping[MilestoneSheetColumn, SheetCell], what: str, sentence: str) -> None:
        self.entries.append(
            TrialEntry(CellOutcome.WRONG, cells[MilestoneSheetColumn.KEY].place, what[:80], sentence=sentence)
        )

    def _gone(self, code: str) -> str:
        if self.seen.of(mark_of(code, MilestoneSheetColumn.TEXT)):
            return _("The milestone was deleted in the portal since the file was fetched. Delete the row.")
        return _("The plan has no milestone with the key “%s”. A new milestone has no key.") % code[:80]

    def _standing(
        self,
        row: Milestone,
        cells: Mapping[MilestoneSheetColumn, SheetCell],
        given: Mapping[MilestoneSheetColumn, ParsedCell],
    ) -> None:
        """A milestone that there is: each cell is compared with what stood there, and with what stands now."""
        now, asked = self.words.texts(row), PendingRow(row, cells)
        changes_state = MilestoneSheetColumn.STATE in given and plain(given[MilestoneSheetColumn.STATE].text) != plain(
            now[MilestoneSheetColumn.STATE]
        )
        for column, each in given.items():
            if each.fault:
                asked.wrong(column, each.fault)
                continue
            clears = self.clears and column not in _NEVER_EMPTY
            was = self.seen.of(mark_of(row.code, column))
            if changes_state and column in _FOLLOWS and not each.text and plain(was) == plain(now[column]):
                if column == MilestoneSheetColumn.DUE and now[column]:
                    asked.wishes[column] = each
                continue
            fate, sentence = compared(each.text, was=was, now=now[column], clears=clears)
            if fate in WRITING:
                asked.wishes[column] = each
            if now[column] or each.text:
                asked.entries.append(TrialEntry(fate, each.cell.place, row.text, now[column], each.text, sentence))
        self.asked.append(asked)

    def _new(
        self, cells: Mapping[MilestoneSheetColumn, SheetCell], given: Mapping[MilestoneSheetColumn, ParsedCell]
    ) -> None:
        told = {column: each.text for column, each in given.items()}
        if not any(told.values()) and not any(each.fault for each in given.values()):
            return
        place = self.words.places[places.WHOLE_PLAN]
        told = {**told, MilestoneSheetColumn.PLACE: told.get(MilestoneSheetColumn.PLACE) or place}
        asked = PendingRow(Milestone(plan=self.plan, text=plain(told[MilestoneSheetColumn.TEXT])), cells)
        stands = self.standing.get(_sameness(told))
        if stands is not None:
            sentence = _("There is such a milestone already (%s). It is not added once more.") % stands
            self.entries.append(
                TrialEntry(
                    CellOutcome.IGNORED, cells[MilestoneSheetColumn.TEXT].place, asked.row.text, sentence=sentence
                )
            )
            return
        asked.wishes = {column: each for column, each in given.items() if each.text and not each.fault}
        self.standing[_sameness(told)] = cells[MilestoneSheetColumn.TEXT].place
        asked.entries.append(TrialEntry(CellOutcome.NEW, cells[MilestoneSheetColumn.TEXT].place, after=asked.row.text))
        for column, each in given.items():
            if each.fault:
                asked.wrong(column, each.fault)
        if not asked.row.text:
            asked.wrong(MilestoneSheetColumn.TEXT, _("Write what is to have happened."))
        self.asked.append(asked)

    # --- what is meant by a cell ---

    def _given(self, column: MilestoneSheetColumn, cell: SheetCell) -> ParsedCell:
        if cell.fault:
            return ParsedCell(cell, fault=cell.fault)
        if cell.value is None:
            return ParsedCell(cell)
        try:
            return self._meant(column, cell, _text(cell))
        except (DateError, WrongAt) as fault:
            return ParsedCell(cell, _text(cell), fault=str(fault))

    def _meant(self, column: MilestoneSheetColumn, cell: SheetCell, text: str) -> ParsedCell:
        if column in (MilestoneSheetColumn.DUE, MilestoneSheetColumn.REACHED):
            return self._date(column, cell, text)
        readers: dict[MilestoneSheetColumn, Callable[[str], Any]] = {
            MilestoneSheetColumn.PLACE: self._place,
            MilestoneSheetColumn.STATE: self._state,
        }
        if column in readers:
            value = readers[column](text)
            names: Mapping[str, str] = self.words.places if column == MilestoneSheetColumn.PLACE else self.words.states
            return ParsedCell(cell, names[value], value)
        if column == MilestoneSheetColumn.RESPONSIBLE:
            return ParsedCell(cell, plain(text), self._responsible(text))
        return ParsedCell(cell, text.strip() if column == MilestoneSheetColumn.NOTE else plain(text), text)

    def _date(self, column: MilestoneSheetColumn, cell: SheetCell, text: str) -> ParsedCell:
        if isinstance(cell.value, date):
            due: tuple[PartialDate | None, int | None] = (PartialDate(cell.value), None)
        elif (not isinstance(cell.value, str) and not text.isdigit()) or (text.isdigit() and len(text) != 4):
            raise DateError(_("“%s” is a number. Show the cell as a date, or write for example 1. marts 2022.") % text)
        else:
            due = self.words.due_of(text)
        if column == MilestoneSheetColumn.REACHED and due[0] is None:
            raise DateError(_("Write the day on which it was reached, not a quarter of the plan."))
        return ParsedCell(cell, self.words.due(*due), due)

    def _place(self, text: str) -> str:
        found = self.words.place_of(text)
        if found is None:
            raise WrongAt(
                MilestoneSheetColumn.PLACE, _("“%s” is nowhere in the plan. Choose from the sheet “Lists”.") % text[:80]
            )
        return found

    def _state(self, text: str) -> str:
        found = self.words.state_of(text)
        if found is None:
            names = ", ".join(self.words.states.values())
            raise WrongAt(
                MilestoneSheetColumn.STATE,
                _("“%(text)s” is no state. Write one of: %(names)s.") % {"text": text[:40], "names": names},
            )
        return found

    def _responsible(self, text: str) -> tuple[Any, Any, str]:
        """Person, position, words: a position of the plan, somebody whom the portal knows, or a role in words."""
        key = plain(text).casefold()
        if key in self._known:
            return self._known[key]
        people = self._people.get(key, [])
        if len(people) > 1:
            told = _("Several people are called “%s”. Choose the right one on the milestone's page.")
            raise WrongAt(MilestoneSheetColumn.RESPONSIBLE, told % text[:80])
        return (people[0], None, "") if people else (None, None, plain(text))

    @cached_property
    def _known(self) -> dict[str, tuple[Any, Any, str]]:
        """What the plan's milestones say already, and its positions by their titles."""
        posts = Position._base_manager.filter(plan=self.plan)
        found: dict[str, tuple[Any, Any, str]] = {each.title.casefold(): (None, each, "") for each in posts}
        for row in self.rows.values():
            found.setdefault(plain(responsible_words(row)).casefold(), (row.person, row.post, row.responsible))
        return found

    @cached_property
    def _people(self) -> dict[str, list[Any]]:
        mine = Person.objects.offered_to(self.by).order_by().values("pk")
        found: dict[str, list[Any]] = {}
        for each in Person.objects.filter(Q(pk__in=mine) | Q(milestones__plan=self.plan)).distinct():
            found.setdefault(plain(each.name).casefold(), []).append(each)
        return found


def _text(cell: SheetCell) -> str:
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    return value.isoformat() if isinstance(value, date) else f"{value:f}"


def _sameness(texts: Mapping[MilestoneSheetColumn, str]) -> tuple[str, ...]:
    """By what two milestones are the same: the words, the place and the date."""
    return tuple(
        plain(texts.get(column, "")).casefold()
        for column in (MilestoneSheetColumn.TEXT, MilestoneSheetColumn.PLACE, MilestoneSheetColumn.DUE)
    )


# --- writing -------------------------------------------------------------------------------------------------


class _MilestoneRowWriter:
    """Does what the rows ask for, one after the other, as one act."""

    def __init__(self, plan: Any, today: date, act: Act) -> None:
        self.plan, self.today, self.act = plan, today, act

    @cached_property
    def place(self) -> int:
        return next_position(self.plan)

    def write(self, asked: Iterable[PendingRow]) -> None:
        with self.act.gathered():
            self._rows(asked)

    def _rows(self, asked: Iterable[PendingRow]) -> None:
        for number, each in enumerate(asked):
            if each.is_wrong or (each.row.pk and not each.wishes):
                continue
            try:
                with self.act.step():
                    self._row(each, number)
            except WrongAt as fault:
                each.wrong(fault.column, fault.sentence)
            except ValidationError as fault:
                for column, sentence in _faults(fault):
                    each.wrong(column, sentence)

    def _row(self, asked: PendingRow, number: int) -> None:
        row = asked.row
        row.plan = self.plan
        if row.pk is None:
            row.position = self.place + number
        along = RowUpdate(row, asked.wishes, self.today).fulfil()
        acts.save(row, act=self.act, rows_under_changed=bool(along.kept or along.gone))
        for each in along.kept:
            acts.save(each, act=self.act)
            asked.say(MilestoneSheetColumn.DUE, _("The milestone is put off."))
        for each in along.gone:
            acts.delete(each, act=self.act)


def _faults(fault: ValidationError) -> list[tuple[MilestoneSheetColumn, str]]:
    if hasattr(fault, "error_dict"):
        return [
            (_COLUMN_OF.get(name, MilestoneSheetColumn.TEXT), " ".join(each.messages))
            for name, faults in fault.error_dict.items()
            for each in faults
        ]
    return [(MilestoneSheetColumn.TEXT, " ".join(fault.messages))]
