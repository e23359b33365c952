"""The archive: who gets which file, how it comes out, and how the list is narrowed."""

from pathlib import Path
from typing import Any

import pytest

from abc_portal.core.access import Refused
from abc_portal.texts.figures import PlanResolver, images_of
from plans.archive import actions
from plans.models import PlanFile, PlanFileVersion
from plans.shared.access import SEES_FILES, check_can_see_file
from plans.shared.enums import FileSight, Role
from tests import factories, readers
from tests.factories import PNG
from tests.people import Cast
from tests.plans.filing import ARCHIVE, PDF, page, upload

pytestmark = pytest.mark.django_db
#: As agreed: who sees a file, by its sight.
AGREED = {
    "all": {"leader", "staff", "board", "group", "department", "auditor", "observer"},
    "board": {"leader", "staff", "board", "auditor"},
    "secretariat": {"leader", "staff"},
}


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


# --- who sees what -------------------------------------------------------------------------------------


def test_the_table_of_sights_is_as_agreed() -> None:
    assert {str(sight): {str(role) for role in roles} for sight, roles in SEES_FILES.items()} == AGREED
    assert set(SEES_FILES) == set(FileSight)


@pytest.mark.parametrize("person", [*Cast.ROLES, "admin", "outsider", "other_leader", "anonymous"])
def test_a_file_is_listed_and_given_to_those_it_is_for(cast: Cast, person: str) -> None:
    """One file for each group that a file can be for."""
    files = {}
    for sight in FileSight:
        files[sight] = factories.plan_file(cast.plan, f"Kortbilag {sight}.", content=None, sight=sight)
        factories.file_version(files[sight], PNG, "kort.png")
    client = cast.client(person)
    inside = person in Cast.ROLES or person == "admin"
    sees = [sight for sight in FileSight if person == "admin" or person in AGREED[sight]]
    for sight, file in files.items():
        given = 200 if sight in sees else 403 if inside else 302 if person == "anonymous" else 404
        for rest in ("", "hent/", "version/1/hent/"):
            answer = client.get(page(file, rest))
            assert answer.status_code == given, (sight, rest)
            said = readers.words(b"" if answer.streaming else answer.content)
            assert sight in sees or file.title not in said, (sight, rest)
        assert client.get(f"{ARCHIVE}{file.key}/billede/").status_code == given, sight
    titles = {files[sight].title for sight in sees}
    if inside:
        listed = client.get(ARCHIVE).content.decode()
        assert {file.title for file in files.values() if file.title in listed} == titles
        book = readers.sheet(client.get(f"{ARCHIVE}?format=xlsx"))
        assert {row[0] for row in book[1:]} == titles
    if person != "anonymous":
        user, rows = getattr(cast, person), {files[sight].pk for sight in sees}
        assert set(PlanFile.objects.visible_to(user).values_list("pk", flat=True)) == rows
        assert set(PlanFileVersion.objects.visible_to(user).values_list("file", flat=True)) == rows


@pytest.mark.parametrize("role", Role)
def test_the_refusal_says_whom_it_is_for_and_not_what_it_is(cast: Cast, role: Role) -> None:
    file = factories.plan_file(cast.plan, "Fortrolig sag", sight=FileSight.SECRETARIAT)
    user = getattr(cast, role.value)
    if role.value in AGREED["secretariat"]:
        return check_can_see_file(user, file, cast.plan)
    with pytest.raises(Refused) as disposition:
        check_can_see_file(user, file, cast.plan)
    assert str(disposition.value).startswith("Den fil er for: sekretariatet. Din rolle i planen (")
    assert "Fortrolig" not in str(disposition.value)
    return None


def test_a_file_is_not_reached_through_another_plan(cast: Cast) -> None:
    file = factories.plan_file(cast.other_plan, content=PNG)
    for rest in ("", "hent/", "version/1/hent/", "rediger/", "slet/", "version/", "version/1/slet/"):
        assert cast.client("leader").get(page(file, rest)).status_code == 404, rest
    assert cast.client("leader").get(f"{ARCHIVE}{file.key}/billede/").status_code == 404


