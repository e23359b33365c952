"""``make_report SLUG KIND --output FILE``: one document without the web."""

from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.core.dates import DateError, parse_day
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.reader import FULL_READER
from abc_portal.reporting.enums import DocumentFormat, DocumentKind
from abc_portal.reporting.management.base import PortalCommand


class Command(PortalCommand):
    help = "Make one document of a plan and write it to a file."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("slug")
        parser.add_argument("kind")
        parser.add_argument("--output", metavar="FILE", required=True)
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day it is made for; today when absent")
        parser.add_argument("--delaftale", metavar="SLUG", help="for documents about one sub-agreement")
        parser.add_argument("--format", default=DocumentFormat.PDF.value)

    def handle(self, *args: Any, slug: str, kind: str, output: str, **options: Any) -> None:
        plan = self.plan(slug)
        chosen = self._one_of(kind, DocumentKind, _("kind of document"))
        form = self._one_of(options["format"], DocumentFormat, _("format"))
        if options["delaftale"]:
            raise CommandError(_("A %s is about the whole plan; leave --delaftale out.") % kind)
        try:
            render.check_form(DocumentKind(chosen), DocumentFormat(form))
        except render.NoSuchForm as refused:
            raise CommandError(str(refused)) from None
        made = render.make(
            plan, DocumentKind(chosen), reader=FULL_READER, as_of=self._day(options["as_of"]), form=DocumentFormat(form)
        )
        self.deliver(made.content, output)

    def _one_of(self, value: str, choices: Any, what: str) -> str:
        if value not in choices.values:
            known = ", ".join(choices.values)
            raise CommandError(
                _("“%(value)s” is no %(what)s that the portal makes. It makes: %(known)s.")
                % {"value": value, "what": what, "known": known}
            )
        return value

    def _day(self, text: str | None) -> date:
        if text is None:
            return timezone.localdate()
        try:
            return parse_day(text)
        except DateError as fault:
            raise CommandError(str(fault)) from None
