"""Writes to a plan's financing."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from abc_portal.audit import acts
from budgets.financing.models.contributions import Contribution, ContributionPeriod
from plans.shared import access
from plans.shared.actions import begin, save_under


@dataclass(frozen=True)
class PeriodAmount:
    """What a contribution is in one period: both days included; øre, ``None`` unknown."""

    starts_on: date
    ends_on: date
    oere: int | None

    @classmethod
    def of(cls, row: Any) -> "PeriodAmount":
        """A period's row, or a row of its history."""
        return cls(row.starts_on, row.ends_on, row.amount_oere)


@transaction.atomic
def save_contribution(
    *,
    contribution: Contribution,
    periods: list[PeriodAmount],
    by: Any,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Save a contribution together with its amounts by period, as one act.

    Periods are matched by their first day; those not given are deleted. The contribution's version
    stands for the whole, so two writers of its years meet the guard too. Returns whether anything
    was written. Raises :class:`Refused`, ``LostUpdate`` and ``SentTwice``.
    """
    plan = contribution.source.plan
    access.check_can_edit(by, contribution.thing, plan)
    new = contribution.pk is None
    standing = {} if new else {each.starts_on: each for each in contribution.periods.all()}
    wanted = {each.starts_on: each for each in periods}
    differs = {PeriodAmount.of(row) for row in standing.values()} != set(periods)
    if not new and not differs and not acts.is_changed(contribution, made_from):
        return False
    act = begin(plan=plan, by=by, reason=reason, form=form)
    acts.save(contribution, act=act, made_from=made_from, rows_under_changed=differs)
    for day, row in standing.items():
        if day not in wanted:
            acts.delete(row, act=act)
    for day, each in wanted.items():
        row = standing.get(day) or ContributionPeriod(contribution=contribution, starts_on=day)
        row.ends_on, row.amount_oere = each.ends_on, each.oere
        save_under(row, act)
    return True
