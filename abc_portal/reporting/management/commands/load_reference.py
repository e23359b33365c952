"""``load_reference``: the funding rounds and what they prescribe."""

from typing import Any

from django.utils.translation import gettext as _

from abc_portal.reporting.management.base import PortalCommand
from abc_portal.reporting.reference import load_reference


class Command(PortalCommand):
    help = "Add the reference data that is missing; what stands is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Reference data added: %s") % load_reference())
