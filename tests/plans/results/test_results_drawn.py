"""What the grid of results shows around its figures: names of stretches, plan years, what is not entered yet."""

from datetime import date
from typing import Any

import pytest

from plans.models import Criterion
from plans.results.presenters import grid
from plans.results.presenters.drawn import Drawn
from plans.results.presenters.grid import View
from tests import factories, progress
from tests.people import Cast

pytestmark = pytest.mark.django_db
DAY = date(2022, 5, 17)
BLANK, SHOWN = 'data-blank="ikke indtastet"', '<span class="abc-muted">ikke indtastet</span>'


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


def drawn(cast: Cast, view: View, *, writes: bool = True) -> str:
    rows = Criterion.objects.filter(plan=cast.plan).with_place().with_results()
    found = grid.grid(cast.plan, list(rows), [], view=view, day=DAY, is_back=True, exact=True, writes=writes)
    return Drawn(found, cast.plan, writes=writes).body()


@pytest.mark.parametrize(
    ("rhythm", "view", "names"),
    [
        ("quarter", View(2), ["1. kvartal", "4. kvartal"]),
        ("half_year", View(2), ["1. halvår", "2. halvår"]),
        ("year", View(2), ["Hele året"]),
        ("half_year", View(None), ["1. halvår, 2. planår"]),
        ("year", View(None), ["1. planår", "4. planår"]),
        ("quarter", View(2, by_months=True), ["1. kvartal", "3. kvartal"]),
        ("half_year", View(2, by_months=True), ["2. halvår"]),
        ("year", View(2, by_months=True), ["Hele året"]),
    ],
)
def test_a_cell_is_named_by_the_time_it_is_for(cast: Cast, rhythm: str, view: View, names: list[str]) -> None:
    progress.criterion(factories.activity(cast.sub), rhythm=rhythm)
    shown = drawn(cast, view)
    assert all(f'data-title="{name}"' in shown for name in names)


def test_the_plain_form_names_its_fields_alike(cast: Cast) -> None:
    progress.criterion(factories.activity(cast.sub), rhythm="year")
    answer = cast.client("leader").get(f"/planer/{cast.plan.slug}/resultater/", {"rediger": "1", "planaar": "2"})
    assert ">Hele året</label>" in answer.content.decode()


def test_in_the_whole_plan_what_it_comes_to_is_shown_before_the_quarters(cast: Cast) -> None:
    progress.result(progress.criterion(factories.activity(cast.sub)), 12)
    whole, year = drawn(cast, View(None)), drawn(cast, View(1))
    assert whole.index('data-end="total"') < whole.index("data-cell=")
    assert year.index('data-end="total"') > year.index("data-cell=")
    shown = cast.client("board").get(f"/planer/{cast.plan.slug}/resultater/?planaar=alle").content.decode()
    heads = shown.split("<thead>")[1].split("</thead>")[0]
    assert heads.count('scope="colgroup" colspan="4"') == 4
    assert heads.index("Vurdering") < heads.index("1. planår")


@pytest.mark.parametrize(("writes", "mark"), [(True, BLANK), (False, SHOWN)])
def test_a_wide_cell_whose_time_has_begun_says_that_nothing_is_entered(cast: Cast, writes: bool, mark: str) -> None:
    activity = factories.activity(cast.sub)
    yearly = progress.criterion(activity, rhythm="year")
    progress.criterion(activity, rhythm="quarter")
    assert drawn(cast, View(None), writes=writes).count(mark) == 2  # of four years two have begun
    progress.result(yearly, 7, date(2022, 3, 1), last=date(2023, 2, 28), grain="year")
    assert drawn(cast, View(None), writes=writes).count(mark) == 1


def test_a_plan_without_results_says_so_once(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    address, line = f"/planer/{cast.plan.slug}/resultater/?planaar=1", "Der er ikke indtastet resultater"

    def shown() -> tuple[int, int]:
        text: Any = cast.client("board").get(address).content.decode()
        return text.count(line), text.split("<tbody>")[1].split("</tbody>")[0].count("ikke oplyst")

    assert shown() == (1, 0)
    progress.result(criterion, None, state="not_stated")
    assert shown()[0] == 0
    assert shown()[1] > 0
