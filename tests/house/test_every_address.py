"""Every address as everybody: one table says who gets what, and nobody writes without the right."""

from typing import Any

import pytest
from django.db import connection

from abc_portal.audit.models import ChangeSet
from tests.house import addresses
from tests.people import Cast
from tests.readers import text_of

pytestmark = pytest.mark.django_db


def _on_both(person: str) -> Any:
    """Those who open every page ask each database; whom the others may not see is asked of both in ``visible_to``."""
    return person if person in ("leader", "admin") else pytest.param(person, marks=pytest.mark.one_database)


def test_the_table_names_every_address() -> None:
    assert sorted(addresses.expected()) == addresses.names()


@pytest.mark.parametrize("person", [_on_both(person) for person in addresses.PEOPLE])
def test_each_person_gets_what_the_table_says(cast: Cast, furnished: Any, person: str) -> None:
    """And how somebody of the board is reached stands on the page of the bodies alone, for secretariat and board."""
    client, wrong, reached = cast.client(person), [], []
    client.raise_request_exception = False
    for name, answers in addresses.expected().items():
        response = client.get(addresses.address(name, furnished, cast))
        location = response.headers.get("Location", "")
        sent_to_login = response.status_code == 302 and location.startswith("/konto/log-ind/?next=")
        given = "login" if sent_to_login else str(response.status_code)
        if given != answers[person]:
            wrong.append(f"{name}: {given}, not {answers[person]}")
        if any(item in text_of(response) for item in addresses.PRIVATE):
            reached.append(name)
    assert wrong == []
    secretariat = {"governance:bodies", "governance:contacts_edit"}
    wanted = dict.fromkeys(("leader", "staff", "admin"), secretariat) | {"board": {"governance:bodies"}}
    assert set(reached) == wanted.get(person, set())


@pytest.mark.one_database
@pytest.mark.parametrize(
    "person", [person for person in addresses.PEOPLE if person not in ("leader", "staff", "admin")]
)
def test_who_may_not_edit_changes_nothing_by_posting(cast: Cast, furnished: Any, person: str) -> None:
    client, wrong = cast.client(person), []
    client.raise_request_exception = False
    change_sets, rows = ChangeSet.objects.count(), _rows()
    for name in _writing_addresses():
        response = client.post(addresses.address(name, furnished, cast), {"made_from": "1", "name": "Taken over"})
        refused = response.status_code in (403, 404) or "/konto/log-ind/" in response.headers.get("Location", "")
        if not refused:
            wrong.append(f"{name}: {response.status_code}")
    assert wrong == []
    assert ChangeSet.objects.count() == change_sets
    assert _rows() == rows


def _writing_addresses() -> list[str]:
    verbs = ("edit", "add", "delete", "act", "change", "forward", "save_row", "save_page", "copy")
    return [name for name in addresses.names() if ":" in name and name.endswith(verbs)]


def _rows() -> dict[str, int]:
    """How many rows each table has; sessions come and go."""
    counted = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_session":
                cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
                counted[table] = cursor.fetchone()[0]
    return counted


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(cast: Cast, furnished: Any, method: str) -> None:
    client = cast.client("leader")
    for name in addresses.names():
        if ":" in name:
            response = getattr(client, method)(addresses.address(name, furnished, cast))
            assert response.status_code == 405, name


def test_an_ended_role_sees_nothing(cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from abc_portal.audit import change_sets

    held = cast.board.memberships.get()
    held.ends_on = timezone.localdate() - timedelta(days=1)
    change_sets.save(held, change_set=change_sets.begin(by=None, program="tests"))
    assert cast.client("board").get(f"/planer/{cast.plan.slug}/").status_code == 404
    assert cast.client("board").get("/planer/").context["table"].paginator.count == 0


def test_a_role_that_has_not_begun_sees_nothing(cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from abc_portal.audit import change_sets

    held = cast.observer.memberships.get()
    held.starts_on = timezone.localdate() + timedelta(days=1)
    change_sets.save(held, change_set=change_sets.begin(by=None, program="tests"))
    assert cast.client("observer").get(f"/planer/{cast.plan.slug}/").status_code == 404
