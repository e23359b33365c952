"""``check_plan SLUG [--json]``: the findings of a plan."""

import json
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.reporting.management.base import PortalCommand
from abc_portal.review.findings import remarks
from abc_portal.review.presenters import RemarkLine, remark_lines


class Command(PortalCommand):
    help = "Tell what a careful colleague would say of a plan."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("slug")
        parser.add_argument("--json", action="store_true", help="a JSON list of findings")

    def handle(self, *args: Any, slug: str, json: bool, **options: Any) -> None:
        found = remarks(self.plan(slug), today=timezone.localdate(), exact=True)
        if json:
            self.deliver(as_json([line.as_json() for line in remark_lines(found.all)]), None)
            return
        for line in (*remark_lines(found.open), *remark_lines(found.set_aside)):
            self.tell(line)
        if not found.all:
            self.stdout.write(_("No findings."))

    def tell(self, line: RemarkLine) -> None:
        """One line of the review as a few lines for people."""
        finding = line.finding
        self.stdout.write(f"[{finding.severity.label}] {line.where}")
        self.stdout.write(f"    {line.message} ({finding.code})")
        if line.is_many:
            self.stdout.write("    " + "; ".join(remark.finding.in_group for remark in line.remarks))
        if finding.why:
            self.stdout.write(f"    {finding.why}")
        self.stdout.write(f"    → {line.fix}")
        aside = line.remarks[0].aside
        if aside is not None:
            self.stdout.write("    " + _("Set aside: %s") % aside.because)


def as_json(found: list[dict[str, Any]]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
