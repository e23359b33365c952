"""Whose contact details a user sees: a secretariat all of its plan's, a member those of their own body."""

from typing import Any

from django.db.models import Q

from abc_portal.directory import access as directory_access
from governance.enums import BodyKind
from plans.access import Right, Thing, grants, held_today, may_see, plans_where, rights, roles_with
from plans.enums import Role


def own_body(user: Any) -> Q:
    """Bodies that are the user's own: the plan's board for a board member, the sub-agreement's group for its members."""
    roles = roles_with(Thing.CONTACTS, [Right.OWN])
    boards = held_today(user, [role for role in roles if role == Role.BOARD]).values("plan_id")
    groups = held_today(user, [role for role in roles if role == Role.GROUP]).values("sub_agreement_id")
    return Q(kind=BodyKind.BOARD, plan_id__in=boards) | Q(
        kind=BodyKind.FOLLOW_UP_GROUP, sub_agreement_id__in=groups, sub_agreement__isnull=False
    )


def may_see_contacts(user: Any, body: Any) -> bool:
    """Whether the body's members' e-mail and telephone are shown to the user. Asks no database."""
    if may_see(user, Thing.CONTACTS, body.plan):
        return True
    if Right.OWN not in rights(user, Thing.CONTACTS, body.plan):
        return False
    held = [grant for grant in grants(user) if grant.plan_id == body.plan_id]
    if body.kind == BodyKind.BOARD:
        return any(grant.role == Role.BOARD for grant in held)
    own_groups = {grant.sub_agreement_id for grant in held if grant.role == Role.GROUP}
    return body.kind == BodyKind.FOLLOW_UP_GROUP and body.sub_agreement_id in own_groups - {None}


def register() -> None:
    directory_access.register_persons(relation="seats", seen=_members_seen, edited=_members_edited)


def _members_seen(user: Any) -> Q:
    own = _prefixed(own_body(user), "seats__seat__body__")
    return own | _members_edited(user)


def _members_edited(user: Any) -> Q:
    return Q(seats__seat__body__plan__in=plans_where(user, Thing.CONTACTS, [Right.EDIT]))


def _prefixed(condition: Q, prefix: str) -> Q:
    """The condition on bodies as one on persons."""
    parts: list[Any] = list(condition.children)
    children = [_prefixed(part, prefix) if isinstance(part, Q) else (prefix + part[0], part[1]) for part in parts]
    return Q(*children, _connector=condition.connector, _negated=condition.negated)
