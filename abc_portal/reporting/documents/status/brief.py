"""What a board asks first, in half a page: how it goes, what is late, what is to be decided, when one meets next.

No queries. What is not registered is said not to be known: from that no meeting is registered it does not follow that
nothing waits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.dates import written
from abc_portal.core.linked import LinkedText
from governance.bodies.enums import BodyKind
from governance.bodies.presenters import rhythm_words
from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.counts import MilestoneCounts
from plans.milestones.presenters.facts import MilestoneFacts, milestone_facts
from plans.milestones.presenters.standing import standing_of
from plans.progress.presenters.lines import line_of, work_texts
from plans.progress.presenters.work import PlanWork
from plans.shared.periods import Phase

#: How many late milestones a page names before it leads to the rest.
NAMED = 2


@dataclass(frozen=True)
class Answer:
    """One question with its answer, and the milestones that it is about by name."""

    code: str
    question: str
    shape: str
    text: LinkedText
    beside: str = ""
    named: tuple[MilestoneFacts, ...] = ()
    address: str = ""

    @property
    def all_named(self) -> list[tuple[MilestoneFacts, str]]:
        """Each milestone with its last day."""
        return [(fact, _("due by %s") % written(fact.due_on)) for fact in self.named if fact.due_on]

    @property
    def first(self) -> list[tuple[MilestoneFacts, str]]:
        return self.all_named[:NAMED]

    @property
    def more(self) -> LinkedText:
        """How many more there are than the first, with the way to all of them."""
        left = len(self.named) - NAMED
        words = ngettext("%s more", "%s more", left) % left
        return LinkedText.of(words, self.address) if left > 0 else LinkedText()


def late_milestones(plan: Any, milestones: Iterable[Any], day: date) -> tuple[MilestoneFacts, ...]:
    """Those of the milestones, which come ``with_lines()``, that are late on the day, the earliest due first."""
    late = [row for row in milestones if standing_of(row, plan, day) == MilestoneStanding.LATE]
    return tuple(sorted(milestone_facts(plan, late, day), key=lambda fact: fact.due_on or date.max))


def answers(
    plan: Any,
    day: date,
    work: PlanWork,
    activities: Sequence[Any],
    *,
    late: tuple[MilestoneFacts, ...],
    bodies: Iterable[Any],
    gone: str,
) -> tuple[Answer, ...]:
    """The questions that a plan has on the day: of one that is over nobody asks what is decided and when one meets.

    ``gone`` says how much of the period is gone.
    """
    always = (_standing(plan, day, work, activities, gone), _late(work.milestones.counts, late))
    return always if plan.is_over(day) else (*always, _to_decide(plan), _next_meeting(plan, bodies))


def _standing(plan: Any, day: date, work: PlanWork, activities: Sequence[Any], gone: str) -> Answer:
    question = _("How it goes")
    if plan.period.phase(day) == Phase.COMING:
        return Answer("standing", question, "idle", LinkedText.of(_("The plan has not begun.")))
    line = line_of(plan, work, activities)
    if line is None:
        why = _("Not stated: nothing is reported of milestones or results.")
        return Answer("standing", question, "idle", LinkedText.of(why), gone)
    wrong = LinkedText.listed(work_texts(plan, work, activities), " · ")
    return Answer("standing", question, line.shape, wrong or line.text, gone)


def _late(counted: MilestoneCounts, late: tuple[MilestoneFacts, ...]) -> Answer:
    question = _("Late")
    if counted.late:
        text = counted.late_text
        return Answer("late", question, "late", text, counted.unknown_text.words, late, text.address)
    if not counted.total:
        return Answer("late", question, "idle", LinkedText.of(_("Not stated: no milestones are registered.")))
    if counted.unknown:
        return Answer("late", question, "idle", counted.counted_text)
    return Answer("late", question, "ok", LinkedText.of(_("No milestone is late.")))


def _bodies_page(plan: Any) -> str:
    return reverse("governance:bodies", args=[plan.slug])


def _to_decide(plan: Any) -> Answer:
    text = _("Not stated: no meetings or decisions are registered in the portal.")
    return Answer("decide", _("To be decided"), "unknown", LinkedText.of(text))


def _next_meeting(plan: Any, bodies: Iterable[Any]) -> Answer:
    """No meeting is registered; how often the board is to meet is known from what it is."""
    boards = [body for body in bodies if body.kind == BodyKind.BOARD]
    beside = "; ".join(f"{body.name}: {rhythm_words(body)}" for body in boards)
    text = LinkedText.of(_("Not stated: no meeting is registered."), _bodies_page(plan))
    return Answer("meeting", _("Next meeting"), "unknown", text, beside)
