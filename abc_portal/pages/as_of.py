"""Looking back: a page of a plan as of a day, asked for by ``?pr=2023-08-31`` in its address."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from abc_portal.core.access import Refused
from abc_portal.core.date_reading import parse_day
from abc_portal.core.dates import DateError, written


@dataclass(frozen=True)
class AsOf:
    """The day a page is shown for; ``fault`` says why what was asked for is no day, and then the page is today's."""

    day: date
    today: date
    typed: str = ""
    fault: str = ""
    follows: bool = True

    @classmethod
    def asked_for(cls, request: HttpRequest, today: date, *, follows: bool) -> Self:
        """What ``pr`` in the address asks for; ``follows`` says whether the page has anything that differs by day."""
        typed = request.GET.get("pr", "").strip()
        try:
            return cls(parse_day(typed) if typed else today, today, typed, follows=follows)
        except DateError as fault:
            return cls(today, today, typed[:40], str(fault), follows=follows)

    @property
    def is_other_day(self) -> bool:
        return self.day != self.today

    @property
    def sentence(self) -> str:
        """What the banner says."""
        day = {"day": written(self.day)}
        if not self.follows:
            return _("This page has no dates to look back by: it shows the plan as it is today.")
        if self.day > self.today:
            return _("Shows what holds on %(day)s, as far as it is known today") % day
        return _("Shows what was valid on %(day)s") % day

    def check_can_write(self) -> None:
        """Raises :class:`Refused`: pages of another day are read-only."""
        if self.is_other_day:
            raise Refused(
                _("You look at the plan as of %(day)s. Go back to today to edit it.") % {"day": written(self.day)}
            )

    def keep_in_links(self, answer: HttpResponse, plan: Any) -> None:
        """Let every link to the plan's own pages lead to the same day."""
        if answer.get("Content-Type", "").startswith("text/html"):
            root = re.escape(reverse("reporting:status", args=[plan.slug]))
            links = re.compile(rf'href="({root}[^"?#]*)(?:\?([^"#]*))?(#[^"]*)?"')
            answer.content = links.sub(self._with_day, answer.content.decode()).encode()

    def _with_day(self, link: re.Match[str]) -> str:
        path, query, place = link[1], link[2] or "", link[3] or ""
        if re.search(r"(^|&)pr=", query.replace("&amp;", "&")):
            return link[0]
        asked = urlencode({"pr": self.day.isoformat()})
        return f'href="{path}?{query + escape("&") if query else ""}{asked}{place}"'
