"""The document of a new plan, made from the chosen parts of an earlier one."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import strip_tags

from abc_portal.core.dates import PartialDate
from abc_portal.core.named_years import proposed
from abc_portal.exchange.interchange import exporting
from abc_portal.exchange.interchange.kinds import Day, Partly, Ref, Rich, Text, read_date
from abc_portal.exchange.interchange.parts import Part, Register, register
from abc_portal.exchange.interchange.shared import SHARED
from abc_portal.exchange.interchange.standing import Document
from abc_portal.reporting.plan_copy.choices import BY_CODE, ENDED, LEFT_VALUES, OF_PLACES
from plans.models import FocusArea, Plan, RoundSection
from plans.shared.interchange import FOCUS_AREAS, SECTIONS
from plans.shared.periods import Period

PLAN = ("plan",)
SharedNumbers = dict[tuple[str, str], Any]


@dataclass
class LeftOut:
    """What was left out of the carried rows on the way, for who reads the new plan: how many, and the names.

    ``dated_texts`` were carried as they are, though they name a year of the earlier plan.
    """

    dates: int = 0
    ended: int = 0
    references: int = 0
    own_areas: list[str] = field(default_factory=list)
    dated_texts: list[str] = field(default_factory=list)


def bare_document(plan: Plan, numbers: SharedNumbers | None = None) -> Document:
    """The document of a plan of which there is nothing but its own values; the plan is not saved."""
    return exporting.export(plan, _narrowed(frozenset()), numbers=numbers)


def copied_document(
    earlier: Plan, new: Plan, chosen: Iterable[str], numbers: SharedNumbers | None = None
) -> tuple[Document, LeftOut]:
    """The document of ``new``, an unsaved plan, with the chosen of :data:`CHOICES` from the earlier plan.

    What lies outside the new period, had ended, or refers to something not copied is left out and counted. ``numbers``
    is given the shared rows that the keys stand for.
    """
    codes = list(chosen)
    own = copy(new)
    for value in (value for code in codes for value in BY_CODE[code].values):
        setattr(own, value, getattr(earlier, value))
    own.pk = earlier.pk  # the rows are the earlier plan's; the copy is only read
    narrowed = _narrowed(frozenset(place for code in codes for place in BY_CODE[code].places))
    document = exporting.export(own, narrowed, numbers=numbers)
    left_out = _Cleaning(earlier, own, narrowed).clean(document)
    return document, left_out


def _narrowed(places: frozenset[str]) -> Register:
    """The parts at those places alone, and the plan's own."""
    parts = [_part(part, ".".join(part.place), places) for part in register.parts]
    narrowed = [part for part in parts if part.place == PLAN or ".".join(part.place) in places]
    return replace(register, parts=narrowed)


def _part(part: Part, place: str, places: frozenset[str]) -> Part:
    children = ((child, f"{place}.{child.key}") for child in part.children)
    return replace(part, children=tuple(_part(child, where, places) for child, where in children if where in places))


