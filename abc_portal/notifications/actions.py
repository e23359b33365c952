"""What users decide about their own letters and calendar."""

import hashlib
import secrets
from datetime import date
from typing import Any

from django.utils import timezone

from abc_portal.notifications.enums import CalendarSpan, Letters
from abc_portal.notifications.models import CalendarAddress, Preference

#: 192 bits. Written in hexadecimals: no sign of it breaks a line or ends a word when it is copied.
TOKEN_BYTES = 24


def choose_letters(*, letters: Letters, by: Any) -> None:
    """When the user wants to be written to."""
    Preference.objects.update_or_create(user=by, defaults={"letters": letters})


def make_address(*, span: CalendarSpan, by: Any) -> str:
    """Give the user's calendar a new address; an old one stops working. Returns its secret part, never stored."""
    token = secrets.token_hex(TOKEN_BYTES)
    fresh = {"digest": digest(token), "span": span, "made_at": timezone.now(), "fetched_on": None}
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


def digest(token: str) -> str:
    """The stored digest of a token. A token is random and long, so a plain digest cannot be reversed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
