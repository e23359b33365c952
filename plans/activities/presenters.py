"""Facts about activities, positions and stories for pages, workbooks and findings: frozen, without queries.

Every function takes rows that were fetched with what it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish, numbers
from abc_portal.core.dates import PartialDate, period_of
from abc_portal.core.qualifiers import qualified
from plans.activities.enums import ActivityCountKind, Admission
from plans.agreement.presenters.work import ActivityFacts, activity_tree
from plans.shared.enums import ActivityState
from plans.shared.presenters import place_names
from plans.shared.words import Named, capacity_words, named
from plans.staffing.calculations import Hours
from plans.staffing.words import hours_words

_SHAPES = {
    ActivityState.UNKNOWN: "idle",
    ActivityState.PLANNED: "idle",
    ActivityState.RUNNING: "ok",
    ActivityState.PAUSED: "warn",
    ActivityState.DONE: "done",
    ActivityState.DROPPED: "idle",
}


# --- activities -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ActivityPlace:
    """Where an activity belongs: a sub-agreement with its ``slug``, a focus area, or nowhere that is known."""

    name: str
    slug: str = ""


@dataclass(frozen=True)
class FocusAreaActivities:
    """A focus area with the activities directly under it, without a sub-agreement; no key where none is known."""

    pk: int | None
    name: str
    activities: tuple[ActivityFacts, ...]


def work_by_area(activities: Iterable[Any], work: Any = None, **more: Any) -> tuple[FocusAreaActivities, ...]:
    """The activities that no sub-agreement holds, by their focus area, which they come with; last those without.

    ``more`` is what ``activity_tree`` is to tell of them.
    """
    found: dict[Any, list[Any]] = {}
    for row in activities:
        if row.sub_agreement_id is None:
            found.setdefault(row.plan_focus_area, []).append(row)
    ordered = sorted(found, key=lambda area: (area is None, area and area.position, area and area.pk))
    return tuple(
        FocusAreaActivities(
            area and area.pk,
            str(area or no_place()),
            activity_tree(found[area], work, **more),
        )
        for area in ordered
    )


@dataclass(frozen=True)
class HoursFacts:
    """Hours a week of one position, as text."""

    post: str
    hours: str
    basis: str
    period: str


@dataclass(frozen=True)
class AnchoringFacts:
    pk: int
    who: str
    organisation: str
    how: str
    due: PartialDate | None
    state: str
    note: str
    is_empty: bool

    @property
    def missing(self) -> list[str]:
        """What is not stated of it."""
        asked = (
            (_("Who takes over"), self.who),
            (_("Organisation"), self.organisation),
            (_("How"), self.how),
            (_("When"), self.due),
        )
        return [label for label, value in asked if not value]


@dataclass(frozen=True)
class StoryFacts:
    """A learning note or a story."""

    pk: int
    kind: str
    title: str
    happened: PartialDate | None
    text: str
    told_by: str
    sub_agreement: str
    activity: Named | None


@dataclass(frozen=True)
class ActivityCountFacts:
    """What was counted, as the reader may see it."""

    pk: int
    what: str
    figure: str
    counted: PartialDate | None
    source: str


@dataclass(frozen=True)
class Described:
    """What describes an activity; the row's own, or that of the activity it is described together with."""

    purpose: str
    content: str
    target_group: str
    partners: str
    local_evaluation: str
    hours: tuple[HoursFacts, ...]
    anchoring: AnchoringFacts | None


@dataclass(frozen=True)
class ActivityPageFacts:
    """Everything an activity's own page shows."""

    pk: int
    code: str
    name: str
    place: ActivityPlace
    parent: Named | None
    state: str
    shape: str
    period: str
    own: Described
    others: Described | None
    described_with: Named | None
    describes: tuple[Named, ...]
    places: tuple[str, ...]
    ages: str
    capacity: str
    admission: str
    admission_note: str
    sub_goals: tuple[str, ...]
    parts: tuple[Named, ...]

    @property
    def combined(self) -> Described:
        """The description on the page: field by field the activity's own, or else the other activity's."""
        if self.others is None:
            return self.own
        fields = {name: getattr(self.own, name) or getattr(self.others, name) for name in Described.__match_args__}
        return Described(**fields)

    @property
    def borrowed(self) -> frozenset[str]:
        """The fields that ``combined`` takes from the other activity."""
        if self.others is None:
            return frozenset()
        names = Described.__match_args__
        return frozenset(name for name in names if getattr(self.others, name) and not getattr(self.own, name))

    @property
    def unstated(self) -> tuple[str, ...]:
        """What is asked of every activity and not stated of this one: shown only to who may state it."""
        asked = (
            (_("target group"), self.combined.target_group),
            (_("room for how many"), self.capacity),
            (_("how one gets a place"), self.admission or self.admission_note),
            (_("partners"), self.combined.partners),
            (_("local evaluation"), self.combined.local_evaluation),
            (_("sub-goals it works towards"), self.sub_goals),
        )
        return tuple(words for words, said in asked if not said)


def place_of(activity: Any) -> ActivityPlace:
    """The activity comes with its sub-agreement or its focus area."""
    if activity.sub_agreement_id:
        return ActivityPlace(activity.sub_agreement.name, activity.sub_agreement.slug)
    return ActivityPlace(str(activity.plan_focus_area or no_place()))


