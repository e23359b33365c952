"""Facts about plans for pages, PDFs and workbooks: frozen, worked out once, without queries.

Every function takes rows that the querysets have already fetched with what it needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from abc_portal.core.dates import PartialDate
from abc_portal.directory.enums import CountKind, Qualifier
from plans.calculations.period import Period, Phase
from plans.enums import ActivityState, DepartmentStatus, SignatureState


@dataclass(frozen=True)
class PlanFacts:
    """What stands at the head of a plan's pages and documents."""

    slug: str
    name: str
    title: str
    start: PartialDate
    end: PartialDate
    phase: Phase
    phase_words: str
    gone: int
    gone_words: str
    areas: tuple[str, ...]
    departments: tuple[str, ...]
    counts: tuple[str, ...]
    case_number: str
    round_name: str
    is_own: bool
    municipality: str
    #: A plan that is made up says so wherever it is shown.
    is_example: bool = False

    @property
    def period(self) -> str:
        return period_words(self.start, self.end)

    @property
    def departments_words(self) -> str:
        count = len(self.departments)
        return ngettext("%(count)s department", "%(count)s departments", count) % {"count": count}


def round_words(plan: Any) -> str:
    """The funding round, or that there is none; empty when it is not known."""
    if plan.is_own:
        return _("none: without a grant from Landsbyggefonden")
    return plan.round.name if plan.round else ""


def plan_facts(plan: Any, *, today: date, counts: Iterable[Any] = ()) -> PlanFacts:
    """``plan`` comes ``with_places()``; ``counts`` are those that cover exactly its departments."""
    period = Period(plan.starts_on, plan.ends_on)
    phase, gone = period.phase(today), period.gone(today)
    return PlanFacts(
        slug=plan.slug,
        name=plan.name,
        title=plan.title,
        start=plan.start,
        end=plan.end,
        phase=phase,
        phase_words=phase_words(phase),
        gone=gone,
        gone_words=_gone_words(phase, gone),
        areas=tuple(dict.fromkeys(each.area.name for each in rows_on(plan, plan.areas.all(), today))),
        departments=tuple(dict.fromkeys(str(each) for each in departments_on(plan, today))),
        counts=tuple(count_words(count) for count in counts),
        case_number=plan.case_number,
        round_name=round_words(plan),
        is_own=plan.is_own,
        municipality=plan.municipality.name if plan.municipality else "",
        is_example=plan.is_example,
    )


def departments_on(plan: Any, day: date) -> list[Any]:
    """The plan's rows of departments that are in it that day, not only prequalified or cooperating."""
    return [each for each in rows_on(plan, plan.departments.all(), day) if each.status == DepartmentStatus.IN_PLAN]


def rows_on(plan: Any, rows: Iterable[Any], day: date) -> list[Any]:
    """Of the rows that join and leave, those that hold that day; before the plan's period on its first, after it on its
    last."""
    inside = min(max(day, plan.starts_on), plan.ends_on)
    return [
        each
        for each in rows
        if (each.joined_on is None or each.joined_on <= inside) and (each.left_on is None or inside <= each.left_on)
    ]


def period_words(start: PartialDate, end: PartialDate) -> str:
    """``1. marts 2021 – 28. februar 2025``, each day as exactly as it is known."""
    return f"{start} – {end}"


def held_words(start: PartialDate | None, end: PartialDate | None) -> str:
    """``fra marts 2022``, ``til 2023``; nothing for what holds all the time."""
    if start and end:
        return period_words(start, end)
    if start:
        return _("from %s") % start
    return _("to %s") % end if end else ""


def ended(plan: Any, day: date) -> PartialDate | None:
    """The plan's last day where the day lies after it, as exactly as it is known."""
    end: PartialDate = plan.end
    return end if Period(plan.starts_on, plan.ends_on).phase(day) == Phase.OVER else None


def phase_words(phase: Phase) -> str:
    return {Phase.COMING: _("has not begun"), Phase.RUNNING: _("is running"), Phase.OVER: _("has ended")}[phase]


