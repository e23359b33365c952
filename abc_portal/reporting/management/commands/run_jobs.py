"""``run_jobs``: make what waits in the background; all day, or until the queue is empty (for cron)."""

from typing import Any

from django.core.management import call_command

from abc_portal.core import pdf
from abc_portal.reporting.management.base import PortalCommand


class Command(PortalCommand):
    help = "Run background jobs; with --until-empty stop when none is left."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--until-empty", action="store_true", help="stop when no job waits")

    def handle(self, *args: Any, until_empty: bool, verbosity: int, **options: Any) -> None:
        pdf.warm()
        call_command(
            "db_worker", queue_name="*", interval=0.5, batch=until_empty, startup_delay=False, reload=False,
            verbosity=0 if verbosity < 2 else verbosity,
        )  # fmt: skip
