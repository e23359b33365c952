"""The same figure means the same by every way in: the grid, the plain form, a result's own form, and the workbook."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from plans.models import Criterion, Result
from tests.html import posted
from tests.people import Cast
from tests.plans.result_work import FIFTH, SHEET, Work, work_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
ROOT, FIRST_DAY = "/planer/plan-a/resultater/", "2022-03-01"


@pytest.fixture
def work(cast_once: Cast, db: None) -> Work:
    return work_of(cast_once)


def by_the_grid(work: Work, criterion: Criterion, typed: str) -> None:
    sent = {"row": criterion.pk, "cell": FIRST_DAY, f"typed-{FIRST_DAY}": typed, f"version-{FIRST_DAY}": "0"}
    work.cast.client("leader").post(f"{ROOT}raekke/", sent)


def by_the_page(work: Work, criterion: Criterion, typed: str) -> None:
    work.cast.client("leader").post(f"{ROOT}side/?planaar=2", {f"celle-{criterion.pk}-{FIRST_DAY}": typed})


def by_its_own_form(work: Work, criterion: Criterion, typed: str) -> None:
    client, address = work.cast.client("leader"), f"{ROOT}kriterium/{criterion.pk}/tilfoej/?fra={FIRST_DAY}"
    client.post(address, {**posted(client.get(address)), "value": typed})


def by_the_workbook(work: Work, criterion: Criterion, typed: str) -> None:
    filled = work.filled()
    filled.write(SHEET, criterion.code, FIFTH, typed)
    work.send(filled)
    work.read_in(filled)


WAYS = [by_the_grid, by_the_page, by_its_own_form, by_the_workbook]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("count", "1.200", Decimal(1200)), ("count", "1200", Decimal(1200)), ("count", "1,200", None),
        ("count", "2,5", None), ("count", "1,234,567", None), ("share", "62", Decimal(62)), ("share", "12,345", None),
    ],
)  # fmt: skip
def test_a_figure_is_read_alike(
    work: Work, way: Callable[[Work, Criterion, str], None], kind: str, typed: str, stored: Any
) -> None:
    criterion: Criterion = getattr(work, kind)
    way(work, criterion, typed)
    found = Result.objects.filter(criterion=criterion, starts_on=date(2022, 3, 1)).first()
    assert (found.value if found else None) == stored
