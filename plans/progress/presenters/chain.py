"""Goal → sub-goal → activity → criterion → result as one chain: what is meant to move which goal. No queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from plans.progress.presenters.work import PlanWork, WorkFacts, criterion_period_words, figure_words
from plans.results.enums import LadderStep
from plans.results.presenters import readings, words


@dataclass(frozen=True)
class LinkFacts:
    """The last link: a criterion with its count; ``results`` is the number of figures behind it.

    ``figure`` includes the target; ``target`` is for a criterion without one. ``step`` is empty where it is unknown.
    """

    pk: int
    step: str
    text: str
    period: str
    target: str
    figure: str
    verdict: str
    shape: str
    results: int


@dataclass(frozen=True)
class ChainActivity:
    """An activity with its criteria and status. ``is_again`` says that it is described further up."""

    code: str
    name: str
    work: WorkFacts | None
    criteria: tuple[LinkFacts, ...]
    is_again: bool = False


@dataclass(frozen=True)
class ChainSubGoal:
    """A sub-goal with its activities and its own criteria. ``is_again`` says that it is described further up."""

    pk: int
    text: str
    place: str
    activities: tuple[ChainActivity, ...]
    criteria: tuple[LinkFacts, ...]
    is_again: bool = False


@dataclass(frozen=True)
class ChainGoal:
    text: str
    sub_goals: tuple[ChainSubGoal, ...]


@dataclass(frozen=True)
class Chain:
    """The goals with what serves them, and what is unconnected at each link."""

    goals: tuple[ChainGoal, ...]
    without_goal: tuple[ChainSubGoal, ...]
    without_sub_goal: tuple[ChainActivity, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.without_goal or self.without_sub_goal or any(goal.sub_goals for goal in self.goals))


def chain(
    plan: Any,
    *,
    day: date,
    goals: Iterable[Any],
    sub_goals: Iterable[Any],
    activities: Iterable[Any],
    criteria: Iterable[Any],
    work: PlanWork,
    exact: bool,
) -> Chain:
    """``sub_goals`` come ``with_goals()`` and their place, ``criteria`` with their results."""
    every = list(criteria)
    rows = {row.pk: row for row in activities}
    facts_of = {pk: _activity(row, plan, day, every, work, exact=exact) for pk, row in rows.items()}
    listed = [
        (row, _sub_goal(row, facts_of, _links([c for c in every if c.sub_goal_id == row.pk], plan, day, exact=exact)))
        for row in sub_goals
    ]
    serves = {row.pk: {goal.goal_id for goal in row.goals.all()} for row, _facts in listed}
    works = {activity.activity_id for row, _facts in listed for activity in row.activities.all()}
    without_repeats = _RepeatMarker()
    return Chain(
        goals=tuple(
            ChainGoal(goal.text, without_repeats(facts for row, facts in listed if goal.pk in serves[row.pk]))
            for goal in goals
        ),
        without_goal=without_repeats(facts for row, facts in listed if not serves[row.pk]),
        without_sub_goal=tuple(facts for pk, facts in facts_of.items() if pk not in works),
    )


class _RepeatMarker:
    """Marks what serves two goals as a repetition under the second."""

    def __init__(self) -> None:
        self._sub_goals: set[int] = set()
        self._activities: set[str] = set()

    def __call__(self, sub_goals: Iterable[ChainSubGoal]) -> tuple[ChainSubGoal, ...]:
        return tuple(self._sub_goal(sub_goal) for sub_goal in sub_goals)

    def _sub_goal(self, facts: ChainSubGoal) -> ChainSubGoal:
        if facts.pk in self._sub_goals:
            return replace(facts, is_again=True)
        self._sub_goals.add(facts.pk)
        return replace(facts, activities=tuple(self._activity(activity) for activity in facts.activities))

    def _activity(self, facts: ChainActivity) -> ChainActivity:
        if facts.code in self._activities:
            return replace(facts, is_again=True)
        self._activities.add(facts.code)
        return facts


def _activity(row: Any, plan: Any, day: date, criteria: Sequence[Any], work: PlanWork, *, exact: bool) -> ChainActivity:
    own = [item for item in criteria if item.activity_id == row.pk]
    return ChainActivity(row.code, row.name, work.activities.get(row.pk), _links(own, plan, day, exact=exact))


def _sub_goal(row: Any, facts_of: dict[int, ChainActivity], criteria: tuple[LinkFacts, ...]) -> ChainSubGoal:
    place = row.sub_agreement or row.plan_focus_area
    found = (facts_of.get(activity.activity_id) for activity in row.activities.all())
    return ChainSubGoal(row.pk, row.text, str(place or ""), tuple(item for item in found if item), criteria)


def _links(criteria: Iterable[Any], plan: Any, day: date, *, exact: bool) -> tuple[LinkFacts, ...]:
    return tuple(_link(item, plan, day, exact=exact) for item in criteria)


def _link(criterion: Any, plan: Any, day: date, *, exact: bool) -> LinkFacts:
    rule = readings.counts_shown(criterion, plan, exact=exact)
    read = readings.reading_of(criterion, plan, day, rule=rule)
    figure, is_shown = figure_words(criterion, read, plan, day, exact=exact) if read.total is not None else ("", False)
    return LinkFacts(
        pk=criterion.pk,
        step="" if criterion.step == LadderStep.UNKNOWN else str(criterion.get_step_display()),
        text=criterion.text,
        period=criterion_period_words(criterion, plan),
        target=words.target_words(criterion, rule),
        figure=figure,
        verdict=words.with_day(words.verdict_words(criterion, read, is_shown=is_shown), read),
        shape=words.progress_shape(read.progress),
        results=sum(1 for row in criterion.results.all() if row.starts_on <= day),
    )
