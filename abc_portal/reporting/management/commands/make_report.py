"""``make_report SLUG KIND --output FILE``: one document without the web."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.core.date_reading import parse_day
from abc_portal.core.dates import DateError
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import CannotBeMade, all_kinds
from abc_portal.reporting.documents.parameters import PARAMETERS
from abc_portal.reporting.documents.reader import FULL_READER
from abc_portal.reporting.enums import DocumentFormat
from abc_portal.reporting.management.base import PortalCommand


class Command(PortalCommand):
    help = "Make one document of a plan and write it to a file."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("slug")
        parser.add_argument("kind", help=", ".join(all_kinds()))
        parser.add_argument("--output", metavar="FILE", required=True)
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day it is made for; today when absent")
        parser.add_argument("--format", default=DocumentFormat.PDF.value, help=", ".join(DocumentFormat.values))
        for parameter in PARAMETERS:
            kinds = ", ".join(kind.value for kind in all_kinds().values() if kind.takes(parameter)) or "no kind yet"
            parser.add_argument(parameter.option, dest=parameter.name, default="", help=f"taken by: {kinds}")

    def handle(self, *args: Any, slug: str, kind: str, output: str, **options: Any) -> None:
        plan = self.plan(slug)
        chosen = all_kinds()[self._one_of(kind, all_kinds(), _("kind of document"))]
        form = DocumentFormat(self._one_of(options["format"], DocumentFormat.values, _("format")))
        parameters = {parameter.name: options[parameter.name] for parameter in PARAMETERS if options[parameter.name]}
        day = self._day(options["as_of"])
        try:
            chosen.values(plan, parameters, as_options=True)
            made = render.make(plan, chosen, reader=FULL_READER, as_of=day, form=form, parameters=parameters)
        except CannotBeMade as refused:
            raise CommandError(str(refused)) from None
        self.deliver(made.content, output)

    def _one_of(self, value: str, known: Collection[str], what: str) -> str:
        if value not in known:
            raise CommandError(
                _("“%(value)s” is no %(what)s that the portal makes. It makes: %(known)s.")
                % {"value": value, "what": what, "known": ", ".join(known)}
            )
        return value

    def _day(self, text: str | None) -> date:
        if text is None:
            return timezone.localdate()
        try:
            return parse_day(text)
        except DateError as fault:
            raise CommandError(str(fault)) from None
