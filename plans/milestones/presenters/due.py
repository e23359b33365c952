"""Milestones that fall due in the words of lists, letters and calendars."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.notifications.kinds import Due
from plans.milestones.presenters.facts import due_words
from plans.milestones.presenters.quarters import quarters_of


def due_of(row: Any, *, is_late: bool) -> Due:
    """A milestone as something that falls due."""
    return Due(
        key=key_of(row),
        what=row.text,
        group=plan_words(row.plan),
        where=place_words(row),
        link=address_of(row),
        due_on=row.due_on,
        due_words=(_("Was due: %s") if is_late else _("Due: %s")) % date_words(row),
        is_late=is_late,
        list_link=list_address(row.plan),
    )


def key_of(row: Any) -> str:
    """Names the milestone for good in notices and calendars."""
    return f"milestone-{row.pk}"


def plan_words(plan: Any) -> str:
    """The plan's name; a made-up one says so."""
    return _("%s (made-up example)") % plan.name if plan.is_example else plan.name


def place_words(row: Any) -> str:
    """Where the milestone belongs: ``Beskæftigelse · Jobcafé``; empty for the whole plan."""
    sub = row.activity.sub_agreement if row.activity else None
    return " · ".join(str(part) for part in (sub, row.place) if part is not None)


def date_words(row: Any) -> str:
    """The plan's quarter with its months, or the date as exactly as it is known."""
    return due_words(row.due_quarter, row.due, quarters_of(row.plan) if row.due_quarter else ())


def address_of(row: Any) -> str:
    """The milestone's page."""
    return reverse("plans:milestone", args=[row.plan.slug, row.code])


def list_address(plan: Any) -> str:
    """The page with the plan's milestones, narrowed to the reader's own."""
    return reverse("plans:milestones", args=[plan.slug]) + "?mine=on"
