"""The agreement's sections, goals, roles and what it supports as facts for pages, without queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from plans.agreement.presenters.work import ActivityFacts, FocusAreaFacts, PartyFacts, SignatoryFacts, activity_tree


@dataclass(frozen=True)
class SectionFacts:
    """A section of the agreement; ``pk`` is ``None`` for one that the round prescribes and the plan lacks.

    ``fixed_text`` is the round's own text, shown before the plan's.
    """

    pk: int | None
    position: int
    heading: str
    text: str
    fixed_text: str
    is_prescribed: bool

    @property
    def anchor(self) -> str:
        return f"afsnit-{self.position}" if self.pk else f"mangler-{self.position}"


def section_facts(prescribed: Iterable[Any], sections: Iterable[Any]) -> list[SectionFacts]:
    """The agreement's sections in order, those that the round prescribes and it lacks at their place among them."""
    official = {item.pk: item for item in prescribed}
    rows = list(sections)
    found = [
        SectionFacts(
            row.pk,
            row.position,
            row.heading,
            row.text,
            official[row.round_section_id].fixed_text if row.round_section_id in official else "",
            row.round_section_id is not None,
        )
        for row in rows
    ]
    held = {row.round_section_id for row in rows}
    found += [
        SectionFacts(None, item.position, item.heading, "", item.fixed_text, True)
        for item in official.values()
        if item.pk not in held
    ]
    return sorted(found, key=lambda item: (item.position, item.pk is None))


@dataclass(frozen=True)
class SupportFacts:
    pk: int
    name: str
    kind: str
    owner: str
    note: str


def support_facts(rows: Iterable[Any]) -> list[tuple[str, list[SupportFacts]]]:
    """What the plan supports, by kind; rows come with whose it is, UN goals in the order of their numbers."""
    listed = sorted(rows, key=lambda row: (_KINDS.index(row.kind), row.number or 0))
    facts = [
        SupportFacts(
            row.pk, str(row), str(row.get_kind_display()), row.organisation.name if row.organisation else "", row.note
        )
        for row in listed
    ]
    return [(kind, list(group)) for kind, group in groupby(facts, key=lambda item: item.kind)]


_KINDS = ("un_goal", "municipal", "housing", "state", "other")


@dataclass(frozen=True)
class RoleFacts:
    """One line of the table of who contributes what."""

    who: str
    role: str
    contributes: str


@dataclass(frozen=True)
class RolePhase:
    """The lines of one phase; without a name where the table has no phases."""

    name: str
    lines: tuple[RoleFacts, ...]


def role_facts(rows: Iterable[Any]) -> list[RolePhase]:
    """The table in its order, by phase; rows come with their organisation."""
    phases: dict[str, list[RoleFacts]] = {}
    for row in rows:
        name = row.organisation.name if row.organisation else row.who
        role = row.who if row.organisation else ""
        phases.setdefault(row.phase, []).append(RoleFacts(name, role, row.contributes))
    return [RolePhase(name, tuple(lines)) for name, lines in phases.items()]


@dataclass(frozen=True)
class SubGoalFacts:
    """A sub-goal with the overall goals it serves, and code and name of the activities that work towards it."""

    pk: int
    text: str
    goals: tuple[str, ...]
    activities: tuple[tuple[str, str], ...]
    sub_agreement_id: int | None = None
    plan_focus_area_id: int | None = None
    #: Its success criteria (``results.presenters.facts.CriterionFacts``), on pages that show them.
    criteria: tuple[Any, ...] = ()


def sub_goal_facts(rows: Iterable[Any], criteria: Mapping[Any, Iterable[Any]] | None = None) -> list[SubGoalFacts]:
    """Sub-goals that come with ``goals__goal`` and ``activities__activity``, with their criteria as they were read."""
    return [
        SubGoalFacts(
            pk=row.pk,
            text=row.text,
            goals=tuple(goal.goal.text for goal in row.goals.all()),
            activities=tuple((activity.activity.code, activity.activity.name) for activity in row.activities.all()),
            sub_agreement_id=row.sub_agreement_id,
            plan_focus_area_id=row.plan_focus_area_id,
            criteria=tuple((criteria or {}).get((None, row.pk), ())),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class FocusAreaWork:
    """A focus area with the sub-goals and activities directly under it."""

    area: FocusAreaFacts
    goals: tuple[str, ...]
    activities: tuple[ActivityFacts, ...]


def area_work(areas: Iterable[FocusAreaFacts], goals: Iterable[Any], activities: Iterable[Any]) -> list[FocusAreaWork]:
    """Each focus area with the texts of its sub-goals and the activities directly under it."""
    listed, wanted = list(activities), list(goals)
    return [
        FocusAreaWork(
            area,
            tuple(goal.text for goal in wanted if goal.plan_focus_area_id == area.pk),
            activity_tree(row for row in listed if row.plan_focus_area_id == area.pk),
        )
        for area in areas
    ]


@dataclass(frozen=True)
class GoalFacts:
    """An overall goal: the round's, or the plan's own with its key."""

    text: str
    own_pk: int | None
    area: str
    is_of_area_not_chosen: bool


def goal_facts(rows: Iterable[Any]) -> list[GoalFacts]:
    """The round's goals and then the plan's own; rows come with their focus area and with ``not_chosen``."""
    listed = sorted(rows, key=lambda row: (row.plan_id is not None, row.position, row.pk))
    return [
        GoalFacts(row.text, row.pk if row.plan_id else None, str(row.focus_area or ""), row.not_chosen)
        for row in listed
    ]


def signatures_of(parties: Iterable[PartyFacts], sub_pk: int) -> list[tuple[PartyFacts, list[SignatoryFacts]]]:
    """The parties to a sub-agreement, each with those who sign it; who only signs the strategic agreement is left
    out."""
    return [
        (party, [signatory for signatory in party.signatories if signatory.signs_pk == sub_pk]) for party in parties
    ]
