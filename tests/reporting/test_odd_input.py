"""Odd input: whatever stands in an address or a form, and whoever sent it, the portal answers without a fault."""

import re
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.house import addresses
from tests.html import posted
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]

#: What no form expects: signs that databases, calendars, templates and workbooks stumble over.
ODD = (
    "", " ", "\x00", "a\x00b", "\ud800", "0", "-1", "1.5", "9" * 30, "9" * 5000, "1e999999", "-" + "9" * 30, "1e999",
    "NaN", "Infinity", "½", "٣", "None", "'\"<script>", "{{ 7 }}", "%s %(x)s {0}", "../../etc/passwd", "\u202e🏠\ufffe", "æ" * 6000, "2021-02-30",
    "31/12-9999", "0000-00-00", "2021-00", ",", ",,-,--name", "__class__", "[1]",
)  # fmt: skip
#: The worst of them, for the walks that try each field by itself.
WORST = ("a\x00b", "\ud800", "9" * 30, "-1", "NaN", "æ" * 6000, "31/12-9999")
#: Every parameter that some page reads, the administration's and htmx's too.
PARAMETERS = (
    "q", "sort", "page", "per_page", "round", "municipality", "phase", "format", "side", "next", "kind", "as_of",
    "o", "p", "e", "all", "_popup", "_to_field", "_changelist_filters", "id__exact", "plan__slug", "nonsense__exact",
)  # fmt: skip


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def spread(values: tuple[Any, ...], number: int, count: int) -> list[Any]:
    """Some of the values, others for each number: a walk tries all of them without trying each everywhere."""
    return [values[(number * count + item) % len(values)] for item in range(count)]


def odd(number: int, count: int) -> list[str]:
    """Of all of them as many; on PostgreSQL one of the worst, for what else a page and a form read SQLite is asked."""
    return spread(ODD, number, count) if connection.vendor == "sqlite" else spread(WORST, number, 1)


def in_address(text: str) -> str:
    """Per-cent encoded; a lone half of a sign as the bytes that some programs write for it."""
    return quote(text.encode("utf-8", "surrogatepass"))


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """The fields as a browser sends them; a lone half of a sign as above."""
    pairs = [(name, item) for name, value in data.items() for item in (value if isinstance(value, list) else [value])]
    body = "&".join(f"{quote(name)}={in_address(str(value))}" for name, value in pairs)
    return {"data": body, "content_type": "application/x-www-form-urlencoded"}


def report(wrong: list[str]) -> str:
    return "\n".join(filter(None, wrong))


def client_of(cast: Cast, person: str) -> Client:
    client = cast.client(person)
    client.raise_request_exception = False
    return client


@pytest.fixture(scope="module")
def answers(cast_once: Cast, furnished: Any, django_db_blocker: Any) -> dict[str, Any]:
    """The addresses of the portal that a leader can open, each with its page."""
    client = Client(raise_request_exception=False)
    found = [addresses.address(name, furnished, cast_once) for name in addresses.names()]
    with django_db_blocker.unblock():
        client.force_login(cast_once.leader, backend="django.contrib.auth.backends.ModelBackend")
        answers = {address: client.get(address) for address in found}
    return {address: answer for address, answer in answers.items() if answer.status_code == 200}


@pytest.fixture(scope="module")
def pages(answers: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each of them with what its form sends, or with nothing."""
    return {address: untouched(answer) for address, answer in answers.items()}


@pytest.fixture
def forms(pages: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Those that have a form."""
    found = {address: data for address, data in pages.items() if data}
    assert len(found) > 25
    return found


def of_the_administration(*views: str) -> Iterable[str]:
    """Those pages of each model: its list, its page for adding, one row's page and history."""
    for model in admin.site._registry:
        row = model._base_manager.first()
        for view in views:
            of_a_row = [row.pk] if row and view in ("change", "history") else []
            if of_a_row or view in ("changelist", "add"):
                yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=of_a_row)


def broken(client: Client, address: str, **post: Any) -> str:
    """What is wrong with the answer, or nothing; what was saved is undone, and who signed out is in again."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = client.post(address, **post) if post else client.get(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return f"{answer.status_code} {address[:150]} {str(post)[-150:]}" if answer.status_code >= 500 else ""


# --- addresses -------------------------------------------------------------------------------------------


def test_odd_query_strings(cast: Cast, pages: dict[str, Any]) -> None:
    """On PostgreSQL on the pages that show something: those with a form read no more of their address than they do."""
    client = client_of(cast, "leader")
    asked = [address for address, form in pages.items() if not form or connection.vendor == "sqlite"]
    assert len(asked) > 25
    wrong = [
        broken(client, f"{address}?" + "&".join(f"{name}={in_address(value)}" for name in PARAMETERS))
        for number, address in enumerate(asked) for value in odd(number, 2)
    ]  # fmt: skip
    assert not any(wrong), report(wrong)


def test_one_odd_parameter_of_the_list_at_a_time(cast: Cast) -> None:
    client, values = client_of(cast, "leader"), ODD if connection.vendor == "sqlite" else WORST
    names = ("q", "sort", "page", "per_page", "round", "municipality", "phase", "format")
    wrong = [
        broken(client, f"{reverse('plans:list')}?{name}={in_address(value)}{('', '&format=xlsx')[number % 2]}")
        for name in names for number, value in enumerate(values)
    ]  # fmt: skip
    assert not any(wrong), report(wrong)


@pytest.mark.parametrize("value", ["", "a\x00b", "9" * 30])
def test_odd_addresses_of_the_administration(cast: Cast, value: str) -> None:
    """Each list with every parameter in turn, each other page with some; PostgreSQL is asked for the lists alone."""
    views = ("changelist", "change", "history", "add") if connection.vendor == "sqlite" else ("changelist",)
    client, names = (
        client_of(cast, "admin"),
        ("_to_field", "p", "o", "e", "municipality", "round", "plan", "nonsense__exact"),
    )
    lists = set(of_the_administration("changelist"))
    wrong = [
        broken(client, f"{address}?{name}={in_address(value)}")
        for number, address in enumerate(of_the_administration(*views))
        for name in spread(names, number, 3 if address in lists else 1)
    ]
    assert not any(wrong), report(wrong)


# --- forms -----------------------------------------------------------------------------------------------


def untouched(answer: Any) -> dict[str, Any]:
    """What the page's form sends when nobody touched it, its empty fields too; without a form nothing."""
    context = answer.context
    if context is None or ("adminform" not in context and context.get("form") is None):
        return {}
    names = re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', answer.content.decode())
    return {**dict.fromkeys(names, ""), **posted(answer)}


