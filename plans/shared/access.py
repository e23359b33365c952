"""Who may see and do what in a plan: one table of role × resource, and the predicates made from it.

The table is the customer's. Pages, administration, imports and commands all ask here; a refusal carries the sentence
that the user reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit import access as audit_access
from abc_portal.core.access import Refused, Resource
from abc_portal.directory import access as directory_access
from plans.shared.enums import FileSight, Role


class AccessLevel(TextChoices):
    """A role's access to a resource."""

    EDIT = "edit", gettext_lazy("edit")
    SEE = "see", gettext_lazy("see")
    OWN = "own", gettext_lazy("see own")
    OWN_WRITE = "own, write", gettext_lazy("see and write own")
    TOTALS = "totals", gettext_lazy("see totals")
    TOTALS_OWN = "totals, own", gettext_lazy("see totals and own contribution")
    PROPOSE = "see, propose", gettext_lazy("see and propose changes")
    ADD = "see, add", gettext_lazy("see and add")
    ADD_EDIT = "see, add, edit own, propose", gettext_lazy("see, add, edit what only own plans use, propose changes")
    NONE = "-", gettext_lazy("nothing")


#: Columns: leader, staff, board, group, department, auditor, observer (the order of ``Role``).
TABLE: dict[Resource, str] = {
    Resource.PLAN:           "edit         | edit | see | see        | see         | see | see",
    Resource.DRAFTS:         "edit         | edit | see | own        | -           | -   | -",
    Resource.EXACT_COUNTS:   "edit         | edit | -   | -          | -           | -   | -",
    Resource.FINANCING:      "edit         | edit | see | totals     | totals, own | see | see",
    Resource.LEDGER:         "edit         | edit | -   | -          | -           | see | -",
    Resource.CONTACTS:       "edit         | edit | own | own        | -           | -   | -",
    Resource.MEETINGS:       "edit         | edit | own | own        | own         | see | -",
    Resource.CLOSED_ITEMS:   "edit         | edit | own | own        | -           | see | -",
    Resource.INPUT:          "edit         | edit | see | own, write | own, write  | -   | -",
    Resource.READINESS:      "edit         | see  | see | -          | -           | -   | -",
    Resource.REVIEW:         "edit         | edit | -   | -          | -           | see | -",
    Resource.ADMINISTRATION: "edit         | -    | -   | -          | -           | -   | -",
    Resource.SHARED:         "see, add, edit own, propose | see, add | - | - | - | - | -",
    Resource.REFERENCE:      "see, propose | see  | -   | -          | -           | -   | -",
}  # fmt: skip

ACCESS_LEVELS: dict[tuple[Resource, Role], AccessLevel] = {
    (resource, role): AccessLevel(cell.strip())
    for resource, row in TABLE.items()
    for role, cell in zip(Role, row.split("|"), strict=True)
}


@dataclass(frozen=True)
class Grant:
    """One role that a user holds today."""

    plan_id: int
    role: Role
    sub_agreement_id: int | None = None
    department_id: int | None = None


def grants(user: Any) -> tuple[Grant, ...]:
    """The roles the user holds today; asked of the database once per request's user object."""
    if not user.is_authenticated or not user.is_active:
        return ()
    if not hasattr(user, "_plan_grants"):
        today = timezone.localdate()
        user._plan_grants = tuple(
            Grant(held.plan_id, Role(held.role), held.sub_agreement_id, held.department_id)
            for held in user.memberships.all()
            if held.counts_on(today)
        )
    return user._plan_grants


def access_levels(user: Any, resource: Resource, plan: Any) -> frozenset[AccessLevel]:
    """The access levels of all the user's roles in the plan; the administrator edits all."""
    if user.is_authenticated and user.is_active and user.is_superuser:
        return frozenset({AccessLevel.EDIT})
    return frozenset(ACCESS_LEVELS[resource, held.role] for held in grants(user) if held.plan_id == plan.pk) - {
        AccessLevel.NONE
    }


