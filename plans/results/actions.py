"""Every write to criteria, results and closed quarters that has a rule; see also ``plans.shared.actions`` for one row
alone."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet
from abc_portal.core import locks
from abc_portal.core.named_years import AskedText, asked, name_of
from abc_portal.core.private_parts import forget_fetched, set_fetched
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import SubGoal
from plans.lifecycle.models.plan import Plan
from plans.results.calculations import typed_results as typed
from plans.results.enums import Counting
from plans.results.models import ClosedPeriod, Criterion, Result
from plans.results.presenters.reporting_periods import ReportingPeriod
from plans.results.querysets import with_results
from plans.results.validators import check_has_begun, closed_sentence
from plans.shared import access
from plans.shared.actions import begin
from plans.shared.enums import Granularity


class ResultOutcomeKind(StrEnum):
    """What became of one cell."""

    NEW = "new"
    CHANGED = "changed"
    DELETED = "deleted"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    LOST = "lost"

    @property
    def is_wrong(self) -> bool:
        return self in (ResultOutcomeKind.REFUSED, ResultOutcomeKind.LOST)


@dataclass(frozen=True)
class RequestedResult:
    """What a cell asks for: a criterion (``with_results()``, of the plan), a period and what was typed.

    ``made_from`` is the version of the result that the writer saw, 0 for an empty cell; ``None`` skips the guard, where
    the former value was shown otherwise. ``source`` and ``note`` are left unchanged when ``None``.
    """

    criterion: Any
    period: ReportingPeriod | None
    typed: str
    made_from: int | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class ResultOutcome:
    """What became of one requested value. ``text`` and ``version`` are stored; ``message`` explains a failure, or says
    what is to be looked at in what was stored."""

    wanted: RequestedResult
    kind: ResultOutcomeKind
    text: str = ""
    version: int = 0
    message: str = ""
    before: str = ""


@transaction.atomic
def save_results(
    *,
    plan: Plan,
    changes: Iterable[RequestedResult],
    by: Any,
    reason: str = "",
    form: UUID | None = None,
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> list[ResultOutcome]:
    """Save many cells of the grid as one change set; each is taken or refused by itself, with its sentence.

    With ``dry_run`` nothing is written, and with ``all_or_nothing`` nothing is when one is refused; the outcomes are
    the same. Raises :class:`Refused` without the right, and ``SentTwice``.
    """
    access.check_can_edit(by, Result.resource, plan)
    _look_anew(plan, changes)
    change_set = change_sets.trial(by=by) if dry_run else begin(plan=plan, by=by, reason=reason, form=form)
    writer = _ResultWriter(plan, change_set)
    with change_set.gathered():
        found = [writer.take(change) for change in changes]
    writes = any(item.kind in _WRITES for item in found)
    if dry_run or not writes or (all_or_nothing and any(item.kind.is_wrong for item in found)):
        transaction.set_rollback(True)  # a change set that wrote nothing leaves no trace either
    return found


def _look_anew(plan: Plan, changes: Sequence[RequestedResult]) -> None:
    """The stored results, locked until this is done: somebody may have saved since they were fetched."""
    locks.hold(plan)
    criteria = list({id(change.criterion): change.criterion for change in changes}.values())
    for criterion in criteria:
        forget_fetched(criterion, "results")
    prefetch_related_objects(criteria, with_results())


_WRITES = (ResultOutcomeKind.NEW, ResultOutcomeKind.CHANGED, ResultOutcomeKind.DELETED)


class _Unseen(Exception):
    """The stored value is not the one that the writer saw; the message is for the user."""


class _ResultWriter:
    """Takes one cell after the other, as one change set."""

    def __init__(self, plan: Plan, change_set: ChangeSet) -> None:
        self.change_set = change_set
        self.plan: Any = copy(plan)
        forget_fetched(self.plan, "closed_periods")  # what was closed when the plan was fetched may have changed
        prefetch_related_objects([self.plan], "closed_periods")

    def take(self, wanted: RequestedResult) -> ResultOutcome:
        criterion, period = wanted.criterion, wanted.period
        if period is None:
            return ResultOutcome(
                wanted,
                ResultOutcomeKind.REFUSED,
                message=_("The plan no longer has that stretch of time. Open the page anew."),
            )
        criterion.plan = self.plan  # the one whose closed quarters are known
        stored = standing(criterion, period)
        before = typed.shown(stored, criterion.target_kind) if stored else ""
        now = ResultOutcome(wanted, ResultOutcomeKind.UNCHANGED, before, stored.version if stored else 0, before=before)
        try:
            said = typed.read(wanted.typed, criterion.target_kind, whole=criterion.counts_whole)
            if self._is_unchanged(wanted, said, stored, before):
                return now
            _check_seen(wanted, stored, before)
            if stored is None:
                check_has_begun(period.first, timezone.localdate())
            return self._write(wanted, said, stored, now)
        except _Unseen as unseen:
            return replace(now, kind=ResultOutcomeKind.LOST, message=str(unseen))
        except LostUpdate:  # between this request's reading and its writing
            return replace(now, kind=ResultOutcomeKind.LOST, message=change_sets.sentence())
        except typed.CellError as fault:
            return replace(now, kind=ResultOutcomeKind.REFUSED, message=str(fault))
        except ValidationError as fault:
            return replace(now, kind=ResultOutcomeKind.REFUSED, message=" ".join(dict.fromkeys(fault.messages)))

    @staticmethod
    def _is_unchanged(wanted: RequestedResult, said: typed.ParsedResult | None, stored: Any, before: str) -> bool:
        """Whether nothing would change; what a cell shows may be typed in it again."""
        if stored is None or said is None:
            return stored is None and said is None
        if any(value is not None and value != getattr(stored, name) for name, value in _beside(wanted)):
            return False
        return " ".join(wanted.typed.split()) == " ".join(before.split()) or not _differs(said, stored)

    def _write(
        self, wanted: RequestedResult, said: typed.ParsedResult | None, stored: Any, now: ResultOutcome
    ) -> ResultOutcome:
        if said is None:
            change_sets.delete(stored, change_set=self.change_set)
            _forget(wanted.criterion, stored)
            return replace(now, kind=ResultOutcomeKind.DELETED, text="", version=0)
        row = stored or _new(wanted)
        before = copy(stored)
        try:
            said.put(row)
            for name, value in _beside(wanted):
                setattr(row, name, getattr(row, name) if value is None else value)
            row.reported_on = timezone.localdate()
            change_sets.save(row, change_set=self.change_set, stored=before)
        except BaseException:
            if before is not None:
                vars(row).update(vars(before))  # the page continues from the stored value
            raise
        if stored is None:
            _remember(wanted.criterion, row)
        text = typed.shown(row, wanted.criterion.target_kind)
        kind = ResultOutcomeKind.CHANGED if stored else ResultOutcomeKind.NEW
        message = typed.caution(said, wanted.criterion.target_kind)
        return replace(now, kind=kind, text=text, version=row.version, message=message)


def standing(criterion: Any, period: ReportingPeriod) -> Any:
    """The criterion's prefetched result for exactly that period."""
    for row in criterion.results.all():
        is_of_period = row.starts_on == period.first and row.ends_on == period.last
        if is_of_period and not row.label and row.department_id is None:
            return row
    return None


