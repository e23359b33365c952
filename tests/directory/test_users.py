"""Accounts: named by an e-mail address in small letters, made and closed by the administrator alone."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from abc_portal.audit.models import Touched
from abc_portal.directory.models import User
from tests import factories
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db

GOOD_PASSWORD = "en-lang-kode-2027"


@pytest.mark.parametrize("typed", ["Leder@ABC.example", " leder@abc.example ", "LEDER@abc.EXAMPLE"])
def test_an_address_is_stored_in_small_letters_and_found_however_it_is_typed(typed: str) -> None:
    user = User.objects.create_user(typed, "x")
    assert user.email == "leder@abc.example"
    assert User.objects.get_by_natural_key(typed) == user


def test_an_address_has_one_account() -> None:
    User.objects.create_user("leder@abc.example", "x")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("LEDER@abc.example", "x")


def test_the_database_itself_holds_small_letters() -> None:
    with pytest.raises(ValidationError, match="Skriv e-mailadressen med små bogstaver"):
        User(email="Leder@abc.example", password="x").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Leder@abc.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ærlig.Ø@abc.example")


@pytest.mark.parametrize("address", ["", None])
def test_a_user_needs_an_address(address: str | None) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user(address, "x")  # type: ignore[arg-type]


def test_a_password_is_never_stored_as_typed() -> None:
    user = User.objects.create_user("a@abc.example", "hemmelig-kode")
    assert "hemmelig" not in user.password
    assert user.check_password("hemmelig-kode")
    assert not User.objects.create_user("b@abc.example").has_usable_password()


def test_a_user_is_called_by_name_or_by_address() -> None:
    assert str(factories.user("a", full_name="Sekretariatsleder")) == "Sekretariatsleder"
    assert str(factories.user("b", full_name="")) == "b@test.example"


def test_rights_come_from_roles_and_a_new_account_has_none() -> None:
    user = factories.user("a")
    assert (user.is_active, user.is_superuser, user.is_staff) == (True, False, False)
    assert User.objects.create_superuser("admin@abc.example", "x").is_staff


def test_djangos_own_command_makes_an_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", GOOD_PASSWORD)
    call_command("createsuperuser", interactive=False, email="Drift@abc.example", verbosity=0)
    assert User.objects.get(email="drift@abc.example").is_superuser


# --- the administration ---------------------------------------------------------------------------------


@pytest.fixture
def admin(cast: Cast) -> Any:
    return cast.client("admin")


def add(client: Any, **fields: Any) -> Any:
    data = {
        "email": "ny@abc.example",
        "name": "Ny",
        "usable_password": "true",
        "password1": GOOD_PASSWORD,
        "password2": GOOD_PASSWORD,
    }
    return client.post("/admin/directory/user/add/", {**data, **fields})


def test_the_administrator_makes_an_account_and_the_history_tells_it(admin: Any) -> None:
    assert add(admin, email="Ny.Bruger@ABC.example").status_code == 302
    user = User.objects.get(email="ny.bruger@abc.example")
    assert user.check_password(GOOD_PASSWORD)
    touched = Touched.objects.get(model="directory.user", object_id=user.pk)
    assert (touched.change, touched.change_set.by_name) == ("+", "Administrator")


@pytest.mark.parametrize("password", ["kort", "123456789012345", "ny@abc.example", "qwerty123456"])
def test_a_weak_password_is_refused_in_danish(admin: Any, password: str) -> None:
    answer = add(admin, password1=password, password2=password)
    assert answer.status_code == 200
    assert not User.objects.filter(email="ny@abc.example").exists()
    assert "adgangskode" in str(answer.context["errors"]).lower()


def test_an_address_that_is_taken_is_refused_whatever_its_letters(admin: Any, cast: Cast) -> None:
    for typed in ("board@test.example", "BOARD@test.example"):
        answer = add(admin, email=typed)
        assert answer.status_code == 200, typed
        assert "email" in answer.context["adminform"].form.errors, typed
    assert User.objects.filter(email__iexact="board@test.example").count() == 1


def test_an_account_can_be_closed_and_renamed(admin: Any, cast: Cast) -> None:
    user = cast.users["board"]
    address = f"/admin/directory/user/{user.pk}/change/"
    data = posted(admin.get(address))
    data.pop("is_active")
    assert admin.post(address, {**data, "email": "NYT@test.example", "name": "Nyt navn"}).status_code == 302
    user.refresh_from_db()
    assert (user.email, user.name, user.is_active) == ("nyt@test.example", "Nyt navn", False)
    assert Touched.objects.filter(model="directory.user", object_id=user.pk, change="~").count() == 1


def test_an_address_changed_to_one_that_is_taken_is_refused(admin: Any, cast: Cast) -> None:
    address = f"/admin/directory/user/{cast.users['board'].pk}/change/"
    data = {**posted(admin.get(address)), "email": "STAFF@test.example"}
    answer = admin.post(address, data)
    assert answer.status_code == 200
    assert "email" in answer.context["adminform"].form.errors


def test_an_account_with_a_role_is_not_deleted_from_under_it(admin: Any, cast: Cast) -> None:
    user = cast.users["board"]
    assert admin.post(f"/admin/directory/user/{user.pk}/delete/", {"post": "yes"}).status_code in (200, 403)
    assert User.objects.filter(pk=user.pk).exists()
    assert not Touched.objects.filter(model="directory.user", object_id=user.pk, change="-").exists()


def test_several_accounts_deleted_at_once_are_reported_one_by_one(admin: Any) -> None:
    users = [factories.user(name) for name in ("en", "to")]
    data = {"action": "delete_selected", "_selected_action": [user.pk for user in users], "post": "yes"}
    assert admin.post("/admin/directory/user/", data).status_code == 302
    assert not User.objects.filter(pk__in=[user.pk for user in users]).exists()
    assert Touched.objects.filter(model="directory.user", change="-").count() == 2


def test_an_administrator_sets_a_password_and_it_is_reported_without_being_shown(admin: Any, cast: Cast) -> None:
    user = cast.users["board"]
    answer = admin.post(
        f"/admin/directory/user/{user.pk}/password/",
        {"usable_password": "true", "password1": GOOD_PASSWORD, "password2": GOOD_PASSWORD},
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password(GOOD_PASSWORD)
    assert GOOD_PASSWORD not in str(list(Touched.objects.values()))
    assert Touched.objects.filter(model="directory.user", object_id=user.pk, change="~").count() == 1
