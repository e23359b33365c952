"""Facts about a plan's staff: positions, and the hours that activities take of them. Frozen, without queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from abc_portal.core.dates import period_of
from plans.shared.enums import ActivityState
from plans.shared.words import Named, named, percent_words
from plans.staffing import calculations as staffing
from plans.staffing.calculations import (
    DaySpan,
    Hours,
    Load,
    PositionHours,
    PositionShare,
    on_day,
    position_share,
    total,
)
from plans.staffing.enums import EmploymentRole
from plans.staffing.words import hours_words, people_words, share_words


@dataclass(frozen=True)
class Behind(PositionHours):
    """A row behind a position's sum: which activity, and how it is counted."""

    activity: Named = field(kw_only=True)
    basis: str = ""
    period: str = ""

    @property
    def words(self) -> str:
        return hours_words(self.hours)


@dataclass(frozen=True)
class PositionWorkload:
    """A position's hours over the activities on a day, against its share of full time in tenths of a per cent.

    ``is_least`` says that the share is a lower bound: that of some who hold it is not known.
    """

    pk: int
    title: str
    share: int | None
    given: Hours
    rows: tuple[Behind, ...]
    is_least: bool = field(default=False, kw_only=True)

    @property
    def load(self) -> Load:
        """Unknown also where no hours are stated: a plan need not count its activities in hours."""
        return staffing.load(self.given, self.share, is_least=self.is_least) if self.rows else Load.UNKNOWN

    @property
    def week(self) -> Decimal | None:
        return staffing.week_of(self.share)

    @property
    def week_words(self) -> str:
        if self.week is None:
            return _("not stated")
        return _("at least %s") % _rounded(self.week) if self.is_least else _rounded(self.week)

    @property
    def given_words(self) -> str:
        return hours_words(self.given)


@dataclass(frozen=True)
class PositionHolderFacts:
    """Who holds a position, with the share and from when to when; those unnamed with the same are told together."""

    name: str
    share: str
    period: str

    @property
    def words(self) -> str:
        said = ", ".join(part for part in (self.share, self.period) if part)
        return f"{self.name} ({said})" if said else self.name


@dataclass(frozen=True)
class PositionFacts(PositionWorkload):
    """A position as the staffing page shows it; ``people`` is empty where one holds it, or nothing is said."""

    vacancy: str
    people: str
    holders: tuple[PositionHolderFacts, ...]
    appointment: str
    period: str
    employers: tuple[str, ...]
    payers: tuple[str, ...]
    note: str

    @property
    def shape(self) -> str:
        return {Load.FITS: "ok", Load.OVER: "late", Load.UNDER: "warn", Load.UNKNOWN: "idle"}[self.load]

    @property
    def share_words(self) -> str:
        return share_words(PositionShare(self.share, self.is_least))

    @property
    def of_words(self) -> str:
        """``37 of 37``; the hours alone where the share is unknown."""
        if self.week is None:
            return self.given_words
        return _("%(given)s of %(week)s") % {"given": self.given_words, "week": self.week_words}

    @property
    def verdict(self) -> str:
        """The hours compared with the position's week, in words."""
        if self.share is None:
            return _("the share of full time is not stated")
        if not self.rows:
            return _("no activity states hours of it")
        if self.load == Load.UNKNOWN:
            return _("the share of some who hold it is not stated")
        if self.load == Load.FITS:
            return _("fits the week")
        week = self.week or Decimal(0)
        if self.load == Load.OVER:
            over = _rounded(self.given.least - week, "0.01")
            return ngettext("%s hour over", "%s hours over", 1 if over == "1" else 2) % over
        under = _rounded(week - self.given.most, "0.01")
        return ngettext("%s hour under", "%s hours under", 1 if under == "1" else 2) % under


@dataclass(frozen=True)
class OfficeFacts:
    """Where the plan's staff is found."""

    pk: int
    kind: str
    name: str
    address: str
    note: str
    period: str

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.name, self.address) if part)


@dataclass(frozen=True)
class StaffingFacts:
    """A plan's staffing on a day: positions, their sums, what cannot be counted, and where the staff is found."""

    day: date
    positions: tuple[PositionFacts, ...]
    elsewhen: tuple[PositionFacts, ...]
    without_hours: tuple[Named, ...]
    offices: tuple[OfficeFacts, ...] = ()

    @property
    def given_words(self) -> str:
        return hours_words(total(position.given for position in self.positions))

    @property
    def shares(self) -> int:
        """The known shares together, in tenths of a per cent."""
        return sum(position.share for position in self.positions if position.share is not None)

    @property
    def shares_words(self) -> str:
        """The known shares together; how many are not known is said with them."""
        unknown = sum(1 for position in self.positions if position.share is None)
        if unknown == len(self.positions):
            return _("not stated")
        text = share_words(PositionShare(self.shares, self.is_least))
        return _("%(share)s; %(unknown)s not stated") % {"share": text, "unknown": unknown} if unknown else text

    @property
    def is_least(self) -> bool:
        """Whether the known shares are lower bounds."""
        return any(position.is_least for position in self.positions)

    @property
    def week_words(self) -> str:
        if all(position.share is None for position in self.positions):
            return _("not stated")
        text = _rounded(staffing.week_of(self.shares) or Decimal(0))
        return _("at least %s") % text if self.is_least else text


