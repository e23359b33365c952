"""The head and the foot of every document: the plan, its state and parties, and what the document is about."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from abc_portal.core.dates import written
from plans.agreement.presenters.work import PartyFacts, party_facts
from plans.lifecycle.presenters.plan import PlanFacts, ended
from plans.lifecycle.presenters.steps import StateFacts, state_facts
from plans.models import Party, Plan, PlanStep


@dataclass(frozen=True)
class PlanDocument:
    """What every document about a plan holds; a kind adds its own contents and a ``title``."""

    plan: PlanFacts
    state: StateFacts
    parties: tuple[PartyFacts, ...]
    as_of: date

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def period(self) -> str:
        """The time that it is about: the plan's, unless the kind is about a part of it and says so."""
        return self.plan.period

    @property
    def footer(self) -> str:
        """The foot of every page: what the document is, of which plan and time, and its day."""
        day = _("as of %(day)s") % {"day": written(self.as_of)}
        return f"{self.title} · {self.plan.name} · {self.period} · {day}"


def state(plan: Plan, as_of: date, *, is_back: bool) -> StateFacts:
    """The plan's state on a day; on one that has gone only what is known to have happened by then."""
    steps = list(PlanStep.objects.filter(plan=plan))
    return state_facts(steps, day=as_of if is_back else None, ended=ended(plan, as_of))


def parties(plan: Plan, as_of: date, *, is_back: bool) -> tuple[PartyFacts, ...]:
    """The plan's parties with who signs for them; on a day that has gone those that held then."""
    rows = Party.objects.filter(plan=plan)
    held = rows.valid_on(as_of) if is_back else rows
    return tuple(party_facts(held.with_signatures(), day=as_of if is_back else None, subs=False))
