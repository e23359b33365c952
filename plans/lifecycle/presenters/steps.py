"""A plan's life as facts for its page: frozen, without queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.dates import PartialDate
from plans.lifecycle.calculations import steps as life
from plans.lifecycle.enums import LAST_STATES, DepartmentStatus, State
from plans.lifecycle.presenters.plan import count_words, counts_of
from plans.shared.period_words import (
    gap_words,
    span_words,
)
from plans.shared.periods import GapRange, gap_range
from plans.shared.presenters import held_words


@dataclass(frozen=True)
class StateFacts:
    """The plan's state, and since when.

    ``ended`` is the period's last day, where it has passed without a step that says so: the state is then only the last
    reported one. ``perhaps`` is a later state that the plan may have come to by the day, in words.
    """

    code: str
    label: str
    since: PartialDate | None
    ended: PartialDate | None = None
    perhaps: str = ""

    @property
    def words(self) -> str:
        """``i gang siden 1. marts 2021``; ``sidst oplyst: i gang fra 1. marts 2021 (perioden sluttede …)``."""
        if self.perhaps:
            values = {"state": self._known_words, "later": self.perhaps}
            return _("%(state)s, perhaps %(later)s") % values if self.code else _("perhaps %s") % self.perhaps
        return self._known_words

    @property
    def _known_words(self) -> str:
        values = {"state": self.label, "day": self.since, "end": self.ended}
        if self.ended is None:
            return _("%(state)s since %(day)s") % values if self.since else self.label
        if self.since is None:
            return _("last told: %(state)s (the period ended %(end)s)") % values
        return _("last told: %(state)s from %(day)s (the period ended %(end)s)") % values


def state_facts(steps: Sequence[Any], *, day: date | None = None, ended: PartialDate | None = None) -> StateFacts:
    """The plan's state from its steps in order; with a day, the state known on that day.

    ``ended`` is the last day of a period that is over, from :func:`plans.lifecycle.presenters.plan.ended`.
    """
    if day is None:
        return _state_of(steps[-1] if steps else None, ended)
    surely, latest = life.step_surely_on(steps, day), life.step_on(steps, day)
    return _state_of(surely, ended, perhaps="" if latest is surely else _dated_state(latest))


def _state_of(step: Any, ended: PartialDate | None, *, perhaps: str = "") -> StateFacts:
    if step is None:
        return StateFacts("", _("not stated"), None, perhaps=perhaps)
    ended = None if step.state in LAST_STATES else ended
    return StateFacts(step.state, str(State(step.state).label), step.happened, ended, perhaps)


def _dated_state(step: Any) -> str:
    """``i gang (2021)``."""
    return f"{State(step.state).label} ({step.happened})"


@dataclass(frozen=True)
class StepFacts:
    """A step; what only the leader sees of it is empty for others."""

    pk: int
    state: str
    happened: PartialDate | None
    by_whom: str = ""
    lbf_wording: str = ""
    case_number: str = ""
    note: str = ""
    approvals: tuple[str, ...] = ()
    is_last: bool = False


def approval_words(row: Any) -> str:
    """``Bestyrelsen, Bakkebo: godkendt 3. maj 2016``."""
    answer = str(row.get_state_display())
    said = f"{row}: {answer} {row.decided}" if row.decided else f"{row}: {answer}"
    return f"{said} ({row.note})" if row.note else said


def step_facts(steps: Sequence[Any], *, in_full: bool) -> list[StepFacts]:
    """The steps in their order; in full only for who leads the plan."""
    return [
        StepFacts(
            pk=step.pk,
            state=str(State(step.state).label),
            happened=step.happened,
            is_last=step is steps[-1],
            approvals=tuple(map(approval_words, step.approvals.all())) if in_full else (),
            **({name: getattr(step, name) for name in _LEADERS_OWN} if in_full else {}),
        )
        for step in steps
    ]


_LEADERS_OWN = ("by_whom", "lbf_wording", "case_number", "note")


# --- the plans around it ------------------------------------------------------------------------------


@dataclass(frozen=True)
class RelatedFacts:
    """A plan before, after or beside. ``slug`` is empty when the reader may not open it or it is not in the portal.

    ``pk`` is the relation's when this plan is the one that says it, so that it can be edited here.
    """

    name: str
    slug: str
    distance: str
    note: str
    pk: int | None
    shared: str = ""


def related_facts(plan: Any, rows: Iterable[Any], *, may_open: set[int], sharing: dict[int, int]) -> dict[str, Any]:
    """``before``, ``after`` and ``beside``, each a list; ``sharing`` counts for each neighbour those it was split into
    or merged from."""
    found: dict[str, list[RelatedFacts]] = {"before": [], "after": [], "beside": []}
    for row in rows:
        own = row.plan_id == plan.pk
        other, side = (row.other, _SIDES[row.kind]) if own else (row.plan, _OTHER_SIDE[_SIDES[row.kind]])
        seen = other is not None and other.pk in may_open
        found[side].append(
            RelatedFacts(
                name=other.name if other else row.other_name,
                slug=other.slug if seen else "",
                distance=distance_words(plan, other, side) if seen else "",
                note=row.note,
                pk=row.pk if own else None,
                shared=_shared(side, sharing.get(other.pk, 1)) if other else "",
            )
        )
    return found


_SIDES = {"continues": "before", "continued_by": "after", "beside": "beside"}
_OTHER_SIDE = {"before": "after", "after": "before", "beside": "beside"}


def _shared(side: str, count: int) -> str:
    if count < 2 or side == "beside":
        return ""
    if side == "before":
        return _("it was split into %s plans") % count
    return _("it gathers %s plans") % count


def gathered_words(before: int, after: int) -> list[str]:
    """What it means that a plan continues several, or that several continue it."""
    parts = []
    if before > 1:
        parts.append(_("The plan gathers %s earlier plans.") % before)
    if after > 1:
        parts.append(_("The plan was split into %s later plans.") % after)
    return parts


def distance_words(plan: Any, other: Any, side: str) -> str:
    """How far the plans lie from each other: ``2 måneder efter``, ``overlapper 3 måneder``.

    Between days that are known less exactly it is a range, and what is not certain is said to be so; empty where the
    days that decide it are not known at all.
    """
    if plan.start is None or other.start is None:
        return ""
    mine_is_later = other.start.earliest < plan.start.earliest
    earlier, later = (other, plan) if mine_is_later else (plan, other)
    if earlier.end is None:
        return ""
    found = gap_range(earlier.end, later.start)
    if found.surely_overlaps:
        return _overlap_words(earlier, later, found)
    if found.may_overlap:
        return _("may overlap")
    if found.is_exact and found.may_touch:
        return _("without a gap")
    span = gap_words(found)
    if side == "before" and mine_is_later:
        return _("this plan begins %s after it") % span
    return _("it ended %s before") % span if mine_is_later else _("it begins %s after") % span


def _overlap_words(earlier: Any, later: Any, found: GapRange) -> str:
    """How long both run; only that they do where a day is known less exactly or not at all."""
    if not found.is_exact or later.end is None:
        return _("overlap")
    last = min(earlier.end, later.end, key=lambda end: end.latest)
    return _("overlaps %s") % span_words(later.start.earliest, last.latest + timedelta(days=1))


# --- places -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class AreaFacts:
    pk: int
    name: str
    aliases: tuple[str, ...]
    period: str
    listings: tuple[str, ...]
    counts: tuple[str, ...]
    joint_name: str = ""


@dataclass(frozen=True)
class DepartmentFacts:
    pk: int
    organisation: str
    number: str
    name: str
    part: str
    status: str
    is_in_plan: bool
    period: str
    counts: tuple[str, ...]
    listings: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


def area_facts(rows: Iterable[Any], places: Iterable[Any] = (), *, day: date | None = None) -> list[AreaFacts]:
    """Areas with their other names, listings and counts; with a day, what held or was counted then.

    ``places`` are the counted places of all of them, with their count.
    """
    counted = list(places)
    return [
        AreaFacts(
            pk=row.pk,
            name=row.area.name,
            aliases=tuple(alias.name for alias in row.area.aliases.all()),
            period=held_words(row.joined, row.left),
            listings=_listings(row.area, day),
            counts=tuple(count_words(count) for count in counts_of([row.area_id], counted, day=day, column="area_id")),
            joint_name=row.joint_name,
        )
        for row in rows
    ]


def _listings(place: Any, day: date | None) -> tuple[str, ...]:
    """The lists that the area or department was on; with a day, those that held then."""
    return tuple(_listing(listing) for listing in place.listings.all() if day is None or listing.holds_on(day))


def _listing(listing: Any) -> str:
    """``»Særligt udsat« (udsat boligområde) fra 2010 (Ministeriet)``: what it was called, and what it is."""
    kind = str(listing.get_kind_display())
    is_renamed = listing.printed_name and listing.printed_name.casefold() != kind.casefold()
    name = _("“%(printed)s” (%(kind)s)") % {"printed": listing.printed_name, "kind": kind} if is_renamed else kind
    words = " ".join(part for part in (name, held_words(listing.start, listing.end)) if part)
    return f"{words} ({listing.source})" if listing.source else words


def _owners(department: Any) -> tuple[str, ...]:
    """Those who owned it before, and until when."""
    return tuple(
        " ".join(part for part in (str(row.organisation), held_words(row.start, row.end)) if part)
        for row in department.former_owners.all()
    )


def department_facts(rows: Iterable[Any], places: Iterable[Any], *, day: date | None = None) -> list[DepartmentFacts]:
    """Departments with their organisation; ``places`` are the counted places of all of them, with their count.

    With a day, what was counted by then.
    """
    listed = list(places)
    return [
        DepartmentFacts(
            pk=row.pk,
            organisation=(row.department.owner_on(day) if day else row.department.organisation).name,
            number=row.department.number,
            name=row.department.name or _("name not stated"),
            part=row.part,
            status=row.get_status_display(),
            is_in_plan=row.status == DepartmentStatus.IN_PLAN,
            period=_part_words(row),
            counts=tuple(count_words(count) for count in counts_of([row.department_id], listed, day=day)),
            listings=_listings(row.department, day),
            owners=_owners(row.department),
        )
        for row in rows
    ]


def _part_words(row: Any) -> str:
    """From when to when the department takes part; one that was only prequalified never did."""
    if row.status == DepartmentStatus.PREQUALIFIED:
        return held_words(row.joined, row.left) or _("was not part of it")
    return held_words(row.joined, row.left) or _("the whole period")