def test_every_field_odd(cast: Cast, forms: dict[str, dict[str, Any]]) -> None:
    client = client_of(cast, "leader")
    wrong = [
        broken(client, address, **filled(dict.fromkeys(data, value)))
        for number, (address, data) in enumerate(forms.items()) for value in odd(number, 3)
    ]  # fmt: skip
    assert not any(wrong), report(wrong)


@pytest.mark.one_database  # on both all fields of a form are odd at once, with the same values
def test_each_field_odd_by_itself(cast: Cast, forms: dict[str, dict[str, Any]], answers: dict[str, Any]) -> None:
    """A field of the pages that show the same form is tried on one of them, and of the rows of a table in one.

    They take turns, so that each page has its share. What a browser makes new rows from is not read by the server.
    What stands on most pages is read in one place for all: there each value is tried on another page.
    """
    client = client_of(cast, "leader")
    named = Counter(name for data in forms.values() for name in data)
    common = [name for name, times in named.items() if 2 * times > len(forms)]
    shown: dict[tuple[Any, str], list[tuple[str, dict[str, Any], str]]] = {}
    for address, data in forms.items():
        for name in data:
            if name not in common and "__prefix__" not in name:
                field = (type(answers[address].context["form"]), re.sub(r"-\d+-", "-", name))
                shown.setdefault(field, []).append((address, data, name))
    tried = [
        (*places[number % len(places)], WORST[number % len(WORST)]) for number, places in enumerate(shown.values())
    ]
    having = {name: [(address, data) for address, data in forms.items() if name in data] for name in common}
    tried += [(*having[name][number], name, value) for name in common for number, value in enumerate(WORST)]
    wrong = [broken(client, address, **filled({**data, name: value})) for address, data, name, value in tried]
    assert len(common) < 10
    assert len(tried) > 200
    assert not any(wrong), report(wrong)


def test_every_field_odd_in_the_administration(cast: Cast) -> None:
    """The pages that change and that add a row have the same form; they take turns with the values."""
    client = client_of(cast, "admin")
    shown: dict[Any, list[tuple[str, dict[str, Any]]]] = {}
    for address in of_the_administration("change", "add"):
        answer = client.get(address)
        if data := untouched(answer):
            shown.setdefault(answer.context["adminform"].form._meta.model, []).append((address, data))
    assert len(shown) > 25
    values = [("9" * 30, True), ("\x00", False), *([("NaN", True)] if connection.vendor == "sqlite" else [])]
    tried = [
        (*places[(number + turn) % len(places)], value, counts_kept)
        for number, places in enumerate(shown.values())
        for turn, (value, counts_kept) in enumerate(values)
    ]
    wrong = [
        broken(client, address, **filled({**dict.fromkeys(data, value), **_counts(data, counts_kept)}))
        for address, data, value, counts_kept in tried
    ]
    assert not any(wrong), report(wrong)


def test_a_role_for_an_address_that_nobody_has_is_reported(cast: Cast) -> None:
    client, address = client_of(cast, "leader"), reverse("admin:plans_membership_add")
    answer = client.post(
        address, {**untouched(client.get(address)), "plan": cast.plan.pk, "role": "staff", "email": "x@y.dk"}
    )
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"email"}


def _counts(data: dict[str, Any], counts_kept: bool) -> dict[str, Any]:
    """How many rows the form's tables have, so that the rows themselves are read; or nothing, to spoil that too."""
    return {name: value for name, value in data.items() if counts_kept and name.endswith("_FORMS")}


#: Content types, each with what is none of them.
NO_FORMS = (
    ("application/json", b'{"name": '),
    ("application/x-www-form-urlencoded", b"name=%FF%FE&%00=1&=&&made_from=1&made_from=2"),
    ("application/x-www-form-urlencoded; charset=no-such", b"name=x"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"name=x"),
    ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xff\xfe'),
    ("multipart/form-data; boundary=" + "x" * 300, b""),
    ("", b"\x00\xff" * 50),
    ("text/xml", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
)


@pytest.mark.one_database
def test_what_is_no_form_at_all(cast: Cast, pages: dict[str, Any]) -> None:
    client = client_of(cast, "leader")
    wrong = []
    for number, address in enumerate(pages):
        for kind, content in spread(NO_FORMS, number, 3):
            answer = client.generic("POST", address, content, content_type=kind)
            wrong += [f"{answer.status_code} {address} {kind}"] if answer.status_code >= 500 else []
    assert wrong == []
