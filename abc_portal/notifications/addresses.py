"""Whole addresses, for what is read outside the portal."""

from django.conf import settings
from django.urls import reverse


def whole(path: str) -> str:
    """The path as an address that can be opened from a letter or a calendar."""
    return f"{settings.SITE_URL}{path}"


def of_settings() -> str:
    """Where letters are turned off."""
    return whole(reverse("reminders"))


def of_calendar(token: str) -> str:
    """The private address of a calendar; only who has the token can make it."""
    return whole(reverse("calendar_feed", args=[token]))
