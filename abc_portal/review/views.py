"""*Gennemgang*: what a careful colleague would say of the plan, and what was set aside of it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.core.access import Resource
from abc_portal.pages import source
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from abc_portal.review.findings import Finding, Remark, Remarks, in_own_language, remarks
from abc_portal.review.forms import SEVERITIES, RemarkFilter, SetAsideForm
from abc_portal.review.models import SetAside
from abc_portal.review.presenters import AsideFacts, RemarkLine, aside_facts, remark_lines


class Findings(PlanPage):
    """The plan's remarks by severity; what is shown lives in the address, and comes as a workbook too."""

    resource = Resource.REVIEW
    template_name = "review/findings.html"
    follows_day = False
    nav = "findings"

    def plans(self) -> Any:
        return super().plans().with_life()

    @cached_property
    def exact(self) -> bool:
        return source.plans.may_see(self.request.user, Resource.EXACT_COUNTS, self.plan)

    @cached_property
    def filter(self) -> RemarkFilter:
        return RemarkFilter(self.request.GET)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "xlsx":
            return self.workbook()
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        found = remarks(self.plan, today=self.today, exact=self.exact)
        lines, set_aside = remark_lines(found.open), remark_lines(found.set_aside)
        shown = [line for line in lines if self.filter.lets(line.remarks[0])]
        groups = [(severity, [line for line in shown if line.severity == severity]) for severity in SEVERITIES.values()]
        return {
            "exact": self.exact,
            "filter": self.filter,
            "query": f"?{urlencode(words)}" if (words := narrowed(self.request)) else "",
            "count": len(lines),
            "counts": _counts(lines),
            "groups": [group for group in groups if group[1]],
            "set_aside_count": len(set_aside),
            **self.set_aside(found, set_aside),
        }

    def set_aside(self, found: Remarks, lines: list[RemarkLine]) -> dict[str, Any]:
        """Those set aside and their rows that have no effect any more, where they are asked for."""
        if not self.filter.shows_set_aside:
            return {"set_aside": [], "past": [], "past_count": len(found.past)}
        shown = [line for line in lines if self.filter.lets(line.remarks[0])]
        asides = [remark.aside for line in shown for remark in line.remarks]
        facts = {row.pk: row for row in self.facts([*asides, *found.past])}
        return {
            "set_aside": [(line, [facts[remark.aside.pk] for remark in line.remarks]) for line in shown],
            "past": [facts[row.pk] for row in found.past],
            "past_count": len(found.past),
        }

    def facts(self, rows: Sequence[Any]) -> list[AsideFacts]:
        history = SetAside.history.filter(id__in=[row.pk for row in rows])
        return aside_facts(rows, history.select_related("history_change_set").order_by("history_id"))

    def workbook(self) -> HttpResponse:
        """What is shown as a workbook, those set aside below."""
        found = remarks(self.plan, today=self.today, exact=self.exact)
        shown = [item for item in found.open if self.filter.lets(item)]
        rows = [_row(item) for item in shown]
        if self.filter.shows_set_aside:
            aside = [item for item in found.set_aside if self.filter.lets(item)]
            rows += [
                _row(item, facts) for item, facts in zip(aside, self.facts([item.aside for item in aside]), strict=True)
            ]
        heads = [
            _("Severity"), _("Subject"), _("Where"), _("Remark"), _("Why it matters"), _("What to do"), _("Code"),
            _("Set aside because"), _("Set aside by"), _("Set aside on"),
        ]  # fmt: skip
        name = _("review") + f" {self.plan.in_file_names}"
        return xlsx.response(name, xlsx.workbook(_("Review"), heads, rows))


def _counts(lines: list[RemarkLine]) -> list[tuple[str, Any, int]]:
    """For each severity its word in the address, itself, and how many lines have it."""
    return [(word, severity, sum(line.severity == severity for line in lines)) for word, severity in SEVERITIES.items()]


def _row(remark: Remark, facts: AsideFacts | None = None) -> list[Any]:
    finding = remark.finding
    aside = [facts.because, facts.by, facts.at] if facts else [None, None, None]
    return [
        finding.severity.label,
        remark.topic.label,
        finding.where,
        finding.message,
        finding.why,
        finding.fix,
        finding.code,
        *aside,
    ]


