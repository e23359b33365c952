"""The rules of results that span several rows: what kind of figure fits, which time is free, which is closed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from abc_portal.core import numbers
from abc_portal.core.dates import written
from plans.results.calculations import typed_results
from plans.results.calculations.whole_counts import is_whole
from plans.results.enums import Counting, ResultState, TargetKind
from plans.shared.enums import Granularity
from plans.shared.periods import Period


def check_counting_is_unchanged(criterion: Any) -> None:
    """The way of counting is locked once there are results. Raises ``ValidationError`` by field."""
    stored = type(criterion)._base_manager.filter(pk=criterion.pk).first() if criterion.pk else None
    if stored is None or not stored.results.exists():
        return
    faults = {}
    if stored.counting != criterion.counting:
        faults["counting"] = _("There are results already, so the way of counting is locked. Add a new criterion.")
    if stored.each_department != criterion.each_department:
        faults["each_department"] = _(
            "There are results already, so it is locked whom the target holds for. Add a new criterion."
        )
    if stored.target_kind != criterion.target_kind:
        faults["target_kind"] = _("There are results already, so the kind of target is locked. Add a new criterion.")
    if faults:
        raise ValidationError(faults)


def check_interim_is_within(criterion: Any) -> None:
    """A figure on the way is reached within the criterion's time, before its end. Raises ``ValidationError``."""
    if criterion.plan_id is None or criterion.interim_on is None:
        return
    plan, day = criterion.plan, criterion.interim_on
    first, last = criterion.starts_on or plan.starts_on, criterion.ends_on or plan.ends_on
    if first is not None and last is not None and not first <= day < last:
        values = {"first": written(first), "last": written(last)}
        raise ValidationError(
            {
                "interim": _("The figure on the way is reached between %(first)s and %(last)s, before the last day.")
                % values
            }
        )


def check_result(result: Any) -> None:
    """The figure is of the kind that its criterion counts, and its time meets the plan's. Raises
    ``ValidationError``."""
    faults = dict(_wrong_kind(result))
    if result.criterion.each_department and result.department_id is None:
        faults["department"] = _("The target holds for each department: choose the one that the result is for.")
    if not result.criterion.each_department and result.department_id is not None:
        faults["department"] = _("The target does not hold for each department, so a result is for all of them.")
    if result.numerator is not None and result.value is not None:
        faults["value"] = _("Give the two counts or the share in per cent, not both.")
    if result.value is not None and result.value < 0:
        faults["value"] = _("A result is not below zero.")
    elif result.value is not None and result.criterion.counts_whole and not is_whole(result.value):
        faults["value"] = typed_results.whole_sentence(result.value)
    if result.numerator and result.denominator == 0:
        faults["denominator"] = _("%s of none is no share.") % numbers.number(result.numerator)
    plan = result.criterion.plan
    if result.starts_on and result.ends_on and not _meet(result, plan):
        values = {"first": _written(plan.starts_on), "last": _written(plan.ends_on)}
        faults["end"] = _("The plan runs from %(first)s to %(last)s; the result lies outside.") % values
    if faults:
        raise ValidationError(faults)


def check_has_begun(first: date, today: date) -> None:
    """Refuse a result of a future period that is entered by hand. Raises ``ValidationError``.

    Not asked of a plan's document, which may hold such a row, nor of corrections of a stored row.
    """
    if first > today:
        raise ValidationError(
            _("That time begins on %s. A result is entered when its time has begun.") % written(first), code="to-come"
        )


def _meet(result: Any, plan: Any) -> bool:
    return bool(plan.period.meets(Period(result.starts_on, result.ends_on)))


def _written(day: date | None) -> str:
    return written(day) if day else _("not stated")


def _wrong_kind(result: Any) -> list[tuple[str, str]]:
    if result.state != ResultState.COUNTED:
        return []
    kind, faults = result.criterion.target_kind, []
    if kind == TargetKind.TEXT and not (result.text or result.judgement):
        faults.append(("text", _("The target is in words: write what was reached, or judge it.")))
    if kind != TargetKind.TEXT and result.value is None and result.numerator is None:
        faults.append(("value", _("Write the figure, or say that it is not stated.")))
    if kind != TargetKind.SHARE and result.numerator is not None:
        faults.append(("numerator", _("Only a share has two counts; this criterion counts one figure.")))
    if kind == TargetKind.TEXT and result.value is not None:
        faults.append(("value", _("The target is in words, so there is no figure.")))
    return faults


def check_can_count(result: Any) -> None:
    """A new or changed result lies in no closed quarter, and none is counted twice. Raises ``ValidationError``."""
    if result.rows_of(result.criterion.plan, "closed_periods"):
        check_is_open(result, type(result)._base_manager.filter(pk=result.pk).first() if result.pk else None)
    if result.criterion.counting == Counting.CUMULATIVE:
        _check_not_counted_twice(result)


def check_is_open(result: Any, stored: Any) -> None:
    """Neither the time of the result as it stands, nor the one it would get, is closed. Raises ``ValidationError``."""
    days = {day for row in (stored, result) if row is not None for day in [row.ends_on] if day}
    for closed in result.rows_of(result.criterion.plan, "closed_periods"):
        if any(closed.covers(day) for day in days) and _differs(stored, result):
            raise ValidationError(closed_sentence(closed), code="closed")


def has_closed_results(criterion: Any) -> bool:
    """Whether any result of the criterion ends in a closed quarter."""
    closed = criterion.plan.closed_periods.filter(starts_on__lte=OuterRef("ends_on"), ends_on__gte=OuterRef("ends_on"))
    return bool(criterion.results.filter(Exists(closed)).exists())


def check_none_is_closed(results: list[Any], closed_periods: Any) -> None:
    """None of the results, which are to go, ends in a closed quarter. Raises ``ValidationError``."""
    criteria = {result.criterion_id for result in results}
    for closed in closed_periods._base_manager.filter(plan__criteria__in=criteria).distinct() if criteria else ():
        if any(closed.covers(result.ends_on) for result in results):
            raise ValidationError(closed_sentence(closed), code="closed")


def closed_sentence(closed: Any) -> str:
    """The message about a closed quarter: which, why, and who can open it."""
    values = {"first": written(closed.starts_on), "last": written(closed.ends_on), "why": closed.reason}
    return (
        _("%(first)s to %(last)s is closed (%(why)s). The secretariat leader can open it on the page of results.")
        % values
    )


def _differs(stored: Any, result: Any) -> bool:
    """Whether the result differs from the stored one; an import of the same rows changes nothing."""
    if stored is None:
        return True
    columns = [field.attname for field in result._meta.concrete_fields if field.name != "version"]
    return any(getattr(stored, name) != getattr(result, name) for name in columns)


def _check_not_counted_twice(result: Any) -> None:
    if result.state != ResultState.COUNTED or not (result.starts_on and result.ends_on):
        return
    meeting = [item for item in result.rows_of(result.criterion, "results") if _counts_the_same(item, result)]
    if meeting:
        first = min(meeting, key=lambda item: item.starts_on)
        values = {"first": written(first.starts_on), "last": written(first.ends_on)}
        raise ValidationError(
            _("The figures are added up, and %(first)s to %(last)s is counted already: it would count twice.") % values
        )


def _counts_the_same(other: Any, result: Any) -> bool:
    """Whether another result covers the same time; events of the same days are separate."""
    if other is result or (other.pk == result.pk and result.pk) or other.state != ResultState.COUNTED:
        return False
    if other.grain == result.grain == Granularity.EVENT or other.department_id != result.department_id:
        return False
    return bool(other.starts_on <= result.ends_on and other.ends_on >= result.starts_on)
