"""A status report asked for on the page: made in the background, waiting for who asked, and for nobody else."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from abc_portal.audit import change_sets
from abc_portal.core import pdf
from abc_portal.core.access import Refused
from abc_portal.reporting import actions, workers
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.enums import RequestState
from abc_portal.reporting.models import DocumentRequest
from budgets.financing.enums import FinancingSight
from tests import factories, readers
from tests.people import A_DAY, Cast
from tests.reports import made

pytestmark = pytest.mark.django_db

PAGE = "/planer/plan-a/dokumenter/"


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, request: Any) -> None:
    """Only the tests that look into the file set it in pages; drawing is tried elsewhere."""
    if "whole" not in request.fixturenames:
        monkeypatch.setattr(pdf, "render", lambda html, **_more: b"%PDF-1.7 " + html.encode())


@pytest.fixture
def whole() -> None:
    """The test's documents are real PDFs."""


def ask(cast: Cast, person: str, **data: str) -> Any:
    return cast.client(person).post(PAGE, {"kind": "status", **data})


def work() -> None:
    """What the worker does when it comes; the connections that it closes are here the test's own."""
    with mock.patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        call_command("db_worker", queue_name="*", batch=True, interval=0, startup_delay=False, verbosity=0)


@pytest.fixture
def made_for(cast: Cast, django_capture_on_commit_callbacks: Any) -> Any:
    """Asks as that person, lets the worker come, and gives the request."""

    def make(person: str, **data: str) -> DocumentRequest:
        with django_capture_on_commit_callbacks(execute=True):
            assert ask(cast, person, **data).status_code == 302
        work()
        return DocumentRequest.objects.filter(asked_by=getattr(cast, person)).first()

    return make


# --- from the button to the file -------------------------------------------------------------------------


def test_the_button_of_the_status_page_asks_for_it(cast: Cast, made_for: Any, whole: None) -> None:
    page = cast.client("board").get("/planer/plan-a/").content.decode()
    [form] = re.findall(r'<form method="post" action="([^"]*dokumenter/)">(.*?)</form>', page, re.S)
    assert form[0] == PAGE
    assert 'name="kind" value="status"' in form[1]
    document = made_for("board")
    assert (document.state, document.progress, document.as_of) == (RequestState.DONE, 100, timezone.localdate())
    got = cast.client("board").get(f"{PAGE}{document.pk}/hent/")
    content = b"".join(got.streaming_content)
    assert got.headers["Content-Disposition"] == f'attachment; filename="{document.name}"'
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Type"] == "application/pdf"
    assert len(content) == document.size
    assert "Plan A" in made.text(content)


def test_the_day_can_be_chosen(cast: Cast, made_for: Any) -> None:
    document = made_for("observer", as_of="1. marts 2023")
    assert document.as_of == date(2023, 3, 1)
    assert document.name == "statusrapport-plan-a-2023-03-01.pdf"
    assert "1. marts 2023" in document.file.read().decode()


@pytest.mark.parametrize("text", ["i morgen", "30-02-2021", "1/1-21", "2021", "01-01-0001"])
def test_a_day_that_is_none_keeps_what_was_typed(cast: Cast, text: str) -> None:
    answer = ask(cast, "board", as_of=text)
    assert answer.status_code == 422
    assert f'value="{text}"' in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not DocumentRequest.objects.exists()


@pytest.mark.parametrize("kind", ["", "x", "STATUS", "../status"])
def test_a_kind_that_is_not_made_is_a_404(cast: Cast, kind: str) -> None:
    assert ask(cast, "board", kind=kind).status_code == 404
    assert not DocumentRequest.objects.exists()


def test_each_gets_what_they_may_see(cast: Cast, made_for: Any) -> None:
    factories.contribution(factories.source(cast.plan, "department", label="En hemmelig afdeling"), 100_00)
    for person, sees in (("board", True), ("group", False), ("department", False)):
        assert ("En hemmelig afdeling" in made_for(person).file.read().decode()) == sees, person


def test_it_is_danish_though_its_reader_chose_english(cast: Cast, made_for: Any, english: None) -> None:
    assert "Statusrapport" in made_for("leader").file.read().decode()


def test_twice_the_same_while_it_waits_is_one(cast: Cast) -> None:
    ask(cast, "board")
    ask(cast, "board")
    assert DocumentRequest.objects.count() == 1
    ask(cast, "board", as_of="1. marts 2023")
    ask(cast, "staff")
    assert DocumentRequest.objects.count() == 3


