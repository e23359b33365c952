"""The figures of the two ABC plans, found again in the text of their reports; nothing made up beside them."""

import re

import pytest

from tests.reporting.test_demo_2017 import LINES
from tests.reporting.test_demo_indicators import NAMES, TABLE
from tests.reports import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once"), pytest.mark.one_database]


def dotted(kroner: int) -> str:
    return f"{kroner:,}".replace(",", ".")


# --- 2017-2020 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Finansiering i alt: 23.200.076 kr.",
        "Landsbyggefonden: 15.200.000 kr.",
        "Lokal medfinansiering: 8.000.076 kr.",
        "andel af hele planen: 34,48 %",
        "januar 2017 – december 2020",
        "Midler ikke oplyst",
        "LBF-sag ikke oplyst",
        "Hedemarken · Kanalens Kvarter · Blokland · Albertslund Nord",
        "Uddannelse/beskæftigelse",
        "Familier/forebyggelse",
        "Naboskab/trivsel",
    ],
)
def test_the_first_plan(words: str) -> None:
    assert words in made.text(made.demo("abc-2017-2020"))


@pytest.mark.parametrize(("payer", "kind", "kroner", "a_year"), LINES, ids=[f"{line[0]} {line[1]}" for line in LINES])
def test_each_line_of_its_financing(payer: str, kind: str, kroner: int, a_year: int) -> None:
    years = " ".join([dotted(a_year)] * 4)
    paid = {"cash": "kontant", "hours": "timer"}[kind]
    assert f"{payer} {paid} {years} {dotted(kroner)} " in made.text(made.demo("abc-2017-2020"))


def test_what_landsbyggefonden_pays_in_which_year_is_not_stated() -> None:
    told = made.text(made.demo("abc-2017-2020"))
    assert "Landsbyggefonden kontant " + "ikke oplyst " * 4 + "15.200.000" in told
    assert "I alt " + "ikke oplyst " * 4 + "23.200.076 100 %" in told


def test_what_its_document_prints_wrongly_is_not_in_the_report() -> None:
    told = made.text(made.demo("abc-2017-2020"))
    for printed in ("23.200 mio", "15.200 mio", "4. mio", "93.45 "):
        assert printed not in told


# --- 2021-2025 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "1. marts 2021 – 28. februar 2025",
        "1.654 husstande · 3.633 beboere",
        "2019-26-midlerne",
        "Viderefører ABC 2017-2020",
        "Hedemarken · Blokland · Albertslund Nord",
        "Planens finansiering er ikke oplyst.",
        "569.000 569.000 569.000 569.000 2.276.000",
        "600.000 600.000 600.000 – 1.800.000",
        "mindst 4.076.000 kr. (1 beløb er ikke oplyst)",
        "Steen Christiansen, Borgmester 17. december 2020",
        "René Løfqvist, Formand 22. januar 2021",
        "Vinie Hansen, Formand 3. februar 2021",
        "Kirsten Mogensen, Formand ikke oplyst",
    ],
)
def test_the_second_plan(words: str) -> None:
    assert words in made.text(made.demo("abc-2021-2025"))


@pytest.mark.parametrize("line", TABLE, ids=[f"{line[1]} {line[2]}" for line in TABLE])
def test_each_indicator_with_its_comparator_year_and_source(line: tuple[str, ...]) -> None:
    goal, code, part, area, comparator, whom, year, source = line
    told = re.sub(r"også oplyst: [\d,]+(?: %)? ", "", made.text(made.demo("abc-2021-2025")).replace("/ ", "/"))
    name = f"{NAMES[code]} ({part})" if part else NAMES[code]
    source = source.replace(" / ", " /")
    assert goal in told
    row = re.search(rf"{re.escape(name.replace('/ ', '/'))} (.{{0,220}})", told)
    assert row, name
    assert row[1].startswith(f"{area} {comparator}")
    assert whom in row[1]
    assert f"{year}, {source}" in row[1]


def test_what_its_document_also_states_stands_beside_the_figure() -> None:
    told = made.text(made.demo("abc-2021-2025"))
    for words in ("21,1 % også oplyst: 24,1 %", "5,2 også oplyst: 4,5", "6,1 kommunen også oplyst: 5,9"):
        assert words in told


def test_its_beside_resources_are_no_part_of_its_financing() -> None:
    told = made.text(made.demo("abc-2021-2025"))
    assert told.index("Planens finansiering er ikke oplyst.") < told.index("Ved siden af planen")
    assert "Lokal medfinansiering ikke oplyst" in told


@pytest.mark.parametrize("slug", made.SLUGS)
def test_what_is_not_known_is_never_a_nought(slug: str) -> None:
    told = made.text(made.demo(slug))
    assert not re.search(r"(?<![\d.,])0(?:,0+)? (?:kr\.|%)", told)
    assert "Milepæle ikke oplyst der er ikke registreret milepæle" in told
    assert "Forbrug af budgettet ikke oplyst der er ikke registreret forbrug" in told
    assert "None" not in told


@pytest.mark.parametrize("slug", made.SLUGS)
def test_its_state_is_told_on_the_first_page(slug: str) -> None:
    first = made.pages(made.demo(slug))[0]
    for words in ("Parter ", "Version og status Arbejdseksemplar; ikke forelagt bestyrelsen", "Pr. dato 17. maj 2022"):
        assert words in first
