"""What a careful colleague would say of positions that several people hold."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, Review, register
from plans.staffing.calculations import FULL_TIME, PositionShare, position_share
from plans.staffing.words import people_words, share_words


def register_checks() -> None:
    register(check_people, topic=Topic.ACTIVITIES)


def check_people(review: Review) -> Iterator[Finding]:
    """The share of a position agrees with how many hold it, and with the shares of those who do."""
    plan = review.plan
    day = plan.period.nearest(review.today)
    for position in plan.positions.prefetch_related("holders"):
        holders = [holder for holder in position.holders.all() if holder.holds_on(day)]
        people = max(position.headcount or 1, len(holders))
        if position.headcount and len(holders) > position.headcount:
            yield _too_many(plan, position, len(holders))
        if position.share and position.share > people * FULL_TIME:
            yield _too_much(plan, position, people)
        elif position.share and _differs(position, [holder.share for holder in holders]):
            yield _differing(plan, position, [holder.share for holder in holders])


def _differs(position: Any, shares: list[int | None]) -> bool:
    """Whether the shares of the holders are more than the position's, or are all known and not the same."""
    summed = position_share(None, shares, position.headcount)
    if summed.tenths is None:
        return False
    return bool(summed.tenths > position.share or (not summed.is_least and summed.tenths != position.share))


def _finding(plan: Any, position: Any, code: str, severity: Severity, message: str, fix: str) -> Finding:
    return Finding(
        code,
        severity,
        _("Staffing · %s") % position.title,
        message,
        fix,
        reverse("plans:position_edit", args=[plan.slug, position.pk]),
        _("The hours that the plan has are reckoned from the shares."),
        about=(position.code,),
        facts=(position.share, position.headcount),
    )


def _too_many(plan: Any, position: Any, held: int) -> Finding:
    values = {"stated": people_words(position.headcount), "rows": people_words(held)}
    message = _("The position is for %(stated)s, but %(rows)s hold it.") % values
    fix = _("Correct the number of people, or who holds it.")
    return _finding(plan, position, "position-people-differ", Severity.WARNING, message, fix)


def _too_much(plan: Any, position: Any, people: int) -> Finding:
    values = {"share": share_words(PositionShare(position.share)), "people": people_words(people)}
    message = _("%(share)s is more than full time for %(people)s.") % values
    fix = _("Write how many people hold the position, or correct its share.")
    return _finding(plan, position, "position-over-full-time", Severity.WARNING, message, fix)


def _differing(plan: Any, position: Any, shares: list[int | None]) -> Finding:
    summed = position_share(None, shares, position.headcount)
    values = {"share": share_words(PositionShare(position.share)), "sum": share_words(summed)}
    message = _("The position is %(share)s, but those who hold it have %(sum)s together.") % values
    fix = _("Correct the position's share, or those of the people who hold it.")
    return _finding(plan, position, "position-shares-differ", Severity.WARNING, message, fix)
