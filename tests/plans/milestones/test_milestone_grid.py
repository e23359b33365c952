"""The plan's own quarters, the standing asked of the database, the grid and the list: facts without queries."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.utils import translation

from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.presenters import grid, places
from plans.milestones.presenters.counts import counts
from plans.milestones.presenters.facts import due_words, milestone_facts, responsible_words
from plans.milestones.presenters.quarters import quarter_on, quarters_of, years_of
from plans.milestones.presenters.standing import standing_of
from plans.milestones.presenters.words import STANDING_SHAPES
from plans.milestones.querysets.standing import mine, where
from plans.models import Milestone, Plan
from tests import factories, progress
from tests.people import A_DAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


# --- the plan's own quarters -----------------------------------------------------------------------------


def test_quarters_are_counted_from_the_plans_own_first_day() -> None:
    plan = Plan(starts_on=date(2021, 3, 1), ends_on=date(2025, 2, 28))
    quarters = quarters_of(plan)
    assert len(quarters) == 16
    assert [quarter.words for quarter in quarters[3:6]] == [
        "1. planår, 4. kvartal (december 2021–februar 2022)",
        "2. planår, 1. kvartal (marts–maj 2022)",
        "2. planår, 2. kvartal (juni–august 2022)",
    ]
    assert [year.words for year in years_of(plan)] == [
        "1. planår (2021/22)", "2. planår (2022/23)", "3. planår (2023/24)", "4. planår (2024/25)",
    ]  # fmt: skip
    found = quarter_on(quarters, date(2022, 5, 31))
    assert found is not None
    assert found.number == 5
    assert quarter_on(quarters, date(2021, 2, 28)) is None


@pytest.mark.parametrize(
    ("first", "last", "words", "english"),
    [
        (date(2013, 1, 1), date(2013, 3, 31), "januar–marts 2013", "January–March 2013"),
        (date(2013, 1, 1), date(2013, 1, 31), "januar 2013", "January 2013"),
        (date(2013, 12, 1), date(2014, 2, 28), "december 2013–februar 2014", "December 2013–February 2014"),
        (date(2013, 1, 15), date(2013, 4, 14), "15. januar 2013 – 14. april 2013", "15 January 2013 – 14 April 2013"),
    ],
)
def test_a_quarter_tells_its_months(first: date, last: date, words: str, english: str) -> None:
    quarter = quarters_of(Plan(starts_on=first, ends_on=last))[0]
    assert quarter.months == words
    with translation.override("en"):
        assert quarter.months == english


def test_a_plan_that_is_the_calendars_year_says_one_year() -> None:
    [year] = years_of(Plan(starts_on=date(2013, 1, 1), ends_on=date(2013, 10, 15)))
    assert (year.words, len(year.quarters)) == ("1. planår (2013)", 4)


# --- the standing, asked of the database ------------------------------------------------------------------


@pytest.mark.parametrize("followed", [True, False])
def test_the_database_finds_by_standing_what_the_rule_says(cast: Cast, followed: bool) -> None:
    plan = progress.followed(cast.plan) if followed else cast.plan
    days: list[Any] = [None, date(2022, 5, 16), A_DAY, date(2022, 6, 1)]
    for state, due, reported, draft in product(MilestoneState, days, (None, date(2022, 1, 1)), (False, True)):
        for reached in days if state == MilestoneState.REACHED else [None]:
            more = {"dropped_because": "Solgt"} if state == MilestoneState.DROPPED else {}
            progress.milestone(plan, due, state=state, reported_on=reported, is_draft=draft, reached_on=reached, **more)
    rows = list(Milestone.objects.filter(plan=plan))
    assert len(rows) == (4 + 4) * 4 * 2 * 2
    seen = set()
    for standing in MilestoneStanding:
        wanted = {row.pk for row in rows if standing_of(row, plan, A_DAY) == standing}
        found = set(Milestone.objects.filter(where(standing, plan, A_DAY), plan=plan).values_list("pk", flat=True))
        assert found == wanted, standing
        seen |= found
        assert wanted or standing == MilestoneStanding.UNKNOWN, "the walk makes none of them"
    assert seen == {row.pk for row in rows}
    assert set(STANDING_SHAPES) == set(MilestoneStanding)
    assert len(set(STANDING_SHAPES.values())) == len(STANDING_SHAPES), "each standing has a shape of its own"


def test_mine_is_by_name_or_by_the_post_that_i_hold_that_day(cast: Cast) -> None:
    me = factories.person("Projektleder", user=cast.staff)
    post, other = progress.position(cast.plan), progress.position(cast.plan)
    progress.position_holder(post, person=me, starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31))
    named = progress.milestone(cast.plan, person=me)
    held = progress.milestone(cast.plan, post=post)
    progress.milestone(cast.plan, post=other)
    progress.milestone(cast.plan)
    rows = Milestone.objects.filter(plan=cast.plan)
    assert set(rows.filter(mine(cast.staff, A_DAY))) == {named, held}
    assert set(rows.filter(mine(cast.staff, date(2023, 1, 1)))) == {named}
    assert not rows.filter(mine(cast.leader, A_DAY)).exists()


# --- facts ------------------------------------------------------------------------------------------------


def furnished(cast: Cast) -> Plan:
    """Milestones of every kind of place, inside and outside the plan's period and without a date."""
    plan = progress.followed(cast.plan)
    activity = factories.activity(cast.sub, "Jobcafé")
    factories.activity(cast.sub, "Uden milepæle")
    progress.milestone(plan, due_quarter=5, text="Første møde", activity=activity)
    late = progress.milestone(
        plan, due_quarter=1, text="<b>Aftale</b>", sub_agreement=cast.sub, responsible="Jobcentret"
    )
    progress.postponement(late)
    progress.postponement(late)
    progress.milestone(plan, date(2020, 1, 1), text="Forberedt", plan_focus_area=cast.sub.plan_focus_area)
    progress.milestone(plan, date(2025, 6, 1), text="Evalueret")
    progress.milestone(plan, text="Engang", state="dropped", dropped_because="Solgt")
    return plan


