"""``load_demo``: the demo cases and the people who try them; running it twice changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from abc_portal.reporting.demo import load_demo
from abc_portal.reporting.management.base import PortalCommand


class Command(PortalCommand):
    help = "Load the demo cases that are not there yet; a plan that exists is never touched."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("The demo cases are not loaded in production (ABC_ENV=production)."))
        loaded = load_demo()
        if loaded:
            self.stdout.write(_("Demo cases loaded: %s") % ", ".join(loaded))
        else:
            self.stdout.write(_("The demo cases are there already; nothing was changed."))
