"""Facts about milestones for pages, workbooks, letters and findings: frozen, without queries.

Rows come from ``Milestone.objects.with_lines()``, which fetches all that is needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.dates import PartialDate
from plans.agreement.presenters.labels import focus_area_label
from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.presenters.quarters import PlanQuarter, due_place, quarters_of
from plans.milestones.presenters.standing import standing_of
from plans.milestones.presenters.words import STANDING_SHAPES
from plans.shared.enums import FileSight


@dataclass(frozen=True)
class MilestoneFacts:
    """One milestone in a grid, a list or a letter; ``due_on`` is the last day on which it is not late, ``due_day`` the
    date as it is known where it is not a whole quarter of the plan.

    ``due_order`` is the day that it is due on in order of time; ``in_quarter`` says that it is due in a whole quarter,
    which a list by quarter need not repeat; ``column`` is where it counts, from
    :func:`plans.milestones.presenters.quarters.due_place`.
    """

    pk: int
    code: str
    text: str
    place: str
    standing: MilestoneStanding
    due: str
    due_on: date | None
    responsible: str
    moves: int
    href: str
    in_quarter: bool
    column: str
    due_day: PartialDate | None = None
    due_order: date = date.max

    @property
    def words(self) -> str:
        return str(self.standing.label)

    @property
    def shape(self) -> str:
        return STANDING_SHAPES[self.standing]

    @property
    def moves_words(self) -> str:
        return moves_words(self.moves)


def milestone_facts(plan: Any, rows: Iterable[Any], day: date) -> list[MilestoneFacts]:
    """Facts about milestones of one plan on the day."""
    quarters = quarters_of(plan)
    root = reverse("plans:milestones", args=[plan.slug])
    return [_facts(plan, row, day, quarters, root) for row in rows]


def _facts(plan: Any, row: Any, day: date, quarters: tuple[PlanQuarter, ...], root: str) -> MilestoneFacts:
    return MilestoneFacts(
        pk=row.pk,
        code=row.code,
        text=row.text,
        place=place_words(row),
        standing=standing_of(row, plan, day),
        due=due_words(row.due_quarter, row.due, quarters),
        due_on=row.due_on,
        responsible=responsible_words(row),
        moves=row.moves,
        href=f"{root}{row.code}/",
        in_quarter=row.due_quarter is not None,
        column=due_place(plan, row.due),
        due_order=row.due.latest if row.due else date.max,
        due_day=row.due if row.due_quarter is None else None,
    )


def moves_words(moves: int) -> str:
    """How often it was put off; empty when never."""
    return ngettext("postponed %s time", "postponed %s times", moves) % moves if moves else ""


def place_words(row: Any) -> str:
    """What the milestone belongs to, for use outside the plan's tree."""
    if row.activity is not None:
        return str(row.activity.name)
    if row.sub_agreement is not None:
        return _("Sub-agreement: %s") % row.sub_agreement.name
    if row.plan_focus_area is not None:
        return _("Focus area: %s") % focus_area_label(row.plan_focus_area)
    return _("The whole plan")


def due_words(number: int | None, due: PartialDate | None, quarters: tuple[PlanQuarter, ...]) -> str:
    """When it is due: the plan's quarter with its months, or the date as exactly as it is known."""
    if number is not None and number <= len(quarters):
        return quarters[number - 1].words
    return str(due) if due is not None else _("no date")


def responsible_words(row: Any) -> str:
    """``Projektleder (Sekretariatsleder)``: the person with the position, either of them, or what is written
    instead."""
    person, post = (str(item) if item else "" for item in (row.person, row.post))
    named = f"{person} ({post})" if person and post else person or post
    return ", ".join(part for part in (named, row.responsible) if part)


# --- one milestone's own page ------------------------------------------------------------------------------


@dataclass(frozen=True)
class PostponementFacts:
    """One time it was put off: the date it had, when that was decided, and why."""

    former: str
    decided: PartialDate | None
    reason: str


@dataclass(frozen=True)
class EvidenceFacts:
    """One piece of evidence. A file that the reader may not see is not named: ``is_hidden``."""

    note: str
    link: str
    file: str
    file_pk: int | None
    is_hidden: bool


@dataclass(frozen=True)
class MilestonePageFacts:
    """Everything that a milestone's own page shows."""

    line: MilestoneFacts
    place_href: str
    state: str
    sentence: str
    person: str
    post: str
    responsible: str
    reached: PartialDate | None
    is_reached: bool
    dropped_because: str
    note: str
    reported_on: date | None
    postponements: tuple[PostponementFacts, ...]
    evidence: tuple[EvidenceFacts, ...]
    follows: tuple[str, str] | None
    followed_by: tuple[tuple[str, str], ...]


def milestone_page(
    plan: Any, row: Any, day: date, *, sights: Iterable[FileSight], followed_by: Iterable[Any] = ()
) -> MilestonePageFacts:
    """``row`` comes ``with_lines()`` and ``with_all()``, and with what it follows; ``sights`` are the reader's own."""
    quarters, root = quarters_of(plan), reverse("plans:milestones", args=[plan.slug])
    line = _facts(plan, row, day, quarters, root)
    return MilestonePageFacts(
        line=line,
        place_href=_place_href(plan, row),
        state=str(row.get_state_display()),
        sentence=sentence(line.standing, row, plan),
        person=str(row.person or ""),
        post=str(row.post or ""),
        responsible=row.responsible,
        reached=row.reached,
        is_reached=row.state == MilestoneState.REACHED,
        dropped_because=row.dropped_because,
        note=row.note,
        reported_on=row.reported_on,
        postponements=tuple(
            PostponementFacts(
                due_words(postponement.former_quarter, postponement.former, quarters),
                postponement.decided,
                postponement.reason,
            )
            for postponement in row.postponements.all()
        ),
        evidence=tuple(_evidence(item, frozenset(sights)) for item in row.evidence.all()),
        follows=(row.follows.text, f"{root}{row.follows.code}/") if row.follows is not None else None,
        followed_by=tuple((item.text, f"{root}{item.code}/") for item in followed_by),
    )


def _place_href(plan: Any, row: Any) -> str:
    if row.activity is not None:
        return reverse("plans:activity", args=[plan.slug, row.activity.code])
    if row.sub_agreement is not None:
        return reverse("plans:sub_agreement", args=[plan.slug, row.sub_agreement.slug])
    if row.plan_focus_area is not None:
        return reverse("plans:focus_area", args=[plan.slug, row.plan_focus_area_id])
    return reverse("reporting:status", args=[plan.slug])


def _evidence(row: Any, sights: frozenset[FileSight]) -> EvidenceFacts:
    file = row.file if row.file is not None and row.file.sight in sights else None
    return EvidenceFacts(
        note=row.note,
        link=row.link,
        file=file.title if file else "",
        file_pk=file.pk if file else None,
        is_hidden=row.file is not None and file is None,
    )


def sentence(standing: MilestoneStanding, row: Any, plan: Any) -> str:
    """What the status means for this milestone."""
    if standing == MilestoneStanding.LATE:
        return _("Its date has gone, and it is not reported as reached.")
    if standing == MilestoneStanding.UNKNOWN:
        return _("The plan was entered after its end, and nobody has told how the milestone went.")
    if standing == MilestoneStanding.DRAFT:
        return _("A draft counts in no sum, and only those who see the plan's drafts see it.")
    if standing == MilestoneStanding.POSTPONED and row.due_on is None:
        return _("It is put off without a new date.")
    return ""
