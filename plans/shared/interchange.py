"""How rows of a plan's document refer to what its funding round prescribes."""

from typing import Any

#: What focus areas, and the sections that a round prescribes, are called where others refer to them.
FOCUS_AREAS, SECTIONS = "focus_areas", "round_sections"


def find_prescribed(model: type[Any]) -> Any:
    """A focus area, goal or indicator of the plan's round, by its code."""
    return lambda key, plan: (
        model.objects.filter(round=plan.round_id, code=key).first() if plan and plan.round_id else None
    )


def codes_prescribed(model: type[Any]) -> Any:
    """The codes of all that the plan's round prescribes of that kind."""
    return lambda plan: (
        model.objects.filter(round=plan.round_id).values_list("code", flat=True) if plan and plan.round_id else ()
    )
