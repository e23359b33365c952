"""Facts about plans for pages, PDFs and workbooks: frozen, worked out once, without queries.

Every function takes rows that the querysets have already fetched with what it needs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.dates import PartialDate
from plans.shared.enums import ActivityState


def rows_on(plan: Any, rows: Iterable[Any], day: date) -> list[Any]:
    """Of the rows that join and leave, those that hold that day; before the plan's period on its first, after it on its
    last."""
    inside = plan.period.nearest(day)
    return [
        row
        for row in rows
        if (row.joined_on is None or row.joined_on <= inside) and (row.left_on is None or inside <= row.left_on)
    ]


def period_words(start: PartialDate | None, end: PartialDate | None) -> str:
    """``1. marts 2021 – 28. februar 2025``, each day as exactly as it is known."""
    if start and end:
        return f"{start} – {end}"
    if start:
        return _("from %s, last day not stated") % start
    return _("to %s, first day not stated") % end if end else _("period not stated")


def held_words(start: PartialDate | None, end: PartialDate | None) -> str:
    """``fra marts 2022``, ``til 2023``; nothing for what holds all the time."""
    if start and end:
        return str(start) if str(start) == str(end) else period_words(start, end)
    if start:
        return _("from %s") % start
    return _("to %s") % end if end else ""


def state_words(activity: Any) -> str:
    """How far an activity is; empty where it is not stated."""
    return "" if activity.state == ActivityState.UNKNOWN else str(activity.get_state_display())


def place_names(row: Any) -> tuple[str, ...]:
    """The areas and then the departments that a row is for by name; it comes with both, and these with their own."""
    areas = sorted((str(item.area) for item in row.areas.all()), key=danish.natural_key)
    return (*areas, *sorted((str(item.department) for item in row.departments.all()), key=danish.natural_key))
