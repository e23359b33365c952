"""*Primo* is the beginning of its unit and *ultimo* its end in every order, in the database as in Python."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F, OrderBy

from abc_portal.core.date_order import ReckonedFirst, ReckonedLast
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.core.fields import PartialProperty
from plans.milestones.presenters.quarters import due_place
from plans.models import Criterion, Milestone, Story
from plans.results.calculations.small_counts import EVERYTHING
from plans.results.presenters import readings
from plans.shared.periods import gone_between
from tests import factories, progress, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db


def dates() -> list[PartialDate]:
    """Every precision around a leap day, the turn of a year and a month of 30 days, and the days beside their edges."""
    known = [
        PartialDate.around(day, precision)
        for day in (date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1), date(2025, 9, 30))
        for precision in Precision
    ]
    edges = {edge for item in known for edge in (item.first, item.last, item.earliest, item.latest)}
    return list(dict.fromkeys([*known, *map(PartialDate, sorted(edges))]))


def test_what_is_due_comes_in_the_order_of_its_last_day(cast: Cast) -> None:
    for number, due in enumerate(dates()):
        progress.milestone(cast.plan, due.last, due_on_precision=due.precision, text=f"Nr. {number}", position=number)
    found = [row.due for row in Milestone.objects.filter(plan=cast.plan)]
    assert [item.latest for item in found] == sorted(item.latest for item in dates())


def test_what_happened_comes_in_the_order_of_its_first_day(cast: Cast) -> None:
    for number, when in enumerate(dates()):
        factories.saved(
            Story(
                plan=cast.plan,
                title=f"Nr. {number}",
                text="Det gik godt",
                happened_on=when.first,
                happened_on_precision=when.precision,
            ),
            cast.plan,
        )
    found = [row.happened for row in Story.objects.filter(plan=cast.plan)]
    assert [item.earliest for item in found] == sorted((item.earliest for item in dates()), reverse=True)


def test_no_model_is_ordered_by_the_mere_column_of_a_date_known_less_exactly() -> None:
    """A column holds the first or the last day that a date can be, which *ultimo* and *primo* do not count by."""
    found, seen = [], 0
    for model in apps.get_models():
        columns = {item.column for base in model.__mro__ for item in vars(base).values() if _is_partial(item)}
        for item in model._meta.ordering:
            expression = item.expression if isinstance(item, OrderBy) else item
            seen += isinstance(expression, ReckonedFirst | ReckonedLast)
            name = expression.name if isinstance(expression, F) else str(expression).lstrip("-")
            if name in columns:
                found.append(f"{model.__name__}: {name}")
    assert found == []
    assert seen > 8


def _is_partial(item: Any) -> bool:
    return isinstance(item, PartialProperty)


def test_a_related_model_is_ordered_by_it_too(cast: Cast) -> None:
    rows = [progress.milestone(cast.plan, PartialDate.around(date(2024, 3, 1), name).last, due_on_precision=name)
            for name in ("day", "month_start")]  # fmt: skip
    put_off = [progress.postponement(row, date(2023, 1, 1), reason="Regn") for row in rows]
    assert list(type(put_off[0]).objects.filter(milestone__plan=cast.plan)) == put_off


def test_the_list_of_milestones_sorts_primo_first_and_ultimo_last(cast: Cast) -> None:
    for text, day, precision in (
        ("Ultimo", date(2022, 3, 31), "month_end"), ("Den 30.", date(2022, 3, 30), "day"),
        ("Den 2.", date(2022, 3, 2), "day"), ("Primo", date(2022, 3, 10), "month_start"),
    ):  # fmt: skip
        progress.milestone(cast.plan, day, due_on_precision=precision, text=text)
    for asked, names in (
        ("due", ["Primo", "Den 2.", "Den 30.", "Ultimo"]),
        ("-due", ["Ultimo", "Den 30.", "Den 2.", "Primo"]),
    ):
        asked_for = {"vis": "tabel", "sort": asked, "format": "xlsx"}
        rows = readers.sheet(cast.client("staff").get("/planer/plan-a/milepaele/", asked_for))
        assert [row[0] for row in rows if row[0] in names] == names


@pytest.mark.parametrize("precision", ["year_end", "quarter_end", "month_end"])
def test_a_period_from_ultimo_to_primo_is_gone_by_an_exact_share(precision: str) -> None:
    start, end = PartialDate.around(date(2020, 12, 31), precision), PartialDate.around(date(2024, 12, 31), "year_start")
    least, most = gone_between(start, end, date(2022, 6, 1))
    assert least == most
    assert gone_between(start, end, date(2020, 12, 30)) == (0, 0)
    assert gone_between(start, end, date(2024, 1, 1)) == (100, 100)


def test_primo_of_a_year_is_due_in_its_first_quarter(cast: Cast) -> None:
    due = PartialDate.around(date(2022, 1, 1), "year_start")
    row = progress.milestone(cast.plan, due.last, due_on_precision=due.precision, text="Kontoret er åbnet")
    assert due_place(row.plan, row.due) == "4"


def test_the_latest_result_is_the_one_that_reaches_furthest(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 10, counting="latest")
    progress.result(
        criterion,
        7,
        date(2021, 3, 1),
        last=date(2022, 4, 30),
        ends_on_precision="year_start",
        grain="event",
        label="Optælling",
    )
    progress.result(criterion, 3, date(2021, 3, 1), last=date(2022, 2, 28), grain="event", label="Optælling")
    found = Criterion.objects.with_results().get(pk=criterion.pk)
    assert [row.value for row in found.results.all()] == [7, 3]
    assert readings.reading_of(found, cast.plan, date(2023, 5, 1), rule=EVERYTHING).total == 3
