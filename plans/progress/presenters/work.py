"""The status of activities and sub-agreements on a day: facts for pages and papers. Frozen, without queries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.dates import written
from abc_portal.core.linked import LinkedText
from plans.activities.calculations import STOPPED
from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.addresses import list_of
from plans.milestones.presenters.counts import MilestoneCounts, counts, counts_by_place
from plans.milestones.presenters.places import own_key
from plans.milestones.presenters.quarters import BEFORE, due_place
from plans.milestones.presenters.standing import standing_of
from plans.progress.calculations import possible_statuses, possible_sums
from plans.progress.enums import WorkStatus
from plans.progress.presenters.milestone_line import MilestoneSummary, milestone_summary
from plans.progress.presenters.overrules import OverruleFacts, overrule_of
from plans.progress.presenters.words import (
    activity_words,
    hidden_activities_words,
    status_shape,
    status_words,
    stopped_words,
)
from plans.results.calculations.freshness import is_old
from plans.results.calculations.progress import CriterionReading
from plans.results.calculations.small_counts import CountSight
from plans.results.enums import Counting, LadderStep, Progress, TargetKind
from plans.results.presenters import readings, words
from plans.results.presenters.sights import Sights
from plans.shared.enums import ActivityState
from plans.shared.presenters import period_words


@dataclass(frozen=True)
class FigureFacts:
    """The criterion that says most of an activity: ``36 of 50 families``; no ``percent`` where no bar is drawn."""

    text: str
    percent: int | None
    verdict: str
    shape: str
    period: str
    what: str


@dataclass(frozen=True)
class WorkFacts:
    """The status of one activity or sub-agreement, its reasons, and how fresh it is.

    ``status`` is ``None`` where hidden small counts decide it; ``possible`` is all it could be.
    """

    status: WorkStatus | None
    possible: frozenset[WorkStatus]
    why: LinkedText
    overrule: OverruleFacts | None
    latest_on: date | None
    is_old: bool
    figure: FigureFacts | None = None
    milestones: MilestoneCounts = field(default_factory=MilestoneCounts)
    stopped: str = ""

    @property
    def words(self) -> str:
        return self.stopped or status_words(self.status)

    @property
    def reasons(self) -> str:
        return self.why.words

    @property
    def shape(self) -> str:
        return status_shape(self.status)

    @property
    def fresh_words(self) -> str:
        """How fresh it is: old information is called old, which is not the same as work that fails."""
        if self.latest_on is None:
            return _("no reports are registered")
        text = _("as told %s") % written(self.latest_on)
        return _("%s: old information") % text if self.is_old else text

    @property
    def milestone_words(self) -> str:
        return self.milestones.counted_words if self.milestones.total else ""


@dataclass(frozen=True)
class PlanWork:
    """The work of a whole plan: by the keys of activities and sub-agreements, and its milestones."""

    activities: Mapping[int, WorkFacts] = field(default_factory=dict)
    sub_agreements: Mapping[int, WorkFacts] = field(default_factory=dict)
    milestones: MilestoneSummary = field(default_factory=MilestoneSummary)
    criteria: int = 0

    @property
    def is_reported(self) -> bool:
        """Whether anything is known of how the work went."""
        every = (*self.activities.values(), *self.sub_agreements.values())
        is_set = any(facts.latest_on or facts.overrule or facts.figure for facts in every)
        return is_set or self.milestones.total > self.milestones.counts.unknown


@dataclass(frozen=True)
class _Known:
    """What is known of one activity or sub-agreement by itself."""

    read: tuple[tuple[Any, CriterionReading], ...]
    placed: tuple[tuple[str, MilestoneStanding], ...]
    latest_on: date | None
    missing: int
    #: The last day on which something of it was reported.
    entered_on: date | None = None
    #: The list of its own milestones, and of them with those under it.
    own_list: str = ""
    whole_list: str = ""

    @property
    def counts(self) -> MilestoneCounts:
        return counts_by_place(self.placed, address=self.whole_list)

    @property
    def standings(self) -> tuple[MilestoneStanding, ...]:
        """What the status follows from: what was reached before the plan began says nothing of the plan's work."""
        return tuple(item[1] for item in self.placed if item != (BEFORE, MilestoneStanding.REACHED))

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing by itself that could be known."""
        return not self.read and not self.placed

    @property
    def possible(self) -> tuple[frozenset[Progress], ...]:
        """All that each criterion could be, to the reader."""
        return tuple(item.possible for _criterion, item in self.read)


@dataclass(frozen=True)
class _Seen:
    """The plan's criteria and milestones on a day, and whether the reader sees small counts."""

    plan: Any
    day: date
    criteria: Sequence[Any]
    marks: Sequence[Any]
    standing: Mapping[int, MilestoneStanding]
    exact: bool

    def reading(self, criterion: Any) -> CriterionReading:
        rule = readings.counts_shown(criterion, self.plan, exact=self.exact)
        return readings.reading_of(criterion, self.plan, self.day, rule=rule)


