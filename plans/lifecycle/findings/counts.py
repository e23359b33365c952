"""What a careful colleague would say of how many dwellings, households and residents the departments are said to
have."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
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
from plans.lifecycle.counted import Counted, counted, whole_counts
from plans.lifecycle.enums import DepartmentStatus
from plans.lifecycle.presenters.plan import count_words
from plans.shared.presenters import rows_on

#: A count, and the departments that it is for.
Stated = tuple[Count, list[Counted]]


def register_checks() -> None:
    register(check_counts)


def check_counts(review: Review) -> Iterator[Finding]:
    """What is stated of the departments agrees and sums."""
    yield from check_stated_numbers(review.plan)
    stated = whole_counts(counted(review.plan))
    yield from check_counts_agree(review.plan, stated)
    yield from check_counts_sum(review.plan, stated)


def check_stated_numbers(plan: Any) -> Iterator[Finding]:
    """As many departments and areas are entered as the plan is said to be for: at its start, its end, or in all."""
    departments = [row for row in plan.departments.all() if row.status == DepartmentStatus.IN_PLAN]
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
    """How many different places there are on the plan's first day, on its last, and in all."""
    days = (plan.starts_on, plan.ends_on)
    on_days = [{pk for pk, row in rows if row in rows_on(plan, [row], day)} for day in days]
    return [*(len(found) for found in on_days), len({pk for pk, _row in rows})]


def check_counts_agree(plan: Any, stated: list[Stated]) -> Iterator[Finding]:
    """Two counts of the same places at the same time say the same."""
    for (one, rows), (other, others) in combinations(stated, 2):
        if _about(rows) == _about(others) and _same_fact(one, other) and not _meant(one).meets(_meant(other)):
            yield Finding(
                "values-disagree",
                Severity.WARNING,
                _where(one, rows),
                _("Two values for the same fact: %(one)s and %(other)s.")
                % {"one": _count_words(one), "other": _count_words(other)},
                _("Find out which is right and have the other corrected, or give the day that each was counted."),
                _link(plan),
                _("Who meets both figures cannot tell which to trust."),
                about=_key(one, rows),
                facts=(*_plain(one), *_plain(other)),
            )


def check_counts_sum(plan: Any, stated: list[Stated]) -> Iterator[Finding]:
    """What departments are said to have together is what each is said to have, where each is counted by itself."""
    for total, rows in (item for item in stated if len(item[1]) > 1):
        parts = [_of_one(row.department_id, total, stated) for row in rows]
        if not all(parts):
            continue
        summed = counts.together(counts.either(_meant(item) for item in part) for part in parts)
        if not summed.meets(_meant(total)):
            yield Finding(
                "stated-total-differs",
                Severity.WARNING,
                _where(total, rows),
                _("Together they are said to have %(total)s, but the departments' own figures sum to %(sum)s.")
                % {"total": _count_words(total), "sum": _range_words(summed)},
                _("Find out which figures are right and have the others corrected, or give the day of each count."),
                _link(plan),
                _("How large the plan is said to be must be the sum of what it covers."),
                about=_key(total, rows),
                facts=(*_plain(total), str(summed.least), str(summed.most)),
            )


def _of_one(department: int, total: Count, stated: list[Stated]) -> list[Count]:
    """What that department alone is said to have of the same kind at the same time."""
    return [item for item, rows in stated if _about(rows) == {department} and _same_fact(item, total)]


def _about(rows: list[Counted]) -> set[int]:
    return {row.department_id for row in rows}


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


def _where(count: Count, rows: list[Counted]) -> str:
    names = joined([row.name for row in rows], _("and"))
    return _("Departments · %(names)s: %(kind)s") % {"names": names, "kind": CountKind(count.kind).label}


def _key(count: Count, rows: list[Counted]) -> tuple[str, ...]:
    return (count.kind, *(f"{row.name} {row.number}".strip() if row.name in _twice(rows) else row.name for row in rows))


def _twice(rows: list[Counted]) -> set[str]:
    """Names that two of the departments have."""
    return {name for name, number in Counter(row.name for row in rows).items() if number > 1}


def _plain(count: Count) -> tuple[Any, ...]:
    """The values behind what is said of a count."""
    return (count.value, count.qualifier, count.counted_on, count.counted_on_precision, count.source)


def _link(plan: Any) -> str:
    return f"{reverse('plans:life', args=[plan.slug])}#afdelinger"
