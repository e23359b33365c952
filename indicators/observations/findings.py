"""What does not agree among a plan's indicators."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from abc_portal.core.numbers import plain_value
from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, GroupWords, Review, register
from indicators.definitions.enums import Unit
from indicators.observations.enums import Population, ValueState
from indicators.observations.models import Observation
from indicators.observations.presenters.facts import disagree, same_fact, value_facts, whom_words
from indicators.observations.querysets import measured

#: Danish marks run from -3 to 12; a share from 0 to 100.
LIMITS = {Unit.PERCENT: (0, 100), Unit.GRADE: (-3, 12)}


def register_checks() -> None:
    register(check_observations, topic=Topic.INDICATORS)


def check_observations(review: Review) -> Iterator[Finding]:
    """A plan's observations agree, are possible, and are compared with the right population."""
    rows = list(measured(review.plan))
    yield from check_values_agree(review.plan, rows)
    yield from check_units(review.plan, rows)
    yield from check_areas(review.plan, rows)
    yield from check_comparators(review.plan, rows)


def _where(row: Observation) -> str:
    part = f" · {row.part}" if row.part else ""
    return _("Indicators · %(name)s%(part)s · %(whom)s") % {
        "name": row.indicator.name,
        "part": part,
        "whom": whom_words(row),
    }


def _finding(
    plan: Any, row: Observation, code: str, severity: Severity, message: str, fix: str, why: str, *facts: Any
) -> Finding:
    about = (row.indicator.code, row.part, row.population, row.population_name or str(row.department or ""))
    link = reverse("indicators:overview", args=[plan.slug])
    return Finding(code, severity, _where(row), message, fix, link, why, about, facts)


def _grouped(plan: Any, finding: Finding, sentence: Callable[[int], str], detail: str) -> Finding:
    """The finding with its kind's sentence."""
    link = reverse("indicators:overview", args=[plan.slug])
    return replace(finding, group=GroupWords(_("Indicators"), sentence, finding.fix, link), detail=detail)


def _plain(row: Observation) -> tuple[Any, ...]:
    """The values behind :func:`_value_words`."""
    return (row.state, row.value, row.qualifier, row.year, row.period, row.place)


def _value_words(row: Observation) -> str:
    facts = value_facts(row.indicator, row)
    place = f", {row.place}" if row.place else ""
    return f"{facts.text} ({facts.year}{place})"


def check_values_agree(plan: Any, rows: list[Observation]) -> Iterator[Finding]:
    """Two values for the same fact, and two definitions behind what looks like one value."""
    for other in (row for row in rows if not row.is_used):
        for used in (row for row in rows if same_fact(row, other)):
            if other.definition:
                yield _finding(
                    plan, other, "definitions-differ", Severity.WARNING,
                    _("%(used)s and %(other)s rest on two definitions; the second one: %(definition)s.")
                    % {"used": _value_words(used), "other": _value_words(other), "definition": other.definition},
                    _("Use one definition in table and text, or say in the text which it is."),
                    _("Figures that count different things cannot be compared, however alike they look."),
                    *_plain(used), *_plain(other), other.definition,
                )  # fmt: skip
            if disagree(used, other):
                yield _finding(
                    plan, other, "values-disagree", Severity.WARNING,
                    _("Two values for the same fact: %(used)s and %(other)s. The first is used.")
                    % {"used": _value_words(used), "other": _value_words(other)},
                    _("Find out which is right and correct the other, or say why they differ."),
                    _("Who meets both figures cannot tell which to trust, and progress is measured from only one of them."),
                    *_plain(used), *_plain(other),
                )  # fmt: skip


def check_units(plan: Any, rows: list[Observation]) -> Iterator[Finding]:
    """A value printed in another unit than the indicator's, or outside the unit's range.

    A share is never below zero: an indicator in per cent with such a value is a change, which has no limits.
    """
    changes = {row.indicator_id for row in rows if row.indicator.unit == Unit.PERCENT and (row.value or 0) < 0}
    for row in rows:
        unit = Unit(row.indicator.unit)
        if "%" in row.as_printed and unit != Unit.PERCENT:
            yield _finding(
                plan, row, "unit-differs", Severity.WARNING,
                _("The document prints “%(printed)s”, but the unit is: %(unit)s.")
                % {"printed": row.as_printed, "unit": unit.label},
                _("Print it without the per cent sign."),
                _("A figure read as a share says something quite different."),
                row.as_printed, row.indicator.unit,
            )  # fmt: skip
        low, high = (None, None) if row.indicator_id in changes else LIMITS.get(unit, (None, None))
        if row.value is not None and low is not None and high is not None and not low <= row.value <= high:
            yield _finding(
                plan, row, "value-out-of-range", Severity.ERROR,
                _("%(value)s is outside what the unit can be (%(low)s to %(high)s).")
                % {"value": numbers.number(plain_value(row.value)), "low": low, "high": high},
                _("Correct the value or the unit."),
                _("A value that cannot be makes every comparison with it wrong."),
                row.value, row.indicator.unit,
            )  # fmt: skip


def check_areas(plan: Any, rows: list[Observation]) -> Iterator[Finding]:
    """A value for another set of departments than the plan's."""
    for row in rows:
        if row.area_note and row.is_used and row.population == Population.AREA:
            finding = _finding(
                plan, row, "area-differs", Severity.INFO,
                _("The figure %(value)s is for another area than the plan's: %(note)s.")
                % {"value": _value_words(row), "note": row.area_note},
                _("Say so wherever the figure is shown, and compare it only with figures for the same area."),
                _("A figure for other homes than the plan's says less of what the plan achieves."),
                *_plain(row), row.area_note,
            )  # fmt: skip
            yield _grouped(plan, finding, _many_of_other_areas, row.area_note)


def _many_of_other_areas(count: int) -> str:
    sentence = ngettext(
        "%(n)s figure is for another area than the plan's.",
        "%(n)s figures are for another area than the plan's.",
        count,
    )
    return sentence % {"n": count}


def check_comparators(plan: Any, observations: list[Observation]) -> Iterator[Finding]:
    """A value of the area without the municipality's of the same year; of an unknown year nothing can be said."""
    rows = [row for row in observations if row.is_used and row.state == ValueState.KNOWN]
    for row in (row for row in rows if row.population == Population.AREA and row.year is not None):
        same = [
            item for item in rows
            if (item.indicator_id, item.part, item.year) == (row.indicator_id, row.part, row.year)
        ]  # fmt: skip
        if any(item.population == Population.MUNICIPALITY for item in same):
            continue
        others = [_value_words(item) + " " + whom_words(item) for item in same if item is not row]
        finding = _finding(
            plan, row, "comparator-not-municipality", Severity.INFO,
            _("There is no figure for the municipality in the same year. Compared with: %s.")
            % (", ".join(others) or _("nothing")),
            _("Add the municipality's figure when it can be had; the agreement holds the area against it."),
            _("Without it nobody sees whether a change is the area's own or the whole municipality's."),
            row.year, *(value for item in same if item is not row for value in _plain(item)),
        )  # fmt: skip
        against = ", ".join(whom_words(item) for item in same if item is not row)
        detail = (
            _("%(year)s, compared with %(whom)s") % {"year": row.year, "whom": against} if against else str(row.year)
        )
        yield _grouped(plan, finding, _many_without_municipality, detail)


def _many_without_municipality(count: int) -> str:
    sentence = ngettext(
        "%(n)s figure has none for the municipality in the same year to be compared with.",
        "%(n)s figures have none for the municipality in the same year to be compared with.",
        count,
    )
    return sentence % {"n": count}
