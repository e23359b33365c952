"""Who may see and act on the shared lists and on persons.

Roles belong to plans, which this app does not know. The apps above register who counts, in
``AppConfig.ready()``: functions from a user to a yes, or to a filter on persons.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from abc_portal.core.access import Refused
from abc_portal.core.relations import relations_to

Answer = Callable[[Any], bool]
PersonFilter = Callable[[Any], Q]

_sees_reference: list[Answer] = []
_proposes_reference: list[Answer] = []
_adds_shared: list[Answer] = []
_plans_deciding: list[Callable[[Any], Any]] = []
_person_at: dict[str, PersonFilter] = {}
_person_seen: list[PersonFilter] = []
_person_written: list[PersonFilter] = []
_users_seen: list[PersonFilter] = []


def register_reference(*, sees: Answer, proposes: Answer, adds: Answer) -> None:
    """Say who, by a role in some plan, sees the shared lists, may propose changes to them, and may add to them.

    Added are organisations, departments, areas and people.
    """
    _sees_reference.append(sees)
    _proposes_reference.append(proposes)
    _adds_shared.append(adds)


def register_persons(*, relation: str, own: PersonFilter, also_seen: PersonFilter | None = None) -> None:
    """Register how people are tied to plans, and which of these plans have the user in their secretariat.

    ``relation`` leads from a person to the rows that name them, ``own`` is a filter on those rows, and ``also_seen``
    one on persons whom others see there.
    """
    _person_at[relation] = own
    if also_seen is not None:
        _person_seen.append(also_seen)


def register_writers(*, written: PersonFilter) -> None:
    """Say which rows of persons' history were written by the user's own secretariat."""
    _person_written.append(written)


def register_users(*, seen: PersonFilter) -> None:
    """Say which accounts a user sees because of the roles they hold."""
    _users_seen.append(seen)


def users_seen_by(user: Any) -> Q:
    return _any_of(_users_seen, user)


def may_see_reference(user: Any) -> bool:
    return user.is_active and (user.is_superuser or any(answer(user) for answer in _sees_reference))


def may_propose_reference(user: Any) -> bool:
    return user.is_active and (user.is_superuser or any(answer(user) for answer in _proposes_reference))


def may_edit_reference(user: Any) -> bool:
    return user.is_active and user.is_superuser


def may_add_shared(user: Any) -> bool:
    """Whether the user adds organisations, departments, areas and people that the lists lack."""
    return user.is_active and (user.is_superuser or any(answer(user) for answer in _adds_shared))


def check_can_add_shared(user: Any) -> None:
    """Raises :class:`Refused` for who adds nothing to the shared lists. Programs, which have no user, may."""
    if user is not None and not may_add_shared(user):
        raise Refused(_("Only who leads or works in a secretariat adds to this list."))


def register_deciding_plans(plans: Callable[[Any], Any]) -> None:
    """Say for which plans a user decides over the shared rows that only these use: the keys of the plans."""
    _plans_deciding.append(plans)


def shared_edited_by(user: Any, model: Any) -> Q:
    """Rows that no plan uses but those for which the user decides: one of these uses them, or its secretariat added
    them."""
    plans = reduce(or_, (Q(pk__in=plans(user)) for plans in _plans_deciding), Q(pk__in=[]))
    own = apps.get_model("plans", "Plan")._base_manager.filter(plans).order_by().values("pk")
    used, elsewhere = _used(model, own)
    for relation in relations_to(model):
        if relation.model._meta.label in _SHARED:  # what hangs under it may be used by others too
            rows = relation.model._base_manager.filter(**{f"{relation.name}__isnull": False}).order_by()
            below = [Q(pk__in=rows.filter(found).values(relation.attname)) for found in _used(relation.model, own)]
            used, elsewhere = used | below[0], elsewhere | below[1]
    history = apps.get_model("directory", f"Historical{model.__name__}")._base_manager
    written = Q(pk__in=history.filter(_any_of(_person_written, user)).order_by().values("id"))
    return Q(pk__in=model._base_manager.filter(used | written).values("pk")) & ~elsewhere & _decides(own)


#: Whose rows hang together with those of other shared lists.
_SHARED = ("directory.Organisation", "directory.HousingDepartment", "directory.HousingArea", "directory.Person")


def _decides(plans: Any) -> Q:
    """Nothing for who decides for no plan."""
    return Q(Exists(plans))


def _used(model: Any, plans: Any) -> tuple[Q, Q]:
    """Rows that these plans use, and rows that others use."""
    used, elsewhere = Q(pk__in=[]), Q(pk__in=[])
    for relation in relations_to(model):
        path = getattr(relation.model, "plan_path", "plan")
        if path == "plan" and not any(field.name == "plan" for field in relation.model._meta.fields):
            continue
        rows = relation.model._base_manager.filter(**{f"{relation.name}__isnull": False}).order_by()
        own = Q(**{f"{path}__in": plans})
        used |= Q(pk__in=rows.filter(own).values(relation.attname))
        elsewhere |= Q(pk__in=rows.exclude(own).values(relation.attname))
    return used, elsewhere


def check_can_merge(user: Any) -> None:
    """Raises :class:`Refused` for everybody but the system administrator: what moves belongs to several plans."""
    if not may_edit_reference(user):
        raise Refused(_("Only the system administrator merges what several plans share."))


def persons_seen_by(user: Any) -> Q:
    """Persons whom the user may choose, and those who share a body with the user."""
    return persons_offered_to(user) | _any_of(_person_seen, user)


def persons_offered_to(user: Any) -> Q:
    """Persons whom the user's own secretariat works with."""
    known = (_named_in(_rows(relation).filter(own(user))) for relation, own in _person_at.items())
    return reduce(or_, known, _newcomers(user))


def persons_edited_by(user: Any) -> Q:
    """Persons known only to the user's own plans: a person's name is not one plan's to decide."""
    elsewhere = (_named_in(_rows(relation).exclude(own(user))) for relation, own in _person_at.items())
    return persons_offered_to(user) & ~reduce(or_, elsewhere)


def _rows(relation: str) -> Any:
    """What names persons in that way."""
    model: Any = apps.get_model("directory", "Person")._meta.get_field(relation).related_model
    return model._base_manager.filter(person__isnull=False)


def _named_in(rows: Any) -> Q:
    return Q(pk__in=rows.order_by().values("person"))


def _newcomers(user: Any) -> Q:
    """Persons without a seat whom the user's own secretariat added or has known, so that they can be seated."""
    if not may_see_reference(user):
        return Q(pk__in=[])
    written = apps.get_model("directory", "HistoricalPerson")._base_manager.filter(_any_of(_person_written, user))
    anywhere = reduce(or_, (_named_in(_rows(relation)) for relation in _person_at))
    return Q(pk__in=written.order_by().values("id")) & ~anywhere


def _any_of(filters: list[PersonFilter], user: Any) -> Q:
    """Nobody, unless one of the filters says otherwise."""
    return reduce(or_, (filter_(user) for filter_ in filters), Q(pk__in=[]))
