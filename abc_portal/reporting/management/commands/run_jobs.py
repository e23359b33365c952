"""``run_jobs``: make what waits in the background; all day, or until the queue is empty (for cron)."""

import contextlib
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from abc_portal.core import pdf
from abc_portal.reporting import workers
from abc_portal.reporting.management.base import PortalCommand

#: Seconds between two looks for a job that waits.
EVERY = 0.5


class Command(PortalCommand):
    help = "Run background jobs; with --until-empty stop when none is left."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--until-empty", action="store_true", help="stop when no job waits")

    def handle(self, *args: Any, until_empty: bool, verbosity: int, **options: Any) -> None:
        try:
            pdf.warm()
        except OSError as fault:
            # WeasyPrint's own words are a page long; what is missing is always a library of Pango's.
            raise CommandError(_("The libraries that make PDFs (Pango) are missing. Run: make setup")) from fault
        worker_id = get_random_string(32)
        with workers.sign_of_life(worker_id):
            workers.take_back_lost_jobs()
            # For cron one job after another is enough: mails come first by their priority.
            with contextlib.nullcontext() if until_empty else workers.mails_beside(worker_id, EVERY):
                call_command(
                    "db_worker", queue_name="*", interval=EVERY, batch=until_empty, startup_delay=False, reload=False,
                    worker_id=worker_id, verbosity=0 if verbosity < 2 else verbosity,
                )  # fmt: skip
