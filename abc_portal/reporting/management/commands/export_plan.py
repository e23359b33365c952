"""``export_plan SLUG [--output FILE]``: the whole plan as one JSON document."""

from typing import Any

from abc_portal.reporting.interchange import export_plan
from abc_portal.reporting.management.base import PortalCommand


class Command(PortalCommand):
    help = "Write a whole plan as one JSON document (UTF-8, sorted)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("slug")
        parser.add_argument("--output", metavar="FILE", help="a file; otherwise standard output")

    def handle(self, *args: Any, slug: str, output: str | None, **options: Any) -> None:
        self.deliver(export_plan(self.plan(slug)).encode("utf-8"), output)
