"""Writing to the archive: what is added and deleted, with its bytes; nothing of it is half done."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import RuleBroken
from plans.archive import actions
from plans.models import PlanFile, PlanFileVersion
from tests import factories, readers, state
from tests.factories import PNG
from tests.html import posted
from tests.people import Cast
from tests.plans.filing import ARCHIVE, PDF, add, add_version, page, stored_bytes, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


# --- adding ------------------------------------------------------------------------------------------------


def test_a_file_is_added_with_its_facts_its_bytes_and_one_change_set(cast: Cast, settings: Any) -> None:
    answer = add(
        cast.client("staff"), name="../../Ærø.pdf", dated="marts 2021", sight="board", note="Første", kind="map"
    )
    file = PlanFile.objects.get()
    assert answer.url == page(file)
    assert (file.key, file.kind, str(file.dated), file.sight) == ("aftalen", "map", "marts 2021", "board")
    version = file.versions.get()
    assert (version.number, version.name, version.size, version.note) == (1, "Ærø.pdf", len(PDF), "Første")
    assert version.content == PDF
    assert "Ærø" not in version.upload.name
    assert Path(version.upload.path).is_relative_to(Path(settings.MEDIA_ROOT) / "archive")
    change_set = ChangeSet.objects.latest("pk")
    assert (change_set.by, change_set.scope) == (cast.staff, f"plan:{cast.plan.pk}")
    assert {item.model for item in change_set.touched.all()} == {"plans.planfile", "plans.planfileversion"}


def test_a_refused_form_keeps_what_was_typed_and_asks_for_the_file_again(cast: Cast, settings: Any) -> None:
    sub, activity = cast.sub, factories.activity(cast.sub)
    answer = add(cast.client("leader"), description="Kun tekst", sub_agreement=str(sub.pk), activity=str(activity.pk))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form["description"].value() == "Kun tekst"
    assert form.non_field_errors() == ["En fil hører til en delaftale eller til en aktivitet, ikke til begge."]
    assert form.errors["content"] == ["Vælg filen igen: browseren sender den ikke af sig selv en gang til."]
    assert 'enctype="multipart/form-data"' in answer.content.decode()
    assert not PlanFile.objects.exists()
    assert stored_bytes(settings) == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "tom.pdf", "Filen er tom."),
        (b"MZ", "a.exe", "Programmer og websider kan ikke ligge i arkivet. Gem filen som PDF, og læg den op i stedet."),
        (b"x" * 1024 * 1025, "stor.txt", "Filen er større end 1 MB. Gør den mindre, eller del den op."),
    ],
)
def test_what_is_not_taken_is_reported_at_the_file(
    cast: Cast, settings: Any, content: bytes, name: str, sentence: str
) -> None:
    settings.LARGEST_FILE_MB = 1
    answer = add(cast.client("leader"), content, name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["content"] == [sentence]
    assert stored_bytes(settings) == []


def test_a_form_without_a_file_is_refused(cast: Cast) -> None:
    client = cast.client("leader")
    data = posted(client.get(f"{ARCHIVE}tilfoej/"))
    answer = client.post(f"{ARCHIVE}tilfoej/", {**data, "title": "Uden fil"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["content"])


def test_a_form_sent_twice_adds_once_but_with_another_file_it_is_another_form(cast: Cast) -> None:
    client = cast.client("leader")
    data = {**posted(client.get(f"{ARCHIVE}tilfoej/")), "title": "Referat"}
    for content in (b"%PDF-1", b"%PDF-1", b"%PDF-2"):
        assert client.post(f"{ARCHIVE}tilfoej/", {**data, "content": upload(content)}).status_code == 302
    assert list(PlanFile.objects.values_list("key", flat=True)) == ["referat", "referat-2"]
    assert [version.content for version in PlanFileVersion.objects.order_by("pk")] == [b"%PDF-1", b"%PDF-2"]


def test_bytes_whose_row_is_not_made_are_not_stored(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_args: Any, **_kwargs: Any) -> None:
        raise OSError("the history cannot be written")

    monkeypatch.setattr("abc_portal.audit.models.TrackedHistory.create_historical_record", break_down)
    before = state.snapshot()
    with pytest.raises(OSError, match="history"), transaction.atomic():
        actions.add_file(file=PlanFile(plan=cast.plan, title="Ny", key="ny"), upload=upload(), by=cast.leader)
    assert state.changed(before, state.snapshot()) == []
    assert stored_bytes(settings) == []


# --- versions ------------------------------------------------------------------------------------------------


def test_a_newer_version_is_shown_beside_the_older_with_who_when_and_why(cast: Cast) -> None:
    file = factories.plan_file(cast.plan)
    assert add_version(cast.client("staff"), file, b"%PDF-2", note="Underskrevet").url == page(file)
    assert [version.number for version in file.versions.all()] == [2, 1]
    rows = readers.tables(cast.client("leader").get(page(file)))[0]
    assert rows[1][:4] == ["2", "aftale.pdf", "6 bytes", "Underskrevet"]
    assert rows[1][4].endswith(", staff")
    assert "staff" not in readers.words(cast.client("board").get(page(file)))  # the history is not the board's


def test_the_latest_version_once_more_is_refused_with_a_sentence(cast: Cast) -> None:
    file = factories.plan_file(cast.plan, content=PDF)
    factories.file_version(file, b"%PDF-2")
    answer = add_version(cast.client("leader"), file, b"%PDF-2", note="Igen")
    assert answer.status_code == 422
    assert answer.context["form"].errors["content"] == ["Det er den samme fil som version 2, den seneste."]
    assert answer.context["form"]["note"].value() == "Igen"
    assert add_version(cast.client("leader"), file, PDF).status_code == 302  # an older one may come back
    assert file.versions.count() == 3


def test_two_uploads_at_once_get_numbers_of_their_own(cast: Cast) -> None:
    file = factories.plan_file(cast.plan)
    first, second = (PlanFile.objects.get(pk=file.pk) for _ in range(2))
    opened = {who: posted(cast.client(who).get(page(file, "version/"))) for who in ("leader", "staff")}
    made = actions.add_version(file=first, upload=upload(b"%PDF-2"), by=cast.leader)
    assert actions.add_version(file=second, upload=upload(b"%PDF-3"), by=cast.staff).number == made.number + 1
    for who, content in (("leader", b"%PDF-4"), ("staff", b"%PDF-5")):
        answer = cast.client(who).post(page(file, "version/"), {**opened[who], "content": upload(content)})
        assert answer.status_code == 302
    assert [version.number for version in file.versions.all()] == [5, 4, 3, 2, 1]
    with pytest.raises(RuleBroken):
        actions.add_version(file=first, upload=upload(b"%PDF-5"), by=cast.leader)


def test_a_version_for_a_file_that_is_gone_is_a_lost_update(cast: Cast) -> None:
    file = factories.plan_file(cast.plan)
    stale = PlanFile.objects.get(pk=file.pk)
    change_sets.delete(file, change_set=change_sets.begin(by=cast.staff))
    with pytest.raises(change_sets.LostUpdate):
        actions.add_version(file=stale, upload=upload(), by=cast.leader)


# --- deleting ----------------------------------------------------------------------------------------------------


def test_deleting_tells_what_goes_and_where_it_stood_and_takes_the_bytes_once_it_is_done(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    file = factories.plan_file(cast.plan, "Kort", content=PNG)
    factories.file_version(file, PNG + b" ", "kort-2.png")
    factories.activity(cast.sub, "Bykort", purpose="<p>[[billede:kort|Kort over området]]</p>")
    factories.activity(cast.sub, "Andet kort", purpose="<p>[[billede:kort-2|Et andet]]</p>")
    client = cast.client("leader")
    asked = client.get(page(file, "slet/"))
    text = readers.words(asked)
    for name in ("version 2, kort-2.png", "version 1, aftale.pdf", "aktivitet: Bykort", "Indholdet fjernes helt"):
        assert name in text
    assert "Andet kort" not in text
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page(file, "slet/"), {"seen": asked.context["seen"]})
        assert len(stored_bytes(settings)) == 2
    assert answer.url == ARCHIVE
    assert stored_bytes(settings) == []
    assert not PlanFileVersion.objects.exists()


def test_a_deletion_that_is_undone_keeps_the_bytes(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    file = factories.plan_file(cast.plan)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        change_sets.delete(file, change_set=change_sets.begin(by=cast.leader))
        transaction.set_rollback(True)
    assert stored_bytes(settings) == [b"%PDF-1.7"]


def test_the_bytes_go_with_a_whole_plan_too(cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    plan = factories.plan()
    factories.plan_file(plan)
    with django_capture_on_commit_callbacks(execute=True):
        change_sets.delete(plan, change_set=change_sets.begin(by=cast.admin))
    assert stored_bytes(settings) == []


def test_a_file_that_an_agreement_points_to_stays_and_says_why(cast: Cast) -> None:
    file = factories.plan_file(cast.plan)
    factories.cooperation(cast.plan, "Aftale med Frivilligcentret", file=file)
    answer = cast.client("leader").post(page(file, "slet/"), {"seen": ""})
    assert answer.status_code == 422
    assert "øvrig aftale: Aftale med Frivilligcentret" in readers.words(answer)
    assert PlanFile.objects.filter(pk=file.pk).exists()


def test_one_version_can_be_deleted_and_its_number_is_not_used_again(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    file = factories.plan_file(cast.plan, content=b"%PDF-1")
    factories.file_version(file, b"%PDF-2")
    client = cast.client("leader")
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.get(page(file, "version/2/slet/"))
        assert client.post(page(file, "version/2/slet/"), {"seen": asked.context["seen"]}).url == page(file)
    assert stored_bytes(settings) == [b"%PDF-1"]
    add_version(client, file, b"%PDF-3")
    assert [version.number for version in file.versions.all()] == [3, 1]
    for number in (1, 3):
        address = page(file, f"version/{number}/slet/")
        client.post(address, {"seen": client.get(address).context["seen"]})
    assert "Der er ikke gemt nogen version af filen." in readers.words(client.get(page(file)))
    assert client.get(page(file, "hent/")).status_code == 404
