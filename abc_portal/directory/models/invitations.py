"""That somebody was invited to the portal and has not come yet."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.directory.models.people import User
from abc_portal.directory.querysets import InvitationQuerySet


class AccountInvitation(Tracked):
    """A link by which the owner of a new account chooses a password and opens it (*invitation*).

    Of the link only the digest is stored. It is there until it is used or taken back; a new link replaces the old one.
    """

    user = models.OneToOneField(User, models.PROTECT, related_name="invitation", verbose_name=_("account"))
    digest = models.CharField(_("link"), max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("holds until"))

    name_relations = ("user",)
    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("expires_at", "pk")
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("sent_at")),
                name="invitation_period",
                violation_error_message=_("An invitation holds for some time after it was sent."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    def holds_at(self, now: datetime) -> bool:
        return self.expires_at > now

    @classmethod
    def withheld_from(cls, reader: Any, object_id: int) -> tuple[str, ...]:
        """Nobody needs the link's digest."""
        return ("digest",)
