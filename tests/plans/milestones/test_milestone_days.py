"""A plan whose first or last day moves: what is due in its quarters moves along, and no quarter goes unseen."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.core.dates import PartialDate
from plans.lifecycle.actions import moving
from plans.lifecycle.actions import steps as actions_life
from plans.models import Milestone, Plan, PlanExtension
from tests import factories, html, progress, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db
EDIT = "/planer/plan-a/rediger/"


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def edited(client: Any, **more: str) -> Any:
    return client.post(EDIT, {**html.posted(client.get(EDIT)), "reason": "Ny dato", **more})


def confirmed(client: Any, **more: str) -> Any:
    """The answer once what the new days do was shown and ticked."""
    asked = edited(client, **more)
    assert asked.status_code == 422
    [(seen, _label)] = asked.context["form"].fields["moves"].choices
    answer = edited(client, **more, moves=seen)
    assert answer.status_code == 302
    return answer


def due(row: Milestone) -> date | None:
    return Milestone.objects.get(pk=row.pk).due_on


def test_what_is_due_in_a_quarter_moves_with_the_first_day_and_a_date_stays(cast: Cast) -> None:
    first, fifth = (progress.milestone(cast.plan, due_quarter=number) for number in (1, 5))
    dated = progress.milestone(cast.plan, date(2022, 5, 31))
    client, before = cast.client("leader"), ChangeSet.objects.count()
    answer = confirmed(client, start="1. april 2021")
    assert "2 milepæle er flyttet med planens kvartaler." in readers.words(client.get(answer["Location"]))
    assert (due(first), due(fifth), due(dated)) == (date(2021, 6, 30), date(2022, 6, 30), date(2022, 5, 31))
    assert ChangeSet.objects.count() == before + 1, "the plan and its milestones are one change set"
    again = edited(client, name="Plan A igen")
    assert "flyttet med" not in readers.words(client.get(again["Location"]))


def test_a_quarter_that_something_is_due_in_does_not_go(cast: Cast) -> None:
    rows = [progress.milestone(cast.plan, text=f"Sen {number}", due_quarter=16) for number in range(4)]
    answer = edited(cast.client("leader"), end="30. november 2024")
    assert answer.status_code == 422
    text = readers.words(answer)
    assert "Med de datoer har planen 15 kvartaler" in text
    assert "»Sen 0«, »Sen 1«, »Sen 2« (+ 1)" in text
    assert Plan.objects.get(pk=cast.plan.pk).ends_on == date(2025, 2, 28)
    plan = Plan.objects.get(pk=cast.plan.pk)
    plan.end = PartialDate(date(2024, 11, 30))
    with pytest.raises(ValidationError, match="Med de datoer har planen 15 kvartaler"):
        moving.save_plan(plan=plan, by=cast.leader)
    assert due(rows[0]) == date(2025, 2, 28)
    with pytest.raises(Refused):
        moving.save_plan(plan=plan, by=cast.board)


def test_an_extension_and_taking_it_back_move_the_last_quarter(cast: Cast) -> None:
    plan = factories.plan("kort", starts_on=date(2021, 3, 1), ends_on=date(2021, 10, 31))
    factories.member(plan, cast.outsider, "leader")
    row = progress.milestone(plan, due_quarter=3)
    assert due(row) == date(2021, 10, 31)
    extension = PlanExtension(plan=plan)
    extension.new_end = PartialDate(date(2022, 2, 28))
    actions_life.extend_plan(extension=extension, by=cast.outsider)
    assert due(row) == date(2021, 11, 30)
    address = reverse("plans:extension_delete", args=["kort", extension.pk])
    client = cast.client("outsider")
    late = progress.milestone(Plan.objects.get(pk=plan.pk), text="I forlængelsen", due_quarter=4)
    assert "I forlængelsen" in readers.words(client.get(address))
    assert client.post(address, {"seen": client.get(address).context["seen"]}).status_code == 422
    stored = Milestone.objects.get(pk=late.pk)
    stored.due_quarter = 1
    factories.saved(stored, plan)
    assert client.post(address, {"seen": client.get(address).context["seen"]}).status_code == 302
    assert due(row) == date(2021, 10, 31)


def test_the_administration_moves_no_days_that_move_more_than_the_plan(cast: Cast) -> None:
    row, last = progress.milestone(cast.plan, due_quarter=1), progress.milestone(cast.plan, due_quarter=15)
    client, address = cast.client("admin"), reverse("admin:plans_plan_change", args=[cast.plan.pk])
    answer = client.post(address, {**html.posted(client.get(address)), "start": "1. april 2021", "reason": "Prøve"})
    assert "Planens første og sidste dag flyttes på planens egen side" in readers.words(answer)
    assert "2 milepæle får en anden dato sammen med deres kvartal." in readers.words(answer)
    assert (due(row), Plan.objects.get(pk=cast.plan.pk).starts_on) == (date(2021, 5, 31), date(2021, 3, 1))
    refused = client.post(address, {**html.posted(client.get(address)), "end": "1. januar 2023", "reason": "Prøve"})
    assert "Med de datoer har planen 8 kvartaler" in readers.words(refused)
    assert due(last) == date(2024, 11, 30)
    for milestone in (row, last):
        stored = Milestone.objects.get(pk=milestone.pk)
        stored.due_quarter, stored.due = None, None
        factories.saved(stored, cast.plan)
    answer = client.post(address, {**html.posted(client.get(address)), "start": "1. april 2021", "reason": "Prøve"})
    assert answer.status_code == 302, "days that move nothing else are the administration's too"
