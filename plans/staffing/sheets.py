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
        _("People"),
        _("How it is filled"),
        _("Employer"),
        _("Payer"),
        _("Period"),
    ]
    rows: list[list[Any]] = []
    for position in facts.positions:
        rows.append(_sum(position))
        rows.extend(
            [position.title, row.activity.name, row.hours.least, row.hours.most, row.basis, *[None] * 8, row.period]
            for row in position.rows
        )
    return head, rows


def _sum(position: PositionFacts) -> list[Any]:
    payment = ["; ".join(position.employers), "; ".join(position.payers)]
    held = [position.vacancy, "; ".join(_held_by(position)), position.appointment]
    sums = [position.given.least, position.given.most, "", *_share(position)]
    return [position.title, _("In all"), *sums, position.verdict, *held, *payment, position.period]


def _share(position: PositionFacts) -> tuple[Any, Any]:
    """The share and its hours as numbers; a lower bound as words, so that no sum takes it for the whole."""
    if position.share is None:
        return None, None
    if position.is_least:
        return position.share_words, position.week_words
    return Decimal(position.share) / 10, position.week


def _held_by(position: PositionFacts) -> list[str]:
    return [part for part in (position.people, *(holder.words for holder in position.holders)) if part]