# --- whose it is -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "person", [*(role for role in Cast.ROLES if role != "board"), "admin", "outsider", "other_leader"]
)
def test_nobody_else_follows_fetches_or_deletes_it(cast: Cast, made_for: Any, person: str) -> None:
    document, client = made_for("board"), cast.client(person)
    assert client.get(f"{PAGE}{document.pk}/hent/").status_code == 404
    assert client.get(f"{PAGE}{document.pk}/status/").status_code == 404
    assert client.post(f"{PAGE}{document.pk}/slet/").status_code == 404
    assert DocumentRequest.objects.filter(pk=document.pk).exists()
    page = client.get(PAGE)
    assert page.status_code == 404 or page.context["requests"] == []


def test_another_plan_s_address_does_not_lead_to_it(cast: Cast, made_for: Any) -> None:
    document = made_for("board")
    factories.member(cast.other_plan, cast.board, "board")
    assert cast.client("board").get(f"/planer/plan-b/dokumenter/{document.pk}/hent/").status_code == 404


def test_who_sees_less_than_before_has_lost_the_file(cast: Cast, made_for: Any) -> None:
    document, address = made_for("board"), "{}{}/hent/"
    assert cast.client("board").get(address.format(PAGE, document.pk)).status_code == 200
    factories.member(cast.plan, cast.board, "department", department=cast.housing)
    assert cast.client("board").get(address.format(PAGE, document.pk)).status_code == 200
    change_sets.delete(cast.board.memberships.get(role="board"), change_set=change_sets.begin(by=None, program="tests"))
    answer = cast.client("board").get(address.format(PAGE, document.pk))
    assert answer.status_code == 403
    assert "Din rolle giver adgang til mindre af planen nu" in answer.content.decode()


def test_a_sight_covers_what_is_no_wider() -> None:
    widths = [
        DocumentReader(FinancingSight.NOTHING),
        DocumentReader(FinancingSight.TOTALS),
        DocumentReader(FinancingSight.OWN, frozenset({1})),
        DocumentReader(FinancingSight.ALL),
    ]
    for number, reader in enumerate(widths):
        assert [reader.covers(width.scope()) for width in widths] == [True] * (number + 1) + [False] * (3 - number)
    assert not DocumentReader(FinancingSight.OWN, frozenset({2})).covers(
        DocumentReader(FinancingSight.OWN, frozenset({1})).scope()
    )
    assert not DocumentReader(FinancingSight.OWN, frozenset({1})).covers({})
    assert DocumentReader(FinancingSight.ALL, exact=True, staffing=True).covers({})
    assert not DocumentReader(FinancingSight.ALL, exact=True).covers({}), "everything has the staff in it"
    assert not DocumentReader(FinancingSight.ALL).covers({})


def test_who_lost_the_role_has_lost_the_file(cast: Cast, made_for: Any) -> None:
    document = made_for("board")
    change_sets.delete(cast.board.memberships.get(), change_set=change_sets.begin(by=None, program="tests"))
    assert cast.client("board").get(f"{PAGE}{document.pk}/hent/").status_code == 404
    assert not DocumentRequest.objects.visible_to(cast.board).exists()


