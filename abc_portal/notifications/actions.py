"""What users decide about their own letters and calendar."""

from datetime import date
from typing import Any

from django.utils import timezone

from abc_portal.core.tokens import digest_of_token, new_token
from abc_portal.notifications.enums import CalendarSpan, Letters
from abc_portal.notifications.models import CalendarAddress, Preference


def choose_letters(*, letters: Letters, by: Any) -> None:
    """When the user wants to be written to."""
    Preference.objects.update_or_create(user=by, defaults={"letters": letters})


def make_address(*, span: CalendarSpan, by: Any) -> str:
    """Give the user's calendar a new address; an old one stops working. Returns its secret part, never stored."""
    token = new_token()
    fresh = {"digest": digest_of_token(token), "span": span, "made_at": timezone.now(), "fetched_on": None}
    CalendarAddress.objects.update_or_create(user=by, defaults=fresh)
    return token


def choose_span(*, span: CalendarSpan, by: Any) -> None:
    """What the user's calendar holds; its address stays."""
    CalendarAddress.objects.visible_to(by).update(span=span)


def close_address(*, by: Any) -> bool:
    """Close the user's calendar address; returns whether there was one."""
    return bool(CalendarAddress.objects.visible_to(by).delete()[0])


def note_fetched(*, address: CalendarAddress, day: date) -> None:
    """Remember that the calendar was fetched that day, so that its owner can see whether it is in use."""
    if address.fetched_on != day:
        CalendarAddress.objects.visible_to(address.user).update(fetched_on=day)