def no_place() -> str:
    """What is said in place of a sub-agreement or focus area, where none is known."""
    return _("Without a sub-agreement or focus area")


def hours_facts(rows: Iterable[Any]) -> tuple[HoursFacts, ...]:
    """Hours with their position."""
    return tuple(
        HoursFacts(row.post.title, hours_words(Hours.of(row.least, row.most)), row.basis, period_of(row))
        for row in rows
    )


def anchoring_facts(row: Any) -> AnchoringFacts | None:
    """The anchoring with its organisation; ``None`` when nothing is said of it at all."""
    if row is None:
        return None
    organisation = row.organisation.name if row.organisation_id else ""
    state = row.get_state_display()
    return AnchoringFacts(row.pk, row.who, organisation, row.how, row.due, state, row.note, row.is_empty)


def described(activity: Any, hours: Iterable[Any]) -> Described:
    """The activity comes with its anchoring."""
    return Described(
        purpose=activity.purpose,
        content=activity.content,
        target_group=activity.target_group,
        partners=activity.partners,
        local_evaluation=activity.local_evaluation,
        hours=hours_facts(hours),
        anchoring=anchoring_facts(getattr(activity, "anchoring", None)),
    )


def activity_page(
    activity: Any, *, hours: Sequence[Any], describes: Iterable[Any], parts: Iterable[Any]
) -> ActivityPageFacts:
    """``hours`` are those of the activity and of the one it is described together with."""
    other = activity.described_with
    mine = [row for row in hours if row.activity_id == activity.pk]
    theirs = [row for row in hours if row.activity_id != activity.pk]
    return ActivityPageFacts(
        pk=activity.pk,
        code=activity.code,
        name=activity.name,
        place=place_of(activity),
        parent=named(activity.parent) if activity.parent else None,
        state=activity.get_state_display(),
        shape=_SHAPES[ActivityState(activity.state)],
        period=period_of(activity),
        own=described(activity, mine),
        others=described(other, theirs) if other else None,
        described_with=named(other) if other else None,
        describes=tuple(named(row) for row in describes),
        places=place_names(activity),
        ages=ages_words(activity.least_age, activity.most_age),
        capacity=capacity_words(activity),
        admission="" if activity.admission == Admission.UNKNOWN else activity.get_admission_display(),
        admission_note=activity.admission_note,
        sub_goals=tuple(row.sub_goal.text for row in activity.sub_goals.all()),
        parts=tuple(named(row) for row in parts),
    )


def ages_words(least: int | None, most: int | None) -> str:
    """``13–17 år``, ``fra 13 år``; empty where no age is stated."""
    if least is None:
        return "" if most is None else _("up to %s years") % most
    if most is None:
        return _("from %s years") % least
    return _("%s years") % (least if least == most else f"{least}–{most}")


def activity_count_facts(rows: Iterable[Any], rule: Any) -> list[ActivityCountFacts]:
    """Counts in their order; under the rule (``SmallCounts``) a small one is told as under its limit."""
    return [
        ActivityCountFacts(
            pk=row.pk,
            what=f"{row.get_kind_display()}: {row.label}"
            if row.label and row.kind != ActivityCountKind.OTHER
            else str(row),
            figure=_figure(row, rule),
            counted=row.counted,
            source=row.source,
        )
        for row in rows
    ]


def counts_words(activity: Any, *, rule: Any, day: date) -> str:
    """``varslede besøg 72; på venteliste under 5 (1. kvartal 2022)``: what was counted by the day.

    The activity comes with its counts.
    """
    rows = [row for row in activity.counts.all() if row.counted is None or row.counted_on <= day]
    return "; ".join(
        f"{count.what} {count.figure}" + (f" ({count.counted})" if count.counted else "")
        for count in activity_count_facts(rows, rule)
    )


def _figure(row: Any, rule: Any) -> str:
    if rule.is_small(row.value):
        return _("under %s") % rule.limit
    return qualified(numbers.number(row.value), row.qualifier)


def story_facts(rows: Iterable[Any]) -> list[StoryFacts]:
    """Stories with their sub-agreement and activity."""
    return [
        StoryFacts(
            pk=row.pk,
            kind=row.get_kind_display(),
            title=row.title,
            happened=row.happened,
            text=row.text,
            told_by=row.told_by,
            sub_agreement=row.sub_agreement.name if row.sub_agreement_id else "",
            activity=named(row.activity) if row.activity_id else None,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class ActivityLine:
    """An activity in the list of them all, with ready text."""

    code: str
    name: str
    place: str
    state: str
    places: str
    hours: str
    period: str


def activity_lines(activities: Iterable[Any]) -> list[ActivityLine]:
    """Activities with their place, parent, areas, departments and hours."""
    unknown, everywhere, and_word = _("not stated"), _("all"), _("and")
    return [
        ActivityLine(
            code=row.code,
            name=row.name,
            place=" › ".join(part for part in (place_of(row).name, row.parent.name if row.parent else "") if part),
            state=row.get_state_display(),
            places=danish.joined(list(place_names(row)), and_word) or everywhere,
            hours="; ".join(f"{hours_fact.post} {hours_fact.hours}" for hours_fact in hours_facts(row.hours.all()))
            or unknown,
            period=period_of(row) or _("the plan's period"),
        )
        for row in activities
    ]
