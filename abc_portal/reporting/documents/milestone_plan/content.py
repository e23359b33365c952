"""The milestone plan: every milestone by quarter and by what it belongs to, and what was postponed and why.

:func:`build` works everything out once; the page, the PDF and the workbook are drawn from the same object.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.reporting.documents import head
from abc_portal.reporting.documents.reader import DocumentReader
from plans.agreement.presenters.labels import focus_area_label
from plans.lifecycle.presenters.plan import plan_facts
from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.presenters.counts import MilestoneCounts, counts_by_place
from plans.milestones.presenters.facts import MilestoneFacts, due_words, milestone_facts
from plans.milestones.presenters.quarters import (
    AFTER,
    BEFORE,
    DATED,
    UNDATED,
    PlanQuarter,
    outside_label,
    quarters_of,
)
from plans.models import Milestone, Plan


@dataclass(frozen=True)
class Putting:
    """One time a milestone was put off: from when, when that was decided, and why."""

    former: str
    decided: str
    reason: str

    @property
    def words(self) -> str:
        values = {"former": self.former, "why": self.reason}
        text = _("was due %(former)s: %(why)s") % values
        return f"{text} ({self.decided})" if self.decided else text


@dataclass(frozen=True)
class PlannedMilestone:
    """One milestone with what became of it.

    ``quarter`` is the plan's quarter in short; ``due_day`` when it is due, where that says more than the quarter.
    """

    facts: MilestoneFacts
    group: str
    quarter: str
    due_day: str
    reached: str
    dropped_because: str
    puttings: tuple[Putting, ...]
    note: str

    @property
    def status(self) -> str:
        """The milestone's status in words; when it is reached, with the day, said once."""
        return _("reached %s") % self.reached if self.reached else self.facts.words

    @property
    def is_explained(self) -> bool:
        """Whether it was ever postponed or dropped, so that it is listed with the reason."""
        return bool(self.puttings) or self.facts.standing == MilestoneStanding.DROPPED

    @property
    def outcome(self) -> str:
        """When it was reached, or why it was given up; each time it was put off, with the reason."""
        parts = [_("reached %s") % self.reached] if self.reached else []
        if self.dropped_because:
            parts.append(_("given up: %s") % self.dropped_because)
        return "; ".join([*parts, *(putting.words for putting in self.puttings)])


@dataclass(frozen=True)
class MilestoneSection:
    """Milestones under one heading: a quarter, or what they belong to."""

    title: str
    subtitle: str
    lines: tuple[PlannedMilestone, ...]


@dataclass(frozen=True)
class MilestonePlan(head.PlanDocument):
    """Everything that the milestone plan says. Drafts are not in it."""

    counts: MilestoneCounts
    quarters: tuple[MilestoneSection, ...]
    places: tuple[MilestoneSection, ...]
    postponed: tuple[PlannedMilestone, ...]

    @property
    def title(self) -> str:
        return _("Milestone plan")


def build(plan: Plan, *, reader: DocumentReader, as_of: date, is_back: bool = False) -> MilestonePlan:
    """The milestone plan on a day; every reader sees the same. ``plan`` comes ``with_places()``."""
    decided = Milestone.objects.filter(plan=plan, is_draft=False).with_lines()
    above = ("activity__sub_agreement", "activity__plan_focus_area__focus_area")
    rows = list(decided.select_related(*above).prefetch_related("postponements"))
    lines = [_line(plan, row, facts) for row, facts in zip(rows, milestone_facts(plan, rows, as_of), strict=True)]
    return MilestonePlan(
        plan=plan_facts(plan, today=as_of),
        state=head.state(plan, as_of, is_back=is_back),
        parties=head.parties(plan, as_of, is_back=is_back),
        as_of=as_of,
        counts=counts_by_place((line.facts.column, line.facts.standing) for line in lines),
        quarters=tuple(_by_quarter(quarters_of(plan), lines)),
        places=tuple(_by_place(rows, lines)),
        postponed=tuple(line for line in lines if line.is_explained),
    )


