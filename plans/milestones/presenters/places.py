"""What a milestone can belong to: the whole plan, a focus area, a sub-agreement or an activity. No queries.

Each has a key for addresses and forms: ``plan``, ``area:3``, ``sub:5``, ``activity:8``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.agreement.presenters.labels import focus_area_label
from plans.agreement.presenters.work import ActivityFacts, activity_tree

WHOLE_PLAN = "plan"
#: Begins the key of what belongs to a sub-agreement or focus area itself, without its activities.
OWN = "own-"
COLUMNS = {"area": "plan_focus_area_id", "sub": "sub_agreement_id", "activity": "activity_id"}


@dataclass(frozen=True)
class MilestonePlace:
    """One place; ``group`` is its heading in a list of choices."""

    key: str
    label: str
    href: str = ""


@dataclass(frozen=True)
class PlaceGroup:
    """A heading with its places: a sub-agreement with its activities, a focus area, or the plan itself."""

    key: str
    label: str
    href: str
    places: tuple[MilestonePlace, ...]


def key_of(milestone: Any) -> str:
    """The key of what the milestone belongs to."""
    if milestone.activity_id:
        return f"activity:{milestone.activity_id}"
    if milestone.sub_agreement_id:
        return f"sub:{milestone.sub_agreement_id}"
    return f"area:{milestone.plan_focus_area_id}" if milestone.plan_focus_area_id else WHOLE_PLAN


def columns_of(key: str) -> dict[str, int | None]:
    """The milestone's columns that the key sets; none for the whole plan."""
    kind, _colon, pk = key.partition(":")
    return {column: int(pk) if name == kind else None for name, column in COLUMNS.items()}


def groups_of(
    plan: Any, areas: Iterable[Any], subs: Iterable[Any], activities: Iterable[Any]
) -> tuple[PlaceGroup, ...]:
    """Every place of the plan in the plan's order; areas come with the round's name for them."""
    listed, agreements = list(activities), list(subs)
    whole = MilestonePlace(WHOLE_PLAN, _("The whole plan"), reverse("reporting:status", args=[plan.slug]))
    loose = [row for row in listed if row.sub_agreement_id is None and row.plan_focus_area_id is None]
    found = [PlaceGroup(WHOLE_PLAN, whole.label, whole.href, (whole, *_activities(plan, loose)))]
    for area in sorted(areas, key=lambda item: (item.position, item.pk)):
        straight = [row for row in listed if row.plan_focus_area_id == area.pk]
        found.append(_area(plan, area, straight))
        for sub in (agreement for agreement in agreements if agreement.plan_focus_area_id == area.pk):
            found.append(_sub(plan, sub, [row for row in listed if row.sub_agreement_id == sub.pk]))
    return tuple(found)


def _area(plan: Any, area: Any, activities: list[Any]) -> PlaceGroup:
    label, href = focus_area_label(area), reverse("plans:focus_area", args=[plan.slug, area.pk])
    own = MilestonePlace(f"area:{area.pk}", _("The focus area itself"), href)
    return PlaceGroup(own.key, _("Focus area: %s") % label, href, (own, *_activities(plan, activities)))


def _sub(plan: Any, sub: Any, activities: list[Any]) -> PlaceGroup:
    href = reverse("plans:sub_agreement", args=[plan.slug, sub.slug])
    own = MilestonePlace(f"sub:{sub.pk}", _("The sub-agreement itself"), href)
    return PlaceGroup(own.key, _("Sub-agreement: %s") % sub.name, href, (own, *_activities(plan, activities)))


def _activities(plan: Any, rows: list[Any]) -> Iterable[MilestonePlace]:
    for row in _flat(activity_tree(rows)):
        yield MilestonePlace(f"activity:{row.pk}", row.name, reverse("plans:activity", args=[plan.slug, row.code]))


def _flat(tree: Iterable[ActivityFacts]) -> Iterable[ActivityFacts]:
    for row in tree:
        yield row
        yield from _flat(row.parts)


def own_key(key: str) -> str:
    """The key of what belongs to the place itself, without what is under it."""
    return f"{OWN}{key}"


def choices(groups: Iterable[PlaceGroup], *, whole_groups: bool) -> list[tuple[str, Any]]:
    """Choices grouped by heading; ``whole_groups`` lets the first of each group include all under it, and then offers
    what belongs to the group itself."""
    return [
        (group.key, group.label)
        if len(group.places) == 1
        else (group.label, list(_of_group(group, whole_groups=whole_groups)))
        for group in groups
    ]


def _of_group(group: PlaceGroup, *, whole_groups: bool) -> Iterable[tuple[str, str]]:
    for place in group.places:
        if whole_groups and place.key == group.key != WHOLE_PLAN:
            yield place.key, _("All of it")
            yield own_key(place.key), place.label
        else:
            yield place.key, place.label


def within(key: str) -> Q:
    """The milestones of a place and of everything under it; for the whole plan, those without a place, and those of
    activities without one."""
    kind, _colon, pk = key.partition(":")
    if kind.startswith(OWN):
        return Q(**{COLUMNS[kind.removeprefix(OWN)]: pk})
    if kind == WHOLE_PLAN:
        loose = Q(activity__sub_agreement=None, activity__plan_focus_area=None)
        return Q(plan_focus_area=None, sub_agreement=None) & (Q(activity=None) | loose)
    if kind == "area":
        of_area = Q(plan_focus_area=pk) | Q(sub_agreement__plan_focus_area=pk)
        return of_area | Q(activity__plan_focus_area=pk) | Q(activity__sub_agreement__plan_focus_area=pk)
    if kind == "sub":
        return Q(sub_agreement=pk) | Q(activity__sub_agreement=pk)
    return Q(activity=pk)


def is_within(milestone: Any, key: str) -> bool:
    """Whether the milestone belongs to that activity, or to that sub-agreement or an activity of its."""
    if key_of(milestone) == key:
        return True
    return milestone.activity is not None and key == f"sub:{milestone.activity.sub_agreement_id}"


def labels(groups: Iterable[PlaceGroup]) -> Mapping[str, MilestonePlace]:
    """Each place by its key, with a name that is clear outside the plan's tree."""
    return {
        place.key: MilestonePlace(place.key, group.label if place.key == group.key else place.label, place.href)
        for group in groups
        for place in group.places
    }
