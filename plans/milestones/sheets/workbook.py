"""The milestones as a workbook, and back in: a row a milestone, known by its key; a row without one is new.

The workbook is in Danish whatever language its reader has chosen, so that it can be read in by anybody.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.core.dates import PartialDate, Precision, parse_partial
from abc_portal.core.xlsx import Choices, Grey, Sheet
from abc_portal.exchange.workbooks import snapshot
from abc_portal.exchange.workbooks.snapshot import WorkbookSnapshot
from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.presenters import places
from plans.milestones.presenters.facts import due_words, responsible_words
from plans.milestones.presenters.quarters import quarters_of

KIND = "milestones"
LANGUAGE = "da"
_WIDTHS = (20, 56, 34, 34, 30, 14, 18, 40, 40)


class MilestoneSheetColumn(StrEnum):
    """What a column of the workbook tells; in the order in which they stand."""

    KEY = "key"
    TEXT = "text"
    PLACE = "place"
    DUE = "due"
    RESPONSIBLE = "responsible"
    STATE = "state"
    REACHED = "reached"
    REASON = "reason"
    NOTE = "note"


#: The state of a draft, which is none of the model's own.
DRAFT = "draft"


class Words:
    """How the workbook names things, and what is meant by a name: places, quarters and states. No queries.

    ``areas``, ``subs`` and ``activities`` are the plan's own, as :func:`plans.milestones.presenters.places.groups_of` takes them.
    """

    def __init__(self, plan: Any, areas: Iterable[Any], subs: Iterable[Any], activities: Sequence[Any]) -> None:
        self.plan, self.areas, self.subs, self.activities = plan, areas, subs, activities
        with translation.override(LANGUAGE):
            self.quarters = quarters_of(plan)
            self.heads = _heads()
            self.states = _states()
            self.places = self._places()

    def _places(self) -> dict[str, str]:
        """Each place's name by its key; of two activities with one name each has its short name too."""
        found = places.labels(places.groups_of(self.plan, self.areas, self.subs, self.activities))
        names = {key: place.label for key, place in found.items()}
        often, codes = Counter(names.values()), {f"activity:{each.pk}": each.code for each in self.activities}
        return {key: f"{name} ({codes.get(key, key)})" if often[name] > 1 else name for key, name in names.items()}

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key of each place by its name; activities also by their short name."""
        by_code = {each.code: f"activity:{each.pk}" for each in self.activities}
        return {**by_code, **{_plain(name): key for key, name in self.places.items()}}

    def place_of(self, text: str) -> str | None:
        """The key of the place that the text names."""
        return self.keys.get(_plain(text))

    def state_of(self, text: str) -> str | None:
        """The state that the text names, or :data:`DRAFT`."""
        return next((code for code, name in self.states.items() if _plain(name) == _plain(text)), None)

    def due_of(self, text: str) -> tuple[PartialDate | None, int | None]:
        """The date or the plan's own quarter that the text names. Raises ``DateError``."""
        for each in self.quarters:
            with translation.override(LANGUAGE):
                if _plain(text) in (_plain(each.words), _plain(each.label)):
                    return None, each.number
        return parse_partial(text), None

    def due(self, due: PartialDate | None, quarter: int | None) -> str:
        """The date or quarter as the workbook writes it; empty when there is none."""
        if due is None and quarter is None:
            return ""
        with translation.override(LANGUAGE):
            return due_words(quarter, due, self.quarters)

    def texts(self, row: Any) -> dict[MilestoneSheetColumn, str]:
        """What the workbook says of a milestone ``with_all()``."""
        with translation.override(LANGUAGE):
            return {
                MilestoneSheetColumn.KEY: row.code,
                MilestoneSheetColumn.TEXT: row.text,
                MilestoneSheetColumn.PLACE: self.places.get(places.key_of(row), ""),
                MilestoneSheetColumn.DUE: self.due(row.due, row.due_quarter),
                MilestoneSheetColumn.RESPONSIBLE: responsible_words(row),
                MilestoneSheetColumn.STATE: self.states[DRAFT if row.is_draft else row.state],
                MilestoneSheetColumn.REACHED: str(row.reached or ""),
                MilestoneSheetColumn.REASON: reason_of(row),
                MilestoneSheetColumn.NOTE: row.note,
            }


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _heads() -> dict[MilestoneSheetColumn, str]:
    return {
        MilestoneSheetColumn.KEY: _("Key"),
        MilestoneSheetColumn.TEXT: _("Milestone"),
        MilestoneSheetColumn.PLACE: _("Belongs to"),
        MilestoneSheetColumn.DUE: _("Due"),
        MilestoneSheetColumn.RESPONSIBLE: _("Responsible"),
        MilestoneSheetColumn.STATE: _("State"),
        MilestoneSheetColumn.REACHED: _("Reached"),
        MilestoneSheetColumn.REASON: _("Reason"),
        MilestoneSheetColumn.NOTE: _("Note"),
    }


def _states() -> dict[str, str]:
    return {**{each.value: str(each.label) for each in MilestoneState}, DRAFT: str(MilestoneStanding.DRAFT.label)}


