"""A plan's financing as rows of a workbook; amounts are kroner as numbers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from budgets.financing.calculations.sums import Total
from budgets.financing.presenters.facts import ContributionFacts, FinancingFacts, PeriodAmountFacts
from budgets.financing.presenters.words import plain_total
from plans.shared.period_words import accounting_words


def financing_rows(facts: FinancingFacts) -> tuple[list[str], list[list[Any]]]:
    """(head, rows) with one row a contribution as the page shows them, then the sums; each with its periods."""
    periods = _periods(facts)
    head = [
        _("Payer"),
        _("Paid in"),
        _("Purpose"),
        *(accounting_words(*period) for period in periods),
        _("In all, kr."),
        _("Share, %"),
        _("Effort beside the plan"),
        _("Counts in the plan"),
    ]
    rows = [_row(row, periods, _("yes")) for row in facts.rows]
    totals = _in_periods(facts.totals, periods)
    rows.append([_("In all"), "", "", *totals, _kroner(facts.rows_total), None, "", ""])
    rows.extend(_row(item, periods, _("no, beside the plan")) for item in facts.beside)
    return head, rows


def _periods(facts: FinancingFacts) -> list[tuple[date, date]]:
    """The periods of the page's two tables, those of the plan's own first; each once."""
    return list(dict.fromkeys(total.period for total in (*facts.totals, *facts.beside_totals)))


def _in_periods(
    amounts: Iterable[PeriodAmountFacts], periods: list[tuple[date, date]]
) -> list[float | int | str | None]:
    """As the page has it where the row has nothing in the period."""
    by_period = {amount.period: amount.text if amount.is_none else _kroner(amount.total) for amount in amounts}
    return [by_period.get(period) for period in periods]


def _row(contribution_facts: ContributionFacts, periods: list[tuple[date, date]], counts: str) -> list[Any]:
    share = None if contribution_facts.tenths is None else contribution_facts.tenths / 10
    years = _in_periods(contribution_facts.years, periods)
    return [
        contribution_facts.payer,
        contribution_facts.kind,
        contribution_facts.purpose,
        *years,
        _kroner(contribution_facts.total),
        share,
        contribution_facts.effort,
        ", ".join(part for part in (counts, contribution_facts.counted) if part),
    ]


def _kroner(total: Total) -> float | int | str | None:
    """Kroner for a spreadsheet: whole where they are, a lower bound in words, empty where nothing is stated."""
    if not total.is_known:
        return None
    if not total.is_whole:
        return plain_total(total)
    return total.oere // 100 if total.oere % 100 == 0 else total.oere / 100
