"""A made-up plan says so wherever it is met: on its pages, in lists, in documents and in the names of files."""

from datetime import date

import pytest

from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import DocumentKind, all_kinds
from abc_portal.reporting.enums import DocumentFormat
from plans.models import Plan
from tests import readers
from tests.people import Cast
from tests.reports import made

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WORDS = "Opdigtet eksempel"
BAND = '<aside class="abc-example"'
IN_FILES = "plan-a-opdigtet-eksempel"
DAY = date(2022, 5, 17)


@pytest.fixture
def made_up(cast: Cast) -> Plan:
    Plan.objects.filter(pk=cast.plan.pk).update(is_example=True)
    return Plan.objects.with_places().get(pk=cast.plan.pk)


def test_a_refusal_in_the_plan_has_it_too(cast: Cast, made_up: Plan) -> None:
    answer = cast.client("board").get("/planer/plan-a/gennemgang/")
    assert answer.status_code == 403
    assert BAND in answer.content.decode()


def test_lists_of_plans_say_it(cast: Cast, made_up: Plan) -> None:
    client = cast.client("admin")
    assert readers.words(client.get("/planer/")).count("Plan A · opdigtet eksempel") == 1
    listed = [row[0] for row in readers.sheet(client.get("/planer/?format=xlsx"))]
    assert listed.count("Plan A · opdigtet eksempel") == 1
    assert "Plan B" in listed


def test_the_front_page_says_it_on_the_plan_s_card(cast: Cast, made_up: Plan) -> None:
    page = cast.client("admin").get("/")
    tags = page.content.decode().split('<li class="abc-panel">')
    assert [WORDS in tag for tag in tags if "/planer/plan-a/" in tag] == [True]
    assert [WORDS in tag for tag in tags if "/planer/plan-b/" in tag] == [False]


@pytest.mark.parametrize("kind", [kind for kind in all_kinds().values() if kind.template], ids=lambda kind: kind.value)
def test_documents_say_it_in_html(made_up: Plan, kind: DocumentKind) -> None:
    parameters = made.parameters_of(kind, made_up)
    form = DocumentFormat.HTML
    document = render.make(made_up, kind, reader=made.FULL_READER, as_of=DAY, form=form, parameters=parameters)
    assert f'data-foot=" · {WORDS}">{WORDS}</p>' in document.content.decode()
    assert IN_FILES in document.name


@pytest.mark.parametrize("kind", [kind for kind in all_kinds().values() if kind.template], ids=lambda kind: kind.value)
def test_and_on_paper_at_the_head_and_the_foot_of_every_page(made_up: Plan, kind: DocumentKind) -> None:
    parameters = made.parameters_of(kind, made_up)
    document = render.make(made_up, kind, reader=made.FULL_READER, as_of=DAY, parameters=parameters)
    for number, page in enumerate(made.pages(document.content)):
        assert page.count(WORDS) >= 2, f"page {number + 1}"
    assert IN_FILES in document.name


def test_a_document_of_another_plan_does_not(cast: Cast) -> None:
    plan = Plan.objects.with_places().get(pk=cast.plan.pk)
    document = render.make(plan, all_kinds()["status"], reader=made.FULL_READER, as_of=DAY, form=DocumentFormat.HTML)
    assert WORDS not in document.content.decode()
    assert "opdigtet" not in document.name