def _new(wanted: RequestedResult) -> Result:
    period: Any = wanted.period
    return Result(criterion=wanted.criterion, grain=period.grain, starts_on=period.first, ends_on=period.last)


def _check_seen(wanted: RequestedResult, stored: Any, before: str) -> None:
    """Raises ``_Unseen`` with the other's value when it is not the one that the writer saw."""
    seen = wanted.made_from
    if seen is None or seen == (stored.version if stored else 0):
        return
    if stored is None:
        raise _Unseen(_("Somebody else deleted it meanwhile. What you wrote still stands here; save it once more."))
    raise _Unseen(
        _("Somebody else saved “%s” meanwhile. What you wrote still stands here; save it once more to replace it.")
        % before
    )


def _beside(wanted: RequestedResult) -> tuple[tuple[str, str | None], ...]:
    return (("source", wanted.source), ("note", wanted.note))


def _differs(said: typed.ParsedResult, stored: Any) -> bool:
    fields = vars(said)
    return any(value is not None and value != getattr(stored, name) for name, value in fields.items()) or any(
        fields[name] is None and getattr(stored, name) is not None for name in ("value", "numerator", "denominator")
    )


def _remember(criterion: Any, row: Any) -> None:
    rows = [*criterion.results.all(), row]
    set_fetched(criterion, "results", sorted(rows, key=lambda item: (item.end.latest, item.start.earliest, item.label)))


def _forget(criterion: Any, row: Any) -> None:
    set_fetched(criterion, "results", [item for item in criterion.results.all() if item is not row])


