"""What of the shared lists a user may see, by the rules in ``access``."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from abc_portal.directory import access


class ReferenceQuerySet(models.QuerySet):
    """What plans share: seen by secretariats, edited by the system administrator."""

    def visible_to(self, user: Any) -> Self:
        return self if access.may_see_reference(user) else self.none()

    def offered_to(self, user: Any) -> Self:
        """What the user may attach to something of their own."""
        return self.visible_to(user)

    def editable_by(self, user: Any) -> Self:
        return self if access.may_edit_reference(user) else self.none()


class SharedQuerySet(ReferenceQuerySet):
    """Organisations, departments and areas: who leads a plan edits those that only the plans use that they lead."""

    def editable_by(self, user: Any) -> Self:
        if access.may_edit_reference(user):
            return self
        return self.filter(access.shared_edited_by(user, self.model)) if user.is_active else self.none()


class UserQuerySet(models.QuerySet):
    """Accounts: the user's own, and those with a role in a plan that the user leads."""

    def visible_to(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(access.users_seen_by(user) | models.Q(pk=user.pk)).distinct()


class InvitationQuerySet(models.QuerySet):
    """Invitations of those whose accounts the user sees."""

    def visible_to(self, user: Any) -> Self:
        accounts: Any = self.model._meta.get_field("user").related_model
        seen = accounts._default_manager.visible_to(user)
        return self.filter(user__in=seen.exclude(pk=user.pk).order_by().values("pk"))

    def editable_by(self, _user: Any) -> Self:
        """None of them as a row: they are sent, sent again and taken back with the role they came with."""
        return self.none()

    def waiting(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(user__is_active=False)

    def opened_by(self, digest: str, now: datetime) -> Self:
        """The invitation with that digest, while it holds."""
        return self.waiting().filter(digest=digest, expires_at__gt=now).select_related("user")


class PersonQuerySet(models.QuerySet):
    """Persons by name, title and organisation; contact details belong to each plan that has written them."""

    def visible_to(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(access.persons_seen_by(user)).distinct()

    def offered_to(self, user: Any) -> Self:
        """Whom the user may name in something of their own; it gives no right over them."""
        if user.is_superuser and user.is_active:
            return self
        return self.filter(access.persons_offered_to(user)).distinct()

    def editable_by(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(access.persons_edited_by(user)).distinct()


class ProposalQuerySet(models.QuerySet):
    """A proposer sees their own proposals, the system administrator all."""

    def visible_to(self, user: Any) -> Self:
        return self if user.is_superuser and user.is_active else self.filter(proposed_by=user.pk)

    def editable_by(self, user: Any) -> Self:
        return self.visible_to(user)
