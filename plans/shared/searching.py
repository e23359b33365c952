"""What the declarations of searched rows have in common: the plan that a row belongs to, and pages of that plan."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse


def place_in_plan(row: Any) -> str:
    """The plan that the row stands in."""
    return str(row.plan)


def plan_page(name: str, anchor: str = "", **words: str) -> Callable[[Any], str]:
    """The address of a page of the row's plan; ``words`` are those of the address and the row's own columns."""

    def address(row: Any) -> str:
        arguments = {word: getattr(row, column) for word, column in words.items()}
        return reverse(name, kwargs={"slug": row.plan.slug, **arguments}) + anchor

    return address
