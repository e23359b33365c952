"""A lost phone: the system administrator turns the second factor off, and the history says so."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin

from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import Touched
from tests import readers
from tests.people import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/directory/user/"


def turned_off(cast: Cast, who: str, *users: object) -> object:
    chosen = {"action": "forget_second_factor", "_selected_action": [user.pk for user in users]}
    return cast.client(who).post(ADDRESS, chosen, follow=True)


def test_the_administrator_turns_a_second_factor_off(cast: Cast) -> None:
    for user in (cast.board, cast.staff):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    said = readers.words(turned_off(cast, "admin", cast.board, cast.leader))
    assert f"Totrinsbekræftelsen er slået fra for: {cast.board}." in said
    assert list(Authenticator.objects.values_list("user", flat=True)) == [cast.staff.pk]
    [touched] = Touched.objects.filter(model="directory.user", change=ChangeKind.CHANGED.value)
    assert (touched.object_id, touched.change_set.by) == (cast.board.pk, cast.admin)


@pytest.mark.parametrize("who", ["leader", "staff", "board"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    Authenticator.objects.create(user=cast.board, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert turned_off(cast, who, cast.board).status_code == 403
    assert Authenticator.objects.exists()


def test_only_the_portal_s_own_pages_stand_in_the_administration() -> None:
    packages = {type(page).__module__.split(".")[0] for page in admin.site._registry.values()}
    assert packages <= {"abc_portal", "plans", "budgets", "indicators", "governance"}
