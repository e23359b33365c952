"""What this app holds of a plan, as parts of its document."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from abc_portal.directory.interchange import AREAS, ORGANISATIONS, likeness
from abc_portal.exchange.interchange.parts import register
from abc_portal.review.interchange import REMARKS_SET_ASIDE
from plans.activities.interchange import STORIES, WORK
from plans.agreement.interchange.agreement import AGREEMENT, PARTIES
from plans.agreement.interchange.own import OWN_FOCUS_AREAS, OWN_GOALS, SUPPORTS
from plans.agreement.interchange.sub_agreements import CHOSEN, GOALS_REACHED, ROLES, SUBS
from plans.agreement.models.agreement import Party
from plans.archive.interchange import ARCHIVE
from plans.cooperation.interchange import BESIDE
from plans.lifecycle.interchange import PLAN
from plans.lifecycle.models.plan import Plan, PlanArea
from plans.milestones.interchange import ALL_MILESTONES
from plans.progress.interchange import OVERRULES
from plans.results.interchange import ALL_CRITERIA, CLOSED, RESULTS
from plans.rounds.models import FundingRound, RoundSection
from plans.shared.interchange import SECTIONS
from plans.staffing.interchange import OFFICES, POSTS

TOWN = "plan__municipality"
#: What the plan supports is in its own part.
WHOLE_PLAN = replace(PLAN, children=(*PLAN.children, SUPPORTS))


def register_parts() -> None:
    register.refer(
        "rounds",
        FundingRound,
        find=lambda key, _plan: FundingRound.objects.filter(code=key).first(),
        known=lambda _plan: FundingRound.objects.values_list("code", flat=True),
        key=lambda row: row.code,
        words=_("the portal's funding rounds"),
    )
    register.refer(
        "plans",
        Plan,
        find=lambda key, _plan: Plan.objects.filter(slug=key).first(),
        key=lambda row: row.slug,
        words=_("the portal's plans"),
    )
    register.refer(
        SECTIONS,
        RoundSection,
        find=_find_section,
        known=_section_numbers,
        key=lambda row: str(row.position),
        words=_("the sections that the funding round prescribes"),
    )
    register.add(WHOLE_PLAN, OWN_FOCUS_AREAS, OWN_GOALS, AGREEMENT, CHOSEN, SUBS, PARTIES)
    register.add(GOALS_REACHED, ROLES, POSTS, OFFICES, WORK, STORIES, ARCHIVE, BESIDE, REMARKS_SET_ASIDE)
    register.add(ALL_CRITERIA, RESULTS, CLOSED, ALL_MILESTONES, OVERRULES)


def _section_numbers(plan: Any) -> list[str]:
    """The numbers of the sections that the plan's round prescribes."""
    if not plan or not plan.round_id:
        return []
    numbers = RoundSection.objects.filter(round=plan.round_id, document=None).values_list("position", flat=True)
    return [str(number) for number in numbers]


def register_towns() -> None:
    """Where the plans that use an organisation or an area are: it sets two of one name apart."""
    likeness.register_towns(ORGANISATIONS, lambda: Party.objects.order_by().values_list("organisation", TOWN))
    likeness.register_towns(AREAS, lambda: PlanArea.objects.order_by().values_list("area", TOWN))


def _find_section(key: str, plan: Any) -> RoundSection | None:
    """A section that the plan's round prescribes, by its number."""
    return (
        RoundSection.objects.filter(round=plan.round_id, document=None, position=key).first()
        if plan and key.isdecimal()
        else None
    )