@pytest.mark.parametrize("person", ["board", "group", "department", "auditor", "observer"])
def test_who_may_not_edit_the_plan_adds_nothing(cast: Cast, person: str) -> None:
    file = PlanFile(plan=cast.plan, title="Ny")
    with pytest.raises(Refused):
        actions.add_file(file=file, upload=upload(), by=getattr(cast, person))
    stored = factories.plan_file(cast.plan)
    with pytest.raises(Refused):
        actions.add_version(file=stored, upload=upload(b"%PDF-1.8"), by=getattr(cast, person))
    assert PlanFileVersion.objects.count() == 1


# --- how it comes out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("aftale.pdf", 'attachment; filename="aftale.pdf"'),
        ('den "endelige".pdf', 'attachment; filename="den \\"endelige\\".pdf"'),
        (
            "Bestyrelsesmøde på Ærø.pdf",
            "attachment; filename*=utf-8''Bestyrelsesm%C3%B8de%20p%C3%A5%20%C3%86r%C3%B8.pdf",
        ),
        ("a.pdf\r\nSet-Cookie: stjaalet=1", 'attachment; filename="a.pdf Set-Cookie: stjaalet=1"'),
    ],
)
def test_a_file_comes_out_as_it_went_in_and_no_browser_runs_it(cast: Cast, name: str, disposition: str) -> None:
    file = factories.plan_file(cast.plan, content=None)
    factories.file_version(file, PDF, name)
    answer = cast.client("observer").get(page(file, "hent/"))
    assert answer["Content-Disposition"] == disposition
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "stjaalet" not in answer.cookies
    assert b"".join(answer.streaming_content) == PDF


def test_each_version_is_given_out_by_its_number_and_the_latest_without(cast: Cast) -> None:
    file = factories.plan_file(cast.plan, content=b"%PDF-1")
    factories.file_version(file, b"%PDF-2")
    client = cast.client("board")
    answers = {rest: client.get(page(file, rest)) for rest in ("version/1/hent/", "version/2/hent/", "hent/")}
    assert [b"".join(answer.streaming_content) for answer in answers.values()] == [b"%PDF-1", b"%PDF-2", b"%PDF-2"]
    assert client.get(page(file, "version/3/hent/")).status_code == 404


def test_what_the_storage_has_lost_is_a_404(cast: Cast, settings: Any) -> None:
    file = factories.plan_file(cast.plan, content=PNG)
    Path(settings.MEDIA_ROOT, file.versions.get().upload.name).unlink()
    assert cast.client("leader").get(page(file, "hent/")).status_code == 404
    assert cast.client("leader").get(f"{ARCHIVE}{file.key}/billede/").status_code == 404
    assert cast.client("leader").get(page(file)).status_code == 200


def test_only_what_is_a_picture_is_shown_as_one(cast: Cast, settings: Any) -> None:
    picture = factories.plan_file(cast.plan, "Kort", content=PNG)
    answer = cast.client("observer").get(f"{ARCHIVE}kort/billede/")
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert "Content-Disposition" not in answer
    for title, content in (("PDF", PDF), ("Tegning", b"<svg/>")):
        factories.plan_file(cast.plan, title, content=content)
        assert cast.client("observer").get(f"{ARCHIVE}{title.lower()}/billede/").status_code == 404
    # Bytes that were exchanged on disk are asked again, whatever the row says.
    Path(settings.MEDIA_ROOT, picture.versions.get().upload.name).write_bytes(b"<script>alert(1)</script>")
    assert cast.client("observer").get(f"{ARCHIVE}kort/billede/").status_code == 404


def test_texts_are_given_only_pictures_that_all_their_readers_see(cast: Cast) -> None:
    factories.plan_file(cast.plan, "Kort", content=PNG)
    factories.plan_file(cast.plan, "Internt kort", content=PNG, sight=FileSight.BOARD)
    factories.plan_file(cast.plan, "Aftale")
    replaced = factories.plan_file(cast.plan, "Afløst", content=PNG)
    factories.file_version(replaced, PDF)
    factories.plan_file(cast.other_plan, "Fremmed", content=PNG)
    found = images_of(cast.plan)
    assert set(found) == {"kort"}
    assert (found["kort"].address, found["kort"].read()) == (f"{ARCHIVE}kort/billede/", PNG)


