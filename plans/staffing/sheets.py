"""A plan's staffing as rows of a workbook; hours and per cent are numbers."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plans.staffing.presenters import PositionFacts, StaffingFacts


def staffing_rows(facts: StaffingFacts) -> tuple[list[str], list[list[Any]]]:
    """(head, rows): one row a position with its sum, and after it one for each activity behind the sum."""
    head = [
        _("Position"),
        _("Activity"),
        _("Hours a week, least"),
        _("Hours a week, most"),
        _("How it is counted"),
        _("Share of full time, %"),
        _("Hours of the share"),
        _("Verdict"),
        _("Filled"),
        _("Employer"),
        _("Payer"),
        _("Period"),
    ]
    rows: list[list[Any]] = []
    for position in facts.positions:
        rows.append(_sum(position))
        rows.extend(
            [position.title, row.activity.name, row.hours.least, row.hours.most, row.basis, *[None] * 6, row.period]
            for row in position.rows
        )
    return head, rows


def _sum(position: PositionFacts) -> list[Any]:
    share = None if position.share is None else Decimal(position.share) / 10
    people = ["; ".join(position.employers), "; ".join(position.payers)]
    sums = [position.given.least, position.given.most, "", share, position.week]
    return [position.title, _("In all"), *sums, position.verdict, position.vacancy, *people, position.period]