def plan_work(
    plan: Any,
    *,
    day: date,
    activities: Iterable[Any],
    subs: Iterable[Any],
    criteria: Iterable[Any],
    milestones: Iterable[Any],
    exact: bool,
) -> PlanWork:
    """Activities and sub-agreements come with their overrule, criteria with their results.

    ``exact`` says that the reader sees small counts.
    """
    every, marks = list(criteria), [milestone for milestone in milestones if not milestone.is_draft]
    standing = {mark.pk: standing_of(mark, plan, day) for mark in marks}
    listed = list(activities)
    seen = _Seen(plan, day, every, marks, standing, exact)
    own = {row.pk: _known_of_activity(row, seen) for row in listed}
    worked = _with_parts(listed, own)
    facts = {row.pk: _facts(row, worked[row.pk], own[row.pk], seen) for row in listed}
    return PlanWork(
        activities=facts,
        sub_agreements={sub.pk: _sub_facts(sub, listed, facts, own, seen) for sub in subs},
        milestones=milestone_summary(plan, day, marks, standing),
        criteria=len(every),
    )


def _known_of_activity(row: Any, seen: _Seen) -> _Known:
    """The activity's own criteria, or those of the activity it is described together with; its own milestones."""
    own = [item for item in seen.criteria if item.activity_id == row.pk]
    if not own and row.described_with_id:
        own = [item for item in seen.criteria if item.activity_id == row.described_with_id]
    address = list_of(seen.plan, place=f"activity:{row.pk}")
    known = _known(own, [mark for mark in seen.marks if mark.activity_id == row.pk], seen)
    known = replace(known, own_list=address, whole_list=address)
    return replace(known, missing=0) if row.state in STOPPED else known  # nobody awaits results of it


def _known(criteria: Sequence[Any], marks: Sequence[Any], seen: _Seen) -> _Known:
    plan, day = seen.plan, seen.day
    now = readings.current(criteria, plan, day)
    read = tuple((item, seen.reading(item)) for item in now)
    reported = [
        until for item in criteria for row in item.results.all() if (until := readings.reported_until(row, day))
    ]
    reported += [min(mark.reported_on, day) for mark in marks if mark.reported_on]
    entered = [row.reported_on for item in criteria for row in item.results.all()]
    entered += [mark.reported_on for mark in marks]
    missing = 0 if plan.was_entered_after_its_end else sum(bool(item.missing) for _criterion, item in read)
    return _Known(
        read,
        tuple((due_place(plan, mark.due), seen.standing[mark.pk]) for mark in marks),
        max(reported, default=None),
        missing,
        max((item for item in entered if item and item <= day), default=None),
    )


