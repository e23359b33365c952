"""Roles of a plan as its leader reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.dates import written
from plans.shared.enums import Role

ORDER = {role: place for place, role in enumerate(Role)}


@dataclass(frozen=True)
class RoleLine:
    """One role: whose, of what, from when to when, and what its owner has done about it.

    ``is_invited`` says that the owner has not come yet; ``is_late`` that the invitation holds no more.
    """

    pk: int
    name: str
    email: str
    role: str
    place: str
    period: str
    last_login: datetime | None
    invited_until: datetime | None
    is_own: bool
    is_closed: bool
    is_invited: bool
    is_late: bool
    is_leader: bool


@dataclass(frozen=True)
class RolesFacts:
    """The roles that count, or will, and those that have ended."""

    now: tuple[RoleLine, ...]
    former: tuple[RoleLine, ...]


def roles_facts(rows: Iterable[Any], *, reader: Any, day: date, now: datetime) -> RolesFacts:
    """``rows`` come with their accounts. In the order of the roles, then by name; former ones latest first."""
    listed = sorted(rows, key=lambda row: (ORDER[Role(row.role)], danish.natural_key(str(row.user)), row.pk))
    over = [row for row in listed if row.ends_on is not None and row.ends_on < day]
    return RolesFacts(
        now=tuple(_line(row, reader, day, now) for row in listed if row not in over),
        former=tuple(_line(row, reader, day, now) for row in sorted(over, key=lambda row: row.ends_on, reverse=True)),
    )


def _line(row: Any, reader: Any, day: date, now: datetime) -> RoleLine:
    user = row.user
    invitation = None if user.is_active else getattr(user, "invitation", None)
    return RoleLine(
        pk=row.pk,
        name=str(user),
        email=user.email if user.name else "",
        role=str(Role(row.role).label),
        place=str(row.sub_agreement or row.department or ""),
        period=_period(row, day),
        last_login=user.last_login,
        invited_until=invitation.expires_at if invitation is not None else None,
        is_own=user.pk == reader.pk,
        is_closed=not user.is_active and invitation is None,
        is_invited=invitation is not None,
        is_late=invitation is not None and not invitation.holds_at(now),
        is_leader=row.role == Role.LEADER,
    )


def _period(row: Any, day: date) -> str:
    """``siden 1. marts 2021``, ``til 3. maj 2026``, ``1. marts 2021 – 3. maj 2026``."""
    if row.starts_on and row.ends_on:
        return f"{written(row.starts_on)} – {written(row.ends_on)}"
    if row.ends_on:
        return _("to %s") % written(row.ends_on)
    if not row.starts_on:
        return _("until further notice")
    return (_("from %s") if row.starts_on > day else _("since %s")) % written(row.starts_on)
