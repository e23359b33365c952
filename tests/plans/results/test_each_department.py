"""A target that holds for each department: entered, judged, shown and exchanged department by department."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from abc_portal.directory.models import HousingDepartment
from plans.models import Criterion, Plan, Result
from plans.results.calculations.departments import combined
from plans.results.calculations.progress import CriterionReading
from plans.results.enums import Progress
from plans.results.presenters.facts import CriterionFacts, criterion_facts
from tests import factories, progress
from tests.html import posted
from tests.people import Cast


def reading(verdict: Progress | None, **change: Any) -> CriterionReading:
    possible = frozenset({Progress.REACHED, Progress.NOT_REACHED}) if verdict is None else frozenset({verdict})
    given = {
        "progress": verdict, "total": Decimal(1), "numerator": None, "denominator": None, "share_of_target": None,
        "share_of_time": 1, "is_partial": False, "latest_on": date(2024, 1, 1), "possible": possible, **change,
    }  # fmt: skip
    return CriterionReading(**given)


@pytest.mark.parametrize(
    ("verdicts", "expected", "verdict"),
    [
        ([Progress.REACHED, Progress.REACHED], 2, Progress.REACHED),
        ([Progress.REACHED, Progress.REACHED], 3, Progress.UNKNOWN),
        ([Progress.REACHED, Progress.REACHED], None, Progress.UNKNOWN),
        ([Progress.REACHED, Progress.NOT_REACHED], 3, Progress.NOT_REACHED),
        ([Progress.AHEAD, Progress.BEHIND], 2, Progress.BEHIND),
        ([Progress.AHEAD, Progress.TOO_EARLY], 2, Progress.TOO_EARLY),
        ([Progress.REACHED, None], 2, None),
    ],
)
def test_the_worst_department_speaks_for_all(
    verdicts: list[Progress | None], expected: int | None, verdict: Progress | None
) -> None:
    found = combined(reading(Progress.UNKNOWN, total=None), [reading(item) for item in verdicts], expected)
    assert found.progress == verdict
    assert found.total is None
    assert found.departments.known == 2
    assert found.departments.reached == verdicts.count(Progress.REACHED)


def test_what_is_known_of_all_is_as_old_as_the_oldest() -> None:
    both = [reading(Progress.REACHED), reading(Progress.REACHED, latest_on=date(2023, 6, 1))]
    assert combined(reading(Progress.UNKNOWN), both, 2).latest_on == date(2023, 6, 1)


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


@pytest.fixture
def pair(cast: Cast) -> list[HousingDepartment]:
    """Two departments of the plan."""
    made = [factories.department(f"Afdeling {name}") for name in ("Nord", "Syd")]
    for department in made:
        factories.takes_part(cast.plan, department)
    return made


def criterion_of(cast: Cast, **change: Any) -> Criterion:
    given = {
        "each_department": True, "department_count": 2, "rhythm": "year", "counting": "latest", "text": "frivillige",
        "unit": "frivillige", **change,
    }  # fmt: skip
    return progress.criterion(factories.activity(cast.sub), 10, **given)


def facts_of(cast: Cast) -> CriterionFacts:
    plan = Plan.objects.get(pk=cast.plan.pk)
    rows = Criterion.objects.filter(plan=plan).with_place().with_results()
    return criterion_facts(rows, plan=plan, day=date(2030, 1, 1), is_back=False, exact=True)[0]


def test_each_department_is_judged_by_its_own_results(cast: Cast, pair: list[HousingDepartment]) -> None:
    criterion = criterion_of(cast)
    whole = {"first": cast.plan.starts_on, "last": cast.plan.ends_on, "grain": "period"}
    progress.result(criterion, 12, department=pair[0], **whole)
    one = facts_of(cast).reading
    assert (one.progress, one.words) == (Progress.UNKNOWN, "kendt for 1 af 2 afdelinger")
    progress.result(criterion, 4, department=pair[1], **whole)
    both = facts_of(cast)
    assert both.reading.progress == Progress.NOT_REACHED
    assert both.reading.total == "nået i 1 af 2 afdelinger med resultater"
    assert "i hver af 2 afdelinger" in both.sentence
    assert "i hver af 2 afdelinger" in both.reading.target
    assert [row.when.split(":")[0] for row in both.results] == [str(row) for row in pair]


def test_results_that_do_not_say_whether_it_is_reached_are_not_said_to_be_short_of_it(
    cast: Cast, pair: list[HousingDepartment]
) -> None:
    criterion = criterion_of(cast)
    early = {"first": cast.plan.starts_on, "last": cast.plan.starts_on, "grain": "event"}
    progress.result(criterion, 4, department=pair[0], **early)
    assert facts_of(cast).reading.total == "resultater fra 1 afdeling"
    progress.result(criterion, 5, department=pair[1], **early)
    assert facts_of(cast).reading.total == "resultater fra 2 afdelinger"


def test_a_result_says_which_department_it_is_for(cast: Cast, pair: list[HousingDepartment]) -> None:
    with pytest.raises(ValidationError, match="vælg den"):
        progress.result(criterion_of(cast), 4)
    other = criterion_of(cast, each_department=False, department_count=None, text="andre")
    with pytest.raises(ValidationError, match="gælder ikke for hver afdeling"):
        progress.result(other, 4, department=pair[0])


def test_results_of_a_department_are_entered_by_their_own_form(cast: Cast, pair: list[HousingDepartment]) -> None:
    criterion, client = criterion_of(cast), cast.client("leader")
    grid = client.get(reverse("plans:results", args=[cast.plan.slug])).content.decode()
    assert f'data-row="{criterion.pk}"' in grid
    assert "data-cell=" not in grid
    address = reverse("plans:result_add", args=[cast.plan.slug, criterion.pk], query={"fra": cast.plan.starts_on})
    form = posted(client.get(address))
    assert client.post(address, {**form, "value": "5"}).status_code == 422
    for department in pair:
        sent = {**form, "value": "5", "department": department.pk, "once": ""}
        assert client.post(address, sent).status_code == 302
    assert {row.department for row in Result.objects.filter(criterion=criterion)} == set(pair)
    whole = reverse("plans:results", args=[cast.plan.slug], query={"planaar": "alle"})
    assert "Afdeling Syd" in client.get(whole).content.decode()
