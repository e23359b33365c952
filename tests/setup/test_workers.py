"""A job whose worker was lost is taken up by the next; one that took two workers with it is told to who asked."""

import fcntl
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from abc_portal.reporting import workers
from abc_portal.reporting.enums import RequestState
from abc_portal.reporting.jobs import make_document
from abc_portal.reporting.models import DocumentRequest
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    (tmp_path / "workers").mkdir()
    return tmp_path / "workers"


@pytest.fixture
def request_row(cast: Cast) -> DocumentRequest:
    return DocumentRequest.objects.create(
        plan=cast.plan, kind="status", as_of=date(2022, 1, 1), asked_by=cast.leader, state=RequestState.WORKING
    )


def running(row: DocumentRequest, *worker_ids: str) -> DBTaskResult:
    """The row's job, as it stands while the last of those workers has it."""
    job = DBTaskResult.objects.get(pk=make_document.enqueue(row.pk).id)
    job.status, job.worker_ids = TaskResultStatus.RUNNING, list(worker_ids)
    job.save()
    return job


def test_a_lost_job_is_put_back_and_then_made(request_row: DocumentRequest, folder: Path) -> None:
    job = running(request_row, "lost")
    (folder / "lost").touch()
    assert workers.take_back_lost_jobs() == 1
    job.refresh_from_db()
    assert job.status == TaskResultStatus.READY
    assert not (folder / "lost").exists()
    assert workers.take_back_lost_jobs() == 0


def test_a_job_that_took_two_workers_with_it_is_reported_to_who_asked(
    cast: Cast, request_row: DocumentRequest, folder: Path
) -> None:
    job = running(request_row, "first", "second")
    (folder / "second").touch()
    assert workers.take_back_lost_jobs() == 1
    job.refresh_from_db()
    request_row.refresh_from_db()
    assert (job.status, request_row.state) == (TaskResultStatus.FAILED, RequestState.FAILED)
    assert request_row.fault
    assert request_row.fault in words(cast.client("leader").get(f"/planer/{cast.plan.slug}/dokumenter/"))


def test_the_job_of_a_worker_that_lives_is_left_alone(request_row: DocumentRequest) -> None:
    job = running(request_row, "alive")
    with workers.sign_of_life("alive"):
        assert not workers.is_lost("alive")
        assert workers.take_back_lost_jobs() == 0
    job.refresh_from_db()
    assert job.status == TaskResultStatus.RUNNING


def test_a_worker_of_another_machine_is_none_of_ours(request_row: DocumentRequest) -> None:
    job = running(request_row, "elsewhere")
    assert not workers.is_lost("elsewhere")
    assert workers.take_back_lost_jobs() == 0
    job.refresh_from_db()
    assert job.status == TaskResultStatus.RUNNING


def test_a_worker_is_gone_when_its_lock_is_however_it_ended(folder: Path) -> None:
    with (folder / "killed").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert not workers.is_lost("killed")
    assert workers.is_lost("killed")  # the file stands, as after kill -9, and nobody holds it


def test_a_worker_that_ends_in_peace_leaves_nothing(folder: Path) -> None:
    with workers.sign_of_life("here"):
        assert (folder / "here").exists()
    assert list(folder.iterdir()) == []


def test_mails_go_out_while_a_long_document_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread beside the worker takes mails, and mails alone, and ends with the block."""
    began: list[list[str]] = []
    asked = threading.Event()

    def run(worker: workers.Worker) -> None:
        began.append(worker.queue_names)
        while worker.running:
            asked.wait(0.01)
        asked.set()

    monkeypatch.setattr(workers.Worker, "run", run)
    with workers.mails_beside("a worker", 0.01):
        time.sleep(0.05)
        assert began == [["mail"]]
        assert not asked.is_set()
    assert asked.wait(5)
