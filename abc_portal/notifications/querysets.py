"""Everybody sees their own choices and letters; letters move from state to state only by a guarded update."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from abc_portal.notifications.enums import LetterState, MailState


class OwnQuerySet(models.QuerySet):
    """Rows of one user, which nobody else sees."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user=user.pk)


class CalendarAddressQuerySet(OwnQuerySet):
    """Addresses of calendars."""

    def opened_by(self, digest: str) -> Self:
        """The address with that digest, while its owner may sign in."""
        return self.filter(digest=digest, user__is_active=True).select_related("user")


class LetterQuerySet(OwnQuerySet):
    """Letters."""

    def move(self, pk: int, before: LetterState, after: LetterState, **fields: Any) -> bool:
        """Move a letter to another state. Returns false when another process changed its state before."""
        standing = self.filter(pk=pk, state=before)
        return standing.update(state=after, **fields) == 1


class AccountMailQuerySet(models.QuerySet):
    """Mails that somebody waits for."""

    def visible_to(self, _user: Any) -> Self:
        """None of them to anybody, the administrator included: a mail holds what signs somebody in."""
        return self.none()

    def waiting(self) -> Self:
        return self.filter(state=MailState.WAITING)

    def expired(self, now: datetime) -> Self:
        """Those that are of no use any more."""
        return self.waiting().filter(expires_at__lte=now)
