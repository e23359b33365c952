"""``import_plan FILE [--dry-run]``: a plan from its JSON document; all of it or nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.exchange.interchange.importing import ImportRefused
from abc_portal.reporting.interchange import import_plan
from abc_portal.reporting.management.base import PortalCommand


class Command(PortalCommand):
    help = (
        "Create a plan from its JSON document; every fault is listed with its JSON path, and then nothing is changed."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="check everything, change nothing")

    def handle(self, *args: Any, file: str, dry_run: bool, **options: Any) -> None:
        try:
            content = Path(file).read_bytes()
        except OSError as fault:
            raise CommandError(
                _("%(path)s cannot be read: %(why)s.") % {"path": file, "why": fault.strerror}
            ) from fault
        try:
            plan = import_plan(content, dry_run=dry_run)
        except ImportRefused as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            count = len(refused.faults)
            told = ngettext("%(count)s fault; nothing was imported.", "%(count)s faults; nothing was imported.", count)
            raise CommandError(told % {"count": count}) from None
        if plan is None:
            self.stdout.write(_("The document is in order. Nothing was changed, since it was a trial."))
        else:
            self.stdout.write(_("The plan “%(name)s” (%(slug)s) is imported.") % {"name": plan.name, "slug": plan.slug})
