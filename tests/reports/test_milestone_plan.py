"""The milestone plan as PDF, page and workbook: opened again and read."""

import re
from dataclasses import fields
from datetime import date
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from abc_portal.core.dates import PartialDate
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.milestone_plan.content import MilestonePlan, build
from abc_portal.reporting.documents.reader import FULL_READER
from abc_portal.reporting.enums import DocumentFormat
from abc_portal.reporting.models import DocumentRequest
from plans.models import Plan
from tests import factories, progress, readers
from tests.people import Cast
from tests.reports.made import Insides, pages, parameters_of

DAY = date(2022, 5, 17)


@pytest.fixture
def full(cast_once: Cast, db: Any) -> Cast:
    """A plan from 1 March with a milestone of each kind."""
    cast = cast_once
    plan, activity = cast.plan, factories.activity(cast.sub, name="Lektiecafé")
    reached = {"state": "reached", "reached_on": date(2021, 5, 4)}
    progress.milestone(plan, due_quarter=1, activity=activity, text="Første møde er holdt", **reached)
    put_off = progress.milestone(
        plan, date(2022, 8, 31), sub_agreement=cast.sub, text="Aftalen er underskrevet", state="postponed"
    )
    progress.postponement(put_off, date(2022, 2, 28), former_quarter=4, reason="Rådet mødes først i maj")
    progress.milestone(
        plan, date(2022, 4, 30), text="Brochuren er trykt", state="dropped", dropped_because="Ingen læser den"
    )
    progress.milestone(plan, date(2022, 4, 1), text="Rapporten er sendt", reported_on=DAY)
    progress.milestone(plan, None, text="En dag uden dato er fundet")
    progress.milestone(plan, date(2023, 5, 31), text="Et udkast er skrevet", is_draft=True)
    return cast


def made(cast: Cast, form: DocumentFormat, as_of: date = DAY) -> bytes:
    plan = Plan.objects.with_places().get(pk=cast.plan.pk)
    return render.make(plan, all_kinds()["milepaelsplan"], reader=FULL_READER, as_of=as_of, form=form).content


def test_the_paper_tells_all_by_quarter_and_by_sub_agreement(full: Cast) -> None:
    pages = pypdf.PdfReader(BytesIO(made(full, DocumentFormat.PDF))).pages
    text = readers.squeezed(" ".join(page.extract_text() for page in pages))
    for words in (
        "Milepælsplan",
        "1. planår, 1. kvartal (marts–maj 2021)",
        "Første møde er holdt",
        "nået 4. maj 2021",
        "Aftalen er underskrevet frist 31. august 2022",
        "Aftalen er underskrevet 2. pl.år, 2. kv. udskudt",
        "En dag uden dato er fundet ingen dato planlagt",
        "udskudt se afsnit 3",
        "Rådet mødes først i maj",
        "opgivet: Ingen læser den",
        "forsinket",
        "Ingen dato",
        "3 Hvad der er udskudt eller opgivet, og hvorfor",
    ):
        assert words in text, words
    assert text.index("2. planår, 2. kvartal") < text.index("2 Efter delaftale og indsatsområde")
    assert "Et udkast er skrevet" not in text
    assert text.count("nået 4. maj 2021") == 1, "the day once"
    assert text.count("Rådet mødes først i maj") == 1, "the reason once"
    assert "nået nået" not in text


def test_a_due_date_that_is_the_plan_s_own_quarter_is_not_said_again(full: Cast) -> None:
    row = progress.milestone(full.plan, None, text="Kvartalet er gået")
    for first, is_said in ((date(2022, 7, 1), True), (date(2021, 3, 1), False)):
        row.due = PartialDate(first, "quarter") if is_said else PartialDate(first, "day")
        row.due_quarter = None if is_said else 1
        factories.saved(row, full.plan)
        assert ("frist 3. kvartal 2022" in made(full, DocumentFormat.HTML).decode()) == is_said


def test_it_is_tagged_like_every_paper(full: Cast) -> None:
    content = made(full, DocumentFormat.PDF)
    root = pypdf.PdfReader(BytesIO(content)).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "da-DK")
    inside = Insides(content)
    assert not inside.tags.all("Figure"), "its shapes stand beside their words"
    assert len(inside.tags.all("Table")) >= 4, "facts, by quarter, by sub-agreement, reasons"