def _with_parts(activities: Sequence[Any], own: Mapping[int, _Known]) -> dict[int, frozenset[WorkStatus]]:
    """What each activity's status could be together with that of its smaller ones, the deepest first."""
    below: dict[int, list[Any]] = {}
    for row in activities:
        below.setdefault(row.parent_id or 0, []).append(row)
    found: dict[int, frozenset[WorkStatus]] = {}

    def settle(row: Any) -> frozenset[WorkStatus]:
        known, state = own[row.pk], ActivityState(row.state)
        alone = possible_statuses(known.possible, known.standings, state=state)
        parts = [settle(part) for part in below.get(row.pk, ())]
        own_part = [] if known.is_empty and parts else [alone]
        found[row.pk] = alone if state in STOPPED or not parts else possible_sums([*own_part, *parts])
        return found[row.pk]

    for row in activities:
        if row.pk not in found and row.parent_id not in own:
            settle(row)
    for row in activities:  # parts in a cycle have no root: each counts alone
        if row.pk not in found:
            found[row.pk] = possible_statuses([], own[row.pk].standings)
    return found


def _only_status(possible: frozenset[WorkStatus]) -> WorkStatus | None:
    """The status where there is but one that it could be."""
    return next(iter(possible)) if len(possible) == 1 else None


def _facts(row: Any, possible: frozenset[WorkStatus], known: _Known, seen: _Seen) -> WorkFacts:
    plan, day, worked = seen.plan, seen.day, _only_status(possible)
    overrule = overrule_of(row, worked, day, known.entered_on)
    status = WorkStatus(row.overrule.status) if overrule else worked
    return WorkFacts(
        status=status,
        possible=frozenset({status}) if status else possible,
        why=_reasons(known),
        overrule=overrule,
        latest_on=known.latest_on,
        is_old=is_old(known.latest_on, plan.period.nearest(day), plan.stale_days),
        figure=_figure(known, plan, day, exact=seen.exact),
        stopped="" if overrule else stopped_words(row, worked),
        milestones=known.counts,
    )


def _sub_facts(
    sub: Any, activities: Sequence[Any], facts: Mapping[int, WorkFacts], own: Mapping[int, _Known], seen: _Seen
) -> WorkFacts:
    """A sub-agreement: its own milestones, its sub-goals' criteria, and the statuses that its activities show."""
    plan, day = seen.plan, seen.day
    goals = [item for item in seen.criteria if item.sub_goal_id and item.sub_goal.sub_agreement_id == sub.pk]
    known = _known(goals, [mark for mark in seen.marks if mark.sub_agreement_id == sub.pk], seen)
    inside = [row for row in activities if row.sub_agreement_id == sub.pk]
    key = f"sub:{sub.pk}"
    own_place = own_key(key) if inside else key
    known = replace(known, own_list=list_of(plan, place=own_place), whole_list=list_of(plan, place=key))
    parts = [facts[row.pk] for row in inside]
    alone = possible_statuses(known.possible, known.standings)
    below = [facts[row.pk].possible for row in inside if not row.parent_id]
    possible = possible_sums([*([] if known.is_empty and below else [alone]), *below])
    entered = max(
        (item for item in (known.entered_on, *(own[row.pk].entered_on for row in inside)) if item), default=None
    )
    overrule = overrule_of(sub, _only_status(possible), day, entered)
    status = WorkStatus(sub.overrule.status) if overrule else _only_status(possible)
    latest = max((item for item in (known.latest_on, *(part.latest_on for part in parts)) if item), default=None)
    return WorkFacts(
        status=status,
        possible=frozenset({status}) if status else possible,
        why=_summed_reasons(known, parts),
        overrule=overrule,
        latest_on=latest,
        is_old=is_old(latest, plan.period.nearest(day), plan.stale_days),
        milestones=sum((part.milestones for part in parts), known.counts),
    )


def _reasons(known: _Known) -> LinkedText:
    """The reasons for the status in words, and what is missing; empty when nothing goes wrong."""
    late = counts(known.standings, address=known.own_list).late_text
    parts = _criteria_reasons(known)
    return LinkedText.joined([late, *map(LinkedText.of, parts)], _("and"))


