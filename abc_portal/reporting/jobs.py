"""Background jobs: run by ``manage.py run_jobs``."""

from django.conf import settings
from django.utils import translation
from django_tasks import task

from abc_portal.reporting import actions


@task()
def make_document(request_id: int) -> None:
    """Make the requested document with that number."""
    with translation.override(settings.LANGUAGE_CODE):
        actions.make_requested(pk=request_id)
