"""``plan_schema``: the JSON Schema of a plan's document."""

from typing import Any

from abc_portal.reporting.interchange import plan_schema
from abc_portal.reporting.management.base import PortalCommand


class Command(PortalCommand):
    help = "Print the JSON Schema of a plan's document."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--output", metavar="FILE", help="a file; otherwise standard output")

    def handle(self, *args: Any, output: str | None, **options: Any) -> None:
        self.deliver(plan_schema().encode("utf-8"), output)
