"""The list of plans: searched, narrowed, ordered, paged and exported as what is shown."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from abc_portal.core.dates import written
from abc_portal.directory.models import AreaAlias, DepartmentAlias
from plans.lifecycle.filters import in_phase
from plans.models import FormerPlanName, FundingRound, Plan, PlanArea
from plans.shared.enums import Role
from tests import factories, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def plans_once(cast_once: Cast, django_db_blocker: Any) -> dict[str, Plan]:
    with django_db_blocker.unblock():
        return _four_plans(cast_once)


@pytest.fixture
def plans(plans_once: dict[str, Plan], cast: Cast) -> dict[str, Plan]:
    return deepcopy(plans_once)


def _four_plans(cast: Cast) -> dict[str, Plan]:
    """Four more plans that the leader works in, each with something of its own to be found by."""
    town = factories.organisation("Ærø Kommune", kind="municipality")
    found = {
        "bæk": factories.plan("baek", name="Plan Bæk", area_name="Bækgården og Ørbæk", case_number="463-0"),
        "åby": factories.plan("aaby", name="Åbyplanen", municipality=town, starts_on=date(2017, 1, 1), ends_on=date(2020, 12, 31)),
        "æble": factories.plan("aeble", name="Æbleplanen", round=None, starts_on=date(2090, 1, 1), ends_on=date(2093, 12, 31)),
        "øst": factories.plan("oest", name="Østplanen 100%", round=FundingRound.objects.get(code="2015-18")),
    }  # fmt: skip
    for plan in found.values():
        factories.member(plan, cast.leader, Role.LEADER)
    department = factories.department(name="VA Blokland", number="7")
    factories.saved(DepartmentAlias(department=department, name="VA afd. 7 Blokland"))
    factories.takes_part(found["øst"], department)
    area = factories.area("Kanalens Kvarter")
    factories.saved(AreaAlias(area=area, name="Kanalkvarteret"))
    factories.saved(PlanArea(plan=found["åby"], area=area), found["åby"])
    factories.party(found["æble"], organisation=factories.organisation("Andelsselskabet Æblehaven"))
    return found


def _names(plans: Any) -> list[str]:
    return [plan.name for plan in plans]


def _searched(text: str) -> set[str]:
    return set(_names(Plan.objects.search(text)))


def _shown(cast: Cast, person: str = "leader", **query: Any) -> list[str]:
    page = cast.client(person).get(reverse("plans:list") + f"?{urlencode(query)}")
    assert page.status_code == 200
    tables = readers.tables(page)
    return [row[0] for row in tables[0][1:]] if tables else []


# --- search ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bæk", {"Plan Bæk"}),
        ("Bæk", {"Plan Bæk"}),
        ("BÆK", {"Plan Bæk"}),
        ("ØRBÆK", {"Plan Bæk"}),
        ("åby", {"Åbyplanen"}),
        ("ÅBY", {"Åbyplanen"}),
        ("463-0", {"Plan Bæk"}),
        ("blokland", {"Østplanen 100%"}),
        ("afd. 7", {"Østplanen 100%"}),
        ("kanalens", {"Åbyplanen"}),
        ("KANALKVARTERET", {"Åbyplanen"}),
        ("æblehaven", {"Æbleplanen"}),
        ("plan bæk", {"Plan Bæk"}),
        ("bæk plan", {"Plan Bæk"}),
        ("ørbæk bækgården", {"Plan Bæk"}),
        ("blokland bæk", set()),
        ("findes ikke", set()),
    ],
)
def test_every_word_is_looked_for_everywhere(plans: Any, text: str, found: set[str]) -> None:
    assert _searched(text) == found


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_no_words_find_everything(plans: Any, text: str) -> None:
    assert len(_searched(text)) == 6


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("%", {"Østplanen 100%"}),
        ("100%", {"Østplanen 100%"}),
        ("_", set()),
        ("B_k", set()),
        ("B%k", set()),
        ("\\", set()),
        ("'", set()),
        ("' OR 1=1 --", set()),
        ('"', set()),
        ("[a-z]*", set()),
        ("æ" * 500, set()),
        ("\u0000"[:0] + "bæk", {"Plan Bæk"}),
    ],
)
def test_signs_that_mean_something_to_a_database_are_only_signs(plans: Any, text: str, found: set[str]) -> None:
    assert _searched(text) == found


def test_a_plan_that_fits_twice_is_listed_once(plans: dict[str, Plan]) -> None:
    for number in range(3):
        factories.takes_part(plans["bæk"], factories.department(name=f"Bæk {number}"))
    assert _names(Plan.objects.search("bæk")) == ["Plan Bæk"]


def test_search_finds_no_plan_that_one_may_not_see(cast: Cast, plans: Any) -> None:
    assert _shown(cast, "board", q="bæk") == []
    assert _shown(cast, "board", q="plan") == ["Plan A"]
    assert _shown(cast, "outsider", q="plan") == []


# --- narrowing -------------------------------------------------------------------------------------------


def test_by_round_municipality_and_period(cast: Cast, plans: dict[str, Plan]) -> None:
    assert _shown(cast, round=FundingRound.objects.get(code="2015-18").pk) == ["Østplanen 100%"]
    assert _shown(cast, municipality=plans["åby"].municipality_id) == ["Åbyplanen"]
    assert _shown(cast, phase="coming") == ["Æbleplanen"]
    assert "Åbyplanen" in _shown(cast, phase="over")
    assert _shown(cast, phase="over", q="bæk", round="") != _shown(cast)


@pytest.mark.parametrize(
    ("day", "running", "coming", "over"),
    [
        (date(2021, 2, 28), False, True, False),
        (date(2021, 3, 1), True, False, False),
        (date(2025, 2, 28), True, False, False),
        (date(2025, 3, 1), False, False, True),
    ],
)
def test_the_first_and_last_day_are_in_the_period(
    cast: Cast, day: date, running: bool, coming: bool, over: bool
) -> None:
    one = Plan.objects.filter(pk=cast.plan.pk)
    assert [in_phase(one, phase, day).exists() for phase in ("running", "coming", "over")] == [running, coming, over]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "day", "phase"),
    [
        (date(2021, 3, 1), None, date(2022, 1, 1), "unknown"), (date(2021, 3, 1), None, date(2020, 1, 1), "coming"),
        (None, date(2025, 2, 28), date(2026, 1, 1), "over"), (None, date(2025, 2, 28), date(2022, 1, 1), "unknown"),
        (None, None, date(2022, 1, 1), "unknown"),
    ],
)  # fmt: skip
def test_a_plan_without_a_known_day_is_found_by_what_the_other_says(
    cast: Cast, starts_on: date | None, ends_on: date | None, day: date, phase: str
) -> None:
    plan = factories.plan(starts_on=starts_on, ends_on=ends_on)
    one = Plan.objects.filter(pk=plan.pk)
    assert [name for name in ("running", "coming", "over", "unknown") if in_phase(one, name, day).exists()] == [phase]


def test_plans_without_a_first_day_come_last_on_every_database(cast: Cast) -> None:
    unknown = factories.plan(name="Uden dage", starts_on=None, ends_on=None)
    assert list(Plan.objects.newest_first())[-1] == unknown


def test_towns_and_former_names_are_searched(cast: Cast) -> None:
    plan = factories.plan(name="Nyt navn", towns="Hornslet, Ryomgård")
    factories.saved(FormerPlanName(plan=plan, name="Gammelt navn"), plan)
    assert _searched("ryomgård") == _searched("gammelt") == {"Nyt navn"}


@pytest.mark.parametrize("query", [{"round": "x"}, {"round": "999999"}, {"phase": "wrong"}, {"municipality": "-1"}])
def test_a_filter_that_means_nothing_shows_everything(cast: Cast, plans: Any, query: dict[str, str]) -> None:
    assert len(_shown(cast, **query)) == 5


def test_one_s_own_plans_alone_are_found_by_the_filter(cast: Cast, plans: dict[str, Plan]) -> None:
    """The choices of the filter name no municipality in which one has no plan."""
    page = cast.client("board").get(reverse("plans:list")).content.decode()
    assert "Ærø Kommune" not in page
    assert "Ærø Kommune" in cast.client("leader").get(reverse("plans:list")).content.decode()


# --- order ------------------------------------------------------------------------------------------------


def test_the_order_is_danish(cast: Cast, plans: Any) -> None:
    assert _shown(cast) == ["Plan A", "Plan Bæk", "Æbleplanen", "Østplanen 100%", "Åbyplanen"]
    assert _shown(cast, sort="-name") == _shown(cast)[::-1]


def test_by_period_and_round(cast: Cast, plans: Any) -> None:
    by_period = _shown(cast, sort="period")
    assert (by_period[0], by_period[-1]) == ("Åbyplanen", "Æbleplanen")
    assert set(_shown(cast, sort="round")) == set(by_period)
    assert set(_shown(cast, sort="municipality")) == set(by_period)


@pytest.mark.parametrize("sort", ["wrong", "-wrong", "departments", "phase", "name;drop", "pk", "memberships__user"])
def test_an_order_that_means_nothing_is_left_out(cast: Cast, plans: Any, sort: str) -> None:
    assert sorted(_shown(cast, sort=sort)) == sorted(_shown(cast))


# --- pages ------------------------------------------------------------------------------------------------


def test_fifty_to_a_page_and_a_page_that_is_not_there_is_another_one(cast: Cast) -> None:
    for number in range(60):
        factories.member(factories.plan(f"p-{number:02d}", name=f"Nr. {number:02d}"), cast.staff, Role.STAFF)
    names = [f"Nr. {number:02d}" for number in range(60)]
    pages = {"": names[:50], "2": [*names[50:], "Plan A"]}
    pages |= {"0": pages["2"], "99": pages["2"], "x": pages[""], "-1": pages["2"]}
    for page, shown in pages.items():
        assert _shown(cast, "staff", page=page) == shown, page
    client = cast.client("staff")
    assert "61 helhedsplaner" in readers.words(client.get(reverse("plans:list")))
    answer = client.get(reverse("plans:list") + "?q=nr.&sort=-name").content.decode()
    assert "q=nr.&amp;sort=-name&amp;page=2" in answer, "search and order are kept"
    for page in ("", "2"):
        assert len(_exported(cast, "staff", page=page)) == 1 + 61, "the workbook holds every page"


# --- the workbook -------------------------------------------------------------------------------------------


def _exported(cast: Cast, person: str = "leader", **query: Any) -> list[list[Any]]:
    answer = cast.client(person).get(reverse("plans:list") + f"?{urlencode({**query, 'format': 'xlsx'})}")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    return readers.sheet(answer)


@pytest.mark.parametrize(
    "query", [{}, {"q": "bæk"}, {"sort": "-name"}, {"phase": "coming"}, {"q": "plan", "sort": "period"}]
)
def test_the_workbook_holds_what_is_shown(cast: Cast, plans: Any, query: dict[str, str]) -> None:
    page = cast.client("leader").get(reverse("plans:list") + f"?{urlencode(query)}")
    head, *rows = _exported(cast, **query)
    assert head[3:5] == ["Periode: fra", "Periode: til"]
    shown = [[cell or None for cell in row] for row in readers.tables(page)[0][1:]]
    assert [[*row[:3], _period(*row[3:5]), *row[5:]] for row in rows] == shown


def _period(start: datetime, end: datetime) -> str:
    """The two days of a workbook as the page writes them: real dates, that can be sorted and counted by."""
    return f"{written(start.date())} – {written(end.date())}"


def test_the_workbook_of_nothing_has_its_head(cast: Cast, plans: Any) -> None:
    assert len(_exported(cast, q="findes ikke")) == 1
    assert len(_exported(cast, "outsider")) == 1


def test_the_workbook_holds_no_plan_that_one_may_not_see(cast: Cast, plans: Any) -> None:
    assert [row[0] for row in _exported(cast, "board")[1:]] == ["Plan A"]


def test_what_an_empty_list_says(cast: Cast) -> None:
    searched = readers.words(cast.client("leader").get(reverse("plans:list") + "?q=findes+ikke"))
    without = readers.words(cast.client("outsider").get(reverse("plans:list")))
    assert "Ingen" in searched
    assert "rolle" in without
