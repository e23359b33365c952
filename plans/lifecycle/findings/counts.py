"""What a careful colleague would say of how many dwellings, households and residents the departments are said to
have."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import inf
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.core.danish import joined
from abc_portal.core.numbers import number
from abc_portal.core.qualifiers import Range, meant
from abc_portal.directory.enums import CountKind
from abc_portal.directory.models import Count
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, Review, register
from plans.lifecycle.calculations import counts
from plans.lifecycle.counted import Place, StatedCount, departments_of_areas, stated_counts
from plans.lifecycle.enums import DepartmentStatus
from plans.lifecycle.presenters.plan import count_words
from plans.shared.presenters import rows_on


def register_checks() -> None:
    register(check_counts)


def check_counts(review: Review) -> Iterator[Finding]:
    """What is stated of the departments agrees and sums."""
    yield from check_stated_numbers(review.plan)
    stated = stated_counts(review.plan)
    if not stated:
        return
    yield from check_counts_agree(review.plan, stated)
    yield from check_counts_sum(review.plan, stated)


def check_stated_numbers(plan: Any) -> Iterator[Finding]:
    """As many departments and areas are entered as the plan is said to be for: at its start, its end, or in all."""
    listed = [] if plan.covers_all_departments else plan.departments.all()
    departments = [row for row in listed if row.status == DepartmentStatus.IN_PLAN]
    entered = {
        "afdelinger": (_("departments"), plan.stated_departments, [(row.department_id, row) for row in departments]),
        "boligomraader": (_("areas"), plan.stated_areas, [(row.area_id, row) for row in plan.areas.all()]),
    }
    for anchor, (what, stated, rows) in entered.items():
        numbers = _numbers(plan, rows)
        if stated is None or not rows or stated in numbers:
            continue
        yield Finding(
            "stated-number-differs",
            Severity.WARNING,
            _("The plan · %s") % what,
            _("The plan is said to be for %(stated)s %(what)s, but %(entered)s are entered.")
            % {"stated": stated, "what": what, "entered": numbers[-1]},
            _("Enter those that are missing, or correct the stated number."),
            f"{reverse('plans:life', args=[plan.slug])}#{anchor}",
            _("How large the plan is said to be must be the sum of what it covers."),
            about=(anchor,),
            facts=(stated, *numbers),
        )


def _numbers(plan: Any, rows: list[tuple[int, Any]]) -> list[int]:
    """How many different places there are on the plan's first day and on its last, where known, and in all."""
    days = [day for day in (plan.starts_on, plan.ends_on) if day is not None]
    on_days = [{pk for pk, row in rows if row in rows_on(plan, [row], day)} for day in days]
    return [*(len(found) for found in on_days), len({pk for pk, _row in rows})]


def check_counts_agree(plan: Any, stated: list[StatedCount]) -> Iterator[Finding]:
    """Two counts of the same places at the same time say the same."""
    for one, other in combinations(stated, 2):
        is_same = one.places.keys() == other.places.keys() and _same_fact(one.count, other.count)
        if is_same and not _meant(one.count).meets(_meant(other.count)):
            yield Finding(
                "values-disagree",
                Severity.WARNING,
                _where(one),
                _("Two values for the same fact: %(one)s and %(other)s.")
                % {"one": _count_words(one.count), "other": _count_words(other.count)},
                _("Find out which is right and have the other corrected, or give the day that each was counted."),
                _link(plan, one),
                _("Who meets both figures cannot tell which to trust."),
                about=_key(one),
                facts=(*_plain(one.count), *_plain(other.count)),
            )


def check_counts_sum(plan: Any, stated: list[StatedCount]) -> Iterator[Finding]:
    """What places are said to have together is what each is said to have; and no parts have more than the whole."""
    parts = {
        ("area", area): {("department", pk) for pk in inside} for area, inside in departments_of_areas(plan).items()
    }
    for total in stated:
        own = _own(total, stated)
        if len(total.places) > 1 and total.places.keys() <= own.keys():
            summed = counts.together(own[place] for place in total.places)
            if not summed.meets(_meant(total.count)):
                sentence = _("Together they are said to have %(total)s, but the figures of each sum to %(sum)s.")
                yield _sum_finding(plan, total, sentence, summed)
                continue
        single = total.places.keys() if len(total.places) == 1 else ()
        least = {place: found.least for place, found in own.items() if place not in single}
        of_parts = counts.least_of_parts(total.places, least, parts)
        if of_parts > _meant(total.count).most:
            sentence = _("They are said to have %(total)s, but parts of them alone have %(sum)s.")
            yield _sum_finding(plan, total, sentence, Range(of_parts, inf))


def _sum_finding(plan: Any, total: StatedCount, sentence: str, summed: Range) -> Finding:
    return Finding(
        "stated-total-differs",
        Severity.WARNING,
        _where(total),
        sentence % {"total": _count_words(total.count), "sum": _range_words(summed)},
        _("Find out which figures are right and have the others corrected, or give the day of each count."),
        _link(plan, total),
        _("How large the plan is said to be must be the sum of what it covers."),
        about=_key(total),
        facts=(*_plain(total.count), str(summed.least), str(summed.most)),
    )


def _own(total: StatedCount, stated: list[StatedCount]) -> dict[Place, Range]:
    """What each place alone is said to have of the same kind at the same time."""
    found: dict[Place, list[Range]] = {}
    for item in stated:
        if len(item.places) == 1 and _same_fact(item.count, total.count):
            found.setdefault(next(iter(item.places)), []).append(_meant(item.count))
    return {place: counts.either(ranges) for place, ranges in found.items()}


def _same_fact(one: Count, other: Count) -> bool:
    """Of one kind, and not of two different days."""
    same_day = one.counted is None or other.counted is None or one.counted == other.counted
    return one.kind == other.kind and same_day


def _meant(count: Count) -> Range:
    return meant(count.value, count.qualifier)


def _count_words(count: Count) -> str:
    return f"{count_words(count)} ({count.source})"


def _range_words(summed: Range) -> str:
    if summed.is_exact:
        return number(int(summed.least))
    if summed.most == float("inf"):
        return _("at least %s") % number(int(summed.least))
    return _("between %(least)s and %(most)s") % {"least": number(int(summed.least)), "most": number(int(summed.most))}


def _where(stated: StatedCount) -> str:
    names = joined([str(row) for row in stated.places.values()], _("and"))
    kind = CountKind(stated.count.kind).label
    if any(row.department_id for row in stated.places.values()):
        return _("Departments · %(names)s: %(kind)s") % {"names": names, "kind": kind}
    return _("Areas · %(names)s: %(kind)s") % {"names": names, "kind": kind}


def _key(stated: StatedCount) -> tuple[str, ...]:
    """What is counted where; two places of one name are told apart."""
    names = Counter(str(row) for row in stated.places.values())
    return (
        stated.count.kind,
        *(str(row) if names[str(row)] == 1 else f"{row} {place[1]}" for place, row in stated.places.items()),
    )


def _plain(count: Count) -> tuple[Any, ...]:
    """The values behind what is said of a count."""
    return (count.value, count.qualifier, count.counted_on, count.counted_on_precision, count.source)


def _link(plan: Any, stated: StatedCount) -> str:
    return f"{reverse('plans:life', args=[plan.slug])}#{_anchor(stated)}"


def _anchor(stated: StatedCount) -> str:
    return "afdelinger" if any(row.department_id for row in stated.places.values()) else "boligomraader"