# --- one result and its closing -------------------------------------------------------------------------


@transaction.atomic
def save_result(
    *, row: Result, by: Any, reason: str = "", made_from: int | None = None, form: UUID | None = None
) -> bool:
    """Save one result from its own form; it is reported today. Raises as ``plans.shared.actions.save_row`` does."""
    plan = row.criterion.plan
    access.check_can_edit(by, row.resource, plan)
    if row.pk and not change_sets.is_changed(row, made_from):
        return False
    row.reported_on = timezone.localdate()
    return change_sets.save(row, change_set=begin(plan=plan, by=by, reason=reason, form=form), made_from=made_from)


@transaction.atomic
def close_period(*, row: ClosedPeriod, by: Any, form: UUID | None = None) -> None:
    """Close a quarter: the row says which and why; who and when is set here. Raises :class:`Refused`, ``SentTwice``."""
    access.check_can_edit(by, row.resource, row.plan)
    row.closed_by, row.closed_on = str(by)[:200], timezone.localdate()
    change_sets.save(row, change_set=begin(plan=row.plan, by=by, reason=row.reason, form=form))


def check_is_open(plan: Plan, day: date) -> None:
    """Raises ``ValidationError`` when results that end on the day are closed."""
    for closed in plan.closed_periods.all():
        if closed.covers(day):
            raise ValidationError(closed_sentence(closed), code="closed")


# --- the next year's criteria -----------------------------------------------------------------------------


@transaction.atomic
def copy_criteria(
    *,
    plan: Plan,
    criteria: Sequence[Criterion],
    to: ReportingPeriod,
    by: Any,
    texts: Mapping[str, str] | None = None,
    reason: str = "",
    form: UUID | None = None,
) -> list[Criterion]:
    """Copy criteria, without results, into a plan year as one change set. Returns the new ones.

    ``texts`` are new ones by the names of :func:`texts_with_years`. Criteria with the same words at the same place in
    that year are skipped. Raises :class:`Refused`, ``ValidationError`` for a text, and ``SentTwice``.
    """
    access.check_can_edit(by, Criterion.resource, plan)
    locks.hold(plan)  # locked, so that a concurrent copy finds these
    there = {_place_and_words(row) for row in plan.criteria.filter(starts_on=to.first, ends_on=to.last)}
    copies = [_copy_of(row, to, texts or {}) for row in criteria]
    made = [new for new in copies if _place_and_words(new) not in there]
    if made:
        change_set = begin(plan=plan, by=by, reason=reason, form=form)
        for new in made:
            change_sets.save(new, change_set=change_set)
    return made


def _copy_of(row: Criterion, to: ReportingPeriod, texts: Mapping[str, str]) -> Criterion:
    new = Criterion(**{name: value for name, value in row.columns().items() if name not in _ITS_OWN})
    new.starts_on, new.ends_on, new.starts_on_precision, new.ends_on_precision = to.first, to.last, "day", "day"
    for name in ASKED:
        setattr(new, name, texts.get(name_of(row, name), getattr(new, name)).strip())
    return new


def texts_with_years(criterion: Criterion, source: ReportingPeriod, to: ReportingPeriod) -> tuple[AskedText, ...]:
    """The criterion's texts that name a year, with those proposed for a copy in the year ``to``."""
    return asked(criterion, ASKED, first=source.first, last=source.last, years=to.year - source.year)


#: The texts that are asked about where they name a year.
ASKED = ("text", "target_text", "note")


#: A figure on the way belongs to the year that it lies in.
_ITS_OWN = frozenset({
    "id", "code", "version", "starts_on", "ends_on", "starts_on_precision", "ends_on_precision", "interim_target",
    "interim_on", "interim_on_precision",
})  # fmt: skip


def _place_and_words(row: Criterion) -> tuple[Any, ...]:
    return (row.activity_id, row.sub_goal_id, row.step, row.text)


def new_criterion(plan: Plan, *, activity: Activity | None = None, sub_goal: SubGoal | None = None) -> Criterion:
    """A criterion to fill in, last at its place."""
    above = {"activity": activity} if activity is not None else {"sub_goal": sub_goal}
    beside = Criterion.objects.filter(plan=plan, **above)
    last = beside.order_by("-position").values_list("position", flat=True).first()
    return Criterion(
        plan=plan,
        position=0 if last is None else last + 1,
        counting=Counting.CUMULATIVE,
        rhythm=Granularity.QUARTER,
        **above,
    )
