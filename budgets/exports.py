"""A plan's financing as rows of a workbook; amounts are kroner as numbers."""

from typing import Any

from django.utils.translation import gettext as _

from budgets.presenters import ContributionFacts, FinancingFacts


def financing_rows(facts: FinancingFacts) -> tuple[list[str], list[list[Any]]]:
    """(head, rows) with one row a contribution as the page shows them, then the sums."""
    head = [
        _("Payer"),
        _("Paid in"),
        _("Purpose"),
        *(each.label for each in facts.totals),
        _("In all, kr."),
        _("Share, %"),
        _("Counts in the plan"),
    ]
    rows = [_row(each, _("yes")) for each in facts.rows]
    rows.append(
        [_("In all"), "", "", *(_kroner(each.oere) for each in facts.totals), _kroner(facts.rows_total.exact), None, ""]
    )
    blank = [None] * len(facts.totals)
    rows.extend(
        [each.payer, each.kind, each.purpose, *blank, _kroner(each.oere), None, _("no, beside the plan")]
        for each in facts.beside
    )
    return head, rows


def _row(each: ContributionFacts, counts: str) -> list[Any]:
    share = None if each.tenths is None else each.tenths / 10
    years = [_kroner(year.oere) for year in each.years]
    return [each.payer, each.kind, each.purpose, *years, _kroner(each.oere), share, counts]


def _kroner(oere: int | None) -> float | int | None:
    """Kroner for a spreadsheet: whole where they are; empty where the amount is not stated."""
    if oere is None:
        return None
    return oere // 100 if oere % 100 == 0 else oere / 100
