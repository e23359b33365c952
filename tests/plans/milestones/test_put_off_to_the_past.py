"""Nothing is put off to a time that has gone: by its page, in bulk, by workbook or in the administration; a document
tells what was decided then."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from abc_portal.core.dates import PartialDate
from abc_portal.reporting.interchange import export_plan, import_plan
from plans.milestones.actions import bulk
from plans.milestones.actions import one as actions
from plans.milestones.actions.bulk import BulkAction, BulkChange
from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.standing import standing_of
from plans.models import Milestone, Plan
from tests import factories, html, progress, readers
from tests.people import A_DAY, Cast
from tests.plans.milestone_work import SHEET, step, work_of
from tests.sheets import trial_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]
GONE = "er allerede gået"


@pytest.fixture
def row(cast_once: Cast) -> Milestone:
    """Due in the plan's second quarter, to August 2021; today is in May 2022."""
    made = progress.milestone(cast_once.plan, due_quarter=2, text="Mødet er holdt")
    return Milestone.objects.select_related("plan").get(pk=made.pk)


@pytest.mark.parametrize("to", [{"due": None, "quarter": 4}, {"due": PartialDate(date(2022, 5, 16)), "quarter": None}])
def test_a_step_to_a_gone_time_is_refused(cast_once: Cast, row: Milestone, to: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=GONE):
        actions.postpone(milestone=row, reason="Lokalet", today=A_DAY, by=cast_once.leader, **to)
    assert actions.postpone(
        milestone=row, reason="Lokalet", today=A_DAY, by=cast_once.leader, due=PartialDate(A_DAY), quarter=None
    ), "today has not gone"


def test_the_page_offers_no_gone_quarter_and_refuses_a_gone_date(cast_once: Cast, row: Milestone) -> None:
    client, address = cast_once.client("leader"), step("postpone_act", row)
    page = client.get(address)
    assert [number for number, _label in page.context["form"].fields["to_quarter"].choices][:2] == ["", 5]
    answer = client.post(address, {**html.posted(page), "to": "1. marts 2022", "reason": "Lokalet"})
    assert answer.status_code == 422
    assert GONE in readers.words(answer)


def test_a_date_for_what_was_put_off_without_one_is_to_come(cast_once: Cast) -> None:
    row = progress.milestone(cast_once.plan, state="postponed")
    client, address = cast_once.client("leader"), reverse("plans:milestone_edit", args=["plan-a", row.pk])
    answer = client.post(address, {**html.posted(client.get(address)), "due": "1. marts 2022"})
    assert GONE in readers.words(answer)
    assert Milestone.objects.get(pk=row.pk).due_on is None


def test_in_bulk_it_is_left_out_with_the_reason(cast_once: Cast, row: Milestone) -> None:
    other = progress.milestone(cast_once.plan, due_quarter=5, text="Festen er holdt")
    wanted = BulkChange(BulkAction.MOVE, A_DAY, quarters=1, reason="Lokalet")
    found = bulk.foresee(cast_once.plan, Milestone.objects.filter(pk__in=[row.pk, other.pk]), wanted)
    assert [item.text for item in found.changed] == ["Festen er holdt"]
    [left_out] = found.skipped
    assert (left_out.text, GONE in left_out.because) == ("Mødet er holdt", True)


@pytest.mark.usefixtures("own_files")
def test_a_workbook_is_told_at_its_cell(cast_once: Cast) -> None:
    filled = (work := work_of(cast_once)).filled()
    filled.write(SHEET, "moede", "Frist", "1. marts 2022")
    filled.write(SHEET, "moede", "Begrundelse", "Lokalet")
    [entry] = [item for item in trial_entries(work.send(filled)).values() if item[0] == "wrong"]
    assert GONE in entry[3]
    assert work.row("moede").due_quarter == 2


def test_the_administration_refuses_it_too(cast_once: Cast, row: Milestone) -> None:
    client, address = cast_once.client("admin"), reverse("admin:plans_milestone_change", args=[row.pk])
    answer = client.post(address, {**html.posted(client.get(address)), "state": "postponed"})
    assert GONE in readers.words(answer)
    assert Milestone.objects.get(pk=row.pk).state == "planned"


def test_in_a_plan_entered_after_its_end_it_is_how_it_went(cast_once: Cast, row: Milestone) -> None:
    plan = Plan.objects.get(pk=cast_once.plan.pk)
    plan.entered_on = date(2026, 1, 1)
    factories.saved(plan, plan)
    row.plan = plan
    assert actions.postpone(milestone=row, due=None, quarter=4, reason="Så", today=A_DAY, by=cast_once.leader)


def test_a_document_tells_what_was_decided_then(cast_once: Cast, row: Milestone) -> None:
    """Put off in 2021 to a time that has gone by now: no fault, and it is late."""
    document = json.loads(export_plan(cast_once.plan))
    [entry] = [item for item in document["milestones"] if item["text"] == "Mødet er holdt"]
    put_off = {
        "former": entry["due"],
        "former_quarter": 2,
        "decided": {"date": "2021-08-01", "precision": "day"},
        "reason": "Lokalet",
    }
    entry |= {
        "state": "postponed",
        "due": {"date": "2021-11-30", "precision": "day"},
        "due_quarter": 3,
        "postponements": [put_off],
        "reported": "2021-08-01",
    }
    import_plan(json.dumps(document), update=True)
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("postponed", date(2021, 11, 30))
    assert row.postponements.get().reason == "Lokalet"
    assert standing_of(row, row.plan, A_DAY) == MilestoneStanding.LATE