def _criteria_reasons(known: _Known) -> list[str]:
    by_progress = Counter(read.progress for _criterion, read in known.read)
    parts = []
    if by_progress[Progress.BEHIND]:
        parts.append(words.behind_words(by_progress[Progress.BEHIND]))
    if by_progress[Progress.NOT_REACHED]:
        parts.append(words.not_reached_words(by_progress[Progress.NOT_REACHED]))
    if by_progress[None]:
        parts.append(words.decided_by_small_words(by_progress[None]))
    if known.missing:
        parts.append(words.missing_words(known.missing))
    return parts


def _summed_reasons(known: _Known, parts: Sequence[WorkFacts]) -> LinkedText:
    """The activities that decide, by status."""
    reasons = []
    for status in (WorkStatus.LATE, WorkStatus.BEHIND, WorkStatus.NOT_REACHED):
        if count := sum(part.status == status for part in parts):
            reasons.append(activity_words(status, count))
    if count := sum(part.status is None for part in parts):
        reasons.append(hidden_activities_words(count))
    return LinkedText.listed([_reasons(known), *map(LinkedText.of, reasons)], "; ")


# --- the figure that says most ------------------------------------------------------------------------

#: The activity's worst criterion is shown; among equals the highest step of the ladder.
_WORST = (
    Progress.NOT_REACHED,
    Progress.BEHIND,
    None,  # hidden: it may be any of them
    Progress.ON_TRACK,
    Progress.AHEAD,
    Progress.TOO_EARLY,
    Progress.REACHED,
    Progress.NO_TARGET,
    Progress.UNKNOWN,
)
_STEPS = (LadderStep.CHANGE, LadderStep.COMPLETION, LadderStep.REACH, LadderStep.UNKNOWN)


def _figure(known: _Known, plan: Any, day: date, *, exact: bool) -> FigureFacts | None:
    counted = [pair for pair in known.read if pair[1].total is not None]
    if not counted:
        return None
    criterion, read = min(counted, key=lambda pair: (_WORST.index(pair[1].progress), _STEPS.index(pair[0].step)))
    text, is_shown = figure_words(criterion, read, plan, day, exact=exact)
    grows = readings.target_of(criterion, plan).grows and read.share_of_target is not None and is_shown
    return FigureFacts(
        text=text,
        percent=min(100, int(read.share_of_target * 100)) if grows and read.share_of_target is not None else None,
        verdict=words.with_day(words.progress_words(read.progress), read),
        shape=words.progress_shape(read.progress),
        period=criterion_period_words(criterion, plan),
        what=criterion.text,
    )


def figure_words(criterion: Any, read: CriterionReading, plan: Any, day: date, *, exact: bool) -> tuple[str, bool]:
    """``36 of 50 families``, ``62 %, at least 75 %`` or ``under 5 of 50``; and whether the figure itself is shown."""
    rule = readings.counts_shown(criterion, plan, exact=exact)
    seen = Sights(criterion, rule).total(read, criterion.results.all(), day)
    is_share = criterion.target_kind == TargetKind.SHARE
    is_sum = criterion.counting == Counting.CUMULATIVE and criterion.target_kind == TargetKind.NUMBER
    figure = shown(read.total if seen.value is None else seen.value, seen.sight, plan.small_count, is_share=is_share)
    is_least = seen.sight == CountSight.AT_LEAST or (read.is_partial and is_sum and seen.sight == CountSight.SHOWN)
    target = readings.target_of(criterion, plan)
    return words.beside_target(criterion, target, figure, rule, is_least=is_least), seen.sight == CountSight.SHOWN


def shown(value: Any, sight: CountSight, limit: int, *, is_share: bool) -> str:
    """A figure as the reader may see it."""
    if sight == CountSight.UNDER:
        return _("under %s") % limit
    if sight == CountSight.WITHHELD:
        return _("withheld")
    return f"{words.number(value)} %" if is_share else words.number(value)


def criterion_period_words(criterion: Any, plan: Any) -> str:
    """The time that the criterion is for, as its days are known."""
    start, end = criterion.start or plan.start, criterion.end or plan.end
    return str(start) if start and str(start) == str(end) else period_words(start, end)
