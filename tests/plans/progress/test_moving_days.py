"""A plan whose days move: the page says first what moves, is hidden or overlaps, and the review says it afterwards."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from abc_portal.core.dates import PartialDate, Precision
from plans.lifecycle.actions import moving
from plans.models import Milestone, Plan, Result
from tests import factories, html, progress, readers
from tests.findings import findings
from tests.people import Cast

pytestmark = pytest.mark.django_db
EDIT = "/planer/plan-a/rediger/"


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """A plan from March 2021 with results for all of its first year, and milestones on dates."""
    row = progress.criterion(factories.activity(cast.sub, "Lektiecafé"), 100)
    for number in range(1, 5):
        progress.quarter(row, number, 10)
    year = {"starts_on": date(2021, 3, 1), "ends_on": date(2022, 2, 28)}
    progress.criterion(row.activity, 20, **year)
    progress.closed_quarter(cast.plan, 2)
    progress.milestone(cast.plan, date(2021, 3, 15), text="Det første møde er holdt")
    progress.milestone(cast.plan, date(2021, 6, 15), text="Cafeen er åbnet")
    return cast


def plan_with(cast: Cast, **days: date) -> Plan:
    plan = Plan.objects.get(pk=cast.plan.pk)
    for name, day in days.items():
        setattr(plan, name, PartialDate(day))
    return plan


def asked(client: Any, **typed: str) -> Any:
    return client.post(EDIT, {**html.posted(client.get(EDIT)), "reason": "Ny dato", **typed})


def codes(cast: Cast) -> dict[str, str]:
    return {item.code: item.message for item in findings(Plan.objects.get(pk=cast.plan.pk))}


# --- before ---------------------------------------------------------------------------------------------------


def test_the_page_says_with_counts_what_the_new_first_day_does_before_it_saves(filled: Cast) -> None:
    client = filled.client("leader")
    answer = asked(client, start="1. april 2021")
    assert answer.status_code == 422
    text = readers.words(answer)
    for sentence in (
        "1 milepæl kommer til at ligge før planens første dag.",
        "1 milepæl beholder sin dato, men kommer til at høre til et andet af planens kvartaler.",
        "4 resultater kommer til at dække dele af",
        "1 succeskriterium gælder et planår, der får andre datoer.",
        "1 lukket kvartal får andre datoer end planens kvartaler.",
        "Intet slettes.",
    ):
        assert sentence in text
    assert Plan.objects.get(pk=filled.plan.pk).starts_on == date(2021, 3, 1)


def test_results_that_would_be_hidden_are_counted(filled: Cast) -> None:
    preview = moving.foresee(plan_with(filled, start=date(2021, 9, 1)))
    assert preview is not None
    sentences = " ".join(preview.sentences)
    assert "2 resultater kommer til at ligge uden for planens periode" in sentences
    assert "2 resultater kommer til at høre til andre af planens perioder" in sentences


def test_ticking_what_was_shown_saves_and_keeps_every_row(filled: Cast) -> None:
    client = filled.client("leader")
    shown = asked(client, start="1. april 2021")
    [(seen, _label)] = shown.context["form"].fields["moves"].choices
    assert asked(client, start="1. maj 2021", moves=seen).status_code == 422, "other days are shown anew"
    assert asked(client, start="1. april 2021", moves=seen).status_code == 302
    assert Plan.objects.get(pk=filled.plan.pk).starts_on == date(2021, 4, 1)
    assert (Result.objects.count(), Milestone.objects.filter(plan=filled.plan).count()) == (4, 2)


def test_rows_that_came_since_are_shown_anew(filled: Cast) -> None:
    plan = plan_with(filled, start=date(2021, 4, 1))
    preview = moving.foresee(plan)
    assert preview is not None
    progress.milestone(filled.plan, date(2021, 3, 20))
    with pytest.raises(ValidationError, match="Andre har i mellemtiden ændret"):
        moving.save_plan(plan=plan, by=filled.leader, seen=preview.seen)
    assert Plan.objects.get(pk=plan.pk).starts_on == date(2021, 3, 1)


def test_days_that_move_nothing_are_saved_without_a_question(cast: Cast) -> None:
    progress.milestone(cast.plan, date(2021, 4, 15))
    assert asked(cast.client("leader"), end="31. marts 2025").status_code == 302
    assert moving.foresee(Plan.objects.get(pk=cast.plan.pk)) is None


def test_an_extension_that_moves_a_short_last_quarter_asks_too(cast: Cast) -> None:
    plan = factories.plan("kort", starts_on=date(2021, 3, 1), ends_on=date(2021, 10, 31))
    factories.member(plan, cast.outsider, "leader")
    row = progress.milestone(plan, due_quarter=3)
    client, address = cast.client("outsider"), reverse("plans:extension_add", args=["kort"])
    typed = {**html.posted(client.get(address)), "new_end": "28. februar 2022"}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "1 milepæl får en anden dato sammen med sit kvartal." in readers.words(answer)
    [(seen, _label)] = answer.context["form"].fields["moves"].choices
    assert client.post(address, {**typed, "moves": seen}).status_code == 302
    assert Milestone.objects.get(pk=row.pk).due_on == date(2021, 11, 30)


# --- afterwards -----------------------------------------------------------------------------------------------


def test_what_the_new_days_left_behind_is_found_afterwards(filled: Cast) -> None:
    assert not {code for code in codes(filled) if "-the-plan" in code or "-across-" in code}
    moving.save_plan(plan=plan_with(filled, start=date(2021, 7, 1)), by=filled.leader)
    found = codes(filled)
    assert found["results-outside-the-plan"].startswith("1 resultat gælder en tid uden for planens periode")
    assert found["results-across-periods"].startswith("3 resultater gælder tider, der ikke er planens egne")
    assert found["closed-across-quarters"].startswith("1 lukket kvartal har andre datoer")
    moving.save_plan(plan=plan_with(filled, start=date(2022, 3, 1)), by=filled.leader)
    found = codes(filled)
    assert found["results-outside-the-plan"].startswith("4 resultater")
    assert found["criteria-outside-the-plan"].startswith("1 succeskriterium gælder en tid uden for planens periode")


def test_a_deadline_outside_the_plan_is_a_finding(cast: Cast) -> None:
    progress.milestone(cast.plan, date(2025, 3, 1), text="Slutrapporten er sendt")
    progress.milestone(cast.plan, date(2021, 2, 28), text="Aftalen er skrevet under")
    progress.milestone(cast.plan, date(2025, 12, 31), text="Engang i 2025", due_on_precision=Precision.YEAR)
    progress.milestone(cast.plan, date(2026, 1, 1), text="En kladde", is_draft=True)
    found = [item for item in findings(cast.plan) if item.code.startswith("milestone-") and "-the-plan" in item.code]
    assert {(item.code, item.message) for item in found} == {
        (
            "milestone-after-the-plan",
            "»Slutrapporten er sendt« har frist 1. marts 2025, men planens sidste dag er 28. februar 2025.",
        ),
        (
            "milestone-before-the-plan",
            "»Aftalen er skrevet under« har frist 28. februar 2021, men planens første dag er 1. marts 2021.",
        ),
    }
