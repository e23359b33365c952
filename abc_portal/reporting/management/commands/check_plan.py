"""``check_plan SLUG [--json]``: the findings of a plan."""

import json
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.reporting.management.base import PortalCommand
from plans.findings import findings


class Command(PortalCommand):
    help = "Tell what a careful colleague would say of a plan."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("slug")
        parser.add_argument("--json", action="store_true", help="a JSON list of findings")

    def handle(self, *args: Any, slug: str, json: bool, **options: Any) -> None:
        found = findings(self.plan(slug))
        if json:
            self.deliver(as_json([finding.as_json() for finding in found]), None)
            return
        for finding in found:
            self.stdout.write(f"[{finding.severity.label}] {finding.where}")
            self.stdout.write(f"    {finding.message} ({finding.code})")
            self.stdout.write(f"    → {finding.fix}")
        if not found:
            self.stdout.write(_("No findings."))


def as_json(found: list[dict[str, str]]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
