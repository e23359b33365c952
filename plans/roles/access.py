"""Who gives and changes which roles: beside the table of rights, that nobody widens their own."""

from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.access import Refused


def only_ends_sooner(row: Any, stored: Any) -> bool:
    """Whether the role is changed to nothing but an earlier end."""
    same = ("plan_id", "user_id", "role", "sub_agreement_id", "department_id", "starts_on")
    if stored is None or any(getattr(row, name) != getattr(stored, name) for name in same):
        return False
    return row.ends_on == stored.ends_on or (
        row.ends_on is not None and (stored.ends_on is None or row.ends_on < stored.ends_on)
    )


def check_not_for_oneself(by: Any, row: Any, stored: Any = None) -> None:
    """Raises :class:`Refused` when a user gives themself a role, or more of one; the system administrator may.

    ``stored`` is the role as it is in the database.
    """
    if row.user_id == by.pk and not by.is_superuser and not only_ends_sooner(row, stored):
        raise Refused(
            _("Nobody gives themself a role or more of one. Ask another leader, or the system administrator.")
        )
