"""The figures of the two ABC plans, found again in the text of their reports; nothing made up beside them."""

import re

import pytest

from tests.reports import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once"), pytest.mark.one_database]


#: Payer as printed, paid in, kroner in all, kroner a year: the ten lines of the table, in its order.
LINES = [
    ("VA afd. 7 Blokland", "cash", 575_940, 143_985),
    ("AB Nord", "cash", 378_468, 94_617),
    ("VA afd. 8 Bæk/Fosgården", "cash", 304_948, 76_237),
    ("AKB Hedemarken", "cash", 1_200_496, 300_124),
    ("AB Etagehusene", "cash", 373_800, 93_450),
    ("VA afd. 5 Kanalens Kvarter", "cash", 322_944, 80_736),
    ("VA's dispositionsfond", "cash", 524_064, 131_016),
    ("AB's dispositionsfond", "cash", 319_416, 79_854),
    ("Albertslund Kommune", "cash", 3_192_000, 798_000),
    ("Albertslund Kommune", "hours", 808_000, 202_000),
]
SCHOOL = "Der skal ske et fagligt løft af børn og unge, så flere bliver skoleparate, og flere tager en uddannelse"
WORK = "Flere bliver tilknyttet arbejdsmarkedet"
SAFETY = "Børn og unge skal støttes i et liv uden kriminalitet, og områderne skal opleves trygge"
TOGETHER = "Flere er en del af fællesskabet og deltager aktivt i samfundet"
LBF, RESIDENTS, VIVE, BOTH = "LBF boligsociale data", "LBF beboerdata", "VIVE", "VIVE / Albertslund Kommune"
MUNICIPALITY, PLANS = "kommunen", "alle 66 helhedsplaner"
HERE, ELSEWHERE = "tit/meget tit i boligområdet", "tit/meget tit uden for boligområdet"

#: Goal, indicator, part, area, comparator and its name, year, source: the table of section 5, line by line.
TABLE = [
    (SCHOOL, "dagtilbud", "", "88,9 %", "92,5 %", MUNICIPALITY, "2019", LBF),
    (SCHOOL, "karakterer", "", "5,2", "6,1", MUNICIPALITY, "2019", LBF),
    (SCHOOL, "grundskole-18-29", "", "29,02 %", "18,61 %", MUNICIPALITY, "2019", RESIDENTS),
    (WORK, "restgruppen", "", "21,1 %", "15,6 %", MUNICIPALITY, "2019", LBF),
    (WORK, "uden-tilknytning", "", "29,0 %", "15,9 %", MUNICIPALITY, "2019", LBF),
    (SAFETY, "sigtede", "", "5,5 %", "3,6 %", MUNICIPALITY, "2019", LBF),
    (SAFETY, "tryghed", "", "74 %", "73 %", PLANS, "2018", VIVE),
    (TOGETHER, "frivillige", HERE, "17 %", "12 %", PLANS, "2018", VIVE),
    (TOGETHER, "frivillige", ELSEWHERE, "13 %", "14 %", PLANS, "2018", VIVE),
    (TOGETHER, "stemmedeltagelse", "", "65 %", "66 %", MUNICIPALITY, "2017", BOTH),
]
NAMES = {
    "dagtilbud": "Andel 1-5-årige i dagtilbud",
    "karakterer": "Karaktergennemsnit i dansk og matematik for 9.-klasseselever",
    "grundskole-18-29": (
        "Andel 18-29-årige med grundskole som højest fuldførte uddannelse, som ikke er i gang med en uddannelse"
    ),
    "restgruppen": "Andel 15-29-årige, der hverken er i gang med en uddannelse eller er i beskæftigelse (restgruppen)",
    "uden-tilknytning": "Andel 18-64-årige, der er uden tilknytning til arbejdsmarked og uddannelse",
    "sigtede": "Andel 15-29-årige, som er sigtet mindst én gang",
    "tryghed": "Andel beboere over 18 år, der føler sig grundlæggende trygge i boligområdet",
    "frivillige": "Andel beboere over 18 år, der laver frivilligt arbejde",
    "stemmedeltagelse": "Andel stemmeberettigede, der har stemt ved seneste kommunalvalg/folketingsvalg",
}


def dotted(kroner: int) -> str:
    return f"{kroner:,}".replace(",", ".")


# --- 2017-2020 -------------------------------------------------------------------------------------------


