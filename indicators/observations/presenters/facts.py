"""Indicators as facts for a page and a PDF: area, comparator, distance, year and source, always together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from abc_portal.core.numbers import plain_value
from abc_portal.core.qualifiers import BOUNDS, qualified
from indicators.definitions.enums import Better, Unit
from indicators.observations.calculations import AreaStanding, Distance, Movement, distance, movement, rounds_to
from indicators.observations.enums import Population, ValueState

#: Which comparator the table shows when there are several: the area's municipality first.
COMPARATORS = (Population.MUNICIPALITY, Population.ALL_PLANS, Population.COUNTRY, Population.OTHER)
#: What two rows must share to be values of the same fact, beside the year.
SAME_FACT = ("indicator_id", "population", "department_id", "part")


@dataclass(frozen=True)
class ValueFacts:
    """One observation with ready text."""

    pk: int
    text: str
    value: Decimal | None
    population: str
    year: str
    source: str
    notes: tuple[str, ...]
    area_note: str
    is_used: bool
    why_not: str
    #: What the same document says elsewhere of the same fact, in words; empty when it agrees with itself.
    also: str = ""


@dataclass(frozen=True)
class Dumbbell:
    """Positions of the marks on the unit's common scale, in thousandths from its left end."""

    area: int | None
    comparator: int | None
    area_before: int | None = None


@dataclass(frozen=True)
class LineFacts:
    """One indicator, or one part of it: the area's figure against its comparator's."""

    part: str
    area: ValueFacts | None
    comparator: ValueFacts | None
    standing: AreaStanding
    standing_words: str
    movement: Movement
    movement_words: str
    dumbbell: Dumbbell
    others: tuple[ValueFacts, ...]
    #: The comparator, as a sentence names it; empty where nothing can be compared.
    against: str = ""

    @property
    def values(self) -> tuple[ValueFacts, ...]:
        """Every value of the line: those compared first, then the rest."""
        return tuple(value for value in (self.area, self.comparator, *self.others) if value is not None)

    @property
    def shape(self) -> str:
        """The status shape: of the movement, else of the area's comparison."""
        moved = {Movement.NARROWED: "ok", Movement.WIDENED: "late", Movement.HELD: "warn"}
        shapes = {AreaStanding.BETTER: "ok", AreaStanding.SAME: "ok", AreaStanding.WORSE: "warn"}
        return moved.get(self.movement) or shapes.get(self.standing, "idle")


@dataclass(frozen=True)
class IndicatorFacts:
    pk: int
    name: str
    unit: str
    source: str
    lines: tuple[LineFacts, ...]


@dataclass(frozen=True)
class GoalIndicators:
    """A goal with its indicators; those without a goal stand together, the plan's own apart from the round's."""

    text: str
    indicators: tuple[IndicatorFacts, ...]


def goal_facts(indicators: Iterable[Any], observations: Iterable[Any]) -> list[GoalIndicators]:
    """Indicators with their goal, and all observations of the plan, in their orders."""
    by_indicator: dict[int, list[Any]] = {}
    for row in observations:
        by_indicator.setdefault(row.indicator_id, []).append(row)
    goals: dict[str, list[IndicatorFacts]] = {}
    for indicator in indicators:
        text = indicator.goal.text if indicator.goal else _without_goal(indicator)
        goals.setdefault(text, []).append(indicator_facts(indicator, by_indicator.get(indicator.pk, [])))
    return [GoalIndicators(text, tuple(listed)) for text, listed in goals.items()]


def _without_goal(indicator: Any) -> str:
    return _("The plan's own indicators") if indicator.plan_id else _("Indicators without an overall goal")


def why_none(plan: Any) -> str:
    """What to say of a plan without indicators."""
    if plan.is_own:
        return _("The plan has no indicators: it has no grant from Landsbyggefonden, and it has set none of its own.")
    if plan.round_id is None:
        return _("The plan has no indicators: its funding round is not stated, and it has set none of its own.")
    return _("The plan has no indicators: none are registered for its funding round, and it has set none of its own.")