def test_a_picture_is_in_a_text_on_the_page_and_on_paper(cast: Cast) -> None:
    factories.plan_file(cast.plan, "Kort", content=PNG)
    lost = factories.plan_file(cast.plan, "Væk", content=PNG)
    beside = factories.cooperation(cast.plan, subject="<p>[[billede:kort|Kort over området]]</p>")
    shown = cast.client("observer").get(f"/planer/plan-a/aftaler/samarbejde/{beside.pk}/").content.decode()
    assert f'src="{ARCHIVE}kort/billede/"' in shown
    assert 'alt="Kort over området"' in shown
    lost.versions.get().upload.storage.delete(lost.versions.get().upload.name)
    on_paper = PlanResolver(cast.plan, on_paper=True)
    assert (on_paper.picture("kort"), on_paper.picture("vaek")) == (PNG, b"")


# --- the list ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["B", "A", "C"]),
        ("?sort=dated", ["A", "B", "C"]),
        ("?sort=-title", ["C", "B", "A"]),
        ("?q=rapporten", ["B"]),
        ("?q=hemmelig.pdf", ["C"]),
        ("?kind=map", ["A"]),
        ("?sight=board", ["C"]),
        ("?place=null", ["C"]),
        ("?q=findes+ikke", []),
        ("?kind=nonsens&page=x&sort=nonsens", ["B", "A", "C"]),
    ],
)
def test_the_list_is_narrowed_and_ordered_by_its_address(cast: Cast, query: str, titles: list[str]) -> None:
    activity = factories.activity(cast.sub)
    dated = {"dated_on_precision": "year"}
    factories.plan_file(cast.plan, "A", kind="map", sub_agreement=cast.sub, dated_on="2020-01-01", **dated)
    factories.plan_file(cast.plan, "B", description="Rapporten", activity=activity, dated_on="2022-01-01", **dated)
    hidden = factories.plan_file(cast.plan, "C", content=None, sight="board")
    factories.file_version(hidden, PDF, "hemmelig.pdf")
    answer = cast.client("board").get(ARCHIVE + query)
    tables = readers.tables(answer)
    assert [row[0] for row in tables[0][1:]] == titles if titles else tables == []
    book = readers.sheet(cast.client("board").get(f"{ARCHIVE}{query or '?'}&format=xlsx"))
    assert [row[0] for row in book[1:]] == titles


def test_the_list_of_a_sub_agreement_holds_its_activities_files(cast: Cast) -> None:
    factories.plan_file(cast.plan, "Delaftalen", sub_agreement=cast.sub)
    factories.plan_file(cast.plan, "Aktiviteten", activity=factories.activity(cast.sub))
    factories.plan_file(cast.plan, "En anden", sub_agreement=cast.other_sub)
    answer = cast.client("leader").get(f"{ARCHIVE}?place={cast.sub.pk}&sort=title")
    first, second = readers.tables(answer)[0][1:]
    assert [first[0], second[0]] == ["Aktiviteten", "Delaftalen"]
    expected = [
        "anden fil",
        "ikke oplyst",
        "–",
        "Delaftale: Beskæftigelse",
        "alle med en rolle i planen",
        "1",
        "aftale.pdf (8 bytes)",
    ]
    assert [item.replace("\xa0", " ") for item in second[1:]] == expected
    file = PlanFile.objects.get(title="Delaftalen")
    for rest in ("", "hent/"):
        assert f'href="{page(file, rest)}"' in answer.content.decode()


def test_an_empty_archive_says_what_belongs_there(cast: Cast) -> None:
    assert "tilføj den første fil" in readers.words(cast.client("leader").get(ARCHIVE))
    assert "Arkivet har ingen filer, som din rolle giver adgang til." in readers.words(
        cast.client("observer").get(ARCHIVE)
    )
