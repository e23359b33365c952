"""Plans of other towns: one walk in which a document is imported, shown, printed, copied and exported alike.

Each document is a small JSON file in this folder, written as an export writes it: keys from names, lists in their
order, ``entered`` with a date. A test that is about one says ``walk(town("odder"))`` and asks what came of it: whether
its words stand on a page, on paper, in a workbook, in the review, and in the copy.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest import mock

from django.test import Client
from django.utils import timezone

from abc_portal.core import pdf
from abc_portal.directory.models import User
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import FULL_READER
from abc_portal.reporting.enums import DocumentFormat
from abc_portal.reporting.interchange import export_plan, import_plan
from abc_portal.reporting.plan_copy import choices as copy_choices
from abc_portal.reporting.start import Beginning, start_plan
from plans.models import Plan
from plans.shared.enums import Role
from tests import factories
from tests.english import left_overs
from tests.findings import findings
from tests.html import posted
from tests.readers import text_of, words

FOLDER = Path(__file__).parent
MAIN = (
    "", "forloeb/", "midler/", "aftaler/", "aktiviteter/", "milepaele/", "resultater/", "oekonomi/", "indikatorer/",
    "moeder/", "bemanding/", "arkiv/", "fortaellinger/", "maalkaede/", "dokumenter/", "historik/", "gennemgang/",
)  # fmt: skip
#: Each row's own page, and pages that edit it, are opened; those that add, delete or do something are left alone.
LINK = re.compile(r'href="(/planer/[^"?#]+/)[?#"]')
LEFT_ALONE = (
    "/slet/",
    "/tilfoej/",
    "/laeg-til-side/",
    "/historik/",
    "/alle/",
    "/excel/",
    "/indlaes/",
    "/ny/",
    "/hent/",
)


def town(name: str) -> Any:
    """The document of that name in this folder."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def names() -> list[str]:
    """Every document in the folder."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


@dataclass(frozen=True)
class Walk:
    """What came of a document that was imported."""

    plan: Plan
    client: Client
    document: Any

    @property
    def root(self) -> str:
        return f"/planer/{self.plan.slug}/"

    def page(self, place: str = "", **query: str) -> str:
        """What the leader reads at an address below the plan's."""
        answer = self.client.get(f"{self.root}{place}", query)
        assert answer.status_code == 200, (place, answer.status_code)
        assert left_overs(answer) == set(), place
        return words(answer)

    def workbook(self, place: str) -> str:
        """The text packed in the workbook of a list."""
        answer = self.client.get(f"{self.root}{place}", {"format": "xlsx"})
        assert answer.status_code == 200, place
        return text_of(answer)

    def paper(self, kind: str = "status", as_of: date | None = None) -> str:
        """The words of a document as it is drawn for paper."""
        plan = Plan.objects.with_places().get(pk=self.plan.pk)
        with mock.patch.object(pdf, "render", lambda html, **_more: html.encode()):
            day = as_of or timezone.localdate()
            made = render.make(plan, all_kinds()[kind], reader=FULL_READER, as_of=day, form=DocumentFormat.PDF)
        assert left_overs(made.content) == set(), kind
        return words(made.content)

    @cached_property
    def findings(self) -> dict[str, list[str]]:
        """What the review says, by code."""
        found: dict[str, list[str]] = {}
        for finding in findings(Plan.objects.get(pk=self.plan.pk)):
            found.setdefault(finding.code, []).append(str(finding.message))
        return found

    @cached_property
    def copied(self) -> Any:
        """The document of a new plan with everything that can be copied, which has the same period."""
        new = Plan(slug=f"{self.plan.slug}-ny", name="Den nye plan", is_own=self.plan.is_own, round=self.plan.round)
        new.municipality, new.area_name = self.plan.municipality, self.plan.area_name
        new.start, new.end = self.plan.start, self.plan.end
        beginning = Beginning(earlier=self.plan, chosen=[choice.code for choice in copy_choices.CHOICES])
        return json.loads(export_plan(start_plan(new=new, beginning=beginning, by=leader(self.client)).plan))


def leader(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def taken_in(document: Any) -> Walk:
    """Import the document, which must come out as it went in; before its plan's leader has looked at anything."""
    plan = import_plan(json.dumps(document))
    assert plan is not None
    assert json.loads(export_plan(plan)) == document
    somebody = factories.user(f"leder-{plan.slug}")
    factories.member(plan, somebody, Role.LEADER)
    client = Client()
    client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
    return Walk(Plan.objects.get(pk=plan.pk), client, document)


def walk(document: Any) -> Walk:
    """Import the document, look at everything, save every form untouched, print, copy and export it again.

    The plan's leader does it. The document must come out as it went in, at the end too.
    """
    walked = taken_in(document)
    plan = walked.plan
    _look_around(walked)
    for kind in all_kinds():
        assert walked.paper(kind)
    assert walked.paper("status", as_of=date(2015, 6, 30))
    assert walked.findings is not None
    assert walked.copied["plan"]["name"] == "Den nye plan"
    assert json.loads(export_plan(Plan.objects.get(pk=plan.pk))) == document, "a form changes what it was opened with"
    assert import_plan(json.dumps(document), update=True) == plan, "read in again, nothing is in the way"
    return walked


def _look_around(walked: Walk) -> None:
    """Open every page that a link of the plan's pages leads to; what edits is saved as it stands."""
    seen: set[str] = set()
    waiting = [f"{walked.root}{main}" for main in MAIN]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        waiting.extend(_visited(walked, address))
    assert len(seen) > len(MAIN)
    for main in ("", "forloeb/", "aftaler/"):
        walked.page(main, pr="2015-06-30")


def _visited(walked: Walk, address: str) -> Iterator[str]:
    answer = walked.client.get(address)
    assert answer.status_code in (200, 302), (address, answer.status_code)
    if answer.status_code == 302 or "html" not in answer["Content-Type"]:
        return
    assert left_overs(answer) == set(), address
    if address.endswith("/rediger/"):
        again = walked.client.post(address, {**posted(answer), "reason": "Set igennem"})
        form = again.context["form"].errors if again.status_code == 422 else None
        assert again.status_code == 302, (address, form)
        return
    for link in LINK.findall(answer.content.decode()):
        if link.startswith(walked.root) and not any(word in link for word in LEFT_ALONE):
            yield link