class _Cleaning:
    """One pass over a document: first rows that ended or lie outside are dropped, then dangling references."""

    def __init__(self, earlier: Plan, new: Plan, narrowed: Register) -> None:
        self.earlier, self.new, self.register = earlier, new, narrowed
        self.left_out = LeftOut()
        self.keys: set[tuple[str, str]] = set()
        self.places: set[tuple[str, str]] = set()
        self._outside: dict[tuple[str, str], bool] = {}
        self._numbers: dict[str, str] | None = None

    def clean(self, document: Document) -> LeftOut:
        self._own_what_the_round_lacks(document)
        self._walk(document, self._without_the_past)
        self._walk(document, self._named)
        plan = document["plan"]
        named = {"department": plan.get("departments", []), "area": plan.get("areas", [])}
        self.places = {(key, item[key]) for key, rows in named.items() for item in rows}
        self._walk(document, self._without_loose_ends)
        return self.left_out

    # --- walking ------------------------------------------------------------------------------------

    def _walk(self, document: Document, keep: Any) -> None:
        """Every row, parents first; a row refused by ``keep`` is dropped with the rows under it."""
        for part in self.register.parts:
            whole = document
            for step in part.place[:-1]:
                whole = whole.get(step, {})
            if part.place == PLAN:
                self._below(part, "plan", whole["plan"], keep)
            elif part.key in whole:
                self._rows(part, ".".join(part.place), whole, part.key, keep)

    def _rows(self, part: Part, place: str, above: Document, key: str, keep: Any) -> None:
        rows = [above[key]] if part.single else above[key]
        remaining: list[Document] = []
        for row in (row for row in rows if keep(part, place, row)):
            self._below(part, place, row, keep)
            if part.nests and part.nested_key in row:
                self._rows(part, place, row, part.nested_key, keep)
            if place not in ENDED or row not in remaining:  # two rows that only their dates set apart
                remaining.append(row)
        if not remaining:
            del above[key]
        else:
            above[key] = remaining[0] if part.single else remaining

    def _below(self, part: Part, place: str, row: Document, keep: Any) -> None:
        for child in part.children:
            if child.key in row:
                self._rows(child, f"{place}.{child.key}", row, child.key, keep)

    # --- what remains ---------------------------------------------------------------------------------

    def _without_the_past(self, part: Part, place: str, row: Document) -> bool:
        """Leave out rows that had ended, values that belong to the earlier period, and dates outside the new one."""
        ended = row.get(ENDED.get(place, ""))
        if ended and self._ended_before(read_date(ended)):
            self.left_out.ended += 1
            return False
        for key in LEFT_VALUES.get(place, ()):
            row.pop(key, None)
        for item in part.fields:
            if isinstance(item.kind, (Partly, Day)) and item.key in row and self._lies_outside(row[item.key]):
                self.left_out.dates += 1
                if item.required:
                    return False
                del row[item.key]
        return True

    def _ended_before(self, day: PartialDate) -> bool:
        """Before the earlier plan did; where its last day is not known, what has a last day had ended."""
        return self.earlier.ends_on is None or day.last < self.earlier.ends_on

    def _lies_outside(self, written: Any) -> bool:
        found = read_date(written)
        return not self.new.period.meets(Period(found.first, found.last))

    def _named(self, part: Part, place: str, row: Document) -> bool:
        """Remember by which keys rows can be referred to; what the new round has already is the round's."""
        if part.namespace:
            key = str(row.get(part.known_by[0].key, ""))
            finder = self.register.finders.get(part.namespace)
            if finder and finder(key, self.new):
                return False
            self.keys.add((part.namespace, key))
        return True

    def _without_loose_ends(self, part: Part, place: str, row: Document) -> bool:
        """Drop references to rows that are not copied, and rows that are nothing without theirs."""
        key_of_place = OF_PLACES.get(place)
        if key_of_place and (key_of_place, row[key_of_place]) not in self.places:
            self.left_out.references += 1
            return False
        for item in part.fields:
            if not isinstance(item.kind, Ref) or item.key not in row or item.kind.namespace in SHARED:
                continue
            key = self._key(item.kind.namespace, row[item.key])
            if key is not None:
                row[item.key] = key
                continue
            if item.kind.namespace != SECTIONS:  # the section itself is copied, as one of the plan's own
                self.left_out.references += 1
            if item.required:
                return False
            del row[item.key]
        self._note_years(part, row)
        return True

    def _note_years(self, part: Part, row: Document) -> None:
        period = {"first": self.earlier.starts_on, "last": self.earlier.ends_on}
        for item in part.fields:
            is_written = isinstance(item.kind, Rich) or (isinstance(item.kind, Text) and not item.kind.pattern)
            text = strip_tags(str(row.get(item.key) or "")) if is_written else ""
            if text != proposed(text, years=1, **period):
                self.left_out.dated_texts.append(text)

    def _key(self, namespace: str, key: str) -> str | None:
        """The key by which the new plan knows it; ``None`` when it does not."""
        if namespace == SECTIONS:
            return self._section(key)
        return key if (namespace, key) in self.keys or self._is_outside(namespace, key) else None

    def _is_outside(self, namespace: str, key: str) -> bool:
        """Whether it is in the portal's reference data, for the new plan's round."""
        finder, asked = self.register.finders.get(namespace), (namespace, key)
        if asked not in self._outside:
            self._outside[asked] = bool(finder and finder(key, self.new))
        return self._outside[asked]

    # --- another round ----------------------------------------------------------------------------------

    def _section(self, number: str) -> str | None:
        """The new round's section of the same heading as the earlier round's of that number."""
        if self.earlier.round_id == self.new.round_id:
            return number
        if self._numbers is None:
            rounds = RoundSection.objects.filter(document=None, round__in=[self.earlier.round_id, self.new.round_id])
            sections = [(round_.round_id, round_.heading, str(round_.position)) for round_ in rounds]
            new = {heading: place for round_id, heading, place in sections if round_id == self.new.round_id}
            self._numbers = {
                place: new[heading]
                for round_id, heading, place in sections
                if round_id == self.earlier.round_id and heading in new
            }
        return self._numbers.get(number)

    def _own_what_the_round_lacks(self, document: Document) -> None:
        """Focus areas that the new round lacks become the plan's own."""
        wanted = {row["focus_area"] for row in document.get("focus_areas", [])}
        own = document.get("own_focus_areas", [])
        wanted -= {row["code"] for row in own}
        missing = {code for code in wanted if not self._is_outside(FOCUS_AREAS, code)}
        rows = FocusArea.objects.filter(round=self.earlier.round_id, code__in=missing).order_by("position")
        made = [{"code": row.code, "name": row.name} for row in rows] if missing else []
        if made:
            document["own_focus_areas"] = [*own, *made]
            self.left_out.own_areas = [row["name"] for row in made]