def test_the_first_plan() -> None:
    text = made.text(made.demo("abc-2017-2020"))
    words = [
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
    ]
    assert [word for word in words if word not in text] == []


def test_each_line_of_its_financing() -> None:
    text, paid = made.text(made.demo("abc-2017-2020")), {"cash": "kontant", "hours": "timer"}
    lines = [
        f"{payer} {paid[kind]} {' '.join([dotted(a_year)] * 4)} {dotted(kroner)} "
        for payer, kind, kroner, a_year in LINES
    ]
    assert [line for line in lines if line not in text] == []


def test_what_landsbyggefonden_pays_in_which_year_is_not_stated() -> None:
    text = made.text(made.demo("abc-2017-2020"))
    assert "Landsbyggefonden kontant " + "ikke oplyst " * 4 + "15.200.000" in text
    assert "I alt " + "ikke oplyst " * 4 + "23.200.076 100 %" in text


def test_what_its_document_prints_wrongly_is_not_in_the_report() -> None:
    text = made.text(made.demo("abc-2017-2020"))
    for printed in ("23.200 mio", "15.200 mio", "4. mio", "93.45 "):
        assert printed not in text


# --- 2021-2025 -------------------------------------------------------------------------------------------


def test_the_second_plan() -> None:
    text = made.text(made.demo("abc-2021-2025"))
    words = [
        "1. marts 2021 – 28. februar 2025",
        "1.654 husstande · 3.633 beboere",
        "2019-26-midlerne",
        "Fortsætter ABC 2017-2020",
        "Hedemarken · Blokland · Albertslund Nord",
        "Planens finansiering er ikke oplyst.",
        "569.000 569.000 569.000 569.000 2.276.000",
        "600.000 600.000 600.000 – 1.800.000",
        "mindst 4.076.000 kr. (1 beløb er ikke oplyst)",
        "Steen Christiansen, Borgmester 17. december 2020",
        "René Løfqvist, Formand 22. januar 2021",
        "Vinie Hansen, Formand 3. februar 2021",
        "Kirsten Mogensen, Formand ikke oplyst",
    ]
    assert [word for word in words if word not in text] == []


def test_each_indicator_with_its_comparator_year_and_source() -> None:
    text = re.sub(r"også oplyst: [\d,]+(?: %)? ", "", made.text(made.demo("abc-2021-2025")).replace("/ ", "/"))
    for goal, code, part, area, comparator, whom, year, source in TABLE:
        name = f"{NAMES[code]} ({part})" if part else NAMES[code]
        assert goal in text
        row = re.search(rf"{re.escape(name.replace('/ ', '/'))} (.{{0,220}})", text)
        assert row, name
        assert row[1].startswith(f"{area} {comparator}"), name
        assert whom in row[1], name
        assert f"{year}, {source.replace(' / ', ' /')}" in row[1], name


def test_what_its_document_also_states_is_shown_beside_the_figure() -> None:
    text = made.text(made.demo("abc-2021-2025"))
    for words in ("21,1 % også oplyst: 24,1 %", "5,2 også oplyst: 4,5", "6,1 kommunen også oplyst: 5,9"):
        assert words in text


def test_its_beside_resources_are_no_part_of_its_financing() -> None:
    text = made.text(made.demo("abc-2021-2025"))
    assert text.index("Planens finansiering er ikke oplyst.") < text.index("Sideløbende indsatser")
    assert "Lokal medfinansiering: ikke oplyst" in text


@pytest.mark.parametrize("slug", made.SLUGS)
def test_what_is_not_known_is_never_a_zero(slug: str) -> None:
    text = made.text(made.demo(slug))
    assert not re.search(r"(?<![\d.,])0(?:,0+)? (?:kr\.|%)", text)
    assert "Milepæle: ikke oplyst · der er ikke indtastet milepæle" in text
    assert "Forbrug af budgettet: ikke oplyst · der er ikke indtastet forbrug" in text
    assert "None" not in text


@pytest.mark.parametrize("slug", made.SLUGS)
def test_its_state_is_reported_on_the_first_page(slug: str) -> None:
    first = made.pages(made.demo(slug))[0]
    for words in ("Parter ", "Version og status Arbejdseksemplar; ikke forelagt bestyrelsen", "Pr. dato 17. maj 2022"):
        assert words in first
