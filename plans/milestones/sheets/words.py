"""Names used in a workbook of milestones, and how they are read. No queries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from abc_portal.core.date_reading import parse_partial
from abc_portal.core.dates import DateError, PartialDate, Precision
from abc_portal.core.text import fold
from abc_portal.exchange.workbooks.reading import SheetCell
from abc_portal.exchange.workbooks.spec import LANGUAGE, CellFault, ParsedCell
from abc_portal.exchange.workbooks.trial import plain
from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.presenters import places
from plans.milestones.presenters.facts import due_words
from plans.milestones.presenters.quarters import quarters_of
from plans.shared.period_words import months_words


class MilestoneSheetColumn(StrEnum):
    """The workbook's columns, in their order."""

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
    """Names of places, quarters and states in the workbook, and how they are read. No queries.

    ``areas``, ``subs`` and ``activities`` are as :func:`plans.milestones.presenters.places.groups_of` takes them.
    """

    def __init__(self, plan: Any, areas: Iterable[Any], subs: Iterable[Any], activities: Sequence[Any]) -> None:
        self.plan, self.areas, self.subs, self.activities = plan, areas, subs, activities
        with translation.override(LANGUAGE):
            self.quarters = quarters_of(plan)
            self.states = _states()
            self.places = self._places()

    def _places(self) -> dict[str, str]:
        """Each place's name by its key; of two activities with one name each has its short name too."""
        found = places.labels(places.groups_of(self.plan, self.areas, self.subs, self.activities))
        names = {key: place.label for key, place in found.items()}
        often, codes = (
            Counter(names.values()),
            {f"activity:{activity.pk}": activity.code for activity in self.activities},
        )
        return {key: f"{name} ({codes.get(key, key)})" if often[name] > 1 else name for key, name in names.items()}

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key of each place by its name; activities also by their short name."""
        by_code = {activity.code: f"activity:{activity.pk}" for activity in self.activities}
        return {**by_code, **{_folded(name): key for key, name in self.places.items()}}

    def place_read(self, cell: SheetCell, _row: Any) -> ParsedCell:
        """The place that the cell names, by its key. Raises :class:`CellFault`."""
        text = text_of(cell)
        found = self.keys.get(_folded(text))
        if found is None:
            raise CellFault(_("“%s” is nowhere in the plan. Choose from the sheet “Lists”.") % text[:80])
        return ParsedCell(self.places[found], found)

    def state_read(self, cell: SheetCell, _row: Any) -> ParsedCell:
        """The state that the cell names, or :data:`DRAFT`. Raises :class:`CellFault`."""
        text = text_of(cell)
        found = next((code for code, name in self.states.items() if _folded(name) == _folded(text)), None)
        if found is None:
            names = ", ".join(self.states.values())
            raise CellFault(_("“%(text)s” is no state. Write one of: %(names)s.") % {"text": text[:40], "names": names})
        return ParsedCell(self.states[found], found)

    def due_read(self, cell: SheetCell, _row: Any) -> ParsedCell:
        """The date or the plan's own quarter that the cell names. Raises ``DateError``."""
        text = text_of(cell)
        if isinstance(cell.value, date):
            due: tuple[PartialDate | None, int | None] = (PartialDate(cell.value), None)
        elif (not isinstance(cell.value, str) and not text.isdigit()) or (text.isdigit() and len(text) != 4):
            raise DateError(_("“%s” is a number. Show the cell as a date, or write for example 1. marts 2022.") % text)
        else:
            due = self._due_of(text)
        return ParsedCell(self.due(*due), due, note=_of_the_calendar(due[0]))

    def reached_read(self, cell: SheetCell, row: Any) -> ParsedCell:
        """The day, or as much as is known of it, on which it was reached. Raises ``DateError``."""
        found = self.due_read(cell, row)
        if found.value[0] is None:
            raise DateError(_("Write the day on which it was reached, not a quarter of the plan."))
        return found

    def _due_of(self, text: str) -> tuple[PartialDate | None, int | None]:
        for quarter in self.quarters:
            with translation.override(LANGUAGE):
                if _folded(text) in (_folded(quarter.words), _folded(quarter.label)):
                    return None, quarter.number
        return parse_partial(text), None

    def due(self, due: PartialDate | None, quarter: int | None) -> str:
        """The date or quarter as the workbook writes it; empty when there is none."""
        if due is None and quarter is None:
            return ""
        with translation.override(LANGUAGE):
            return due_words(quarter, due, self.quarters)


def _of_the_calendar(due: PartialDate | None) -> str:
    """Of a quarter of the calendar, that it is no quarter of the plan; otherwise empty."""
    if due is None or Precision(due.precision).unit != Precision.QUARTER:
        return ""
    whole = PartialDate.around(due.first, Precision.QUARTER)
    return _("Understood as the calendar's quarter, %s, not the plan's.") % months_words(whole.first, whole.last)


def text_of(cell: SheetCell) -> str:
    """What the cell says as text; a day as ``2022-03-01``."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    return value.isoformat() if isinstance(value, date) else f"{value:f}"


def _folded(text: str) -> str:
    return fold(plain(text))


def _states() -> dict[str, str]:
    return {**{state.value: str(state.label) for state in MilestoneState}, DRAFT: str(MilestoneStanding.DRAFT.label)}
