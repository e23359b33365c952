"""``check_plan SLUG [--json]``: the findings of a plan."""

import json
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.reporting.management.base import PortalCommand
from abc_portal.review.findings import Remark, remarks


class Command(PortalCommand):
    help = "Tell what a careful colleague would say of a plan."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("slug")
        parser.add_argument("--json", action="store_true", help="a JSON list of findings")

    def handle(self, *args: Any, slug: str, json: bool, **options: Any) -> None:
        found = remarks(self.plan(slug), today=timezone.localdate(), exact=True)
        if json:
            self.deliver(as_json([item.as_json() for item in found.all]), None)
            return
        for item in (*found.open, *found.set_aside):
            self.tell(item)
        if not found.all:
            self.stdout.write(_("No findings."))

    def tell(self, remark: Remark) -> None:
        """One remark as a few lines for people."""
        finding = remark.finding
        self.stdout.write(f"[{finding.severity.label}] {finding.where}")
        self.stdout.write(f"    {finding.message} ({finding.code})")
        if finding.why:
            self.stdout.write(f"    {finding.why}")
        self.stdout.write(f"    → {finding.fix}")
        if remark.aside is not None:
            self.stdout.write("    " + _("Set aside: %s") % remark.aside.because)


def as_json(found: list[dict[str, str]]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