def _line(plan: Plan, row: Any, facts: MilestoneFacts) -> PlannedMilestone:
    quarters = quarters_of(plan)
    quarter = next((item for item in quarters if str(item.number) == facts.column), None)
    is_reached = row.state == MilestoneState.REACHED and facts.standing == MilestoneStanding.REACHED
    return PlannedMilestone(
        facts=facts,
        group=_group(row),
        quarter=quarter.brief if quarter else facts.due,
        due_day=_due_day(row, quarter),
        reached=str(row.reached) if is_reached and row.reached else "",
        dropped_because=row.dropped_because,
        puttings=tuple(
            Putting(
                due_words(postponement.former_quarter, postponement.former, quarters),
                str(postponement.decided or ""),
                postponement.reason,
            )
            for postponement in row.postponements.all()
        ),
        note=row.note,
    )


def _due_day(row: Any, quarter: PlanQuarter | None) -> str:
    """Its date as exactly as it is known; empty where that is just the plan's quarter, or where it has none."""
    if row.due_quarter is not None or row.due is None:
        return ""
    is_quarter = quarter is not None and (row.due.first, row.due.last) == (quarter.period.first, quarter.period.last)
    return "" if is_quarter else str(row.due)


def _group(row: Any) -> str:
    """The sub-agreement or focus area that the milestone, or its activity, belongs to."""
    sub, area = _belongs_to(row)
    return sub.name if sub else focus_area_label(area) if area else _("The whole plan")


def _belongs_to(row: Any) -> tuple[Any, Any]:
    sub = row.sub_agreement or (row.activity and row.activity.sub_agreement)
    area = row.plan_focus_area or (row.activity and row.activity.plan_focus_area)
    return sub, area


def _by_quarter(quarters: Sequence[PlanQuarter], lines: Sequence[PlannedMilestone]) -> Iterable[MilestoneSection]:
    """Every milestone under its quarter, or under what it is outside of: the sections hold all of them."""
    headings = [
        (BEFORE, outside_label(BEFORE), ""),
        *((str(quarter.number), quarter.label, quarter.months) for quarter in quarters),
        (DATED, outside_label(DATED), ""),
        (AFTER, outside_label(AFTER), ""),
        (UNDATED, outside_label(UNDATED), ""),
    ]
    for key, title, subtitle in headings:
        if found := tuple(line for line in lines if line.facts.column == key):
            yield MilestoneSection(title, subtitle, found)


def _by_place(rows: Sequence[Any], lines: Sequence[PlannedMilestone]) -> Iterable[MilestoneSection]:
    """By what they belong to; two sub-agreements may be called the same."""
    found: dict[tuple[int | None, int | None], list[PlannedMilestone]] = {}
    for row, line in zip(rows, lines, strict=True):
        sub, area = _belongs_to(row)
        found.setdefault((sub and sub.pk, None if sub else area and area.pk), []).append(line)
    for listed in found.values():
        yield MilestoneSection(listed[0].group, "", tuple(listed))


def workbook(document: MilestonePlan) -> bytes:
    """The same as two sheets: by quarter, and by sub-agreement."""
    columns = [
        _("Milestone"), _("Belongs to"), _("Due"), _("Due at the latest"), _("Responsible"), _("Status"),
        _("Outcome and reasons"), _("Note"),
    ]  # fmt: skip
    widths = (60, 30, 34, 16, 30, 14, 60, 40)
    titles = ((_("By quarter"), _("Quarter"), document.quarters), (_("By sub-agreement"), _("Under"), document.places))
    sheets = [
        xlsx.Sheet(
            title=title,
            head=[first, *columns],
            rows=[[section.title, *_cells(line)] for section in sections for line in section.lines],
            widths=(34, *widths),
            is_wrapped=True,
        )
        for title, first, sections in titles
    ]
    return xlsx.book(sheets)


def _cells(line: PlannedMilestone) -> list[Any]:
    facts = line.facts
    due = facts.due_day or facts.due
    return [facts.text, facts.place, due, facts.due_on, facts.responsible, facts.words, line.outcome, line.note]
