"""Mails as a test finds them: those that wait in the outbox are sent first, as the job worker would."""

from typing import Any

from django.core import mail
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from abc_portal.notifications.posting import QUEUE


def work() -> int:
    """Run the jobs of the mail queue that are due; returns how many."""
    jobs = list(DBTaskResult.objects.ready().filter(queue_name=QUEUE))
    for job in jobs:
        job.claim("a test")
        job.task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        job.status, job.finished_at = TaskResultStatus.SUCCESSFUL, timezone.now()
        job.save()
    return len(jobs)


def sent() -> list[Any]:
    """All that was sent, after the waiting ones are."""
    work()
    return mail.outbox
