"""Parameters of documents beside the plan and the day; each kind declares which it takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from abc_portal.core import danish
from plans.milestones.presenters.quarters import quarters_of
from plans.models import Party, Plan, SubAgreement


@dataclass(frozen=True)
class ParameterValue:
    """One of the values that a parameter can have in a plan."""

    label: str
    value: Any


Among = Callable[[Plan], Mapping[str, ParameterValue]]


@dataclass(frozen=True)
class Parameter:
    """``name`` is the argument of ``build``; ``among`` gives the plan's values by what one types or chooses."""

    name: str
    option: str
    label: Any
    among: Among


def _sub_agreements(plan: Plan) -> dict[str, ParameterValue]:
    return {sub.slug: ParameterValue(sub.name, sub) for sub in SubAgreement.objects.filter(plan=plan)}


def _years(plan: Plan) -> dict[str, ParameterValue]:
    """The calendar's years that meet the plan's period, as periods."""
    whole = plan.period.whole
    years = [(str(year.first.year), year) for year in (whole.calendar_years() if whole else ())]
    return {label: ParameterValue(label, year) for label, year in years}


def _quarters(plan: Plan) -> dict[str, ParameterValue]:
    """The plan's own quarters, counted from 1."""
    return {str(quarter.number): ParameterValue(quarter.words, quarter) for quarter in quarters_of(plan)}


def _parties(plan: Plan) -> dict[str, ParameterValue]:
    """By the name of the organisation in small letters: ``aarhus-kommune``."""
    parties = Party.objects.filter(plan=plan).select_related("organisation")
    return {danish.slug(party.organisation.name): ParameterValue(str(party), party) for party in parties}


SUB_AGREEMENT = Parameter("sub_agreement", "--delaftale", _("sub-agreement"), _sub_agreements)
YEAR = Parameter("year", "--year", _("year"), _years)
QUARTER = Parameter("quarter", "--quarter", _("quarter"), _quarters)
MEETING = Parameter("meeting", "--meeting", _("meeting"), lambda _plan: {})
PARTY = Parameter("party", "--party", _("party"), _parties)
RECIPIENT = Parameter("recipient", "--recipient", _("recipient"), lambda _plan: {})
#: In the order in which pages and the command show them. A kind names its meetings and recipients with
#: ``dataclasses.replace(MEETING, among=…)``.
PARAMETERS = (SUB_AGREEMENT, YEAR, QUARTER, MEETING, PARTY, RECIPIENT)
