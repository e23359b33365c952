"""A line of state for each running plan on the front page, and the milestones of a page that add up in view."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan
from plans.progress.presenters.lines import PlanLine
from plans.progress.querysets.lines import plan_lines
from plans.shared.enums import Role
from tests import factories, progress, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db
DAY = date(2022, 6, 2)
YEAR = {"starts_on": date(2022, 3, 1), "ends_on": date(2023, 2, 28)}


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


def lines(*plans: Plan) -> dict[int, PlanLine]:
    return plan_lines(list(Plan.objects.filter(pk__in=[plan.pk for plan in plans])), DAY, exact=())


def line(plan: Plan) -> tuple[str, str]:
    found = lines(plan)[plan.pk]
    return found.words, found.shape


def late(place: Any) -> None:
    progress.milestone(place.plan, date(2022, 4, 30), activity=place, reported_on=date(2022, 4, 1))


def test_a_plan_of_which_nothing_is_known_has_no_line(cast: Cast) -> None:
    factories.activity(cast.sub)
    assert lines(cast.plan, cast.other_plan) == {}


def test_what_is_late_and_behind_is_counted(cast: Cast) -> None:
    for _number in range(2):
        late(factories.activity(cast.sub))
    slow = progress.criterion(factories.activity(cast.other_sub), 100, **YEAR)
    progress.result(slow, 1, date(2022, 3, 1))
    expected = "2 milepæle er forsinkede · 1 delaftale er forsinket · 1 delaftale er bagud"
    assert line(cast.plan) == (expected, "late")


def test_behind_alone_is_a_warning_and_on_track_is_said_too(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 100, **YEAR)
    first = progress.result(criterion, 1, date(2022, 3, 1))
    assert line(cast.plan) == ("1 delaftale er bagud", "warn")
    first.value = 60
    factories.saved(first, cast.plan)
    assert line(cast.plan) == ("intet er meldt forsinket eller bagud", "idle")


def test_what_a_small_count_decides_is_neither_behind_nor_said_to_be_well(cast: Cast) -> None:
    well = progress.criterion(factories.activity(cast.other_sub), 100, **YEAR)
    progress.result(well, 60, date(2022, 3, 1))
    progress.result(progress.criterion(factories.activity(cast.sub), 8, **YEAR), 1, date(2022, 3, 1))
    assert line(cast.plan) == ("1 status kan ikke vises", "hidden")
    late(factories.activity(cast.other_sub))
    words = "1 milepæl er forsinket · 1 delaftale er forsinket · 1 status kan ikke vises"
    assert line(cast.plan) == (words, "late")
    plan = Plan.objects.get(pk=cast.plan.pk)
    whole = plan_lines([plan], DAY, exact={plan.pk})[plan.pk]
    assert whole.words == "1 milepæl er forsinket · 1 delaftale er forsinket · 1 delaftale er bagud"


def test_a_plan_without_sub_agreements_counts_its_activities(cast: Cast) -> None:
    plan = factories.plan("uden-aftaler", starts_on=cast.plan.starts_on, ends_on=cast.plan.ends_on)
    area = factories.focus_area(plan)
    for number in range(2):
        late(factories.activity_under(area, f"Jobcafé {number}"))
    assert lines(plan)[plan.pk].words == "2 milepæle er forsinkede · 2 aktiviteter er forsinkede"


def test_more_plans_ask_no_more(cast: Cast) -> None:
    def asked(*plans: Plan) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            plan_lines(plans, DAY, exact=())
        return len(found)

    for sub in (cast.sub, cast.other_sub):
        progress.result(progress.criterion(factories.activity(sub), 100, **YEAR), 60, date(2022, 3, 1))
    assert asked(cast.plan) == asked(cast.plan, cast.other_plan) == 5


def test_the_front_page_has_ended_plans_under_a_heading_of_their_own(cast: Cast) -> None:
    today = timezone.localdate()
    running = factories.plan("i-gang", starts_on=today - timedelta(days=400), ends_on=today + timedelta(days=400))
    factories.member(running, cast.board, Role.BOARD)
    progress.milestone(running, today - timedelta(days=9), reported_on=today - timedelta(days=20))
    answer = cast.client("board").get("/")
    [(facts, _role, line)] = answer.context["now"]
    assert (facts.slug, line.words) == ("i-gang", "1 milepæl er forsinket")
    assert [facts.slug for facts, _role, _line in answer.context["ended"]] == ["plan-a"]
    text = readers.words(answer)
    assert text.index("1 milepæl er forsinket") < text.index("Afsluttede") < text.index(cast.plan.title)
    ended = answer.content.decode().split('id="afsluttede"')[1]
    assert "#98a2ab" in ended
    assert "#2a7f92" not in ended


# --- milestones that add up -------------------------------------------------------------------------------


def test_the_milestones_of_a_page_are_counted_as_they_count(cast: Cast) -> None:
    activity = factories.activity(cast.sub)
    progress.milestone(cast.plan, date(2022, 9, 1), text="Til sidst", activity=activity)
    progress.milestone(cast.plan, date(2021, 9, 1), text="Først", activity=activity, state="reached")
    progress.milestone(cast.plan, date(2022, 1, 1), text="Opgivet", activity=activity, state="dropped",
                        dropped_because="Ikke relevant")  # fmt: skip
    progress.milestone(cast.plan, text="En kladde", activity=activity, is_draft=True)
    answer = cast.client("leader").get(reverse("plans:activity", args=[cast.plan.slug, activity.code]))
    text = readers.words(answer)
    assert "2 milepæle: 1 nået og 1 forsinket; 1 opgivet og 1 kladde tæller ikke med" in text
    assert "Alle milepæle (4)" in text
    assert text.index("Først") < text.index("Opgivet Opgivet") < text.index("Til sidst") < text.index("En kladde")


# --- one word for what is stopped --------------------------------------------------------------------------


def test_a_paused_activity_is_said_to_be_paused_and_nothing_else(cast: Cast) -> None:
    factories.activity(cast.sub, "Lektiecafé", state="paused")
    progress.milestone(cast.plan, date(2022, 1, 1), text="Nået", state="reached", reached_on=date(2022, 1, 1))
    for name, args in (("reporting:status", ()), ("plans:sub_agreement", (cast.sub.slug,))):
        text = readers.words(cast.client("board").get(reverse(name, args=[cast.plan.slug, *args])))
        row = text.split("Lektiecafé")[1]
        assert text.count("sat på pause") == 1
        assert "stoppet" not in row.split("Milepæle")[0]