def test_who_lost_the_role_concurrently_gets_no_file(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ask(cast, "board")
    change_sets.delete(cast.board.memberships.get(), change_set=change_sets.begin(by=None, program="tests"))
    work()
    document = DocumentRequest.objects.get()
    assert (document.state, bool(document.file)) == (RequestState.FAILED, False)


@pytest.mark.parametrize("person", ["outsider", "other_leader"])
def test_who_has_no_role_asks_for_nothing(cast: Cast, person: str) -> None:
    assert ask(cast, person).status_code == 404
    with pytest.raises(Refused):
        actions.ask_for_document(plan=cast.plan, kind=all_kinds()["status"], as_of=A_DAY, by=getattr(cast, person))
    assert not DocumentRequest.objects.exists()


def test_deleting_it_deletes_the_file(cast: Cast, made_for: Any) -> None:
    document = made_for("board")
    path = Path(document.file.path)
    assert path.exists()
    assert cast.client("board").post(f"{PAGE}{document.pk}/slet/").status_code == 302
    assert not path.exists()
    assert not DocumentRequest.objects.exists()


def test_a_file_that_is_gone_from_the_disk_is_a_404(cast: Cast, made_for: Any) -> None:
    document = made_for("board")
    Path(document.file.path).unlink()
    assert cast.client("board").get(f"{PAGE}{document.pk}/hent/").status_code == 404
    assert cast.client("board").post(f"{PAGE}{document.pk}/slet/").status_code == 302


# --- while it is made ------------------------------------------------------------------------------------


def test_without_a_worker_it_waits_and_the_page_says_so(cast: Cast) -> None:
    ask(cast, "board")
    document = DocumentRequest.objects.get()
    page = cast.client("board").get(PAGE)
    assert "venter, 0 %" in readers.words(page)
    assert "Opdatér" in readers.words(page), "without JavaScript the reader asks again"
    assert cast.client("board").get(f"{PAGE}{document.pk}/hent/").status_code == 404


def test_the_row_asks_again_until_it_is_ready(cast: Cast) -> None:
    ask(cast, "board")
    document, client = DocumentRequest.objects.get(), cast.client("board")
    address = f"{PAGE}{document.pk}/status/"
    row = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{address}"' in row
    assert "<html" not in row
    DocumentRequest.objects.update(state=RequestState.WORKING, progress=40)
    row = client.get(address).content.decode()
    assert 'value="40"' in row
    assert "40 %" in readers.words(row)
    DocumentRequest.objects.update(state=RequestState.FAILED, fault="Det gik ikke.")
    row = client.get(address).content.decode()
    assert "hx-get" not in row
    assert "Det gik ikke." in row


def test_it_tells_how_far_it_is_and_never_goes_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    percents: list[int] = []
    monkeypatch.setattr(actions, "_progress", lambda _pk, percent, **_changes: percents.append(percent))
    ask(cast, "board")
    actions.make_requested(pk=DocumentRequest.objects.get().pk)
    assert len(percents) > 3
    assert percents == sorted(set(percents))
    assert percents[-1] < 100, "a hundred is only told with the file"


def test_a_failure_is_a_sentence_and_leaves_no_file(
    cast: Cast, made_for: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(_html: str, **_more: Any) -> bytes:
        raise RuntimeError("no paper")

    monkeypatch.setattr(pdf, "render", broken)
    document = made_for("board")
    assert (document.state, bool(document.file), document.progress) == (RequestState.FAILED, False, 40)
    page = readers.words(cast.client("board").get(PAGE))
    assert "Dokumentet kunne ikke laves." in page
    assert "no paper" not in page
    assert "no paper" in caplog.text, "the log has it in full"
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "render", lambda _html, **_more: b"%PDF-1.7")
    assert made_for("board").state == RequestState.DONE, "asked for again, it is made"


def test_one_that_is_made_is_not_made_again(cast: Cast, made_for: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    document = made_for("board")
    monkeypatch.setattr(render, "make", None)
    actions.make_requested(pk=document.pk)
    document.refresh_from_db()
    assert document.state == RequestState.DONE


def test_one_that_was_deleted_concurrently_is_no_fault(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ask(cast, "board")
    DocumentRequest.objects.all().delete()
    work()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_a_finished_document_has_a_file(cast: Cast) -> None:
    fields = {"plan": cast.plan, "kind": "status", "as_of": A_DAY, "asked_by": cast.board}
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentRequest.objects.create(**fields, state=RequestState.DONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentRequest.objects.create(**fields, progress=101)


# --- a worker that is lost -------------------------------------------------------------------------------


@pytest.mark.parametrize(("tries", "status", "state"), [(1, "READY", "working"), (2, "FAILED", "failed")])
def test_what_a_lost_worker_held_is_taken_up_once_more_and_then_given_up(
    cast: Cast,
    django_capture_on_commit_callbacks: Any,
    settings: Any,
    tmp_path: Path,
    tries: int,
    status: str,
    state: str,
) -> None:
    settings.VAR_DIR = tmp_path
    (tmp_path / "workers").mkdir()
    (tmp_path / "workers" / "lost").touch()
    with django_capture_on_commit_callbacks(execute=True):
        ask(cast, "board")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["lost"] * tries)
    DocumentRequest.objects.update(state="working", progress=30)
    assert workers.take_back_lost_jobs() == 1
    assert DBTaskResult.objects.get().status == status
    document = DocumentRequest.objects.get()
    assert document.state == state
    assert bool(document.fault) == (state == "failed")


def test_what_a_living_worker_holds_is_left_to_it(
    cast: Cast, django_capture_on_commit_callbacks: Any, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        ask(cast, "board")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["here"])
    with workers.sign_of_life("here"):
        assert workers.take_back_lost_jobs() == 0
    assert DBTaskResult.objects.get().status == "RUNNING"
