"""Whose contact details a user sees: a secretariat those its plan wrote, a member those of their own body, and
everybody their own.
"""

from typing import Any

from django.db.models import Q

from abc_portal.directory import access as directory_access
from governance.bodies.enums import BodyKind
from plans.shared.access import (
    AccessLevel,
    Resource,
    access_levels,
    grants,
    held_today,
    may_see,
    of_own_secretariat,
    roles_with,
)
from plans.shared.enums import Role


def own_body(user: Any) -> Q:
    """Bodies that are the user's own: the plan's board for a board member, the sub-agreement's group for its
    members."""
    roles = roles_with(Resource.CONTACTS, [AccessLevel.OWN])
    boards = held_today(user, [role for role in roles if role == Role.BOARD]).values("plan_id")
    groups = held_today(user, [role for role in roles if role == Role.GROUP]).values("sub_agreement_id")
    return Q(kind=BodyKind.BOARD, plan_id__in=boards) | Q(
        kind=BodyKind.FOLLOW_UP_GROUP, sub_agreement_id__in=groups, sub_agreement__isnull=False
    )


def may_see_contacts(user: Any, body: Any) -> bool:
    """Whether the body's members' e-mail and telephone are shown to the user. Asks no database."""
    if may_see(user, Resource.CONTACTS, body.plan):
        return True
    if AccessLevel.OWN not in access_levels(user, Resource.CONTACTS, body.plan):
        return False
    held = [grant for grant in grants(user) if grant.plan_id == body.plan_id]
    if body.kind == BodyKind.BOARD:
        return any(grant.role == Role.BOARD for grant in held)
    own_groups = {grant.sub_agreement_id for grant in held if grant.role == Role.GROUP}
    return body.kind == BodyKind.FOLLOW_UP_GROUP and body.sub_agreement_id in own_groups - {None}


def register() -> None:
    """Register which plans know a person: by a seat, and by contact details."""
    seats, contacts = of_own_secretariat("seat__body__plan"), of_own_secretariat("plan")
    directory_access.register_persons(relation="seats", own=seats, also_seen=_in_own_body)
    directory_access.register_persons(relation="contacts", own=contacts)


def _in_own_body(user: Any) -> Q:
    return prefixed(own_body(user), "seats__seat__body__")


def prefixed(condition: Q, prefix: str) -> Q:
    """The condition on bodies as one on rows from which the prefix leads to a body."""
    parts: list[Any] = list(condition.children)
    children = [prefixed(part, prefix) if isinstance(part, Q) else (prefix + part[0], part[1]) for part in parts]
    return Q(*children, _connector=condition.connector, _negated=condition.negated)