def title() -> str:
    return _("Milestones")


def guide_title() -> str:
    return _("Guide")


def list_title() -> str:
    return _("Lists")


def reason_of(row: Any) -> str:
    """Why it is given up, or why it was put off the last time."""
    if row.state == MilestoneState.DROPPED:
        return str(row.dropped_because)
    put_off = list(row.postponements.all()) if row.state == MilestoneState.POSTPONED else []
    return str(put_off[-1].reason) if put_off else ""


# --- out -----------------------------------------------------------------------------------------------------


def workbook(plan: Any, rows: Iterable[Any], words: Words, *, writes: bool) -> bytes:
    """The milestones, which come ``with_all()``; only who ``writes`` gets a workbook that can be read in again."""
    listed = list(rows)
    told = [words.texts(row) for row in listed]
    with translation.override(LANGUAGE):
        sheets = [_guide(writes), _milestones(listed, told, words, writes=writes)]
        if writes:
            sheets.append(_lists(words))
            sheets.append(snapshot.sheet(WorkbookSnapshot(KIND, plan.slug, _seen(told))))
        return xlsx.book(sheets)


def mark_of(code: str, column: MilestoneSheetColumn) -> str:
    """The key by which a cell's former text is known again."""
    return f"{code} {column}"


def _seen(told: Iterable[Mapping[MilestoneSheetColumn, str]]) -> dict[str, str]:
    return {
        mark_of(texts[MilestoneSheetColumn.KEY], column): text
        for texts in told
        for column, text in texts.items()
        if column != MilestoneSheetColumn.KEY
    }


def _milestones(
    rows: Sequence[Any], told: Sequence[Mapping[MilestoneSheetColumn, str]], words: Words, *, writes: bool
) -> Sheet:
    """The sheet of milestones. It is not locked: new rows are written below."""
    at = {column: number for number, column in enumerate(MilestoneSheetColumn, 1)}
    offered = (
        (MilestoneSheetColumn.PLACE, 1, len(words.places)),
        (MilestoneSheetColumn.DUE, 2, len(words.quarters)),
        (MilestoneSheetColumn.STATE, 3, len(words.states)),
    )
    cells = (_row(row, texts, writes=writes) for row, texts in zip(rows, told, strict=True))
    return Sheet(
        title(),
        list(words.heads.values()),
        cells,
        widths=_WIDTHS,
        keys=2,
        choices=[Choices(at[column], list_title(), source, count) for column, source, count in offered if writes],
        is_wrapped=True,
    )


def _row(row: Any, texts: Mapping[MilestoneSheetColumn, str], *, writes: bool) -> list[Any]:
    values: dict[MilestoneSheetColumn, Any] = dict(texts)
    if row.due_quarter is None:
        values[MilestoneSheetColumn.DUE] = _date(row.due, texts[MilestoneSheetColumn.DUE])
    values[MilestoneSheetColumn.REACHED] = _date(row.reached, texts[MilestoneSheetColumn.REACHED])
    values[MilestoneSheetColumn.KEY] = Grey(texts[MilestoneSheetColumn.KEY])
    return [
        values[column] if writes or column == MilestoneSheetColumn.KEY else Grey(values[column])
        for column in MilestoneSheetColumn
    ]


def _date(value: PartialDate | None, text: str) -> date | str:
    """A day is a date that a spreadsheet can sort by; what is known less exactly is words."""
    return value.first if value is not None and value.precision == Precision.DAY else text


def _lists(words: Words) -> Sheet:
    rows = zip_longest(words.places.values(), (each.words for each in words.quarters), words.states.values())
    heads = [
        words.heads[column]
        for column in (MilestoneSheetColumn.PLACE, MilestoneSheetColumn.DUE, MilestoneSheetColumn.STATE)
    ]
    return Sheet(
        list_title(), heads, ([Grey(each) for each in row] for row in rows), widths=(44, 44, 16), is_locked=True
    )


def _guide(writes: bool) -> Sheet:
    told = [_("The workbook shows the milestones as you see them on the page. It cannot be read in again.")]
    if writes:
        told = [
            _("A row a milestone. The key in column A tells which; leave it as it is. A new milestone has no key."),
            _("“Belongs to” and “State” are chosen from the sheet “Lists”. Empty means the whole plan, and planned."),
            _(
                "“Due” is one of the plan's own quarters from the sheet “Lists”, or a date: 1. marts 2022, marts 2022, 2022."
            ),
            _("A later due date puts the milestone off: write why under “Reason”. The old date is kept."),
            _("“Responsible” is one of the plan's positions, somebody whom the portal knows, or a role in words."),
            _("“Reached” is the day on which it happened. A milestone that is given up needs a reason."),
            _("An empty cell deletes nothing unless you ask for it when you read the file in; a row left out neither."),
            _(
                "Save the file as an Excel workbook (.xlsx), and read it in on the page of milestones: first you see what it does."
            ),
        ]
    return Sheet(guide_title(), [guide_title()], [[each] for each in told], widths=(100,), is_wrapped=True)
