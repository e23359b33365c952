"""Departments and areas are counted as what they are: neither their names nor their parts."""

from datetime import date

import pytest

from abc_portal.reporting.documents.milestone_plan import build
from abc_portal.reporting.documents.reader import FULL_READER
from plans.lifecycle.models.plan import PlanArea
from plans.lifecycle.presenters.plan import PlanFacts, plan_facts
from plans.lifecycle.presenters.plan_list import plan_rows
from plans.models import Milestone, Plan
from tests import factories
from tests.findings import findings
from tests.people import Cast

pytestmark = pytest.mark.django_db
A_DAY = date(2022, 6, 1)


def _facts(plan: Plan) -> PlanFacts:
    return plan_facts(Plan.objects.with_places().get(pk=plan.pk), today=A_DAY)


def _listed(plan: Plan) -> str:
    [row] = plan_rows([Plan.objects.with_places().with_state().get(pk=plan.pk)], today=A_DAY)
    return row.departments


def test_a_department_in_parts_is_one(cast: Cast) -> None:
    plan, whole, divided = factories.plan(), factories.department(name="Hel"), factories.department(name="Delt")
    factories.takes_part(plan, whole)
    for block in "ABC":
        factories.takes_part(plan, divided, part=f"blok {block}")
    facts = _facts(plan)
    assert facts.departments_words == "2 afdelinger"
    assert facts.departments == ("Hel", "Delt (blok A)", "Delt (blok B)", "Delt (blok C)")
    assert _listed(plan) == "Delt og Hel"


def test_two_departments_of_one_name_are_two(cast: Cast) -> None:
    plan = factories.plan()
    for number in ("8", "12"):
        factories.takes_part(plan, factories.department(name="Parken", number=number))
    facts = _facts(plan)
    assert facts.departments_words == "2 afdelinger"
    assert facts.departments == ("Parken (8)", "Parken (12)")
    assert _listed(plan) == "Parken (8) og Parken (12)"


def test_two_areas_of_one_name_are_two(cast: Cast) -> None:
    plan = factories.plan()
    for number in range(2):
        area = factories.area("Nord", municipality=factories.organisation(f"By {number}", kind="municipality"))
        factories.saved(PlanArea(plan=plan, area=area), plan)
    assert _facts(plan).areas == ("Nord", "Nord")


@pytest.mark.parametrize(
    ("entered", "stated", "words"),
    [
        (0, None, "afdelinger ikke oplyst"),
        (0, 8, "8 afdelinger"),
        (2, None, "2 afdelinger"),
        (2, 2, "2 afdelinger"),
        (2, 8, "2 afdelinger (oplyst: 8)"),
    ],
)
def test_how_many_departments_is_told_as_it_is_known(cast: Cast, entered: int, stated: int | None, words: str) -> None:
    plan = factories.plan(stated_departments=stated)
    for _number in range(entered):
        factories.takes_part(plan, factories.department())
    assert _facts(plan).departments_words == words


@pytest.mark.parametrize(
    ("stated", "words"),
    [(None, "alle boligorganisationens afdelinger"), (40, "alle boligorganisationens afdelinger (40 afdelinger)")],
)
def test_a_plan_for_all_departments_is_not_for_the_few_that_are_mentioned(
    cast: Cast, stated: int | None, words: str
) -> None:
    plan = factories.plan(stated_departments=stated, covers_all_departments=True)
    factories.takes_part(plan, factories.department())
    assert _facts(plan).departments_words == words
    assert not [item for item in findings(plan) if item.code == "stated-number-differs"]


def test_departments_that_are_only_prequalified_are_known_not_to_be_in_the_plan(cast: Cast) -> None:
    plan = factories.plan()
    factories.takes_part(plan, factories.department(), status="prequalified")
    assert _facts(plan).departments_words == "ingen afdelinger i planen"


@pytest.mark.parametrize(("stated", "count"), [(None, 0), (1, 0), (2, 0), (3, 1)])
def test_the_stated_number_fits_the_start_the_end_or_all(cast: Cast, stated: int | None, count: int) -> None:
    plan = factories.plan(stated_departments=stated, stated_areas=stated)
    department = factories.department()
    factories.takes_part(plan, department, part="blok A")
    factories.takes_part(plan, department, part="blok B")
    factories.takes_part(plan, factories.department(), joined_on=date(2023, 1, 1))
    found = [item for item in findings(plan) if item.code == "stated-number-differs"]
    assert len(found) == count
    assert all("3 afdelinger" in item.message and "der er indtastet 2" in item.message for item in found)


def test_milestones_of_two_sub_agreements_of_one_name_stand_apart(cast: Cast) -> None:
    plan = cast.plan
    for slug in ("a", "b"):
        sub = factories.sub_agreement(plan, slug=slug, name="Trivsel")
        factories.saved(Milestone(plan=plan, sub_agreement=sub, text="Møde", code=f"m-{slug}", is_draft=False), plan)
    document = build(Plan.objects.with_places().get(pk=plan.pk), reader=FULL_READER, as_of=A_DAY)
    assert [(place.title, len(place.lines)) for place in document.places if place.title == "Trivsel"] == [
        ("Trivsel", 1), ("Trivsel", 1),
    ]  # fmt: skip
