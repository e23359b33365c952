"""Facts about activities, positions and stories for pages, workbooks and findings: frozen, without queries.

Every function takes rows that were fetched with what it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.dates import PartialDate, period_of
from plans.agreement.presenters.work import ActivityFacts, activity_tree
from plans.shared.enums import ActivityState
from plans.shared.words import Named, named
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
    """Where an activity belongs: a sub-agreement with its ``slug``, or a focus area."""

    name: str
    slug: str = ""


@dataclass(frozen=True)
class FocusAreaActivities:
    """A focus area with the activities directly under it, without a sub-agreement."""

    pk: int
    name: str
    activities: tuple[ActivityFacts, ...]


def work_by_area(activities: Iterable[Any], work: Any = None) -> tuple[FocusAreaActivities, ...]:
    """The activities that no sub-agreement holds, by their focus area, which they come with."""
    found: dict[Any, list[Any]] = {}
    for row in activities:
        if row.plan_focus_area is not None:
            found.setdefault(row.plan_focus_area, []).append(row)
    ordered = sorted(found, key=lambda area: (area.position, area.pk))
    return tuple(
        FocusAreaActivities(area.pk, area.local_name or area.focus_area.name, activity_tree(found[area], work))
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
    departments: tuple[str, ...]
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


def place_of(activity: Any) -> ActivityPlace:
    """The activity comes with its sub-agreement or its focus area."""
    if activity.sub_agreement_id:
        return ActivityPlace(activity.sub_agreement.name, activity.sub_agreement.slug)
    return ActivityPlace(str(activity.plan_focus_area))


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
        departments=tuple(sorted((str(row) for row in activity.departments.all()), key=danish.natural_key)),
        sub_goals=tuple(row.sub_goal.text for row in activity.sub_goals.all()),
        parts=tuple(named(row) for row in parts),
    )


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
    departments: str
    hours: str
    period: str


def activity_lines(activities: Iterable[Any]) -> list[ActivityLine]:
    """Activities with their place, parent, departments and hours."""
    unknown, everywhere, and_word = _("not stated"), _("all"), _("and")
    return [
        ActivityLine(
            code=row.code,
            name=row.name,
            place=" › ".join(part for part in (place_of(row).name, row.parent.name if row.parent else "") if part),
            state=row.get_state_display(),
            departments=danish.joined([str(department) for department in row.departments.all()], and_word)
            or everywhere,
            hours="; ".join(f"{hours_fact.post} {hours_fact.hours}" for hours_fact in hours_facts(row.hours.all()))
            or unknown,
            period=period_of(row) or _("the plan's period"),
        )
        for row in activities
    ]
