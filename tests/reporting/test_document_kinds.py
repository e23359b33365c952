"""A kind of document is one folder: what is declared there is known to the command, the page and the rights at once."""

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from abc_portal.core.access import Refused
from abc_portal.reporting import actions, documents
from abc_portal.reporting.documents.kinds import CannotBeMade, all_kinds
from abc_portal.reporting.documents.parameters import PARAMETERS
from abc_portal.reporting.enums import DocumentFormat, RequestState
from abc_portal.reporting.models import DocumentRequest
from plans.models import Plan
from tests import factories, readers
from tests.people import A_DAY, Cast

pytestmark = pytest.mark.django_db

PAGE = "/planer/plan-a/dokumenter/"
DECLARATION = """
from abc_portal.reporting.documents.kinds import DocumentKind
from abc_portal.reporting.documents.parameters import SUB_AGREEMENT, YEAR
from plans.shared.access import Resource


def build(plan, *, reader, as_of, is_back, sub_agreement, year):
    return {"plan": plan.name, "sub": sub_agreement.name, "first": year.first, "last": year.last}


KIND = DocumentKind(
    "aarsark", "Årsark", build=build, template="year_sheet.html", position=9,
    parameters=(SUB_AGREEMENT, YEAR), resource=Resource.LEDGER,
)
"""
TEMPLATE = "{{ document.plan }}: {{ document.sub }} {{ document.first|date:'Y-m-d' }} {{ document.last|date:'Y-m-d' }}"
GIVEN = {"sub_agreement": "sundhed", "year": "2022"}


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def year_sheet(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more kind, of a sub-agreement in a year: a folder with a declaration, and its template."""
    (tmp_path / "year_sheet").mkdir()
    (tmp_path / "year_sheet" / "__init__.py").write_text(DECLARATION, encoding="utf-8")
    (tmp_path / "year_sheet.html").write_text(TEMPLATE, encoding="utf-8")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    monkeypatch.setattr(documents, "__path__", [*documents.__path__, str(tmp_path)])
    all_kinds.cache_clear()
    yield
    sys.modules.pop(f"{documents.__name__}.year_sheet", None)
    all_kinds.cache_clear()


def test_make_report_with_a_kind_that_takes_parameters_makes_it(cast: Cast, year_sheet: None, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    options = ("--delaftale", "sundhed", "--year", "2022", "--format", "html")
    call_command("make_report", "plan-a", "aarsark", *options, "--output", str(out))
    assert out.read_text(encoding="utf-8") == "Plan A: Sundhed 2022-01-01 2022-12-31"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"year": "2022"}, "Årsark skal have --delaftale."),
        ({"sub_agreement": "sundhed"}, "Årsark skal have --year."),
        ({**GIVEN, "meeting": "7"}, "Årsark bruger ikke --meeting; udelad det."),
        (
            {**GIVEN, "sub_agreement": "nej"},
            "»nej« findes ikke som delaftale i planen. Den har: beskaeftigelse, sundhed.",
        ),
        ({**GIVEN, "year": "1999"}, "»1999« findes ikke som år i planen. Den har: 2021, 2022, 2023, 2024, 2025."),
    ],
)
def test_make_report_with_wrong_parameters_says_what_the_kind_takes(
    cast: Cast, year_sheet: None, tmp_path: Path, options: dict[str, str], sentence: str
) -> None:
    out = tmp_path / "out.html"
    with pytest.raises(CommandError) as refused:
        call_command("make_report", "plan-a", "aarsark", output=str(out), **options)
    assert str(refused.value) == sentence
    assert not out.exists()


def test_the_commands_help_names_the_kind_and_its_options(year_sheet: None, capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit):
        call_command("make_report", "--help")
    words = " ".join(capsys.readouterr().out.split())
    assert "status, milepaelsplan, aarsark" in words
    assert "taken by: aarsark" in words


def test_the_page_offers_the_kind_and_makes_it_for_what_was_chosen(
    cast: Cast, year_sheet: None, django_capture_on_commit_callbacks: Any
) -> None:
    client = cast.client("auditor")
    page = client.get(PAGE).content.decode()
    assert '<option value="aarsark.pdf"' in page
    assert re.search(r'<option value="sundhed"\s*>\s*Sundhed\s*</option>', page)
    assert client.post(PAGE, {"kind": "aarsark.pdf", **GIVEN}).status_code == 302
    [request] = DocumentRequest.objects.all()
    assert request.parameters == GIVEN
    assert str(request).startswith("Årsark")
    client.post(PAGE, {"kind": "aarsark.pdf", **GIVEN})
    assert DocumentRequest.objects.count() == 1, "the same is not made twice"
    client.post(PAGE, {"kind": "aarsark.pdf", **GIVEN, "year": "2023"})
    assert DocumentRequest.objects.count() == 2
    DocumentRequest.objects.update(form=DocumentFormat.HTML)
    actions.make_requested(pk=request.pk)
    request.refresh_from_db()
    assert (request.state, request.file.read().decode()) == (
        RequestState.DONE, "Plan A: Sundhed 2022-01-01 2022-12-31",
    )  # fmt: skip
    assert request.name.startswith("arsark-plan-a-sundhed-2022-")


@pytest.mark.parametrize("given", [{"year": "2022"}, {**GIVEN, "quarter": "1"}, {**GIVEN, "sub_agreement": "nej"}])
def test_the_page_with_wrong_parameters_says_so_and_keeps_what_was_chosen(
    cast: Cast, year_sheet: None, given: dict[str, str]
) -> None:
    answer = cast.client("leader").post(PAGE, {"kind": "aarsark.pdf", **given})
    page = readers.squeezed(answer.content.decode())
    assert answer.status_code == 422
    assert 'id="id_kind_error"' in page
    assert '<option value="aarsark.pdf" selected>' in page
    assert '<option value="2022" selected>' in page
    assert not DocumentRequest.objects.exists()


def test_a_kind_is_for_those_who_see_its_matter(cast: Cast, year_sheet: None) -> None:
    board = cast.client("board")
    page = board.get(PAGE).content.decode()
    assert "aarsark" not in page
    assert "id_year" not in page, "nor is what it alone takes"
    assert board.post(PAGE, {"kind": "aarsark.pdf", **GIVEN}).status_code == 404
    with pytest.raises(Refused):
        actions.ask_for_document(
            plan=cast.plan, kind=all_kinds()["aarsark"], as_of=A_DAY, by=cast.board, parameters=GIVEN
        )


def test_who_sees_its_matter_no_more_does_not_get_it(cast: Cast, year_sheet: None) -> None:
    request = DocumentRequest(plan=cast.plan, kind="aarsark", as_of=A_DAY, asked_by=cast.board, parameters=GIVEN)
    request.save()
    actions.make_requested(pk=request.pk)
    request.refresh_from_db()
    assert request.state == RequestState.FAILED
    with pytest.raises(Refused):
        actions.check_can_read(request, by=cast.board)


def test_a_parameter_that_is_gone_when_the_document_is_made_is_reported(cast: Cast, year_sheet: None) -> None:
    given = {**GIVEN, "sub_agreement": "fjernet"}
    request = DocumentRequest(plan=cast.plan, kind="aarsark", as_of=A_DAY, asked_by=cast.leader, parameters=given)
    request.save()
    actions.make_requested(pk=request.pk)
    request.refresh_from_db()
    assert "»fjernet«" in request.fault


def test_every_parameter_knows_the_values_of_a_plan(cast: Cast) -> None:
    party = factories.party(cast.plan, organisation=factories.organisation("Århus Kommune"))
    plan = Plan.objects.get(pk=cast.plan.pk)
    plan.starts_on, plan.ends_on = date(2021, 3, 1), date(2022, 2, 28)
    values = {parameter.name: parameter.among(plan) for parameter in PARAMETERS}
    assert {name: list(known) for name, known in values.items()} == {
        "sub_agreement": ["beskaeftigelse", "sundhed"], "year": ["2021", "2022"], "quarter": ["1", "2", "3", "4"],
        "meeting": [], "party": ["aarhus-kommune"], "recipient": [],
    }  # fmt: skip
    assert values["party"]["aarhus-kommune"].value == party
    assert values["quarter"]["2"].value.period.first == date(2021, 6, 1)


def test_a_format_that_the_kind_does_not_come_in_is_refused_with_those_that_it_does(year_sheet: None) -> None:
    with pytest.raises(CannotBeMade, match="pdf, html"):
        all_kinds()["aarsark"].check_format(DocumentFormat.XLSX)