def test_it_has_the_same_head_as_the_status_report(full: Cast) -> None:
    factories.step(full.plan, "running", happened_on=date(2021, 3, 1))
    plan = Plan.objects.with_places().get(pk=full.plan.pk)
    heads = []
    for kind in ("status", "milepaelsplan"):
        paper = render.make(plan, all_kinds()[kind], reader=FULL_READER, as_of=DAY, form=DocumentFormat.HTML)
        [facts] = re.findall(r'<table class="facts">.*?</table>', paper.content.decode(), re.DOTALL)
        heads.append(re.findall(r'<th scope="row">(.*?)</th>', facts))
    status, milestones = heads
    assert [name for name in milestones if name in status] == [name for name in milestones if name != "Milepæle"]
    assert {"Parter", "Tilstand", "LBF-sag", "Pr. dato", "Version og status"} <= set(milestones)


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.value)
def test_the_foot_of_every_page_tells_the_time_that_the_document_is_about(full: Cast, kind: Any) -> None:
    plan = Plan.objects.with_places().get(pk=full.plan.pk)
    parameters = parameters_of(kind, plan)
    paper = render.make(plan, kind, reader=FULL_READER, as_of=DAY, parameters=parameters).content
    document = kind.build(plan, reader=FULL_READER, as_of=DAY, is_back=True, **kind.values(plan, parameters))
    assert document.period if parameters else document.period == "1. marts 2021 – 28. februar 2025"
    for page in pages(paper):
        assert f"· {document.period} · pr. 17. maj 2022" in page


def test_a_document_about_a_part_of_the_plan_has_that_time_in_its_foot(full: Cast) -> None:
    class YearSheet(MilestonePlan):
        period = "1. marts 2022 – 28. februar 2023"

    found = build(Plan.objects.with_places().get(pk=full.plan.pk), reader=FULL_READER, as_of=DAY)
    sheet = YearSheet(**{field.name: getattr(found, field.name) for field in fields(found)})
    assert sheet.footer == "Milepælsplan · Plan A · 1. marts 2022 – 28. februar 2023 · pr. 17. maj 2022"


def test_the_foot_of_a_plan_whose_last_day_is_unknown_says_so(full: Cast) -> None:
    plan = Plan.objects.with_places().get(pk=full.plan.pk)
    plan.end = None
    assert " · fra 1. marts 2021, sidste dag ikke oplyst · pr." in build(plan, reader=FULL_READER, as_of=DAY).footer


def test_the_workbook_has_the_same_rows_twice(full: Cast) -> None:
    book = load_workbook(BytesIO(made(full, DocumentFormat.XLSX)))
    assert book.sheetnames == ["Kvartal for kvartal", "Efter delaftale"]
    by_quarter, by_place = ([[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] for sheet in book)
    assert len(by_quarter) == len(by_place) == 5
    row = next(row for row in by_quarter if row[1] == "Aftalen er underskrevet")
    assert row[0] == "2. planår, 2. kvartal"
    assert row[4].date() > date(2022, 1, 1), "the last day is a date that sorts"
    assert row[6] == "udskudt"
    assert "Rådet mødes først i maj" in row[7]
    assert {row[0] for row in by_place} == {full.sub.name, "Hele planen"}


def test_looking_back_it_tells_what_was_so_then(full: Cast) -> None:
    assert "nået 4. maj 2021" not in made(full, DocumentFormat.HTML, date(2021, 4, 1)).decode()


def test_a_plan_without_milestones_says_so(cast_once: Cast, db: Any) -> None:
    assert "Planen har ingen" in made(cast_once, DocumentFormat.HTML).decode() or (
        "Der er ikke" in made(cast_once, DocumentFormat.HTML).decode()
    )


def test_the_command_makes_each_format(full: Cast, tmp_path: Any) -> None:
    for form, begins in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("html", b"<!DOCTYPE")):
        file = tmp_path / f"plan.{form}"
        call_command("make_report", full.plan.slug, "milepaelsplan", output=str(file), format=form)
        assert file.read_bytes().startswith(begins)


def test_a_format_that_there_is_not_is_refused(full: Cast, tmp_path: Any) -> None:
    with pytest.raises(CommandError, match="Statusrapport findes ikke som Excel"):
        call_command("make_report", full.plan.slug, "status", output=str(tmp_path / "x"), format="xlsx")


@pytest.mark.parametrize(("asked", "form"), [("milepaelsplan.xlsx", "xlsx"), ("milepaelsplan.pdf", "pdf")])
def test_it_is_asked_for_in_the_browser(full: Cast, asked: str, form: str) -> None:
    address = reverse("reporting:documents", args=[full.plan.slug])
    assert full.client("board").post(address, {"kind": asked}).status_code == 302
    assert DocumentRequest.objects.get(kind="milepaelsplan").form == form


@pytest.mark.parametrize("asked", ["status.xlsx", "milepaelsplan.docx", "milepaelsplan.html", "x", ""])
def test_nothing_else_can_be_asked_for(full: Cast, asked: str) -> None:
    address = reverse("reporting:documents", args=[full.plan.slug])
    assert full.client("board").post(address, {"kind": asked}).status_code == 404


def test_dates_known_to_the_quarter_stand_as_known(full: Cast) -> None:
    row = progress.milestone(full.plan, None, text="Kvartalet er gået")
    row.due = PartialDate(date(2022, 7, 1), "quarter")
    factories.saved(row, full.plan)
    assert "3. kvartal 2022" in made(full, DocumentFormat.HTML).decode()
