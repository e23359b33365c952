"""Facts about plans in words: made without a query, dates as exactly as they are known, trees as deep as they are."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import Count, CountedPlace
from plans.agreement.presenters import agreement as in_depth
from plans.agreement.presenters.work import activity_tree, focus_area_facts, party_facts, sub_agreement_facts
from plans.lifecycle.presenters import plan as presenters
from plans.lifecycle.presenters import plan_list as presenters_list
from plans.models import Activity, Party, Plan, SubAgreement
from plans.shared.presenters import period_words
from tests import factories, scale
from tests.people import A_DAY, Cast

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR


# --- without a query ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_facts_are_made_without_a_query(cast: Cast, django_assert_num_queries: Any) -> None:
    scale.grow(cast.plan, 3)
    plan = Plan.objects.with_places().with_state().get(pk=cast.plan.pk)
    places = list(CountedPlace.objects.select_related("count"))
    parties = list(Party.objects.filter(plan=plan).with_signatures().with_sub_agreements())
    subs = list(SubAgreement.objects.filter(plan=plan).select_related("plan_focus_area__focus_area", "cited_round"))
    activities = list(Activity.objects.filter(plan=plan))
    areas = list(plan.focus_areas.select_related("focus_area"))
    departments = [department.department_id for department in plan.departments.all()]
    goals, supports = list(plan.sub_goals.with_goals()), list(plan.supports.select_related("organisation"))
    roles = list(plan.responsibilities.select_related("organisation"))
    with django_assert_num_queries(0):
        facts = presenters.plan_facts(plan, today=A_DAY, counts=presenters.counts_of(departments, places))
        everything = [
            facts, facts.period, facts.departments_words,
            party_facts(parties), focus_area_facts(areas),
            sub_agreement_facts(subs, activities), presenters_list.plan_rows([plan], today=A_DAY),
            in_depth.area_work(focus_area_facts(areas), goals, activities),
            in_depth.role_facts(roles), in_depth.support_facts(supports),
        ]  # fmt: skip
    assert "Delaftale 2" in str(everything)


# --- a plan's head --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_shown_at_the_head_of_a_plan(cast: Cast) -> None:
    plan = factories.plan(
        "abc", name="ABC 2021-2025", area_name="Albertslund", case_number="123456",
        municipality=factories.organisation("Eksempelby Kommune", kind="municipality"),
    )  # fmt: skip
    factories.takes_part(plan, cast.housing)
    facts = presenters.plan_facts(Plan.objects.with_places().get(pk=plan.pk), today=A_DAY)
    assert (facts.title, facts.name, facts.case_number) == ("Albertslund", "ABC 2021-2025", "123456")
    assert facts.municipality == "Eksempelby Kommune"
    assert facts.period == "1. marts 2021 – 28. februar 2025"
    assert facts.round_name == "2019-26-midlerne"
    assert (facts.gone, facts.gone_words) == (30, "30 % af perioden er gået")
    assert facts.departments_words == "1 afdeling"


@pytest.mark.django_db
def test_what_is_not_known_is_empty(cast: Cast) -> None:
    plan = factories.plan("tom", name="Tom", round=None)
    facts = presenters.plan_facts(Plan.objects.with_places().get(pk=plan.pk), today=A_DAY)
    assert facts.title == "Tom"
    assert (facts.round_name, facts.municipality, facts.case_number) == ("", "", "")
    assert (facts.areas, facts.departments, facts.counts) == ((), (), ())
    [row] = presenters_list.plan_rows([Plan.objects.with_places().with_state().get(pk=plan.pk)], today=A_DAY)
    assert (row.municipality, row.round_name, row.departments) == ("ikke oplyst", "ikke oplyst", "ikke oplyst")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 2, 28), "Perioden er ikke begyndt"),
        (date(2021, 3, 1), "0 % af perioden er gået"),
        (date(2025, 2, 28), "100 % af perioden er gået"),
        (date(2025, 3, 1), "Perioden er afsluttet"),
    ],
)
@pytest.mark.django_db
def test_how_much_of_the_period_is_gone(reference: None, day: date, words: str) -> None:
    plan = factories.plan("abc")
    assert presenters.plan_facts(Plan.objects.with_places().get(pk=plan.pk), today=day).gone_words == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (PartialDate(date(2021, 3, 1)), PartialDate(date(2025, 2, 28)), "1. marts 2021 – 28. februar 2025"),
        (PartialDate(date(2017, 1, 1), MONTH), PartialDate(date(2020, 12, 1), MONTH), "januar 2017 – december 2020"),
        (PartialDate(date(2014, 1, 1), YEAR), PartialDate(date(2015, 12, 31)), "2014 – 31. december 2015"),
    ],
)
def test_a_period_is_written_as_exactly_as_it_is_known(start: PartialDate, end: PartialDate, words: str) -> None:
    assert period_words(start, end) == words


# --- counts -----------------------------------------------------------------------------------------------


def _count(kind: str, value: int, **fields: Any) -> Count:
    return Count(pk=fields.pop("pk", value), kind=kind, value=value, **fields)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (_count("households", 1654), "1.654 husstande"),
        (_count("residents", 3633), "3.633 beboere"),
        (_count("dwellings", 1), "1 bolig"),
        (_count("dwellings", 0), "0 boliger"),
        (_count("tenancies", 394), "394 lejemål"),
        (_count("residents", 3600, qualifier="about"), "ca. 3.600 beboere"),
        (_count("residents", 3600, qualifier="over"), "over 3.600 beboere"),
        (_count("residents", 5, qualifier="under"), "under 5 beboere"),
        (
            _count("dwellings", 2, counted_on=date(2020, 1, 1), counted_on_precision="year"),
            "2 boliger (2020)",
        ),
    ],
)
def test_a_count_in_words(count: Count, words: str) -> None:
    assert presenters.count_words(count) == words


def _places(count: Count, *departments: int | None) -> list[Any]:
    return [SimpleNamespace(count_id=count.pk, count=count, department_id=department) for department in departments]


def test_only_counts_of_exactly_these_departments_count() -> None:
    whole, part, more = (_count("residents", value, pk=value) for value in (10, 20, 30))
    area = _count("residents", 40, pk=40)
    places = [*_places(whole, 1, 2), *_places(part, 1), *_places(more, 1, 2, 3), *_places(area, 1, 2, None)]
    assert presenters.counts_of([1, 2], places) == [whole]
    assert presenters.counts_of([2, 1], places) == [whole]
    assert presenters.counts_of([1], places) == [part]
    assert presenters.counts_of([3], places) == []
    assert presenters.counts_of([], places) == []


def test_the_latest_of_each_kind_counts_and_an_undated_one_is_the_oldest() -> None:
    undated = _count("residents", 1, pk=9)
    old = _count("residents", 2, pk=8, counted_on=date(2018, 1, 1))
    new = _count("residents", 3, pk=7, counted_on=date(2021, 1, 1))
    homes = _count("dwellings", 4, pk=6)
    places = [place for count in (new, old, undated, homes) for place in _places(count, 1)]
    assert presenters.counts_of([1], places) == [homes, new]
    assert presenters.counts_of([1], places[2:]) == [homes, undated]


# --- activities -------------------------------------------------------------------------------------------


def _activity(pk: int, parent: int | None = None) -> Any:
    return SimpleNamespace(pk=pk, parent_id=parent, code=f"nr-{pk}", name=f"Nr. {pk}", purpose="", state="unknown")


def test_activities_hang_under_each_other_however_deep() -> None:
    rows = [_activity(1), _activity(2, 1), _activity(3, 2), _activity(4), _activity(5, 1)]
    tree = activity_tree(rows)
    assert [item.pk for item in tree] == [1, 4]
    assert [part.pk for part in tree[0].parts] == [2, 5]
    assert [part.pk for part in tree[0].parts[0].parts] == [3]
    assert [item.count for item in tree] == [4, 1]


def test_a_part_whose_whole_is_elsewhere_is_listed_by_itself() -> None:
    assert [item.pk for item in activity_tree([_activity(2, 1), _activity(3, 2)])] == [2]


@given(
    st.lists(st.tuples(st.integers(1, 30), st.one_of(st.none(), st.integers(1, 30))), unique_by=lambda pair: pair[0])
)
def test_every_activity_is_in_the_tree_once(pairs: list[tuple[int, int | None]]) -> None:
    rows = [_activity(pk, parent if parent is not None and parent < pk else None) for pk, parent in pairs]
    tree = activity_tree(rows)
    found: list[int] = []

    def walk(facts: Any) -> None:
        for fact in facts:
            found.append(fact.pk)
            walk(fact.parts)

    walk(tree)
    assert sorted(found) == sorted(row.pk for row in rows)
    assert sum(item.count for item in tree) == len(rows)


@pytest.mark.django_db
def test_a_sub_agreement_s_activities_are_its_own_in_their_order(cast: Cast) -> None:
    last = factories.activity(cast.sub, "Sidst", position=2)
    first = factories.activity(cast.sub, "Først", position=1)
    factories.activity(cast.sub, "Del", parent=first)
    factories.activity(cast.other_sub, "En andens")
    subs = SubAgreement.objects.filter(pk=cast.sub.pk).select_related("plan_focus_area__focus_area")
    [facts] = sub_agreement_facts(subs, Activity.objects.filter(plan=cast.plan))
    assert [activity.name for activity in facts.activities] == ["Først", "Sidst"]
    assert facts.activity_words == "3 aktiviteter"
    assert last.name == "Sidst"


# --- parties and texts -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_party_is_named_as_printed_and_keeps_signatories_without_a_date(cast: Cast) -> None:
    party = factories.party(cast.plan, printed_name="Boligselskabet AKB", role="bound")
    factories.signatory(party, person=factories.person("Formand, AKB"), title="Formand")
    [facts] = party_facts(Party.objects.with_signatures().with_sub_agreements())
    assert (facts.name, facts.role, facts.is_bound) == ("Boligselskabet AKB", "part", True)
    assert [(signatory.name, signatory.title, signatory.signed) for signatory in facts.signatories] == [
        ("Formand, AKB", "Formand", None)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "then", "after"),
    [("running", "i gang", "sidst oplyst: i gang"), ("closed", "afsluttet", "afsluttet"), ("", *["ikke oplyst"] * 2)],
)
def test_the_list_never_calls_an_ended_plan_running(cast: Cast, state: str, then: str, after: str) -> None:
    plan = factories.plan("abc")
    if state:
        factories.step(plan, state)
    listed = [Plan.objects.with_places().with_state().get(pk=plan.pk)]
    days = (plan.ends_on, plan.ends_on + timedelta(days=1))
    assert [presenters_list.plan_rows(listed, today=day)[0].state for day in days] == [then, after]


@pytest.mark.django_db
def test_departments_are_listed_in_the_order_of_their_numbers(cast: Cast) -> None:
    plan = factories.plan("abc")
    for name in ("Afd. 10", "Østergård", "Afd. 9", "Ågård", "Æblehaven"):
        factories.takes_part(plan, factories.department(name=name))
    [row] = presenters_list.plan_rows([Plan.objects.with_places().with_state().get(pk=plan.pk)], today=A_DAY)
    assert row.departments == "Afd. 9, Afd. 10, Æblehaven, Østergård og Ågård"


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["prequalified", "cooperates"])
def test_a_department_outside_the_plan_is_not_reported_as_the_plan_s(cast: Cast, status: str) -> None:
    plan = factories.plan("abc")
    factories.takes_part(plan, factories.department(name="Med"))
    factories.takes_part(plan, factories.department(name="Udenfor"), status=status)
    found = Plan.objects.with_places().with_state().get(pk=plan.pk)
    assert presenters.plan_facts(found, today=A_DAY).departments == ("Med",)
    assert [row.departments for row in presenters_list.plan_rows([found], today=A_DAY)] == ["Med"]
