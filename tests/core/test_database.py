"""The database searches in Danish whatever the letters' size, and takes signs of its own language as plain text."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import checks
from django.db import DatabaseError, connection
from django.db.models.functions import Lower, Upper
from hypothesis import example, given
from hypothesis import strategies as st

from abc_portal.core import database
from abc_portal.directory.models import Organisation, Person
from tests import factories

pytestmark = pytest.mark.django_db
sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has its own functions")
postgresql_only = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has the portal's functions")


@pytest.fixture
def names(db: Any) -> None:
    for name in (
        "VA Bæk- og Fosgården",
        "ØRBÆK Boligforening",
        "Ølby",
        "Åparken",
        "50 % mere",
        "50 kroner",
        "a_b",
        "acb",
    ):
        factories.organisation(name)
    factories.organisation("tilbage\\skråstreg")
    factories.person("Formand", title="Næstformand, ÆLDRERÅDET")


def found(**lookup: str) -> list[str]:
    return list(Organisation.objects.filter(**lookup).order_by("name").values_list("name", flat=True))


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("word", ["bæk", "Bæk", "BÆK", "bÆk"])
def test_a_search_finds_a_word_in_capitals_and_small_letters(word: str) -> None:
    assert found(name__icontains=word) == ["VA Bæk- og Fosgården", "ØRBÆK Boligforening"]


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("word", ["ØRBÆK", "ørbæk", "Ørbæk"])
def test_a_search_finds_a_word_that_begins_with_a_danish_letter(word: str) -> None:
    assert found(name__icontains=word) == ["ØRBÆK Boligforening"]
    assert found(name__istartswith=word) == ["ØRBÆK Boligforening"]
    assert found(name__iexact=f"{word} boligFORENING") == ["ØRBÆK Boligforening"]
    assert found(name__iendswith="FORENING") == ["ØRBÆK Boligforening"]


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("word", ["åparken", "ÅPARKEN", "ølby", "ØLBY"])
def test_small_and_capital_letters_count_only_when_asked_for(word: str) -> None:
    assert len(found(name__icontains=word)) == 1


@pytest.mark.usefixtures("names")
def test_a_search_in_a_plain_text_column_knows_danish_too() -> None:
    assert Person.objects.filter(title__icontains="ældreråd").exists()
    assert Person.objects.filter(title__icontains="NÆSTFORMAND").exists()


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    ("typed", "standing"),
    [
        ("%", ["50 % mere"]),
        ("50 %", ["50 % mere"]),
        ("_", ["a_b"]),
        ("a_b", ["a_b"]),
        ("\\", ["tilbage\\skråstreg"]),
        ("\\s", ["tilbage\\skråstreg"]),
        ("%%", []),
        (".*", []),
        ("[a-z]", []),
        ("' OR 1=1 --", []),
        ("\n", []),
    ],
)
def test_signs_of_the_databases_language_are_plain_text(typed: str, standing: list[str]) -> None:
    assert found(name__icontains=typed) == standing


@pytest.mark.usefixtures("names")
def test_both_databases_make_capitals_of_danish_letters() -> None:
    row = Organisation.objects.annotate(up=Upper("name"), down=Lower("name")).get(name__startswith="VA")
    assert (row.up, row.down) == ("VA BÆK- OG FOSGÅRDEN", "va bæk- og fosgården")


@pytest.mark.usefixtures("names")
def test_nothing_is_not_a_word() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NULL LIKE 'a%', 'a' LIKE NULL, UPPER(NULL), LOWER(NULL)")
        assert cursor.fetchone() == (None, None, None, None)


@given(text=st.text("abBæÆ%_\\.* ", max_size=6), word=st.text("abBæÆ%_\\.* ", max_size=3))
@example(text="50 %", word="%")
def test_any_word_is_found_exactly_where_it_is(text: str, word: str) -> None:
    with connection.cursor() as cursor:
        escaped = connection.ops.prep_for_like_query(word)
        contains = connection.operators["icontains"]
        left = connection.ops.lookup_cast("icontains") % "%s"
        cursor.execute(f"SELECT {left} {contains}", [text, f"%{escaped}%"])
        assert bool(cursor.fetchone()[0]) == (word.casefold() in text.casefold())


@sqlite_only
@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("b_k", "BÆK", True), ("b_k", "bk", False), ("%k", "bæk\nbæk", True), ("bæk", "BÆKKEN", False),
        ("5!%", "5%", True), ("5!%", "55", False), ("!!", "!", True), ("100", 100, True),
    ],
)  # fmt: skip
def test_like_on_sqlite_knows_danish_letters_and_escapes(pattern: str, text: Any, fits: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s LIKE %s ESCAPE '!'", [text, pattern])
        assert bool(cursor.fetchone()[0]) is fits


# --- the check at start ---------------------------------------------------------------------------


def faults() -> list[checks.CheckMessage]:
    return checks.run_checks(tags=[checks.Tags.database], databases=["default"])


@pytest.fixture
def altered() -> Iterator[Any]:
    """Wraps what the database is asked, for one test."""
    wrappers = []

    def wrap(wrapper: Any) -> None:
        context = connection.execute_wrapper(wrapper)
        context.__enter__()
        wrappers.append(context)

    yield wrap
    for context in wrappers:
        context.__exit__(None, None, None)


def test_this_database_sorts_and_searches_in_danish() -> None:
    assert faults() == []


def test_the_check_asks_nothing_when_no_database_is_named() -> None:
    assert database.check_danish(databases=None) == []


def test_a_database_without_a_danish_collation_is_reported(altered: Any) -> None:
    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if "COLLATE" in sql:
            raise DatabaseError("no such collation")
        return execute(sql, *rest)

    altered(refuse)
    assert [fault.id for fault in faults()] == ["core.E001"]


@pytest.mark.parametrize("answer", ["SELECT 0=1, 1=1", "SELECT 1=1, 0=1"])
def test_a_database_that_sorts_or_searches_in_another_language_is_reported(altered: Any, answer: str) -> None:
    altered(lambda execute, sql, *rest: execute(answer if "COLLATE" in sql else sql, *rest))
    assert [fault.id for fault in faults()] == ["core.E002"]


@sqlite_only
@pytest.mark.parametrize("collation", [lambda one, two: (one > two) - (one < two), lambda one, two: 0])
def test_sqlite_with_its_own_order_fails_the_check(collation: Any) -> None:
    try:
        connection.connection.create_collation(database.SQLITE_COLLATION, collation)
        assert [fault.id for fault in faults()] == ["core.E002"]
    finally:
        database.teach_sqlite_danish(connection=connection)


@sqlite_only
def test_sqlite_that_knows_only_ascii_letters_fails_the_check() -> None:
    try:
        connection.connection.create_function("UPPER", 1, lambda text: text.encode("ascii", "ignore").decode().upper())
        assert [fault.id for fault in faults()] == ["core.E002"]
    finally:
        database.teach_sqlite_danish(connection=connection)


@postgresql_only
def test_postgresql_whose_own_order_knows_only_ascii_letters_fails_the_check(altered: Any) -> None:
    altered(lambda execute, sql, *rest: execute(sql.replace("UPPER('Bæk')", "UPPER('Bæk' COLLATE \"C\")"), *rest))
    assert [fault.id for fault in faults()] == ["core.E002"]


@postgresql_only
def test_postgresql_with_another_order_fails_the_check(altered: Any) -> None:
    altered(lambda execute, sql, *rest: execute(sql.replace("da-x-icu", "sv-x-icu"), *rest))
    assert [fault.id for fault in faults()] == ["core.E002"]
