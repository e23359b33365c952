"""A plan as a line in the list of plans: ready text, without queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from plans.lifecycle.enums import LAST_STATES, State
from plans.lifecycle.presenters.places import department_labels, departments_words, sorted_labels
from plans.lifecycle.presenters.plan import departments_on, ended, phase_words, round_words
from plans.shared.periods import Phase
from plans.shared.presenters import period_words


@dataclass(frozen=True)
class PlanListRow:
    """A plan in the list of plans, with ready text."""

    slug: str
    name: str
    title: str
    municipality: str
    period: str
    state: str
    phase: str
    round_name: str
    departments: str


def plan_rows(plans: Iterable[Any], *, today: date) -> list[PlanListRow]:
    """Plans that come ``with_places()`` and ``with_state()``."""
    words, unknown, and_word = {phase: phase_words(phase) for phase in Phase}, _("not stated"), _("and")
    example = _("made-up example")
    states = {state.value: str(state.label) for state in State}
    return [
        PlanListRow(
            slug=plan.slug,
            name=f"{plan.name} · {example}" if plan.is_example else plan.name,
            title=plan.title,
            municipality=plan.municipality.name if plan.municipality else unknown,
            period=period_words(plan.start, plan.end),
            state=_state(plan, today, states) or unknown,
            phase=words[plan.period.phase(today)],
            round_name=round_words(plan) or unknown,
            departments=_departments(plan, today, and_word),
        )
        for plan in plans
    ]


def _state(plan: Any, today: date, labels: dict[str, str]) -> str:
    """The plan's state; after the period the last reported one, since another column shows the end."""
    label = labels.get(plan.state, "")
    if not label or plan.state in LAST_STATES or ended(plan, today) is None:
        return label
    return _("last told: %s") % label


def _departments(plan: Any, today: date, and_word: str) -> str:
    """All of them; else by their names; else how many are stated, or that it is not known."""
    if plan.covers_all_departments:
        return departments_words(0, plan.stated_departments, are_entered=False, are_all=True)
    labels = sorted_labels(department_labels(departments_on(plan, today), with_parts=False))
    if labels:
        return danish.joined(labels, and_word)
    return (
        departments_words(0, plan.stated_departments, are_entered=False)
        if plan.stated_departments
        else (_("not stated"))
    )