def rows_of(plan: Plan) -> list[Any]:
    return list(Milestone.objects.filter(plan=plan).with_lines())


def groups_of(plan: Plan) -> Any:
    areas = plan.focus_areas.select_related("focus_area")
    return places.groups_of(plan, areas, plan.sub_agreements.all(), plan.activities.all())


def test_facts_the_grid_and_the_list_ask_the_database_nothing(cast: Cast, django_assert_num_queries: Any) -> None:
    plan = furnished(cast)
    rows, groups = rows_of(plan), groups_of(plan)
    with django_assert_num_queries(0):
        facts = milestone_facts(plan, rows, A_DAY)
        placed = list(zip(map(places.key_of, rows), facts, strict=True))
        grid.grid_of(plan, groups, placed, A_DAY)
        grid.sections_of(plan, facts, A_DAY)
        counts(fact.standing for fact in facts)


def test_the_grid_lays_them_out_by_place_and_quarter(cast: Cast) -> None:
    plan = furnished(cast)
    rows = rows_of(plan)
    facts = milestone_facts(plan, rows, A_DAY)
    made = grid.grid_of(plan, groups_of(plan), list(zip(map(places.key_of, rows), facts, strict=True)), A_DAY)
    assert [column.key for column in made.columns] == ["before", *map(str, range(1, 17)), "after", "undated"]
    assert [(band.label, band.span) for band in made.bands] == [
        ("", 1), ("1. planår (2021/22)", 4), ("2. planår (2022/23)", 4),
        ("3. planår (2023/24)", 4), ("4. planår (2024/25)", 4), ("", 2),
    ]  # fmt: skip
    assert [column.key for column in made.columns if column.is_now] == ["5"]
    area = f"Indsatsområde: {cast.sub.plan_focus_area.focus_area.name}"
    assert [(row.label, row.is_heading) for row in made.rows] == [
        ("Hele planen", False), (area, True), ("Indsatsområdet selv", False),
        ("Delaftale: Beskæftigelse", True), ("Delaftalen selv", False), ("Jobcafé", False),
    ]  # fmt: skip
    cells = {row.label: row.cells for row in made.rows}
    assert "Første møde" in cells["Jobcafé"][5]
    assert "planlagt" in cells["Jobcafé"][5]
    cell = cells["Delaftalen selv"][1]
    assert "&lt;b&gt;Aftale&lt;/b&gt;" in cell
    assert "forsinket" in cell
    assert "udskudt 2 gange" in cell
    assert "form-late" in cell
    assert "Evalueret" in cells["Hele planen"][17]
    assert "Engang" in cells["Hele planen"][18]
    assert sum("<li" in cell for row in made.rows for cell in row.cells) == 5


def test_the_grid_of_one_year_has_that_years_quarters(cast: Cast) -> None:
    plan = furnished(cast)
    rows = [row for row in rows_of(plan) if row.due_quarter]
    facts = milestone_facts(plan, rows, A_DAY)
    made = grid.grid_of(plan, groups_of(plan), list(zip(map(places.key_of, rows), facts, strict=True)), A_DAY, 2)
    assert [column.key for column in made.columns] == ["5", "6", "7", "8"]


def test_the_list_tells_the_present_quarter_though_it_is_empty_and_no_other_empty_one(cast: Cast) -> None:
    plan = progress.followed(cast.plan)
    progress.milestone(plan, due_quarter=2, text="Første")
    progress.milestone(plan, text="Engang")
    sections = grid.sections_of(plan, milestone_facts(plan, rows_of(plan), A_DAY), A_DAY)
    listed = [(section.label, section.is_now, [row.text for row in section.milestones]) for section in sections]
    assert listed == [
        ("1. planår, 2. kvartal", False, ["Første"]),
        ("2. planår, 1. kvartal", True, []),
        ("Ingen dato", False, ["Engang"]),
    ]


def test_counts_leave_out_what_is_given_up_and_count_drafts_by_themselves() -> None:
    standing = MilestoneStanding
    found = counts([standing.REACHED, standing.LATE, standing.LATE, standing.PLANNED, standing.DROPPED, standing.DRAFT])
    assert found.total == 4
    assert found.words == "4 milepæle: 1 nået, 2 forsinkede og 1 planlagt; 1 opgivet og 1 kladde tæller ikke med"
    assert counts([]).words == "0 milepæle"


def test_words_of_due_and_responsible(cast: Cast) -> None:
    quarters = quarters_of(cast.plan)
    row = progress.milestone(cast.plan, date(2022, 3, 31), due_on_precision="quarter")
    assert due_words(row.due_quarter, row.due, quarters) == "1. kvartal 2022"
    assert due_words(None, None, quarters) == "ingen dato"
    assert responsible_words(row) == ""
    row.person, row.post, row.responsible = (
        factories.person("Leder"),
        progress.position(cast.plan, "Projektleder"),
        "mfl.",
    )
    assert responsible_words(row) == "Leder (Projektleder), mfl."
    row.post = None
    assert responsible_words(row) == "Leder, mfl."
