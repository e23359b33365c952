"""A figure beside its target in words, what stands until a time is over, and the line of milestones by plan year."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.counts import StandingCount
from plans.models import Activity, ActivityGoal, Criterion, GoalServed
from plans.progress.presenters.milestone_line import MilestoneQuarter, by_year
from plans.results.presenters import facts as presenters
from tests import factories, progress, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db
DAY = date(2022, 5, 17)
YEAR = {"starts_on": date(2022, 3, 1), "ends_on": date(2023, 2, 28)}
BEFORE = {"starts_on": date(2021, 3, 1), "ends_on": date(2022, 2, 28)}


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


@pytest.fixture
def activity(cast: Cast) -> Activity:
    return factories.activity(cast.sub, "Lektiecafé")


def page(cast: Cast, name: str, *args: Any, person: str = "leader") -> str:
    answer = cast.client(person).get(reverse(name, args=[cast.plan.slug, *args]), {"pr": DAY.isoformat()})
    assert answer.status_code == 200
    return answer.content.decode()


def criterion_facts_of(cast: Cast, *, exact: bool = True, day: date = DAY) -> list[Any]:
    rows = Criterion.objects.filter(plan=cast.plan).with_place().with_results().order_by("pk")
    return list(presenters.criterion_facts(rows, plan=cast.plan, day=day, is_back=True, exact=exact))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"target": 100}, "60 af 100 personer"),
        ({"target": 8, "comparison": "le", "unit": "eftermiddage"}, "60, højst 8 eftermiddage"),
        ({"target": 50, "comparison": "gt"}, "60, mere end 50 personer"),
        ({"target": 35, "counting": "latest", "unit": "børn"}, "60, mindst 35 børn"),
        ({"target": 75, "target_kind": "share", "counting": "latest", "unit": ""}, "60 %, mindst 75 %"),
        (
            {"target": None, "target_kind": "direction", "direction": "down", "baseline": "72.5", "unit": "procent"},
            "60 %, skal falde (fra 72,5 %)",
        ),
        ({"target": None, "target_kind": "direction", "direction": "up", "unit": "timer"}, "60 timer, skal stige"),
    ],
)
def test_a_figure_names_its_target_as_a_bound_a_way_or_a_number_to_grow_to(
    cast: Cast, activity: Activity, fields: dict[str, Any], text: str
) -> None:
    given = {**fields, **YEAR}
    progress.result(progress.criterion(activity, given.pop("target"), **given), 60, date(2022, 3, 1))
    for name, args in (("reporting:status", ()), ("plans:chain", ())):
        assert text in page(cast, name, *args)


@pytest.mark.parametrize(
    ("fields", "value", "words"),
    [
        ({"target": 35, "counting": "latest"}, 37, "opfylder målet nu; gøres op ved planens slutning"),
        ({"target": 35, "counting": "latest"}, 30, "opfylder ikke målet endnu; gøres op ved planens slutning"),
        ({"target": 8, "comparison": "le", **YEAR}, 5, "opfylder målet nu; gøres op ved periodens slutning"),
        ({"target_kind": "direction", "direction": "down", "baseline": 40}, 37, "går den rigtige vej; "),
        ({"target_kind": "direction", "direction": "up", "baseline": 40}, 37, "går den forkerte vej; "),
        ({"target_kind": "direction", "direction": "up", "baseline": 37}, 37, "har ikke flyttet sig endnu; "),
        ({"target_kind": "direction", "direction": "up"}, 37, "for tidligt at sige"),
    ],
)
def test_until_its_time_is_over_a_criterion_tells_how_it_is_now(
    cast: Cast, activity: Activity, fields: dict[str, Any], value: int, words: str
) -> None:
    given = dict(fields)
    progress.result(progress.criterion(activity, given.pop("target", None), **given), value, date(2022, 3, 1))
    assert criterion_facts_of(cast)[0].reading.words.startswith(words)
    assert words in page(cast, "plans:chain")


def test_what_the_reader_is_not_shown_is_not_revealed_by_the_verdict_or_the_starting_point(
    cast: Cast, activity: Activity
) -> None:
    moved = {"target_kind": "direction", "direction": "down", "baseline": 4}
    progress.result(progress.criterion(activity, 2, counting="latest"), 3, date(2022, 3, 1))
    progress.result(progress.criterion(activity, None, **moved), 3, date(2022, 3, 1))
    exact, hidden = criterion_facts_of(cast), criterion_facts_of(cast, exact=False)
    assert [item.reading.words for item in exact] == [
        "opfylder målet nu; gøres op ved planens slutning",
        "går den rigtige vej; gøres op ved planens slutning",
    ]
    assert [item.reading.words for item in hidden] == ["for tidligt at sige"] * 2
    assert exact[1].reading.target == "skal falde (fra 4 personer)"
    assert hidden[1].reading.target == "skal falde (fra under 5 personer)"
    shown = page(cast, "plans:chain", person="board")
    assert "rigtige vej" not in shown
    assert "(fra 4" not in shown


def test_a_criterion_of_a_time_that_is_over_says_that_it_does_not_count(cast: Cast, activity: Activity) -> None:
    over = progress.criterion(activity, 8, **BEFORE)
    progress.result(over, 3, date(2021, 3, 1))
    progress.criterion(activity, 10, **YEAR)
    progress.criterion(activity, 10, starts_on=date(2023, 3, 1), ends_on=date(2024, 2, 29))
    assert [item.beside for item in criterion_facts_of(cast)] == [
        "afsluttet periode, tæller ikke med i status",
        "",
        "perioden er ikke begyndt, tæller ikke med i status",
    ]
    assert "(afsluttet periode, tæller ikke med i status)" in page(cast, "plans:activity", activity.code)


@pytest.mark.parametrize(
    ("day", "days", "words"),
    [
        (date(2026, 5, 17), (date(2025, 9, 1), date(2026, 8, 31)), "perioden begynder efter planens sidste dag, "),
        (date(2026, 5, 17), (date(2025, 3, 1), date(2026, 2, 28)), "perioden begynder efter planens sidste dag, "),
        (date(2026, 5, 17), (date(2027, 3, 1), date(2028, 2, 29)), "perioden er ikke begyndt, "),
        (date(2020, 5, 17), (date(2020, 3, 1), date(2021, 2, 28)), "perioden slutter før planens første dag, "),
        (date(2020, 5, 17), (date(2019, 3, 1), date(2020, 2, 29)), "afsluttet periode, "),
    ],
)
def test_a_criterion_outside_a_plan_that_does_not_run_says_on_which_side(
    cast: Cast, activity: Activity, day: date, days: tuple[date, date], words: str
) -> None:
    progress.criterion(activity, 10)
    progress.criterion(activity, 10, starts_on=days[0], ends_on=days[1])
    assert [item.beside for item in criterion_facts_of(cast, day=day)] == ["", f"{words}tæller ikke med i status"]


def test_the_last_time_that_is_over_counts_where_no_other_has_begun(cast: Cast, activity: Activity) -> None:
    progress.criterion(activity, 8, **BEFORE)
    assert [item.beside for item in criterion_facts_of(cast)] == [""]


def test_the_figure_s_link_is_named_by_what_is_seen(cast: Cast, activity: Activity) -> None:
    """What a link is called aloud holds every word that is seen on it, in the same order."""
    progress.result(progress.criterion(activity, 100, text="unge kom", **YEAR), 60, date(2022, 3, 1))
    for name, args in (("reporting:status", ()), ("plans:sub_agreement", (cast.sub.slug,))):
        link = page(cast, name, *args).split('class="abc-plain"')[1].split("</a>")[0]
        assert "aria-label" not in link
        assert "Resultater for Lektiecafé:" in link
        assert link.index("Unge kom:") < link.index("60 af 100 personer")


# --- the chain --------------------------------------------------------------------------------------------


def test_what_serves_two_goals_is_shown_in_full_once(cast: Cast, activity: Activity) -> None:
    goals = [factories.own_goal(cast.plan, name) for name in ("Det første mål", "Det andet mål")]
    both, second = (
        factories.sub_goal(cast.sub, "Delmål til begge"),
        factories.sub_goal(cast.sub, "Delmål til det andet"),
    )
    for sub_goal, goal in ((both, goals[0]), (both, goals[1]), (second, goals[1])):
        factories.saved(GoalServed(sub_goal=sub_goal, goal=goal), cast.plan)
    for sub_goal in (both, second):
        factories.saved(ActivityGoal(activity=activity, sub_goal=sub_goal), cast.plan)
    progress.result(progress.criterion(activity, 100, text="unge kom", **YEAR), 60, date(2022, 3, 1))
    shown = page(cast, "plans:chain")
    assert shown.count("60 af 100 personer") == 1
    assert shown.count(f'href="#delmaal-{both.pk}"') == shown.count(f'id="delmaal-{both.pk}"') == 1
    assert shown.count(f'href="#aktivitet-{activity.code}"') == shown.count(f'id="aktivitet-{activity.code}"') == 1


def test_each_figure_of_the_chain_has_its_period_and_no_step_that_is_unknown(cast: Cast, activity: Activity) -> None:
    progress.result(progress.criterion(activity, 100, step="unknown", **YEAR), 60, date(2022, 3, 1))
    shown = page(cast, "plans:chain").split('class="abc-lines"')[1]
    assert "marts 2022" in shown
    assert "abc-tag" not in shown.split("</ul>")[0]


# --- the line of milestones -------------------------------------------------------------------------------


def quarter(number: int, count: int = 0, *, is_now: bool = False) -> MilestoneQuarter:
    counts = (StandingCount(MilestoneStanding.LATE, count),) if count else ()
    return MilestoneQuarter(number, f"kvartal {number}", "", counts, is_now, year=(number - 1) // 4 + 1)


def test_years_without_milestones_are_one_line(cast: Cast) -> None:
    line = [quarter(number, 1 if number == 2 else 0, is_now=number == 14) for number in range(1, 17)]
    found = by_year(line)
    assert [(item.label, len(item.quarters), item.is_now) for item in found] == [
        ("1. planår", 4, False),
        ("2.–3. planår", 0, False),
        ("4. planår", 4, True),
    ]
    assert [item.label for item in by_year([quarter(1), quarter(5, 1)])] == ["1. planår", "2. planår"]


def test_two_late_milestones_are_said_in_the_plural(cast: Cast) -> None:
    for text in ("Et møde", "Et møde til"):
        progress.milestone(cast.plan, date(2022, 4, 30), text=text, reported_on=date(2022, 4, 1))
    shown = readers.squeezed(page(cast, "reporting:status"))
    assert "2 forsinkede" in shown
    assert "2. planår" in shown
    assert "3.–4. planår" in shown
