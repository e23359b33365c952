"""Facts about plans for pages, PDFs and workbooks: frozen, worked out once, without queries.

Every function takes rows that the querysets have already fetched with what it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from abc_portal.core.dates import PartialDate
from abc_portal.core.qualifiers import qualified
from abc_portal.directory.enums import CountKind
from plans.lifecycle.enums import DepartmentStatus
from plans.lifecycle.presenters.places import area_labels, area_words, department_labels, departments_words
from plans.shared.periods import Phase, gone_between
from plans.shared.presenters import period_words, rows_on


@dataclass(frozen=True)
class PlanFacts:
    """The head of a plan's pages and documents."""

    slug: str
    name: str
    title: str
    start: PartialDate | None
    end: PartialDate | None
    phase: Phase
    phase_words: str
    gone: int | None
    gone_words: str
    areas: tuple[str, ...]
    departments: tuple[str, ...]
    areas_words: str
    departments_words: str
    counts: tuple[str, ...]
    counts_source: str
    case_number: str
    round_name: str
    is_own: bool
    municipality: str
    #: A plan that is made up says so wherever it is shown.
    is_example: bool = False
    towns: str = ""
    #: What the documents state differently, and which of it is used.
    competing: tuple[str, ...] = ()

    @property
    def period(self) -> str:
        return period_words(self.start, self.end)


def round_words(plan: Any) -> str:
    """The funding round, or that there is none; empty when it is not known."""
    if plan.is_own:
        return _("none: without a grant from Landsbyggefonden")
    return plan.round.name if plan.round else ""


def plan_facts(plan: Any, *, today: date, counts: Iterable[Any] = (), competing: Iterable[str] = ()) -> PlanFacts:
    """``plan`` comes ``with_places()``; ``counts`` are those that cover exactly its departments, ``competing`` what is
    stated differently of it."""
    listed = list(counts)
    phase, whole = plan.period.phase(today), plan.period.whole
    gone = whole.gone(today) if whole else None
    inside, places = departments_on(plan, today), rows_on(plan, plan.areas.all(), today)
    areas = area_labels(places)
    return PlanFacts(
        slug=plan.slug,
        name=plan.name,
        title=plan.title,
        start=plan.start,
        end=plan.end,
        phase=phase,
        phase_words=phase_words(phase),
        gone=gone,
        gone_words=_gone_words(plan, phase, today),
        areas=areas,
        areas_words=area_words(areas, plan.stated_areas, inside=len({row.area_id for row in places})),
        departments=department_labels(inside),
        departments_words=departments_words(
            len({item.department_id for item in inside}),
            plan.stated_departments,
            are_entered=bool(plan.departments.all()),
            are_all=plan.covers_all_departments,
        ),
        counts=tuple(count_words(count) for count in listed),
        counts_source="; ".join(dict.fromkeys(count.source for count in listed)),
        case_number=plan.case_number,
        round_name=round_words(plan),
        is_own=plan.is_own,
        municipality=plan.municipality.name if plan.municipality else "",
        is_example=plan.is_example,
        towns=plan.towns,
        competing=tuple(competing),
    )


def departments_on(plan: Any, day: date) -> list[Any]:
    """The plan's rows of departments that are in it that day, not only prequalified or cooperating."""
    return [item for item in rows_on(plan, plan.departments.all(), day) if item.status == DepartmentStatus.IN_PLAN]


def ended(plan: Any, day: date) -> PartialDate | None:
    """The plan's last day where the day lies after it, as exactly as it is known."""
    end: PartialDate | None = plan.end
    return end if plan.is_over(day) else None


def phase_words(phase: Phase) -> str:
    return {
        Phase.COMING: _("has not begun"),
        Phase.RUNNING: _("is running"),
        Phase.OVER: _("has ended"),
        Phase.UNKNOWN: _("not stated"),
    }[phase]


def _gone_words(plan: Any, phase: Phase, today: date) -> str:
    if phase == Phase.UNKNOWN:
        return _("The plan's first or last day is not stated, so it is not known how much of it is gone")
    if phase == Phase.RUNNING:
        least, most = gone_between(plan.start, plan.end, today)
        if least == most:
            return _("%s %% of the period is gone") % least
        return _("between %(least)s and %(most)s %% of the period is gone") % {"least": least, "most": most}
    return _("The period has not begun") if phase == Phase.COMING else _("The period has ended")


_COUNT_WORDS = {
    CountKind.DWELLINGS: lambda n: ngettext("%(n)s dwelling", "%(n)s dwellings", n),
    CountKind.TENANCIES: lambda n: ngettext("%(n)s tenancy", "%(n)s tenancies", n),
    CountKind.HOUSEHOLDS: lambda n: ngettext("%(n)s household", "%(n)s households", n),
    CountKind.RESIDENTS: lambda n: ngettext("%(n)s resident", "%(n)s residents", n),
}


def number_words(count: Any) -> str:
    """``1.654 husstande``, ``højst 300 boliger``."""
    text = _COUNT_WORDS[CountKind(count.kind)](count.value) % {"n": numbers.number(count.value)}
    return qualified(text, count.qualifier)


def count_words(count: Any) -> str:
    """``1.654 husstande``, ``ca. 3.600 beboere``; with its date where it is known."""
    text = number_words(count)
    return _("%(count)s (%(date)s)") % {"count": text, "date": count.counted} if count.counted else text


def counts_of(
    wanted_places: Iterable[int], places: Iterable[Any], *, day: date | None = None, column: str = "department_id"
) -> list[Any]:
    """The latest count of each kind that covers exactly these departments, with a day the latest until then.

    With the ``column`` ``area_id``, exactly these areas.

    ``places`` come with their count.
    """
    wanted = frozenset(wanted_places)
    counts: dict[int, Any] = {}
    covered: dict[int, set[int | None]] = {}
    for place in places:
        counts[place.count_id] = place.count
        # An area's place has no department: a count with one never covers just departments; and the other way round.
        covered.setdefault(place.count_id, set()).add(getattr(place, column))
    exact = [counts[pk] for pk, found in covered.items() if wanted and found == wanted]
    if day is not None:
        exact = [count for count in exact if count.counted_on is None or count.counted_on <= day]
    exact.sort(key=lambda count: (count.counted_on or date.min, count.pk))
    latest = {count.kind: count for count in exact}
    return [latest[kind] for kind in CountKind if kind in latest]
