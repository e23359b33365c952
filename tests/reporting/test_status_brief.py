"""The status in short: four answers on page and paper, nothing concluded from what is not registered."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import FULL_READER
from abc_portal.reporting.documents.status import content as status
from abc_portal.reporting.enums import DocumentFormat
from governance.models import Body
from plans.models import Plan, Position
from tests import factories, progress, readers
from tests.people import Cast, demo_client

pytestmark = pytest.mark.django_db
DAY = date(2022, 6, 2)


def _plan(slug: str) -> Plan:
    return Plan.objects.with_places().get(slug=slug)


def brief(cast: Cast, day: date = DAY) -> dict[str, Any]:
    report = status.build(_plan(cast.plan.slug), reader=FULL_READER, as_of=day)
    return {answer.code: answer for answer in report.brief}


def late(cast: Cast, number: int) -> None:
    for place in range(number):
        due = date(2022, 4, 1) + timedelta(days=place)
        progress.milestone(cast.plan, due, text=f"Milepæl {place}", reported_on=date(2022, 1, 1))


def test_brief_of_a_plan_without_anything_says_that_nothing_is_known(cast: Cast) -> None:
    found = brief(cast)
    assert list(found) == ["standing", "late", "decide", "meeting"]
    assert all(answer.text.words.startswith("Ikke oplyst") for answer in found.values())
    assert {answer.shape for answer in found.values()} == {"idle", "unknown"}


def test_brief_without_meetings_does_not_say_that_nothing_waits(cast: Cast) -> None:
    factories.saved(Body(plan=cast.plan, kind="board", name="Bestyrelsen", meetings_least=4, meetings_most=4))
    found = brief(cast)
    assert found["decide"].text.words == "Ikke oplyst: der er ikke indtastet møder eller beslutninger i portalen."
    assert found["meeting"].beside == "Bestyrelsen: 4 møder om året"
    assert "governance" not in found["meeting"].text.html
    assert f"/planer/{cast.plan.slug}/moeder/" in found["meeting"].text.html


def test_brief_names_what_is_late_earliest_first_and_leads_to_the_rest(cast: Cast) -> None:
    late(cast, 4)
    found = brief(cast)["late"]
    assert found.text.words == "4 milepæle er forsinkede"
    assert [fact.text for fact in found.named] == [f"Milepæl {number}" for number in range(4)]
    assert [(fact.text, due) for fact, due in found.first] == [
        ("Milepæl 0", "frist 1. april 2022"), ("Milepæl 1", "frist 2. april 2022"),
    ]  # fmt: skip
    assert (found.more.words, found.more.address) == ("2 til", found.text.address)
    page = cast.client("board").get(f"/planer/{cast.plan.slug}/?pr=2022-06-02")
    assert 'standing=late&amp;pr=2022-06-02"' in page.content.decode()


def test_brief_with_nothing_late_says_so_only_when_it_is_known(cast: Cast) -> None:
    progress.milestone(cast.plan, date(2022, 9, 1))
    assert brief(cast)["late"].text.words == "Ingen milepæle er forsinkede."


def test_brief_of_an_ended_plan_asks_of_no_meeting(cast: Cast) -> None:
    assert list(brief(cast, date(2090, 1, 1))) == ["standing", "late"]


def test_brief_of_a_plan_to_come_says_that_it_has_not_begun(cast: Cast) -> None:
    assert brief(cast, date(1990, 1, 1))["standing"].text.words == "Planen er ikke begyndt."


def test_paper_begins_with_the_answers_and_names_all_that_is_late(cast: Cast) -> None:
    late(cast, 7)
    made = render.make(
        _plan(cast.plan.slug), all_kinds()["status"], reader=FULL_READER, as_of=DAY, form=DocumentFormat.PDF
    )
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made.content)).pages]
    order = ("Kort fortalt", "Sådan går det", "Skal besluttes", "Næste møde", "Tegn:", "Version og status")
    places = [pages[0].index(words) for words in order]
    assert places == sorted(places)
    whole = " ".join(pages)
    section = whole.split("Forsinkede milepæle")[1]
    assert all(f"Milepæl {number}" in section for number in range(7))
    assert "Milepæl 4" in pages[0]
    assert "Milepæl 5" not in pages[0]


# --- a plan that ended without results ---------------------------------------------------------------------


@pytest.mark.usefixtures("demo_once")
def test_an_ended_plan_without_results_shows_what_it_was_first() -> None:
    page = demo_client("leder").get("/planer/abc-2017-2020/")
    text = readers.words(page.content.split(b"<main")[1])
    order = (
        "Vision",
        "Det arbejder planen med",
        "Uddannelse/beskæftigelse",
        "Organisering og medarbejdere",
        "Bestyrelsen",
        "Medarbejder, familier og forebyggelse × 2",
        "Økonomi",
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.lower().count("ikke oplyst") < 10


def test_staff_is_shown_only_to_who_sees_it(cast: Cast) -> None:
    factories.activity(cast.sub)
    factories.saved(Position(plan=cast.plan, title="Projektleder", share=500))
    day = "?pr=2090-01-01"
    assert "Projektleder (50 %)" in readers.words(cast.client("leader").get(f"/planer/{cast.plan.slug}/{day}"))
    assert "Projektleder" not in readers.words(cast.client("board").get(f"/planer/{cast.plan.slug}/{day}"))
