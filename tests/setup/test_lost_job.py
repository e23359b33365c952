"""A worker takes up what a lost one left, as it happens: each step committed, in a file without a cast in a
transaction.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from abc_portal.reporting.enums import RequestState
from abc_portal.reporting.jobs import make_document
from abc_portal.reporting.models import DocumentRequest
from abc_portal.reporting.reference import load_reference
from tests.people import Cast


@pytest.mark.django_db(transaction=True)
def test_the_next_worker_makes_what_the_lost_one_left(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    (tmp_path / "workers").mkdir()
    (tmp_path / "workers" / "lost").touch()
    load_reference()
    cast = Cast.assemble()
    row = DocumentRequest.objects.create(
        plan=cast.plan, kind="status", as_of=date(2022, 1, 1), asked_by=cast.leader, state=RequestState.WORKING
    )
    job = DBTaskResult.objects.get(pk=make_document.enqueue(row.pk).id)
    job.status, job.worker_ids = TaskResultStatus.RUNNING, ["lost"]
    job.save()
    call_command("run_jobs", "--until-empty")
    row.refresh_from_db()
    assert row.state == RequestState.DONE
    assert row.file
    assert list((tmp_path / "workers").iterdir()) == []
