"""Several milestones changed at once: first what would happen to each and which are left out and why, then all as one
change set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.core.access import Refused
from abc_portal.core.dates import PartialDate
from plans.milestones.actions import steps
from plans.milestones.actions.steps import RelatedChanges
from plans.milestones.models import Milestone
from plans.milestones.presenters.facts import due_words, place_words, responsible_words
from plans.milestones.presenters.quarters import quarters_of
from plans.shared import access, actions

#: More at once are refused: each is checked, guarded and written to the history by itself.
MOST = 500


class BulkAction(TextChoices):
    """What can be done to several milestones at once; the words of the page's address."""

    UNDER_WAY = "i-gang", gettext_lazy("Mark as under way")
    REACHED = "naaet", gettext_lazy("Mark as reached")
    MOVE = "udskyd", gettext_lazy("Postpone by a number of quarters")
    RESPONSIBLE = "ansvarlig", gettext_lazy("Give another responsible")
    DROP = "opgiv", gettext_lazy("Give up")
    APPROVE = "godkend", gettext_lazy("Approve drafts")
    DELETE = "slet-kladder", gettext_lazy("Delete drafts")


@dataclass(frozen=True)
class BulkChange:
    """What the form asks for; only the fields that the chosen change needs are set."""

    change: BulkAction
    today: date
    on: PartialDate | None = None
    quarters: int = 0
    reason: str = ""
    person: Any = None
    post: Any = None


@dataclass(frozen=True)
class BulkOutcome:
    """One milestone: what happens to it in words, or why nothing does."""

    text: str
    place: str
    href: str
    words: str = ""
    because: str = ""


@dataclass(frozen=True)
class BulkPreview:
    """What the change would do; ``seen`` is a fingerprint of these milestones as they are now."""

    changed: tuple[BulkOutcome, ...]
    skipped: tuple[BulkOutcome, ...]
    seen: str


@dataclass(frozen=True)
class _Step:
    """How one kind of change prepares a row, and what it then says of it."""

    prepare: Callable[[Milestone, BulkChange], RelatedChanges]
    words: Callable[[Milestone, BulkChange], str]


def foresee(plan: Any, rows: Iterable[Milestone], wanted: BulkChange) -> BulkPreview:
    """Preview the change. Rows are changed in memory and must not be used afterwards.

    Raises ``ValidationError`` for a change that no milestone can follow, such as a future day.
    """
    listed = list(rows)
    seen = change_sets.fingerprint_of(listed)
    changed, skipped = [], []
    for row in listed:
        row.plan = plan
        place, text = place_words(row), row.text
        href = f"{row.code}/"
        try:
            STEPS[wanted.change].prepare(row, wanted)
        except Refused as why:
            skipped.append(BulkOutcome(text, place, href, because=str(why)))
        else:
            changed.append(BulkOutcome(text, place, href, words=STEPS[wanted.change].words(row, wanted)))
    return BulkPreview(tuple(changed), tuple(skipped), seen)


@transaction.atomic
def change_many(
    *, plan: Any, rows: Iterable[Milestone], wanted: BulkChange, seen: str, by: Any, form: UUID | None = None
) -> int:
    """Do it, as one change set; what makes no sense for a milestone is left out. Returns how many were changed.

    ``seen`` is what the page before showed. Raises :class:`Refused`, ``ValidationError``, ``SentTwice``, and
    ``LostUpdate`` when one of them has changed.
    """
    access.check_can_edit(by, Milestone.resource, plan)
    change_sets.check_not_sent(form, by=by)
    listed = list(rows)
    if seen != change_sets.fingerprint_of(listed):
        raise LostUpdate(str(plan))
    ready: list[tuple[Milestone, RelatedChanges]] = []
    for row in listed:
        row.plan = plan
        try:
            ready.append((row, STEPS[wanted.change].prepare(row, wanted)))
        except Refused:
            continue
    if not ready:
        return 0
    change_set = actions.begin(plan=plan, by=by, reason=wanted.reason, form=form)
    for row, related in ready:
        _write(row, related, change_set, delete=wanted.change == BulkAction.DELETE)
    return len(ready)


def _write(row: Milestone, related: RelatedChanges, change_set: Any, *, delete: bool) -> None:
    if delete:
        change_sets.delete(row, change_set=change_set)
        return
    change_sets.save(row, change_set=change_set, rows_under_changed=bool(related.to_save))
    for item in related.to_save:
        change_sets.save(item, change_set=change_set)


# --- the kinds of change ---------------------------------------------------------------------------------


def _move(row: Milestone, wanted: BulkChange) -> RelatedChanges:
    steps.check_can_postpone(row)
    due, quarter = steps.moved(row, wanted.quarters, wanted.today)
    return steps.postpone(row, due=due, quarter=quarter, reason=wanted.reason, today=wanted.today)


def _give(row: Milestone, wanted: BulkChange) -> RelatedChanges:
    """Set another person or position as responsible; a responsible written in words named the former one and is
    cleared.
    """
    if (row.person_id, row.post_id, row.responsible) == (_pk(wanted.person), _pk(wanted.post), ""):
        raise Refused(_("It stands so already."))
    row.person, row.post, row.responsible = wanted.person, wanted.post, ""
    return RelatedChanges()


def _pk(row: Any) -> int | None:
    return row.pk if row is not None else None


def _delete(row: Milestone, _wanted: BulkChange) -> RelatedChanges:
    if not row.is_draft:
        raise Refused(_("“%s” is no draft.") % row)
    return RelatedChanges()


def _now_due(row: Milestone, _wanted: BulkChange) -> str:
    return _("is due %s") % due_words(row.due_quarter, row.due, quarters_of(row.plan))


def _reached_words(_row: Milestone, wanted: BulkChange) -> str:
    return _("is reached %s") % wanted.on if wanted.on else _("is reached; the day is not stated")


STEPS: dict[BulkAction, _Step] = {
    BulkAction.UNDER_WAY: _Step(
        lambda row, wanted: steps.begin(row, today=wanted.today), lambda _row, _wanted: _("is under way")
    ),
    BulkAction.REACHED: _Step(lambda row, wanted: steps.reach(row, on=wanted.on, today=wanted.today), _reached_words),
    BulkAction.MOVE: _Step(_move, _now_due),
    BulkAction.RESPONSIBLE: _Step(
        _give, lambda row, _wanted: _("responsible: %s") % (responsible_words(row) or _("nobody"))
    ),
    BulkAction.DROP: _Step(
        lambda row, wanted: steps.drop(row, reason=wanted.reason, today=wanted.today),
        lambda _row, _wanted: _("is given up"),
    ),
    BulkAction.APPROVE: _Step(lambda row, _wanted: steps.approve(row), lambda _row, _wanted: _("counts from now on")),
    BulkAction.DELETE: _Step(_delete, lambda _row, _wanted: _("is deleted")),
}