def _gone_words(phase: Phase, gone: int) -> str:
    if phase == Phase.RUNNING:
        return _("%s %% of the period is gone") % gone
    return _("The period has not begun") if phase == Phase.COMING else _("The period has ended")


_COUNT_WORDS = {
    CountKind.DWELLINGS: lambda n: ngettext("%(n)s dwelling", "%(n)s dwellings", n),
    CountKind.HOUSEHOLDS: lambda n: ngettext("%(n)s household", "%(n)s households", n),
    CountKind.RESIDENTS: lambda n: ngettext("%(n)s resident", "%(n)s residents", n),
}


def count_words(count: Any) -> str:
    """``1.654 husstande``, ``ca. 3.600 beboere``; with its date where it is known."""
    text = _COUNT_WORDS[CountKind(count.kind)](count.value) % {"n": numbers.number(count.value)}
    prefix = {Qualifier.ABOUT: _("about"), Qualifier.OVER: _("over"), Qualifier.UNDER: _("under")}
    if count.qualifier in prefix:
        text = f"{prefix[Qualifier(count.qualifier)]} {text}"
    return _("%(count)s (%(date)s)") % {"count": text, "date": count.counted} if count.counted else text


def counts_of(departments: Iterable[int], places: Iterable[Any], *, day: date | None = None) -> list[Any]:
    """The latest count of each kind that covers exactly these departments, with a day the latest until then.

    ``places`` come with their count.
    """
    wanted = frozenset(departments)
    counts: dict[int, Any] = {}
    covered: dict[int, set[int | None]] = {}
    for place in places:
        counts[place.count_id] = place.count
        # An area's place has no department: a count with one never covers just departments.
        covered.setdefault(place.count_id, set()).add(place.department_id)
    exact = [counts[pk] for pk, found in covered.items() if wanted and found == wanted]
    if day is not None:
        exact = [count for count in exact if count.counted_on is None or count.counted_on <= day]
    exact.sort(key=lambda count: (count.counted_on or date.min, count.pk))
    latest = {count.kind: count for count in exact}
    return [latest[kind] for kind in CountKind if kind in latest]


# --- agreements -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SignatoryFacts:
    """Who signs; ``signs`` names the sub-agreement, and is empty for the strategic agreement."""

    pk: int
    name: str
    title: str
    signed: PartialDate | None
    words: str
    signs: str = ""
    signs_pk: int | None = None


@dataclass(frozen=True)
class PartyFacts:
    """A party with all who sign for it, and the sub-agreements that it is a party to."""

    pk: int
    name: str
    role: str
    is_bound: bool
    signatories: tuple[SignatoryFacts, ...]
    represented_by: str = ""
    joined: PartialDate | None = None
    left: PartialDate | None = None
    sub_agreements: tuple[str, ...] = ()

    @property
    def period_words(self) -> str:
        """From and to when it takes part; empty when it is as the plan."""
        return held_words(self.joined, self.left)


@dataclass(frozen=True)
class ActivityFacts:
    """An activity with its smaller parts, however deep; ``state`` is empty where it is not stated."""

    pk: int
    code: str
    name: str
    purpose: str
    state: str
    parts: tuple["ActivityFacts", ...]
    #: How it stands (``following.work.WorkFacts``), where the page tells.
    work: Any = None

    @property
    def count(self) -> int:
        return 1 + sum(part.count for part in self.parts)


@dataclass(frozen=True)
class SubAgreementFacts:
    pk: int
    slug: str
    name: str
    focus_area: str
    start: PartialDate | None
    end: PartialDate | None
    content: str
    activities: tuple[ActivityFacts, ...]
    target_groups: str = ""
    cited_round: str = ""
    #: How it stands (``following.work.WorkFacts``), where the page tells.
    work: Any = None

    @property
    def period(self) -> str:
        """From and to when it is valid; empty when it is as the plan."""
        return held_words(self.start, self.end)

    @property
    def activity_count(self) -> int:
        return sum(activity.count for activity in self.activities)

    @property
    def activity_words(self) -> str:
        count = self.activity_count
        return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": count}


