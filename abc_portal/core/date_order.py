"""The order of dates that are known less exactly, in the database: the same as that of ``PartialDate``."""

from typing import Any

from django.db import models
from django.db.models import F, Func, OrderBy

_TO_LAST = {
    "sqlite": "date({day}, 'start of {unit}', '+1 {unit}', '-1 day')",
    "postgresql": "(date_trunc('{unit}', {day}) + interval '1 {unit}' - interval '1 day')::date",
}
_TO_FIRST = {"sqlite": "date({day}, 'start of {unit}')", "postgresql": "date_trunc('{unit}', {day})::date"}


class _ReckonedDay(Func):
    """A date column with its precision as the day that it is reckoned as; only a third at the edge differs."""

    arity = 2
    output_field = models.DateField()
    third: str
    edges: dict[str, str]

    def _as(self, vendor: str, compiler: Any) -> Any:
        day, precision = (compiler.compile(item)[0] for item in self.get_source_expressions())
        year, month = (self.edges[vendor].format(day=day, unit=unit) for unit in ("year", "month"))
        short = ", ".join(f"'{unit}_{self.third}'" for unit in ("month", "quarter", "season"))
        cases = f"WHEN {precision} = 'year_{self.third}' THEN {year} WHEN {precision} IN ({short}) THEN {month}"
        return f"CASE {cases} ELSE {day} END", []

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        return self._as("sqlite", compiler)

    def as_postgresql(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        return self._as("postgresql", compiler)


class ReckonedFirst(_ReckonedDay):
    """Of a column that holds the first day a date can be: of *ultimo* the last day of its unit."""

    third, edges = "end", _TO_LAST


class ReckonedLast(_ReckonedDay):
    """Of a column that holds the last day a date can be: of *primo* the first day of its unit."""

    third, edges = "start", _TO_FIRST


def reckoned(column: str, *, end: bool = False) -> Func:
    """The day that the ``partial`` of the column is reckoned as: ``earliest``, with ``end`` its ``latest``."""
    return (ReckonedLast if end else ReckonedFirst)(F(column), F(f"{column}_precision"))


def by_date(column: str, *, end: bool = False) -> OrderBy:
    """In order of time; what has no date comes last where it is something due, and first where it began before all."""
    found = reckoned(column, end=end)
    return found.asc(nulls_last=True) if end else found.asc(nulls_first=True)
