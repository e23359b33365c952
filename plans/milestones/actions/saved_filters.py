"""Saved filters of a list: the user's own, or shared with everybody who has a role in the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from abc_portal.core import locks
from abc_portal.core.access import Refused
from abc_portal.directory.models import Person
from plans.lifecycle.models.plan import Plan
from plans.milestones.models import SavedFilter
from plans.shared import access
from plans.shared.access import Resource

LONGEST_QUERY = 1000


@dataclass(frozen=True)
class FilterFacts:
    """A saved filter as the reader sees it."""

    pk: int
    name: str
    address: str
    is_shared: bool
    is_own: bool
    by: str
    may_delete: bool


def filter_facts(rows: Iterable[SavedFilter], user: Any, plan: Plan, root: str) -> list[FilterFacts]:
    """Saved filters, which come with their user; ``root`` is the list's address."""
    leads = access.may_edit(user, Resource.ADMINISTRATION, plan)
    return [
        FilterFacts(
            pk=row.pk,
            name=row.name,
            address=f"{root}?{row.query}" if row.query else root,
            is_shared=row.is_shared,
            is_own=row.user_id == user.pk,
            by=str(row.user),
            may_delete=row.user_id == user.pk or (row.is_shared and leads),
        )
        for row in rows
    ]


def of_page(user: Any, plan: Plan, page: str) -> Any:
    """The filters of a list that the user sees."""
    return SavedFilter.objects.visible_to(user).filter(plan=plan, page=page).select_related("user")


@transaction.atomic
def save_filter(*, plan: Plan, page: str, name: str, query: str, is_shared: bool, by: Any) -> SavedFilter:
    """Save a filter as the user's own, replacing one of that name. Raises :class:`Refused`, ``ValidationError``."""
    access.check_can_see(by, Resource.PLAN, plan)
    locks.hold(by)
    row = SavedFilter.objects.filter(plan=plan, page=page, user=by, name=name.strip()).first()
    row = row or SavedFilter(plan=plan, page=page, user=by, name=name.strip())
    row.query, row.is_shared = query[:LONGEST_QUERY], is_shared
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def rename_filter(*, row: SavedFilter, name: str, is_shared: bool, by: Any) -> None:
    """Rename or share the user's own filter, or stop sharing it. Raises :class:`Refused`, ``ValidationError``."""
    if row.user_id != by.pk:
        raise Refused(_("“%s” is another's filter. Keep it under a name of your own to change it.") % row)
    row.name, row.is_shared = name.strip(), is_shared
    row.full_clean()
    row.save()


@transaction.atomic
def delete_filter(*, row: SavedFilter, by: Any) -> None:
    """Delete the user's own filter, or, as the plan's leader, a shared one. Raises :class:`Refused`."""
    leads = row.is_shared and access.may_edit(by, Resource.ADMINISTRATION, row.plan)
    if row.user_id != by.pk and not leads:
        raise Refused(_("“%s” is another's filter. Only they or the secretariat leader can delete it.") % row)
    row.delete()


def follow_person(survivor: Any, merged: Any) -> None:
    """Saved filters that ask for a merged person ask for the one that remains."""
    if not isinstance(merged, Person):
        return
    for row in SavedFilter.objects.filter(query__contains=f"{merged.pk}"):
        query = QueryDict(row.query, mutable=True)
        if query.get("responsible") == f"person:{merged.pk}":
            query["responsible"] = f"person:{survivor.pk}"
            row.query = query.urlencode()
            row.save(update_fields=["query"])
