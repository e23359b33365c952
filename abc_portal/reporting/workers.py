"""Jobs whose worker was killed (power, memory, ``kill -9``) are taken over by the next worker.

Each worker holds a lock on a file, which the system releases however the worker ends. So a job that "runs" under a
worker whose file is not locked has been lost.
"""

import contextlib
import fcntl
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from abc_portal.notifications import posting
from abc_portal.reporting import actions
from abc_portal.reporting.jobs import make_document

logger = logging.getLogger(__name__)

#: A job that took two workers down with it is not given to a third.
MOST_TRIES = 2
#: Seconds for a mail that is being sent when the worker is asked to end.
LAST_MAIL = 5


class WorkerLost(Exception):
    """The worker ended in the middle of the job, twice."""


def folder() -> Path:
    """Where the workers' signs of life are."""
    return settings.VAR_DIR / "workers"


def _path(worker_id: str) -> Path:
    return folder() / worker_id


@contextlib.contextmanager
def sign_of_life(worker_id: str) -> Iterator[None]:
    """Hold this worker's lock until the block or the process ends."""
    path = _path(worker_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_lost(worker_id: str) -> bool:
    """Whether the worker was started on this machine and has died."""
    try:
        with _path(worker_id).open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:  # locked, or never began here
        return False
    return True


def take_back_lost_jobs() -> int:
    """Put jobs of lost workers back in the queue, or fail those that were lost before; returns how many."""
    number = _take_back()
    for path in folder().iterdir():
        if is_lost(path.name):
            path.unlink(missing_ok=True)
    return number


@transaction.atomic
def _take_back() -> int:
    running = DBTaskResult.objects.select_for_update().running()
    lost = [job for job in running if job.worker_ids and is_lost(job.worker_ids[-1])]
    for job in lost:
        logger.warning("job %s (%s) lost its worker", job.pk, job.task_path)
        if len(job.worker_ids) < MOST_TRIES:
            job.status = TaskResultStatus.READY
            job.save(update_fields=["status"])
        else:
            job.set_failed(WorkerLost(job.worker_ids[-1]))
            if job.task_path == make_document.module_path:
                actions.fail_requested(pk=job.args_kwargs["args"][0])
    return len(lost)


@contextlib.contextmanager
def mails_beside(worker_id: str, every: float) -> Iterator[None]:
    """Send mails in a separate thread until the block ends, so that a code never waits for a document."""
    worker = Worker(
        queue_names=[posting.QUEUE], interval=every, batch=False, backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False, max_tasks=None, worker_id=worker_id, excluded_queue_names=[],
    )  # fmt: skip
    thread = threading.Thread(target=_send_mails, args=(worker,), name="mails", daemon=True)
    thread.start()
    try:
        yield
    finally:
        worker.running = False
        thread.join(LAST_MAIL)


def _send_mails(worker: Worker) -> None:
    try:
        worker.run()
    except Exception:
        # The worker beside it takes mails too, so they come, if later.
        logger.exception("the thread that sends mails ended")
    finally:
        connection.close()