class SetAsidePages(RowPages):
    """A remark that is set aside, or taken back; one comes from the list and returns to it, narrowed as it was."""

    name, nav = "reporting:set_aside", "findings"
    model, form = SetAside, SetAsideForm
    form_template = "review/set_aside_form.html"
    delete_template = "review/set_aside_delete.html"
    next_mark = ""
    is_past = False
    #: Those of the same kind that are set aside with it.
    others: Sequence[Any] = ()

    @classmethod
    def plans(cls, plans: Any) -> Any:
        return plans.with_life()

    def new(self) -> SetAside:
        """404 for a finding that no longer exists because the facts have changed."""
        listed, mark = remarks(self.plan, today=self.today, exact=True).all, self.kwargs["mark"]
        place = next((place for place, remark in enumerate(listed) if remark.mark == mark), None)
        if place is None:
            raise Http404
        left = [other for other in listed[place + 1 :] if other.aside is None and other.mark != mark]
        wanted = RemarkFilter(self.request.GET)
        self.next_mark = next((other.mark for other in left if wanted.lets(other)), "")
        found = [remark.finding for remark in listed]
        own_words = {own.fingerprint: own for own in in_own_language(self.plan, found, self.today)}
        row: Any = self.unsaved(listed[place], own_words)
        row.others = [self.unsaved(other, own_words) for other in _alike(listed, mark)]
        return row

    def unsaved(self, remark: Remark, own_words: dict[str, Finding]) -> SetAside:
        """What an older row sets aside by its words is known by these: a second row is refused like any other."""
        own, aside = own_words[remark.mark], remark.aside
        known_by = remark.mark if aside is None else aside.fingerprint
        return SetAside(plan=self.plan, code=own.code, where=own.where, message=own.message, fingerprint=known_by)

    def back(self, row: Any) -> str:
        words = narrowed(self.request)
        return self.address("reporting:findings", query=words, fragment=self.place(words))

    def place(self, words: dict[str, str]) -> str:
        """Where the list continues: at the next finding once this one is set aside, before that at this one."""
        if self.verb == "add":
            mark = self.next_mark if self.request.method == "POST" else self.kwargs["mark"]
            return f"b-{mark}" if mark else "bemaerkninger"
        return "lagt-til-side" if words.get("tilsidesatte") else "bemaerkninger"

    def add_title(self, row: Any) -> str:
        return _("Set a remark aside")

    def title(self, row: Any) -> str:
        return _("Why the remark is set aside")

    def write(self, form: Any) -> bool:
        self.others = form.changes()[0]
        return super().write(form)

    def done(self, row: Any, changed: bool) -> str:
        if self.others:
            return _("%s remarks are set aside.") % (len(self.others) + 1)
        if self.verb == "add":
            return _("The remark is set aside.")
        return _("The reason is saved.") if changed else _("Nothing was changed.")

    def may_delete(self, row: Any) -> bool:
        return False  # the list offers it

    def check_deletable(self, row: Any) -> None:
        self.is_past = row in remarks(self.plan, today=self.today, exact=True).past

    def delete_title(self, row: Any) -> str:
        return _("Clear the reason?") if self.is_past else _("Take the remark back?")

    def more_on_delete(self, row: Any) -> dict[str, Any]:
        return {"is_past": self.is_past}

    def deleted(self, row: Any) -> str:
        return _("The reason is cleared.") if self.is_past else _("The remark is no longer set aside.")


def _alike(listed: Sequence[Remark], mark: str) -> list[Remark]:
    """The remarks that stand in one line with that one, and are not set aside."""
    lines = remark_lines(remark for remark in listed if remark.aside is None)
    own = next((line for line in lines if mark in [remark.mark for remark in line.remarks]), None)
    return [remark for remark in own.remarks if remark.mark != mark] if own else []


def narrowed(request: HttpRequest) -> dict[str, str]:
    """What of the address narrows the list."""
    return {name: request.GET[name] for name in RemarkFilter.base_fields if request.GET.get(name)}