@dataclass(frozen=True)
class FocusAreaFacts:
    """A focus area; ``official`` is the round's name where the plan calls it by another."""

    pk: int
    name: str
    is_chosen: bool
    problem: str
    handled_where: str
    official: str = ""
    is_own: bool = False


def party_facts(parties: Iterable[Any], *, day: date | None = None, subs: bool = True) -> list[PartyFacts]:
    """Parties that come ``with_signatures()``; with a day that has gone, who had signed by then.

    Unless ``subs`` is false they come ``with_sub_agreements()`` too, and those are told.
    """
    return [
        PartyFacts(
            pk=party.pk,
            name=party.printed_name or party.organisation.name,
            role=party.get_role_display(),
            is_bound=party.role == "bound",
            signatories=tuple(_signatory(signatory, day) for signatory in party.signatories.all()),
            represented_by=party.represented_by.name if party.represented_by else "",
            joined=party.joined,
            left=party.left,
            sub_agreements=tuple(each.sub_agreement.name for each in party.sub_agreements.all()) if subs else (),
        )
        for party in parties
    ]


def _signatory(row: Any, day: date | None) -> SignatoryFacts:
    came_later = day is not None and row.signed is not None and row.signed.first > day
    return SignatoryFacts(
        row.pk,
        row.person.name,
        row.title,
        None if came_later else row.signed,
        _("not signed yet") if came_later else signature_words(row),
        row.sub_agreement.name if row.sub_agreement else "",
        row.sub_agreement_id,
    )


def signature_words(row: Any) -> str:
    """``underskrevet 17. december 2020``, ``ikke underskrevet endnu``, ``ikke oplyst``."""
    if row.signed:
        return _("signed %s") % row.signed
    return {
        SignatureState.SIGNED: _("signed, the date is not stated"),
        SignatureState.UNSIGNED: _("not signed yet"),
        SignatureState.UNKNOWN: _("not stated"),
    }[SignatureState(row.state)]


def focus_area_facts(rows: Iterable[Any]) -> list[FocusAreaFacts]:
    return [
        FocusAreaFacts(
            pk=row.pk,
            name=row.local_name or row.focus_area.name,
            is_chosen=row.is_chosen,
            problem=row.problem,
            handled_where=row.handled_where,
            official=""
            if row.focus_area.plan_id or row.local_name in ("", row.focus_area.name)
            else row.focus_area.name,
            is_own=row.focus_area.plan_id is not None,
        )
        for row in rows
    ]


def sub_agreement_facts(
    agreements: Iterable[Any], activities: Iterable[Any], work: Any = None
) -> list[SubAgreementFacts]:
    """Sub-agreements with their focus area, and all activities of the plan in their order.

    ``work`` (``following.work.PlanWork``) tells how they stand.
    """
    listed = list(activities)
    return [
        SubAgreementFacts(
            pk=agreement.pk,
            slug=agreement.slug,
            name=agreement.name,
            focus_area=agreement.plan_focus_area.local_name or agreement.plan_focus_area.focus_area.name,
            start=agreement.start,
            end=agreement.end,
            content=agreement.content,
            activities=activity_tree((row for row in listed if row.sub_agreement_id == agreement.pk), work),
            target_groups=agreement.target_groups,
            cited_round=agreement.cited_round.name if agreement.cited_round else "",
            work=work.sub_agreements.get(agreement.pk) if work else None,
        )
        for agreement in agreements
    ]


def activity_tree(activities: Iterable[Any], work: Any = None) -> tuple[ActivityFacts, ...]:
    """The activities as a tree, each level in its order."""
    children: dict[int | None, list[Any]] = {}
    listed = list(activities)
    known = {row.pk for row in listed}
    for row in listed:
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)

    def branch(parent: int | None) -> tuple[ActivityFacts, ...]:
        return tuple(
            ActivityFacts(
                row.pk,
                row.code,
                row.name,
                row.purpose,
                state_words(row),
                branch(row.pk),
                work.activities.get(row.pk) if work else None,
            )
            for row in children.get(parent, ())
        )

    return branch(None)


def state_words(activity: Any) -> str:
    """How far an activity is; empty where it is not stated."""
    return "" if activity.state == ActivityState.UNKNOWN else str(activity.get_state_display())
