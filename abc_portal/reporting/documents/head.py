"""The head of every document: the plan's state and its parties."""

from datetime import date

from plans.agreement.presenters.work import PartyFacts, party_facts
from plans.lifecycle.presenters.plan import ended
from plans.lifecycle.presenters.steps import StateFacts, state_facts
from plans.models import Party, Plan, PlanStep


def state(plan: Plan, as_of: date, *, is_back: bool) -> StateFacts:
    """The plan's state on a day; on one that has gone only what is known to have happened by then."""
    steps = list(PlanStep.objects.filter(plan=plan))
    return state_facts(steps, day=as_of if is_back else None, ended=ended(plan, as_of))


def parties(plan: Plan, as_of: date, *, is_back: bool) -> tuple[PartyFacts, ...]:
    """The plan's parties with who signs for them; on a day that has gone those that held then."""
    rows = Party.objects.filter(plan=plan)
    held = rows.valid_on(as_of) if is_back else rows
    return tuple(party_facts(held.with_signatures(), day=as_of if is_back else None, subs=False))
