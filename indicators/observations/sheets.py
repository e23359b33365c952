"""A plan's observations as rows of a workbook."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from indicators.observations.presenters.facts import GoalIndicators, ValueFacts


def observation_rows(goals: Iterable[GoalIndicators]) -> tuple[list[str], list[list[Any]]]:
    """(head, rows) with one row a value: what is shown on the page, and the values that are not used."""
    head = [
        _("Goal"), _("Indicator"), _("Part"), _("For whom"), _("Value"), _("As shown"), _("Year"), _("Source"),
        _("Notes"), _("Used"),
    ]  # fmt: skip
    rows = [
        [goal.text, indicator.name, line.part, *_value(value)]
        for goal in goals
        for indicator in goal.indicators
        for line in indicator.lines
        for value in line.values
    ]
    return head, rows


def _value(value: ValueFacts) -> list[Any]:
    exact = None if value.value is None else float(value.value)
    used = _("yes") if value.is_used else value.why_not
    return [value.population, exact, value.text, value.year, value.source, "; ".join(value.notes), used]
