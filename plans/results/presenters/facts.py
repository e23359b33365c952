"""Facts about success criteria and their results for pages, workbooks and documents: frozen, without queries.

Figures that the reader may not see are already withheld here: nothing above this decides it once more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import danish
from abc_portal.core.dates import PartialDate, written
from plans.results.calculations import typed_results
from plans.results.calculations.freshness import is_old
from plans.results.calculations.progress import CriterionReading
from plans.results.calculations.small_counts import CountSight, SeenSum
from plans.results.enums import Comparison, Counting, Direction, LadderStep, Progress, TargetBasis, TargetKind
from plans.results.presenters import readings, reporting_periods, words
from plans.results.presenters.sights import Sights
from plans.shared.enums import Granularity
from plans.shared.period_words import days_words
from plans.shared.periods import A_YEAR, Period, Phase
from plans.shared.presenters import held_words


@dataclass(frozen=True)
class ResultFacts:
    """One result as text; ``when`` is its period, its days or its event."""

    pk: int
    when: str
    figure: str
    is_hidden: bool
    text: str
    judgement: str
    source: str
    note: str


@dataclass(frozen=True)
class ReadingFacts:
    """A criterion's progress on the page's day: figure, verdict in words, period covered and how fresh it is.

    ``done`` is the share of the target in whole per cent for a bar, at most 100; ``None`` for no bar.
    """

    progress: Progress | None
    words: str
    shape: str
    total: str
    target: str
    done: int | None
    time_gone: int | None
    fresh: str
    is_old: bool
    is_hidden: bool


@dataclass(frozen=True)
class CriterionFacts:
    """A criterion with its reading and its results."""

    pk: int
    code: str
    sentence: str
    step: str
    period: str
    rhythm: str
    counting: str
    note: str
    unit: str
    counts_people: bool
    reading: ReadingFacts
    results: tuple[ResultFacts, ...]
    #: Why it does not count in the present status; empty where it does.
    beside: str = ""


#: Criteria by the activity and the sub-goal that they belong to, one of which is ``None``.
CriteriaByPlace = dict[tuple[int | None, int | None], list[CriterionFacts]]


def criterion_facts(
    criteria: Iterable[Any], *, plan: Any, day: date, is_back: bool, exact: bool
) -> tuple[CriterionFacts, ...]:
    """Criteria ``with_results()`` on the day; ``exact`` says that the reader sees small counts.

    ``is_back`` says that the day is past, so that later results are left out.
    """
    listed = list(criteria)
    counted = {item.pk for item in _telling(listed, plan, day)}
    return tuple(_criterion(row, plan, day, is_back, exact, counts=row.pk in counted) for row in listed)


def _telling(criteria: Iterable[Any], plan: Any, day: date) -> Iterable[Any]:
    """Of each activity's and sub-goal's criteria those that its status follows from."""
    places: dict[tuple[int | None, int | None], list[Any]] = {}
    for row in criteria:
        places.setdefault((row.activity_id, row.sub_goal_id), []).append(row)
    for rows in places.values():
        yield from readings.current(rows, plan, day)


def _beside_words(row: Any, plan: Any, day: date) -> str:
    """Why the criterion does not count in the status on the day, which of a plan that does not run is its nearest."""
    period = readings.period_of(row, plan)
    if period.phase(plan.period.nearest(day)) == Phase.OVER:
        if period.phase(day) == Phase.OVER:
            return _("its period is over: it does not count in the status")
        return _("its period ends before the plan's first day: it does not count in the status")
    if period.phase(day) == Phase.COMING:
        return _("its period has not begun: it does not count in the status")
    return _("its period begins after the plan's last day: it does not count in the status")


def _criterion(row: Any, plan: Any, day: date, is_back: bool, exact: bool, *, counts: bool) -> CriterionFacts:
    results = known_by(row.results.all(), day, is_back=is_back)
    sights = Sights(row, readings.counts_shown(row, plan, exact=exact))
    return CriterionFacts(
        pk=row.pk,
        code=row.code,
        sentence=sentence(row, plan),
        step="" if row.step == LadderStep.UNKNOWN else str(row.get_step_display()),
        period=period_words(row, plan),
        rhythm=rhythm_words(row),
        counting=counting_words(row),
        note=row.note,
        unit=row.unit,
        counts_people=row.counts_people,
        reading=reading_facts(row, results, sights, plan=plan, day=day),
        results=tuple(result_facts(result, row, plan, sights) for result in results),
        beside="" if counts else _beside_words(row, plan, day),
    )


def known_by(results: Iterable[Any], day: date, *, is_back: bool) -> list[Any]:
    """The results, earliest first; when looking back, those whose period had begun by the day.

    A result of a future period counts in no sum, but is shown to whoever entered it.
    """
    begun = (row for row in results if row.starts_on <= day or not is_back)
    return sorted(begun, key=lambda item: (item.end.latest, item.start.earliest, item.label, item.id))


def result_facts(row: Any, criterion: Any, plan: Any, sights: Sights) -> ResultFacts:
    sight = sights.of(row)
    return ResultFacts(
        pk=row.pk,
        when=when_words(row, plan),
        figure=row.get_judgement_display() or typed_results.shown(row, criterion.target_kind, sight, plan.small_count),
        is_hidden=sight != CountSight.SHOWN,
        text=row.text if row.judgement else "",
        judgement=row.get_judgement_display(),
        source=row.source,
        note=row.note,
    )


# --- progress ----------------------------------------------------------------------------------------


def reading_facts(criterion: Any, results: Sequence[Any], sights: Sights, *, plan: Any, day: date) -> ReadingFacts:
    """The same as text, with what the reader is not shown withheld: a hidden total draws no bar."""
    found = readings.reading_of(criterion, plan, day, results, rule=sights.rule)
    seen = sights.total(found, results, day)
    is_hidden, share = seen.sight != CountSight.SHOWN, found.share_of_target
    rises = readings.target_of(criterion, plan).comparison in (Comparison.AT_LEAST, Comparison.MORE)
    draws = (
        share is not None
        and not is_hidden
        and rises
        and criterion.basis not in (TargetBasis.PERCENT_LESS, TargetBasis.LESS)
    )
    return ReadingFacts(
        progress=found.progress,
        words=words.verdict_words(criterion, found, is_shown=not is_hidden),
        shape=words.progress_shape(found.progress),
        total=_total_words(criterion, found, seen, plan),
        target=words.target_words(criterion, sights.rule),
        done=min(100, int(share * 100)) if draws and share is not None else None,
        time_gone=None if found.share_of_time is None else int(found.share_of_time * 100),
        fresh=_fresh_words(found, plan),
        is_old=is_old(found.latest_on, plan.period.nearest(day), plan.stale_days),
        is_hidden=is_hidden,
    )


def _fresh_words(found: CriterionReading, plan: Any) -> str:
    """The last day covered, and which results are missing; none are awaited in a plan entered after its end."""
    if found.latest_on is None:
        return _("no results entered")
    fresh = _("up to %s") % written(found.latest_on)
    if not found.missing or plan.was_entered_after_its_end:
        return fresh
    times = danish.joined([days_words(*run) for run in _runs(found.missing)], _("and"))
    return _("%(fresh)s; results are missing for %(times)s") % {"fresh": fresh, "times": times}


def _runs(missing: Iterable[Period]) -> list[tuple[date, date]]:
    """First and last day of each unbroken run of periods."""
    found: list[tuple[date, date]] = []
    for item in missing:
        if found and (item.first - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], item.last)
        else:
            found.append((item.first, item.last))
    return found


def _total_words(criterion: Any, found: CriterionReading, seen: SeenSum, plan: Any) -> str:
    if found.departments is not None and found.departments.known:
        return _departments_words(found)
    if criterion.target_kind == TargetKind.TEXT:
        return ""
    if found.total is None:
        return _("not stated")
    if seen.sight == CountSight.AT_LEAST:
        return _("at least %s") % typed_results.figure_words(seen.value, criterion.target_kind, places=1)
    if seen.sight != CountSight.SHOWN:
        return typed_results.hidden(seen.sight, plan.small_count)
    if criterion.target_kind == TargetKind.DIRECTION:
        return words.with_unit(typed_results.figure_words(found.total, criterion.target_kind, places=1), criterion)
    text = typed_results.figure_words(found.total, criterion.target_kind, places=1)
    if found.numerator is not None and found.denominator is not None:
        text = f"{text} ({typed_results.share_words(found.numerator, found.denominator)})"
    adds_up = criterion.counting == Counting.CUMULATIVE and criterion.target_kind == TargetKind.NUMBER
    return _("at least %s") % text if found.is_partial and adds_up else text


def _departments_words(found: CriterionReading) -> str:
    """In how many of the departments it is reached; nothing where a small count decides it.

    Where the results do not say whether it is in any of them, only how many have results: not that it is in none.
    """
    if found.progress is None:
        return ""
    if not found.departments.judged:
        known = found.departments.known
        return ngettext("results of %s department", "results of %s departments", known) % known
    values = {"reached": found.departments.reached, "known": found.departments.known}
    return _("reached in %(reached)s of %(known)s departments with results") % values


# --- words ------------------------------------------------------------------------------------------------


def sentence(criterion: Any, plan: Any) -> str:
    """The whole criterion in one sentence: ``Mindst 100 familier deltog, 2013``."""
    said = " ".join(criterion.text.split()).rstrip(".")
    period = period_words(criterion, plan)
    kind = criterion.target_kind
    if kind == TargetKind.DIRECTION and criterion.direction:
        direction = _("the figure is to rise") if criterion.direction == Direction.UP else _("the figure is to fall")
        said = f"{said}: {direction}"
    elif kind == TargetKind.TEXT and criterion.target_text:
        said = f"{said}: {' '.join(criterion.target_text.split()).rstrip('.')}"
    elif criterion.target is not None and kind in (TargetKind.NUMBER, TargetKind.SHARE):
        if kind == TargetKind.SHARE and criterion.unit and _begins_with(said, criterion.unit):
            said = _("of %s") % f"{said[:1].lower()}{said[1:]}"
        target = words.figure_target_words(criterion)
        plain = criterion.basis == TargetBasis.FIGURE
        said = _joined(target, criterion.unit, said) if plain else f"{target}: {said}"
    said = f"{said}{words.beside_figure_words(criterion)}"
    return f"{said[:1].upper()}{said[1:]}, {period}"


def _joined(target: str, unit: str, said: str) -> str:
    """The target before what is to be reached; a unit that both say is said once."""
    if unit and target.endswith(unit):
        return f"{target} {said[len(unit) :].strip()}".strip() if _begins_with(said, unit) else f"{target}: {said}"
    return f"{target} {said[:1].lower()}{said[1:]}" if said[1:2].islower() else f"{target} {said}"


def _begins_with(said: str, unit: str) -> bool:
    """Whether the unit is the first word of what is to be reached."""
    return said.casefold().startswith(unit.casefold()) and not said[len(unit) : len(unit) + 1].isalnum()


def period_words(criterion: Any, plan: Any) -> str:
    """The time that the criterion is for: a plan year by its days, or the whole plan."""
    if criterion.starts_on is None and criterion.ends_on is None:
        return _("the whole plan")
    whole = readings.period_of(criterion, plan).whole
    return days_words(whole.first, whole.last) if whole else held_words(criterion.start, criterion.end)


def when_words(result: Any, plan: Any) -> str:
    """What a result is for: ``1. kvartal (januar–marts 2013)``, its days, or its event and day."""
    found = reporting_periods.find(plan, result)
    if found is not None:
        when = found.name
    else:
        known = _as_known(result.start, result.end) if result.start else ""
        when = f"{result.label} ({known})" if result.label else known
    return f"{result.department}: {when}" if result.department_id else when


def _as_known(start: PartialDate, end: PartialDate | None) -> str:
    """The days as exactly as they are known."""
    if end is None or str(start) == str(end):
        return str(start)
    if start.precision == end.precision == "day":
        return days_words(start.first, end.last)
    return f"{start} – {end}"


def rhythm_words(criterion: Any) -> str:
    """How often it is counted: ``pr. kvartal``, or at events and in other periods."""
    grain = Granularity(criterion.rhythm)
    if grain in A_YEAR:
        return _("by %s") % grain.label
    return _("at events") if grain == Granularity.EVENT else _("in periods of its own")


def counting_words(criterion: Any) -> str:
    """Whether figures are added up, in few words; nothing for targets in words."""
    if criterion.target_kind == TargetKind.TEXT:
        return ""
    adds_up = criterion.counting == Counting.CUMULATIVE and criterion.target_kind != TargetKind.DIRECTION
    return _("added up") if adds_up else _("the latest counts")