def may_see(user: Any, resource: Resource, plan: Any) -> bool:
    """Whether the user sees the resource in full in this plan."""
    return bool(access_levels(user, resource, plan) & set(FULL_SIGHT))


def may_see_some(user: Any, resource: Resource, plan: Any) -> bool:
    """Whether the user sees the resource, its totals, or the user's own part of it."""
    return bool(access_levels(user, resource, plan))


def may_open(user: Any, plan_id: int) -> bool:
    """Whether the user may open the plan with that key, as ``visible_to`` says; from the roles that are known
    already."""
    if user.is_authenticated and user.is_active and user.is_superuser:
        return True
    return any(
        ACCESS_LEVELS[Resource.PLAN, held.role] in FULL_SIGHT for held in grants(user) if held.plan_id == plan_id
    )


def may_edit(user: Any, resource: Resource, plan: Any) -> bool:
    return AccessLevel.EDIT in access_levels(user, resource, plan)


def check_can_see(user: Any, resource: Resource, plan: Any) -> None:
    """Raises :class:`Refused` when no role of the user's shows any of the resource."""
    if not may_see_some(user, resource, plan):
        raise Refused(
            _("Your role in this plan (%(role)s) does not show: %(thing)s. Ask the secretariat leader if you need it.")
            % {"role": role_words(user, plan), "thing": resource.label}
        )


def check_can_edit(user: Any, resource: Resource, plan: Any) -> None:
    """Raises :class:`Refused` when no role of the user's edits the resource."""
    if not may_edit(user, resource, plan):
        raise Refused(
            _("Your role in this plan (%(role)s) does not let you edit: %(thing)s. Ask the secretariat leader.")
            % {"role": role_words(user, plan), "thing": resource.label}
        )


def role_words(user: Any, plan: Any) -> str:
    """The user's roles in the plan, for a sentence."""
    if user.is_superuser:
        return _("system administrator")
    held = [str(grant.role.label) for grant in grants(user) if grant.plan_id == plan.pk]
    return ", ".join(dict.fromkeys(held)) or _("none")


def roles_with(resource: Resource, wanted: Iterable[AccessLevel]) -> list[Role]:
    """The roles with one of these access levels to the resource."""
    chosen = frozenset(wanted)
    return [role for role in Role if ACCESS_LEVELS[resource, role] in chosen]


def held_today(user: Any, roles: Iterable[Role], *, today: date | None = None) -> QuerySet:
    """The user's memberships in these roles that count today; a closed account holds none."""
    memberships, day = apps.get_model("plans", "Membership")._base_manager, today or timezone.localdate()
    if not user.is_active:
        return memberships.none()
    return memberships.filter(
        Q(starts_on=None) | Q(starts_on__lte=day),
        Q(ends_on=None) | Q(ends_on__gte=day),
        user=user,
        role__in=list(roles),
    )


def plans_where(user: Any, resource: Resource, wanted: Iterable[AccessLevel]) -> QuerySet:
    """Keys of the plans where the user has one of these access levels to the resource; a subquery."""
    return held_today(user, roles_with(resource, wanted)).values("plan_id")


ADDS = (AccessLevel.ADD, AccessLevel.ADD_EDIT)
FULL_SIGHT = (AccessLevel.EDIT, AccessLevel.SEE, AccessLevel.PROPOSE, *ADDS)

#: Who sees a file of a plan's archive; see :class:`FileSight`.
SEES_FILES: dict[FileSight, frozenset[Role]] = {
    FileSight.ALL: frozenset(roles_with(Resource.PLAN, FULL_SIGHT)),
    FileSight.BOARD: frozenset({Role.LEADER, Role.STAFF, Role.BOARD, Role.AUDITOR}),
    FileSight.SECRETARIAT: frozenset(roles_with(Resource.PLAN, [AccessLevel.EDIT])),
}


def file_sights(user: Any, plan: Any) -> tuple[FileSight, ...]:
    """Which files of the plan's archive the user sees, by their sight."""
    if user.is_authenticated and user.is_active and user.is_superuser:
        return tuple(FileSight)
    held = {grant.role for grant in grants(user) if grant.plan_id == plan.pk}
    return tuple(sight for sight, roles in SEES_FILES.items() if held & roles)


