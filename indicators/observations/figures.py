"""What texts may refer to of the indicators: the area's latest value, what it is held against, and the year."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.placeholders import TextFigure
from abc_portal.core.qualifiers import Qualifier
from abc_portal.texts.figures import register
from indicators.observations.enums import Population
from indicators.observations.presenters.facts import LineFacts, ValueFacts, indicator_facts
from indicators.observations.querysets import indicators_of, measured

#: How the code of a comparator's value ends.
ENDINGS = {
    Population.MUNICIPALITY: "kommune",
    Population.ALL_PLANS: "alle-planer",
    Population.COUNTRY: "landet",
    Population.OTHER: "andre",
}


def register_figures() -> None:
    register(indicator_figures, "indikator")


def indicator_figures(plan: Any) -> Iterator[TextFigure]:
    """For each indicator, and each part of it: the area's value, its year, and the comparator's value of that year.

    First those that are measured, which take one question; who wants one of these does not ask for the others.
    """
    by_indicator: dict[int, list[Any]] = {}
    for row in measured(plan):
        by_indicator.setdefault(row.indicator_id, []).append(row)
    for rows in by_indicator.values():
        yield from _lines(rows[0].indicator, rows)
    for indicator in indicators_of(plan):
        if indicator.pk not in by_indicator:
            yield from _lines(indicator, [])


def _lines(indicator: Any, rows: list[Any]) -> Iterator[TextFigure]:
    for line in indicator_facts(indicator, rows).lines:
        yield from _line(indicator, line, {row.pk: row for row in rows})


def _line(indicator: Any, line: LineFacts, rows: dict[int, Any]) -> Iterator[TextFigure]:
    part = danish.slug(line.part)
    code = f"indikator-{indicator.code}" + (f"-{part}" if part else "")
    name = f"{indicator.name}: {line.part}" if line.part else indicator.name
    yield _value(code, name, line.area, rows)
    year = line.area.year if line.area else _("not stated")
    yield TextFigure(f"{code}-aar", _("%s, the year") % name, year, "")
    if line.comparator is not None:
        ending = ENDINGS[Population(rows[line.comparator.pk].population)]
        words = _("%(indicator)s, %(whom)s") % {"indicator": name, "whom": line.comparator.population}
        yield _value(f"{code}-{ending}", words, line.comparator, rows)


def _value(code: str, label: str, value: ValueFacts | None, rows: dict[int, Any]) -> TextFigure:
    if value is None:
        return TextFigure(code, label, _("not stated"), "")
    qualifier = rows[value.pk].qualifier
    is_value = qualifier in (Qualifier.EXACT, Qualifier.ABOUT)
    source = f"{value.source}, {value.year}"
    return TextFigure(code, label, value.text, source, value.value if is_value else None, qualifier == Qualifier.ABOUT)