def _rounded(hours: Decimal, step: str = "0.1") -> str:
    """Hours of a week with one decimal at most, or as the step says; rounded half up."""
    return numbers.number(numbers.plain_value(hours.quantize(Decimal(step), rounding=ROUND_HALF_UP)))


def staffing_facts(
    plan: Any, *, positions: Iterable[Any], activities: Iterable[Any], day: date, offices: Iterable[Any] = ()
) -> StaffingFacts:
    """Positions with their organisations and holders; activities with their hours.

    A day outside the plan's period is counted as the period's nearest. What an activity is described together with
    holds its hours, so it is counted once.
    """
    counted, listed = plan.period.nearest(day), list(activities)
    behind = on_day_by_post(listed, counted)
    facts = [(row, _position(row, standing(row, behind, counted))) for row in positions]
    return StaffingFacts(
        day=counted,
        positions=tuple(item for row, item in facts if row.holds_on(counted)),
        elsewhen=tuple(item for row, item in facts if not row.holds_on(counted)),
        without_hours=tuple(
            named(row) for row in listed if not row.hours.all() and row.described_with_id is None and _goes_on(row)
        ),
        offices=tuple(
            OfficeFacts(row.pk, row.get_kind_display(), row.name, row.address, row.note, period_of(row))
            for row in offices
        ),
    )


def _goes_on(activity: Any) -> bool:
    return activity.state not in (ActivityState.DONE, ActivityState.DROPPED)


def on_day_by_post(activities: Iterable[Any], day: date) -> dict[int, list[Behind]]:
    """The hours that hold on the day, with their activity, by position."""
    found: dict[int, list[Behind]] = {}
    for activity in activities:
        whole, name = DaySpan(activity.starts_on, activity.ends_on), named(activity)
        for row in activity.hours.all():
            hours = Hours.of(row.least, row.most)
            spans = (whole, DaySpan(row.starts_on, row.ends_on))
            given = Behind(hours, spans, activity=name, basis=row.basis, period=period_of(row))
            found.setdefault(row.post_id, []).append(given)
    return {post: on_day(rows, day) for post, rows in found.items()}


def standing(row: Any, behind: dict[int, list[Behind]], day: date) -> PositionWorkload:
    """A position that comes with its holders, with the hours behind its sum and its share on the day."""
    rows = tuple(behind.get(row.pk, ()))
    holders = [holder.share for holder in row.holders.all() if holder.holds_on(day)]
    share = position_share(row.share, holders, row.headcount)
    return PositionWorkload(
        row.pk, row.title, share.tenths, total(row.hours for row in rows), rows, is_least=share.is_least
    )


def standings(plan: Any, *, activities: Iterable[Any], day: date) -> list[PositionWorkload]:
    """The positions that give hours on the day, or on the nearest of the plan's period, each with its sum.

    Activities come with their hours, these with their position, and that with its holders.
    """
    counted, listed = plan.period.nearest(day), list(activities)
    behind = on_day_by_post(listed, counted)
    posts = {row.post_id: row.post for activity in listed for row in activity.hours.all()}
    return [standing(post, behind, counted) for post in posts.values() if post.holds_on(counted)]


def _position(row: Any, found: PositionWorkload) -> PositionFacts:
    by_role: dict[str, list[str]] = {role: [] for role in EmploymentRole}
    for organisation in row.organisations.all():
        part = f" ({percent_words(organisation.share)})" if organisation.share else ""
        by_role[organisation.role].append(organisation.organisation.name + part)
    return PositionFacts(
        **vars(found),
        vacancy=row.get_vacancy_display(),
        people=people_words(count) if (count := row.headcount or len(row.holders.all())) > 1 else "",
        holders=holder_facts(row.holders.all()),
        appointment=row.appointment,
        period=period_of(row),
        employers=tuple(by_role[EmploymentRole.EMPLOYER]),
        payers=tuple(by_role[EmploymentRole.PAYER]),
        note=row.note,
    )


def holder_facts(rows: Iterable[Any]) -> tuple[PositionHolderFacts, ...]:
    """Those named one by one, and those unnamed by their share and period; rows come with their person."""
    named_holders: list[PositionHolderFacts] = []
    unnamed: Counter[tuple[str, str]] = Counter()
    for row in rows:
        share = "" if row.share is None else percent_words(row.share)
        if row.person is None:
            unnamed[share, period_of(row)] += 1
        else:
            named_holders.append(PositionHolderFacts(row.person.name, share, period_of(row)))
    counted = (
        PositionHolderFacts(_("not named: %s") % people_words(count), share and _("%s for each") % share, period)
        for (share, period), count in unnamed.items()
    )
    return (*named_holders, *counted)