def check_can_see_file(user: Any, file: Any, plan: Any) -> None:
    """Raises :class:`Refused` when no role of the user's shows the file; the sentence does not name it."""
    if file.sight not in file_sights(user, plan):
        raise Refused(
            _("That file is for: %(who)s. Your role in this plan (%(role)s) does not show it.")
            % {"who": FileSight(file.sight).label, "role": role_words(user, plan)}
        )


def edits_any(user: Any, resource: Resource) -> bool:
    """Whether the user edits the resource in any plan."""
    return any(ACCESS_LEVELS[resource, held.role] == AccessLevel.EDIT for held in grants(user))


def adds_shared(user: Any) -> bool:
    """Whether a role of the user's adds organisations, departments, areas and people, as the table says."""
    return any(ACCESS_LEVELS[Resource.SHARED, held.role] in ADDS for held in grants(user))


def works_in_a_secretariat(user: Any) -> bool:
    return any(held.role in (Role.LEADER, Role.STAFF) for held in grants(user))


def leads_a_secretariat(user: Any) -> bool:
    return any(held.role == Role.LEADER for held in grants(user))


def may_start_plan(user: Any) -> bool:
    """Whether the user may bring a new plan into the portal: who leads a secretariat, and the system administrator."""
    return user.is_active and (user.is_superuser or leads_a_secretariat(user))


def check_can_start_plan(user: Any) -> None:
    """Raises :class:`Refused` for everybody but those who lead a plan's secretariat and the system administrator."""
    if not may_start_plan(user):
        raise Refused(
            _("Only the leader of a secretariat can start a new plan. Ask yours, or the system administrator.")
        )


def register() -> None:
    """Tell the lower apps who counts there."""
    directory_access.register_reference(sees=works_in_a_secretariat, proposes=leads_a_secretariat, adds=adds_shared)
    directory_access.register_deciding_plans(lambda user: plans_where(user, Resource.SHARED, [AccessLevel.ADD_EDIT]))
    directory_access.register_persons(relation="signatures", own=of_own_secretariat("party__plan"))
    directory_access.register_persons(relation="milestones", own=of_own_secretariat("plan"))
    directory_access.register_persons(relation="positions", own=of_own_secretariat("post__plan"))
    directory_access.register_writers(written=_by_colleagues)
    directory_access.register_users(seen=_members_led)
    audit_access.register_scopes(_plan_scopes)


def _plan_scopes(user: Any) -> list[str]:
    """The plans whose history the user sees, as the history marks them."""
    return [f"plan:{pk}" for pk in plans_where(user, Resource.REVIEW, FULL_SIGHT).values_list("plan_id", flat=True)]


def _members_led(user: Any) -> Q:
    """Accounts with a role in a plan whose roles the user decides."""
    return Q(memberships__plan__in=plans_where(user, Resource.ADMINISTRATION, [AccessLevel.EDIT]))


def _by_colleagues(user: Any) -> Q:
    """Persons entered by the secretariat of a plan whose contacts the user edits, or in a change set of such a plan."""
    plans = {held.plan_id for held in grants(user) if ACCESS_LEVELS[Resource.CONTACTS, held.role] == AccessLevel.EDIT}
    scopes = [f"plan:{pk}" for pk in plans]
    secretariat = roles_with(Resource.CONTACTS, [AccessLevel.EDIT])
    by_them = Q(history_user__memberships__plan__in=plans, history_user__memberships__role__in=secretariat)
    return by_them | Q(history_change_set__scope__in=scopes)


def of_own_secretariat(path: str) -> directory_access.PersonFilter:
    """The rows of plans whose contact details the user edits; ``path`` leads from a row to its plan."""
    return lambda user: Q(**{f"{path}__in": plans_where(user, Resource.CONTACTS, [AccessLevel.EDIT])})
