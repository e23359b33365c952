"""A user's calendar as an iCalendar file; the upper apps register its contents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from abc_portal.notifications import addresses
from abc_portal.notifications.enums import CalendarSpan
from abc_portal.notifications.letters import one_line

#: How often a calendar is asked to look again; most decide for themselves.
LOOK_AGAIN = timedelta(hours=6)


@dataclass(frozen=True)
class Event:
    """Something on one day. ``key`` names it for good, ``sequence`` counts its changes from 0."""

    key: str
    title: str
    on: date
    description: str
    group: str
    link: str
    changed_at: datetime
    sequence: int
    is_cancelled: bool


Provider = Callable[[Any, CalendarSpan, date], Iterable[Event]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Put the provider's events in the calendars; registering it again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def feed(user: Any, span: CalendarSpan, day: date) -> bytes:
    """The user's calendar, as the user may see it that day. The same while nothing in it changes."""
    from icalendar import Calendar  # slow to import, and needed here alone
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//ABC-portalen//Kalender//DA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add(
        "x-wr-calname", _("ABC portal: mine") if span == CalendarSpan.MINE else _("ABC portal: all milestones")
    )
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for provider in _providers:
        for event in provider(user, span, day):
            calendar.add_component(_filled(Entry(), event))
    return calendar.to_ical()


def _filled(entry: Any, event: Event) -> Any:
    """One event of a whole day that leaves its reader free."""
    entry.add("uid", f"{event.key}@{urlsplit(settings.SITE_URL).hostname}")
    # Not the time of fetching: a feed that nothing changed in is the same file again.
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("sequence", event.sequence)
    entry.add("dtstart", event.on)
    entry.add("dtend", event.on + timedelta(days=1))
    entry.add("summary", one_line(event.title))
    entry.add("description", "\n".join(one_line(line) for line in event.description.splitlines()))
    entry.add("url", addresses.whole(event.link))
    entry.add("categories", [one_line(event.group)])
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    return entry