def indicator_facts(indicator: Any, observations: list[Any]) -> IndicatorFacts:
    return IndicatorFacts(
        pk=indicator.pk,
        name=indicator.name,
        unit=str(Unit(indicator.unit).label),
        source=indicator.source,
        lines=tuple(_lines(indicator, observations)),
    )


def _lines(indicator: Any, observations: list[Any]) -> Iterator[LineFacts]:
    """A line for each part; beside the area's, one for each department with its own figure."""
    for part in list(dict.fromkeys(row.part for row in observations)) or [""]:
        rows = [row for row in observations if row.part == part]
        shared = [row for row in rows if row.department is None]
        departments = {row.department.pk: row.department for row in rows if row.department is not None}
        if not departments or any(row.population == Population.AREA for row in shared):
            yield _line(indicator, part, shared)
        against = [row for row in shared if row.population != Population.AREA]
        for pk, department in departments.items():
            own = [row for row in rows if row.department_id == pk]
            words = " · ".join(word for word in (part, str(department)) if word)
            yield _line(indicator, words, own + against, of=Population.DEPARTMENT)


def _line(indicator: Any, part: str, rows: list[Any], *, of: Population = Population.AREA) -> LineFacts:
    better = Better(indicator.better)
    used = [row for row in rows if row.is_used]
    area = _latest(row for row in used if row.population == of)
    comparator = _comparator(used, area)
    now = distance(_value(area), _value(comparator), better)
    then = _baseline_distance(used, area, comparator, better)
    moved = movement(then, now, better) if then else Movement.AWAITING
    shown = {row.pk for row in (area, comparator) if row is not None}
    return LineFacts(
        part=part,
        area=_with_rivals(indicator, area, rows),
        comparator=_with_rivals(indicator, comparator, rows),
        standing=now.standing,
        standing_words=_standing_words(indicator, now, comparator),
        movement=moved,
        movement_words=_movement_words(indicator, then, now, moved),
        dumbbell=Dumbbell(_place(indicator, area), _place(indicator, comparator)),
        others=tuple(value_facts(indicator, row) for row in rows if row.pk not in shown),
        against="" if now.standing == AreaStanding.UNKNOWN else _against(comparator),
    )


def _latest(rows: Iterable[Any]) -> Any:
    listed = sorted(rows, key=lambda row: (row.year or 0, row.pk))
    return listed[-1] if listed else None


def _comparator(used: list[Any], area: Any) -> Any:
    """The municipality's value of the same year when there is one; else the next kind of comparator."""
    for population in COMPARATORS:
        same = [row for row in used if row.population == population and area is not None and row.year == area.year]
        if same:
            return same[-1]
    return None


def _baseline_distance(used: list[Any], area: Any, comparator: Any, better: Better) -> Distance | None:
    """The distance at the baseline, when the latest figures are later, measured with the same instrument and
    held against the same comparator: a distance to the municipality and one to all plans say nothing together.
    """
    if area is None:
        return None
    baselines = [row for row in used if row.population == area.population and row.is_baseline and row is not area]
    if not baselines:
        return None
    first = baselines[0]
    before = _comparator(used, first)
    if first.instrument_id != area.instrument_id or first.area_note != area.area_note:
        return None
    if before is None or comparator is None or _whom(before) != _whom(comparator):
        return None
    return distance(_value(first), _value(before), better)


def _whom(row: Any) -> tuple[str, str]:
    return row.population, row.population_name if row.population == Population.OTHER else ""


def _with_rivals(indicator: Any, used: Any, rows: list[Any]) -> ValueFacts | None:
    """The value in use, with a note that another one is stated."""
    if used is None:
        return None
    rivals = [row for row in rows if same_fact(used, row) and disagree(used, row)]
    also = _("also stated: %s") % ", ".join(_value_text(indicator, row) for row in rivals) if rivals else ""
    return replace(value_facts(indicator, used), also=also)


def same_fact(used: Any, other: Any) -> bool:
    """The second row is an unused value of what the first, used one is a value of."""
    if other.is_used or not used.is_used or not (other.year is None or used.year in (None, other.year)):
        return False
    return all(getattr(used, name) == getattr(other, name) for name in SAME_FACT)


