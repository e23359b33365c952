"""What texts may refer to: each provider's figures, asked for once and only when wanted, and how they are shown."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abc_portal.core import pdf
from abc_portal.directory.models import Count, CountedPlace
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import FULL_READER
from abc_portal.reporting.enums import DocumentFormat
from abc_portal.texts import figures
from abc_portal.texts.figures import Figures, Image, figures_of
from plans.models import Plan
from tests import factories, scale
from tests.people import A_DAY, Cast

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090775"
    "3de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def count(kind: str, value: int, *departments: Any, **fields: Any) -> None:
    row = factories.saved(Count(kind=kind, value=value, source="Essens", **fields))
    for department in departments:
        factories.saved(CountedPlace(count=row, department=department))


def texts(plan: Plan) -> dict[str, str]:
    return {code: figure.text for code, figure in figures_of(plan).items()}


def test_what_is_not_known_is_said_to_be_unknown(cast: Cast) -> None:
    found = figures_of(cast.plan)
    for code in ("beboere", "boliger-akb-eksempel", "finansiering", "lbf-tilskud", "lokal-andel"):
        assert (found[code].text, found[code].value) == ("ikke oplyst", None), code
    assert found["foerste-dag"].text == "1. marts 2021"
    assert found["afdelinger"].value == 1
    assert found["delaftaler"].value == 2
    assert found["organer"].value == 0
    assert all(figure.label for figure in found.values())


def test_counts_of_the_departments_each_and_together(cast: Cast) -> None:
    other = factories.department(name="AKB Eksempel", number="12")
    factories.takes_part(cast.plan, other)
    factories.takes_part(cast.plan, factories.department(), status="prequalified")
    count("dwellings", 394, cast.housing)
    count("dwellings", 72, other)
    count("residents", 3600, cast.housing, other, qualifier="about", counted_on=date(2020, 1, 1))
    count("households", 100, cast.housing, qualifier="over")
    count("households", 5, other)
    found = figures_of(cast.plan)
    assert found["boliger"].value == 466
    assert found["boliger"].source == "afdelingerne lagt sammen"
    assert (found["boliger-akb-eksempel"].value, found["boliger-akb-eksempel-12"].value) == (394, 72)
    assert (found["beboere"].text, found["beboere"].is_about) == ("ca. 3.600", True)
    assert found["beboere"].source == "Essens (1. januar 2020)"
    assert (found["husstande"].value, found["husstande-akb-eksempel"].value) == (None, None)
    assert found["husstande-akb-eksempel"].text == "over 100"
    assert found["afdelinger"].value == 2, "one that was only prequalified does not count"


def test_the_financing_is_reported_in_totals_that_every_role_sees(cast: Cast) -> None:
    factories.contribution(factories.source(cast.plan, "lbf"), 750_000_00)
    own = factories.source(cast.plan, "department", department=cast.housing)
    factories.contribution(own, 250_000_00)
    open_ended = figures_of(cast.plan)
    assert (open_ended["finansiering"].value, open_ended["lokal-andel"].value) == (None, None)
    assert open_ended["lokal-andel"].text == "mindst 25\u00a0%"
    cast.plan.is_financing_complete = True
    found = figures_of(cast.plan)
    assert found["finansiering"].text == "1.000.000\u00a0kr."
    assert found["finansiering"].value == Decimal(1_000_000)
    assert found["lbf-tilskud"].value == Decimal(750_000)
    assert found["lokal-andel"].text == "25,00\u00a0%"
    factories.contribution(own, None)
    part = figures_of(cast.plan)["finansiering"]
    assert (part.text.split(" ")[0], part.value) == ("mindst", None)
    assert figures_of(cast.plan)["lokal-andel"].value is None


def test_an_indicator_s_value_year_and_comparator(cast: Cast) -> None:
    indicator = factories.indicator(cast.plan, name="Uden job")
    factories.observation(cast.plan, indicator, Decimal("34.5"), year=2019)
    factories.observation(cast.plan, indicator, 20, "municipality", year=2019)
    parts = factories.indicator(cast.plan, name="Karakter", unit="grade")
    factories.observation(cast.plan, parts, 5, part="Drenge", year=2019, qualifier="over")
    found = figures_of(cast.plan)
    assert found[f"indikator-{indicator.code}"].value == Decimal("34.5")
    assert found[f"indikator-{indicator.code}"].text == "34,5\u00a0%"
    assert found[f"indikator-{indicator.code}-kommune"].value == 20
    assert found[f"indikator-{indicator.code}-aar"].text == "2019"
    assert found[f"indikator-{parts.code}-drenge"].label == "Karakter: Drenge"
    assert found[f"indikator-{parts.code}-drenge"].value is None, "over 5 is no value to hold something against"


def test_only_the_provider_whose_code_is_wanted_is_asked_and_only_once(cast: Cast) -> None:
    wanted = Figures(cast.plan)
    with CaptureQueriesContext(connection) as queries:
        assert wanted.get("foerste-dag") is not None
        assert wanted.get("findes-ikke") is None
        assert len(queries) == 0
        assert wanted.get("organer") is not None
        assert wanted.get("organer-x") is None
        assert len(queries) == 1


def test_all_figures_take_as_many_queries_however_large_the_plan(cast: Cast) -> None:
    scale.grow(cast.plan, 1)
    with CaptureQueriesContext(connection) as few:
        figures_of(cast.plan)
    scale.grow(cast.other_plan, 6)
    with CaptureQueriesContext(connection) as many:
        figures_of(cast.other_plan)
    assert len(few) == len(many) <= 9


# --- shown ----------------------------------------------------------------------------------------------


def with_vision(cast: Cast, text: str) -> Plan:
    row = Plan.objects.get(pk=cast.plan.pk)
    row.vision = text
    return factories.saved(row, row)


def agreements(cast: Cast) -> tuple[str, int]:
    client = cast.client("board")
    client.get(f"/planer/{cast.plan.slug}/aftaler/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/planer/{cast.plan.slug}/aftaler/").content.decode()
    return page, len(queries)


def test_a_page_shows_marks_and_one_without_asks_nothing_for_them(cast: Cast) -> None:
    with_vision(cast, "<p>Uden [[note:En note]]</p>")
    _page, without = agreements(cast)
    factories.body(cast.plan)
    with_vision(cast, "<p>Der er [[tal:organer]] organ</p>")
    page, one = agreements(cast)
    assert ">1</span> organ" in page
    assert one == without + 1


def test_texts_on_a_page_have_notes_of_their_own(cast: Cast) -> None:
    factories.activity(cast.sub, purpose="<p>a[[note:Første]]</p>")
    factories.activity(cast.sub, purpose="<p>b[[note:Anden]] [[tal:væk]]</p>")
    page = cast.client("board").get(f"/planer/{cast.plan.slug}/aftaler/{cast.sub.slug}/").content.decode()
    assert page.count('<li id="note-') == page.count('href="#note-') == 2
    assert len({part.split('"')[0] for part in page.split('<li id="note-')[1:]}) == 2
    assert "ukendt tal: væk" in page


@pytest.fixture
def images(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """An archive with a picture, and one that is no picture."""
    held = {"kort": PNG, "skjult": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}

    def provide(plan: Plan) -> list[Image]:
        return [Image(key, key, f"/arkiv/{key}/", lambda key=key: held[key]) for key in held]

    monkeypatch.setattr(figures, "_image_providers", [provide])
    return held


def test_a_form_with_a_text_offers_what_can_be_put_into_it(cast: Cast, images: dict[str, bytes]) -> None:
    client, base = cast.client("leader"), f"/planer/{cast.plan.slug}"
    page = client.get(f"{base}/rediger/").content.decode()
    assert '<option value="delaftaler">Delaftaler: 2</option>' in page
    assert '<option value="kort">' in page
    assert "<code>[[tal:delaftaler]]</code>" in page, "without a script it can be written by hand"
    party = factories.party(cast.plan)
    without = client.get(f"{base}/aftaler/parter/{party.pk}/rediger/").content.decode()
    assert "abc-marks" not in without
    assert "abc/marks.js" not in without


def made(plan: Plan, form: DocumentFormat) -> bytes:
    found = Plan.objects.with_places().get(pk=plan.pk)
    return render.make(found, all_kinds()["status"], reader=FULL_READER, as_of=A_DAY, form=form).content


def test_a_page_fetches_the_image_from_the_archive(cast: Cast, images: dict[str, bytes]) -> None:
    with_vision(cast, "<p>[[billede:kort|Kort over området|Foto]]</p>")
    page, _queries = agreements(cast)
    assert '<img src="/arkiv/kort/" alt="Kort over området"><figcaption>Foto</figcaption>' in page


def test_the_pdf_holds_the_image_the_figure_and_the_note(cast: Cast, images: dict[str, bytes]) -> None:
    plan = with_vision(
        cast, "<p>Der er [[tal:delaftaler]] delaftaler[[note:Se bilag]]</p><p>[[billede:kort|Kort over området]]</p>"
    )
    reader = pypdf.PdfReader(BytesIO(made(plan, DocumentFormat.PDF)))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Der er 2 delaftaler" in text
    assert "Se bilag" in text
    assert [(image.image.size if image.image else None) for image in reader.pages[0].images] == [(1, 1)]
    assert made(plan, DocumentFormat.PDF) == made(plan, DocumentFormat.PDF)
    assert b'src="/arkiv/kort/"' in made(plan, DocumentFormat.HTML)


def test_a_document_gets_only_its_own_images_and_only_pictures(images: dict[str, bytes]) -> None:
    assert pdf.own_image("portal:///images/kort", images.get) == (PNG, "image/png")
    for key in ("skjult", "andet", "../kort", "", "%00"):
        with pytest.raises(pdf.OutsideFile):
            pdf.own_image(f"portal:///images/{key}", images.get)
    with pytest.raises(pdf.OutsideFile):
        pdf.own_file("portal:///images/kort")
