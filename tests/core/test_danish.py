"""Danish order and spelling, the same in Python and in both databases."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from abc_portal.core import danish, database
from abc_portal.directory.models import HousingArea, Organisation, Person
from tests import factories

#: In the order of a Danish index: signs, digits, letters; æ, ø, å last; aa beside å; capitals before small letters.
INDEX = [
    "  To steder",
    "- uden navn",
    "(ukendt)",
    "10. afdeling",
    "2. afdeling",
    "AB Nord",
    "AB Nord - etape 1",
    "AB Nord (etape 2)",
    "AB Nord 2",
    "AB Nordby",
    "ab Syd",
    "AKB",
    "akb",
    "Bo-Vest",
    "Boligfonden",
    "E",
    "É",
    "Eg",
    "Mollegade",
    "Muller",
    "Myller",
    "Müller",
    "Mølle",
    "Møller",
    "Möller",
    "VA Blokland 2",
    "VA Bæk- og Fosgården",
    "VA Bækgården",
    "Zebra",
    "Ærø",
    "Øen",
    "Ørbæk",
    "ørbæk",
    "Ålborg",
    "Aalborg",
    "Årslev",
    "Aarup",
]
LETTERS = st.text("abeghknorsuvyzæøåüéABDEKSVYZÆØÅ 0123456789-.,()/&'", max_size=6)


def in_order(names: list[str]) -> list[str]:
    return sorted(names, key=danish.sort_key)


def test_the_order_is_that_of_a_danish_index() -> None:
    assert in_order(list(reversed(INDEX))) == INDEX


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Organisation, HousingArea, Person])
def test_the_database_sorts_names_in_the_same_order(model: type) -> None:
    # Two of one name in other letters are the same organisation or area, but may be two people.
    names = INDEX if model is Person else [name for name in INDEX if name not in ("akb", "ørbæk")]
    for name in reversed(names):
        factories.saved(model(name=name, **({"kind": "other"} if model is Organisation else {})))
    listed = list(model.objects.order_by("name").values_list("name", flat=True))
    assert listed == names
    assert list(model.objects.order_by("-name").values_list("name", flat=True)) == listed[::-1]


@pytest.mark.django_db
@given(st.lists(LETTERS, min_size=2, max_size=8, unique=True))
@settings(max_examples=300)
def test_any_names_sort_alike_in_python_and_in_the_database(names: list[str]) -> None:
    # ICU takes «aA» and «aå» for two letters; neither stands in any name.
    names = [name for name in names if not re.search("a[AÅå]|A[Åå]", name)]
    rows = " UNION ALL ".join(["SELECT %s AS name"] * len(names))
    if not names:
        return
    sqlite = connection.vendor == "sqlite"
    collation = database.SQLITE_COLLATION if sqlite else database.POSTGRESQL_COLLATION
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT name FROM ({rows}) AS listed ORDER BY name COLLATE "{collation}"', names)
        assert [row[0] for row in cursor.fetchall()] == in_order(names)


@given(st.lists(st.text(max_size=5), max_size=6))
def test_the_order_is_total_and_only_equal_texts_are_equal(names: list[str]) -> None:
    listed = in_order(names)
    for one, two in pairwise(listed):
        assert danish.compare(one, two) <= 0
        assert danish.compare(two, one) == -danish.compare(one, two)
        assert (danish.compare(one, two) == 0) == (one == two)


def test_department_numbers_sort_as_numbers() -> None:
    names = ["Afd. 10", "Afd. 2", "Afd. 463-0", "Afd. 5", "Afd. T15", "afd. 1"]
    assert sorted(names, key=danish.natural_key) == ["afd. 1", "Afd. 2", "Afd. 5", "Afd. 10", "Afd. 463-0", "Afd. T15"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Bæk- og Fosgården", "baek-og-fosgaarden"),
        ("Ærø, Øen & Ålborg", "aeroe-oeen-aalborg"),
        ("  ABC 2021–2025 ", "abc-2021-2025"),
        ("Café Müller", "cafe-myller"),
        ("ØRBÆK", "oerbaek"),
        ("Große Straße", "grosse-strasse"),
        ("../../etc", "etc"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_a_slug_spells_danish_letters_out(text: str, slug: str) -> None:
    assert danish.slug(text) == slug


@given(st.text(max_size=40))
def test_a_slug_is_always_safe_in_an_address(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", danish.slug(text))


def test_words_are_joined_as_in_a_sentence() -> None:
    assert danish.joined([], "og") == ""
    assert danish.joined(["a"], "og") == "a"
    assert danish.joined(["a", "b"], "og") == "a og b"
    assert danish.joined(["a", "b", "c"], "og") == "a, b og c"
