"""A plan's archive travels in its document, bytes and all; what is refused or only tried leaves nothing on disk."""

import base64
import json
from typing import Any

import pytest

from abc_portal.audit import change_sets
from abc_portal.exchange.interchange.importing import ImportRefused
from abc_portal.reporting.interchange import export_plan, import_plan
from plans.models import CooperationParty, Plan, PlanFileVersion
from tests import factories
from tests.factories import PNG
from tests.findings import findings
from tests.people import Cast
from tests.plans.filing import stored_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(cast_once: Cast, settings: Any, tmp_path: Any) -> Any:
    """A plan with an archive, as it is told on another machine: the plan and its bytes are gone here."""
    plan = factories.plan("rejsende", round=None)
    sub = factories.sub_agreement(plan)
    file = factories.plan_file(
        plan, "Aftale", sub_agreement=sub, sight="board", dated_on="2021-03-01", kind="agreement"
    )
    factories.file_version(file, b"%PDF-1.7 rettet", 'den "nye" på Ærø.pdf', number=4, note="Rettet")
    picture = factories.plan_file(plan, "Kort", content=None, activity=factories.activity(sub), position=1)
    factories.file_version(picture, PNG, "kort.png")
    beside = factories.cooperation(plan, file=file, kind="contract", subject="<p>Indsats</p>", ends_on="2022-01-01")
    factories.saved(CooperationParty(agreement=beside, organisation=factories.organisation(), position=1), plan)
    exported = export_plan(plan)
    change_sets.delete(plan, change_set=change_sets.begin(by=None, program="tests"))
    settings.MEDIA_ROOT = tmp_path / "another machine"
    return json.loads(exported)


def versions() -> list[tuple[int, str, bytes | None, str, int]]:
    rows = PlanFileVersion.objects.filter(file__plan__slug="rejsende").order_by("file__position", "number")
    return [(row.number, row.name, row.content, row.content_type, row.size) for row in rows]


def test_the_archive_comes_out_as_it_went_in(document: Any) -> None:
    plan = import_plan(json.dumps(document))
    assert plan is not None
    assert json.loads(export_plan(plan)) == document
    assert versions() == [
        (1, "aftale.pdf", b"%PDF-1.7", "application/pdf", 8),
        (4, 'den "nye" på Ærø.pdf', b"%PDF-1.7 rettet", "application/pdf", 15),
        (1, "kort.png", PNG, "image/png", len(PNG)),
    ]


def test_a_plan_travels_without_bytes_that_are_lost_and_the_import_says_which(document: Any) -> None:
    plan = import_plan(json.dumps(document))
    assert plan is not None
    lost = PlanFileVersion.objects.get(name="kort.png").upload
    lost.storage.delete(lost.name)
    [found] = [finding for finding in findings(plan) if finding.code == "archive-content-lost"]
    assert "kort.png" in found.message
    del document["files"][1]["versions"][0]["content"]
    assert json.loads(export_plan(plan)) == document
    before = versions()
    import_plan(json.dumps(document), update=True)
    assert versions() == before
    document["plan"]["slug"] = "igen"
    with pytest.raises(ImportRefused) as caught:
        import_plan(json.dumps(document))
    assert [fault.path for fault in caught.value.faults] == ["$.files[1].versions[0].content"]


def test_a_trial_keeps_no_bytes(document: Any, settings: Any) -> None:
    assert import_plan(json.dumps(document), dry_run=True) is None
    assert stored_bytes(settings) == []


@pytest.mark.parametrize(
    ("content", "name", "path", "sentence"),
    [
        (b"MZ", "a.pdf", "$.files[0].versions[1].content", "Programmer og websider"),
        (b"", "a.pdf", "$.files[0].versions[1].content", "Filen er tom."),
        (b"x", "a.html", "$.files[0].versions[1].content", "Programmer og websider"),
    ],
)
def test_what_an_upload_refuses_is_a_fault_here_too_and_nothing_is_stored(
    document: Any, settings: Any, content: bytes, name: str, path: str, sentence: str
) -> None:
    version = document["files"][0]["versions"][1]
    version["content"], version["name"] = base64.b64encode(content).decode(), name
    with pytest.raises(ImportRefused) as caught:
        import_plan(json.dumps(document))
    [fault] = caught.value.faults
    assert (fault.path, fault.sentence[: len(sentence)]) == (path, sentence)
    assert stored_bytes(settings) == []
    assert not Plan.objects.filter(slug="rejsende").exists()


def test_a_name_in_a_document_is_cleaned_as_any_other(document: Any) -> None:
    document["files"][1]["versions"][0]["name"] = "../../etc/kort\r\n.png"
    import_plan(json.dumps(document))
    assert versions()[-1][1] == "kort .png"


def test_an_update_changes_only_what_differs_and_leaves_no_bytes_behind(
    document: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    import_plan(json.dumps(document))
    before = PlanFileVersion.history.count()
    import_plan(json.dumps(document), update=True)
    assert PlanFileVersion.history.count() == before
    first, second = document["files"][0]["versions"]
    first["content"], first["name"] = base64.b64encode(b"Bare tekst").decode(), "aftale.txt"
    document["files"][0]["versions"] = [first, {**second, "number": 5}]
    with django_capture_on_commit_callbacks(execute=True):
        plan = import_plan(json.dumps(document), update=True)
    assert plan is not None
    assert json.loads(export_plan(plan)) == document
    assert versions()[0] == (1, "aftale.txt", b"Bare tekst", "text/plain; charset=utf-8", 10)
    assert stored_bytes(settings) == sorted([b"Bare tekst", b"%PDF-1.7 rettet", PNG])
