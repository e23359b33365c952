"""What this app holds of a plan, as parts of its document."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import register
from plans.activities.interchange import STORIES, WORK
from plans.agreement.interchange.agreement import AGREEMENT, PARTIES
from plans.agreement.interchange.own import OWN_FOCUS_AREAS, OWN_GOALS, SUPPORTS
from plans.agreement.interchange.sub_agreements import CHOSEN, GOALS_REACHED, ROLES, SUBS
from plans.archive.interchange import ARCHIVE
from plans.cooperation.interchange import BESIDE
from plans.lifecycle.interchange import PLAN
from plans.lifecycle.models.plan import Plan
from plans.milestones.interchange import ALL_MILESTONES
from plans.progress.interchange import OVERRULES
from plans.results.interchange import ALL_CRITERIA, CLOSED, RESULTS
from plans.review.interchange import REMARKS_SET_ASIDE
from plans.rounds.models import FocusArea, FundingRound, OverallGoal, RoundSection
from plans.shared.interchange import (
    ACTIVITIES,
    CRITERIA,
    EFFORTS,
    FILES,
    FOCUS_AREAS,
    MILESTONES,
    OVERALL_GOALS,
    PLAN_FOCUS_AREAS,
    PLANS,
    POSITIONS,
    ROUNDS,
    SECTIONS,
    SLUG,
    SUB_AGREEMENTS,
    SUB_GOALS,
)
from plans.staffing.interchange import POSTS

__all__ = [
    "EFFORTS",
    "FOCUS_AREAS",
    "OVERALL_GOALS",
    "ROUNDS",
    "SECTIONS",
    "SLUG",
    "SUB_AGREEMENTS",
    "find_prescribed",
    "register_parts",
]


#: What the plan supports stands among what it says of itself.
WHOLE_PLAN = replace(PLAN, children=(*PLAN.children, SUPPORTS))


def register_parts() -> None:
    register.refer(
        ROUNDS,
        find=lambda key, _plan: FundingRound.objects.filter(code=key).first(),
        key=lambda row: row.code,
        words=_("the portal's funding rounds"),
    )
    register.refer(
        PLANS,
        find=lambda key, _plan: Plan.objects.filter(slug=key).first(),
        key=lambda row: row.slug,
        words=_("the portal's plans"),
    )
    register.refer(
        SECTIONS,
        find=_find_section,
        key=lambda row: str(row.position),
        words=_("the sections that the funding round prescribes"),
    )
    register.refer(
        FOCUS_AREAS,
        find=find_prescribed(FocusArea),
        key=lambda row: row.code,
        words=_("the funding round's focus areas and the plan's own (own_focus_areas)"),
    )
    register.refer(
        OVERALL_GOALS,
        find=find_prescribed(OverallGoal),
        key=lambda row: row.code,
        words=_("the funding round's overall goals and the plan's own (goals)"),
    )
    register.refer(
        PLAN_FOCUS_AREAS, key=lambda row: row.focus_area.code, words=_("the plan's focus areas (focus_areas)")
    )
    register.refer(SUB_AGREEMENTS, key=lambda row: row.slug, words=_("the sub-agreements (sub_agreements)"))
    register.refer(SUB_GOALS, key=lambda row: row.code, words=_("the sub-goals (sub_goals)"))
    register.refer(POSITIONS, key=lambda row: row.code, words=_("the positions (positions)"))
    register.refer(ACTIVITIES, key=lambda row: row.code, words=_("the activities that stand before it (activities)"))
    register.refer(FILES, key=lambda row: row.key, words=_("the archive's files (files)"))
    register.refer(EFFORTS, key=lambda row: row.name, words=_("the efforts beside the plan (efforts)"))
    register.refer(CRITERIA, key=lambda row: row.code, words=_("the success criteria (criteria)"))
    register.refer(MILESTONES, key=lambda row: row.code, words=_("the milestones that stand before it (milestones)"))
    register.add(WHOLE_PLAN, OWN_FOCUS_AREAS, OWN_GOALS, AGREEMENT, CHOSEN, SUBS, PARTIES)
    register.add(GOALS_REACHED, ROLES, POSTS, WORK, STORIES, ARCHIVE, BESIDE, REMARKS_SET_ASIDE)
    register.add(ALL_CRITERIA, RESULTS, CLOSED, ALL_MILESTONES, OVERRULES)


def _find_section(key: str, plan: Any) -> RoundSection | None:
    """A section that the plan's round prescribes, by its number."""
    return (
        RoundSection.objects.filter(round=plan.round_id, document=None, position=key).first()
        if plan and key.isdecimal()
        else None
    )


def find_prescribed(model: type[Any]) -> Any:
    """A focus area, goal or indicator of the plan's round, by its code."""
    return lambda key, plan: (
        model.objects.filter(round=plan.round_id, code=key).first() if plan and plan.round_id else None
    )
