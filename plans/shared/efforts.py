"""Payments for the efforts beside a plan, registered by the apps that know money."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Payment:
    """A contribution that pays for an effort: its name and its page."""

    effort_id: int
    name: str
    address: str


Payers = Callable[[Any, Any], Iterable[Payment]]
_payers: list[Payers] = []


def register(payers: Payers) -> None:
    """Add a function from a plan and a user to the payments that the user may see."""
    if payers not in _payers:
        _payers.append(payers)


def payments(plan: Any, user: Any) -> dict[int, list[Payment]]:
    """What pays for each of the plan's efforts, as far as the user sees it."""
    found: dict[int, list[Payment]] = {}
    for payers in _payers:
        for payment in payers(plan, user):
            found.setdefault(payment.effort_id, []).append(payment)
    return found