def disagree(used: Any, other: Any) -> bool:
    """Neither is the other one rounded as its document prints it."""
    if used.value is None or other.value is None:
        return bool(used.state != other.state)
    return not rounds_to(used.value, printed_value(other)) and not rounds_to(other.value, printed_value(used))


def value_facts(indicator: Any, row: Any) -> ValueFacts:
    notes = [row.area_note, row.definition and _("defined as: %s") % row.definition, row.place]
    if row.as_printed and _squeezed(row.as_printed) != _squeezed(_value_text(indicator, row)):
        notes.append(_("printed as “%s”") % row.as_printed)
    return ValueFacts(
        pk=row.pk,
        text=_value_text(indicator, row),
        value=_value(row),
        population=whom_words(row),
        year=str(row.year) if row.year else row.period or _("year not stated"),
        source=row.source or indicator.source or _("not stated"),
        notes=tuple(note for note in notes if note),
        area_note=row.area_note,
        is_used=row.is_used,
        why_not=row.not_used_because,
    )


def whom_words(row: Any) -> str:
    """The population of a value: as stated, else the department's name, else its kind."""
    return row.population_name or str(row.department or row.get_population_display())


def _squeezed(text: str) -> str:
    """The text without spaces of any kind, for comparing how it is printed."""
    return "".join(text.split())


def _value(row: Any) -> Decimal | None:
    return row.value if row is not None and row.state == ValueState.KNOWN else None


def _value_text(indicator: Any, row: Any) -> str:
    if row.state == ValueState.SUPPRESSED:
        return _("suppressed")
    if row.value is None:
        return _("not stated")
    plain = printed_value(row)
    text = numbers.percent(plain) if indicator.unit == Unit.PERCENT else numbers.number(plain)
    return qualified(text, row.qualifier)


def printed_value(row: Any) -> Decimal:
    """A known value with as many decimals as its document prints: 29,0 stays 29,0."""
    digits = re.search(r"\d(?:[\d.,]*\d)?", row.as_printed)
    try:
        printed = numbers.parse_number(digits[0]) if digits else None
    except numbers.NumberError:
        printed = None
    return printed if printed is not None and printed == row.value else plain_value(row.value)


def _points(indicator: Any, difference: Decimal) -> str:
    size = numbers.number(plain_value(abs(difference)))
    if indicator.unit != Unit.PERCENT:
        return size
    return ngettext("%s percentage point", "%s percentage points", 1 if abs(difference) == 1 else 2) % size


def _standing_words(indicator: Any, now: Distance, comparator: Any) -> str:
    if now.standing == AreaStanding.UNKNOWN or now.difference is None:
        return _("cannot be compared")
    against = _against(comparator)
    if now.standing == AreaStanding.SAME:
        return _("the same as %s") % against
    words = _("%(points)s above %(whom)s") if now.difference > 0 else _("%(points)s below %(whom)s")
    return words % {"points": _points(indicator, now.difference), "whom": against}


def _against(comparator: Any) -> str:
    """The comparator, by its name in the table where it has one."""
    if comparator.population_name or comparator.population != Population.MUNICIPALITY:
        return whom_words(comparator)
    return _("the municipality")


def _movement_words(indicator: Any, then: Distance | None, now: Distance, moved: Movement) -> str:
    if moved == Movement.AWAITING or then is None or then.difference is None or now.difference is None:
        return _("no later figure")
    if moved == Movement.HELD:
        return _("the distance is unchanged")
    points = _points(indicator, now.difference - then.difference)
    if moved == Movement.NARROWED:
        return _("the distance has narrowed by %s") % points
    return _("the distance has widened by %s") % points


#: The whole scale of a unit, so that lengths can be compared down the column. Danish grades run from -3 to 12.
SCALES = {Unit.PERCENT: (Decimal(0), Decimal(100)), Unit.GRADE: (Decimal(-3), Decimal(12))}


def _place(indicator: Any, row: Any) -> int | None:
    """Where the value is drawn; ``None`` for a bound (``over 40 %``)."""
    value = None if row is not None and row.qualifier in BOUNDS else _value(row)
    scale = SCALES.get(Unit(indicator.unit))
    if value is None or scale is None:
        return None
    low, high = scale
    return int(max(Decimal(0), min(Decimal(1), (value - low) / (high - low))) * 1000)
