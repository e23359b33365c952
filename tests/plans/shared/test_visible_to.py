"""``visible_to(user)`` on every model, for every role: one's own plan by the table, another's never."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils import timezone

from abc_portal.audit.models import Tracked
from abc_portal.notifications.models import AccountMail
from abc_portal.reporting.models import DocumentRequest
from governance.models import BodyOrder
from plans.shared.access import ACCESS_LEVELS, AccessLevel, Resource
from plans.shared.enums import Role
from tests import factories, scale
from tests.people import Cast

pytestmark = pytest.mark.django_db
PORTAL = ("audit", "directory", "plans", "budgets", "indicators", "governance", "notifications", "reporting")
IN_FULL = {AccessLevel.EDIT, AccessLevel.SEE, AccessLevel.PROPOSE, AccessLevel.ADD, AccessLevel.ADD_EDIT}


def _models() -> list[type[Model]]:
    found = [model for app in PORTAL for model in apps.get_app_config(app).get_models()]
    return [model for model in found if "Historical" not in model.__name__]


MODELS = _models()
OF_PLANS = [model for model in MODELS if issubclass(model, Tracked) and model.resource is not None]


def _rows(model: Any, plan: Any) -> Any:
    if model._meta.label == "plans.Plan":
        return model.objects.filter(pk=plan.pk)
    return model.objects.filter(**{getattr(model, "plan_path", "plan"): plan})


@pytest.fixture(scope="module")
def grown(cast_once: Cast, django_db_blocker: Any) -> Cast:
    """Both plans hold one of everything, two bodies that meet in order, and how somebody is reached who
    sits in none.
    """
    with django_db_blocker.unblock():
        for plan in (cast_once.plan, cast_once.other_plan):
            scale.grow(plan, 1)
            board = factories.body(plan)
            factories.saved(BodyOrder(earlier=plan.bodies.first(), later=board), plan)
            factories.contacts(plan, factories.person(), "nogen@privat.example")
            factories.member(plan, factories.user(f"extra-{plan.slug}"), Role.OBSERVER)
    return cast_once


def test_every_model_says_what_of_it_is_seen() -> None:
    assert len(MODELS) > 60
    silent = [model for model in MODELS if not callable(getattr(model._default_manager, "visible_to", None))]
    tracked = [model for model in MODELS if issubclass(model, Tracked)]
    silent += [model for model in tracked if not callable(getattr(model._default_manager, "editable_by", None))]
    assert silent == []


def test_mails_that_sign_somebody_in_are_seen_by_nobody(cast_once: Cast) -> None:
    AccountMail.objects.create(address="a@b.example", subject="Kode", body="123456", expires_at=timezone.now())
    assert not AccountMail.objects.visible_to(cast_once.admin).exists()


def test_the_plans_hold_a_row_of_every_model_of_theirs(grown: Cast) -> None:
    """So that the silence of the next tests is an answer."""
    for model in OF_PLANS:
        assert _rows(model, grown.plan).exists(), model
        assert _rows(model, grown.other_plan).exists(), model


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_and_edits_its_plan_s_rows_by_the_table(grown: Cast, role: Role) -> None:
    user = getattr(grown, role.value)
    for model in OF_PLANS:
        right = ACCESS_LEVELS[model.resource, role]
        seen, edited = model.objects.visible_to(user), model.objects.editable_by(user)
        here = set(_rows(model, grown.plan).values_list("pk", flat=True))
        wanted = here if right in IN_FULL else set()
        assert set(seen.values_list("pk", flat=True)) == wanted, model
        assert set(edited.values_list("pk", flat=True)) == (here if right == AccessLevel.EDIT else set()), model


@pytest.mark.parametrize("role", Role)
def test_no_role_sees_a_row_of_another_plan(grown: Cast, role: Role) -> None:
    user = getattr(grown, role.value)
    for model in OF_PLANS:
        elsewhere = _rows(model, grown.other_plan).values("pk")
        assert not model.objects.visible_to(user).filter(pk__in=elsewhere).exists(), model
        assert not model.objects.editable_by(user).filter(pk__in=elsewhere).exists(), model


def test_an_outsider_sees_nothing_and_the_administrator_everything(grown: Cast) -> None:
    for model in OF_PLANS:
        assert not model.objects.visible_to(grown.outsider).exists(), model
        assert not model.objects.editable_by(grown.outsider).exists(), model
        assert model.objects.visible_to(grown.admin).count() == model.objects.count(), model
        assert model.objects.editable_by(grown.admin).count() == model.objects.count(), model


@pytest.mark.parametrize("person", ["closed", "nobody"])
def test_a_closed_account_and_nobody_see_nothing(grown: Cast, person: str) -> None:
    user: Any = AnonymousUser()
    if person == "closed":
        user = grown.leader
        user.is_active = False
    for model in OF_PLANS:
        assert not model.objects.visible_to(user).exists(), model
        assert not model.objects.editable_by(user).exists(), model


@pytest.mark.parametrize(
    ("person", "sees"),
    [("leader", True), ("staff", True), ("admin", True), ("board", False), ("auditor", False), ("outsider", False)],
)
def test_the_shared_lists_are_seen_by_secretariats(grown: Cast, person: str, sees: bool) -> None:
    user = getattr(grown, person)
    for label in ("Organisation", "HousingDepartment", "HousingArea", "Count"):
        model = apps.get_model("directory", label)
        assert model.objects.visible_to(user).exists() is sees, label
        own = person == "leader" and label != "Count"  # what no other plan uses
        assert model.objects.editable_by(user).exists() is (person == "admin" or own), label


def test_requested_documents_are_their_owner_s_alone(grown: Cast) -> None:
    for person in ("leader", "board"):
        DocumentRequest.objects.create(
            plan=grown.plan, kind="status", as_of=date(2022, 1, 1), asked_by=getattr(grown, person)
        )
    for person in ("leader", "board"):
        [own] = DocumentRequest.objects.visible_to(getattr(grown, person))
        assert own.asked_by.email == f"{person}@test.example"
    assert not DocumentRequest.objects.visible_to(grown.staff).exists()
    assert not DocumentRequest.objects.visible_to(grown.admin).exists()


def test_each_resource_with_a_model_is_listed() -> None:
    resources = {Resource.PLAN, Resource.FINANCING, Resource.REVIEW, Resource.ADMINISTRATION, Resource.CONTACTS}
    assert {model.resource for model in OF_PLANS} == resources
