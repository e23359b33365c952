"""Adding and editing a milestone, and each step of its life on a page of its own."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from abc_portal.directory.models import Person
from plans.models import Milestone, Plan
from tests import factories, html, progress, readers
from tests.people import Cast
from tests.plans.milestone_work import page_of, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def plan(followed: Plan) -> Plan:
    return followed


# --- adding and editing -------------------------------------------------------------------------------------


def posted(client: Any, address: str, **more: Any) -> Any:
    return client.post(address, {**html.posted(client.get(address)), **more})


def test_a_milestone_is_added_where_and_when_the_address_says_with_its_evidence(cast: Cast, plan: Plan) -> None:
    activity = factories.activity(cast.sub, "Jobcafé")
    client, before = cast.client("staff"), ChangeSet.objects.count()
    address = reverse("plans:milestone_add", args=["plan-a"]) + f"?sted=activity:{activity.pk}&kvartal=6"
    answer = posted(client, address, text="Mødet\n er  holdt", **{"evidence-0-note": "Referat"})
    row = Milestone.objects.get(text="Mødet er holdt")
    assert answer["Location"] == page_of(row)
    assert (row.activity, row.due_quarter, row.due_on) == (activity, 6, date(2022, 8, 31))
    assert [item.note for item in row.evidence.all()] == ["Referat"]
    assert ChangeSet.objects.count() == before + 1
    for odd in ("?sted=activity:0&kvartal=99", "?sted=x&kvartal=½", "?sted=activity:99999999999999999999"):
        assert client.get(reverse("plans:milestone_add", args=["plan-a"]) + odd).status_code == 200


def test_either_a_quarter_or_a_date(cast: Cast, plan: Plan) -> None:
    client, address = cast.client("staff"), reverse("plans:milestone_add", args=["plan-a"])
    answer = posted(client, address, text="Mødet", due_quarter="3", due="1. maj 2022")
    assert answer.status_code == 422
    assert "enten et kvartal eller en dato" in str(answer.context["form"].errors["due"])
    assert posted(client, address, text="Mødet", due="foråret 2022").status_code == 302
    row = Milestone.objects.get(text="Mødet")
    assert (str(row.due), row.due_quarter, row.plan.starts_on) == ("foråret 2022", None, plan.starts_on)


def test_a_later_date_is_a_postponement_unless_the_old_one_was_wrong(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, text="Mødet", due_quarter=5)
    client, address = cast.client("staff"), step("edit", row)
    for later in ({"due_quarter": "6"}, {"due_quarter": "", "due": "1. juni 2022"}, {"due_quarter": ""}):
        answer = posted(client, address, **later)
        assert answer.status_code == 422
        assert "Brug »Udskyd«" in str(answer.context["form"].errors["due_quarter"])
    assert posted(client, address, due_quarter="4").status_code == 302
    assert posted(client, address, due_quarter="7", is_correction="on").status_code == 302
    row.refresh_from_db()
    assert (row.due_quarter, row.state, row.postponements.count()) == (7, "planned", 0)


def test_a_draft_and_one_without_a_date_are_given_any_date(cast: Cast, plan: Plan) -> None:
    client = cast.client("staff")
    for fields in ({"is_draft": True, "due_quarter": 5}, {}):
        row = progress.milestone(plan, **fields)
        assert posted(client, step("edit", row), due_quarter="9").status_code == 302
        row.refresh_from_db()
        assert row.due_quarter == 9


def test_a_milestone_moves_to_another_place_and_both_versions_tell_it(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, text="Mødet", sub_agreement=cast.sub)
    client, address = cast.client("staff"), step("edit", row)
    opened = html.posted(client.get(address))
    assert posted(client, address, place=f"sub:{cast.other_sub.pk}").status_code == 302
    row.refresh_from_db()
    assert (row.sub_agreement, row.activity) == (cast.other_sub, None)
    answer = client.post(address, {**opened, "note": "Min egen"})
    assert answer.status_code == 422
    differences = {
        difference.label: (difference.theirs, difference.chosen)
        for difference in answer.context["form"].conflict.differences
    }
    assert differences["Hører til"] == ("Delaftale: Sundhed", "den andens version")
    assert posted_again(client, address, answer).status_code == 302
    row.refresh_from_db()
    assert (row.sub_agreement, row.note) == (cast.other_sub, "Min egen")


def posted_again(client: Any, address: str, answer: Any) -> Any:
    return client.post(address, html.posted(answer))


def test_only_the_people_one_works_with_are_offered(cast: Cast, plan: Plan) -> None:
    factories.person("En fremmed", by=cast.other_leader)
    own = factories.person("En ny", by=cast.leader)
    theirs = progress.milestone(cast.other_plan, person=factories.person("Deres formand")).person
    ours = progress.milestone(plan, person=factories.person("Vores formand")).person
    held = factories.person("Vores projektleder")
    progress.position_holder(progress.position(plan), person=held)
    form = cast.client("leader").get(reverse("plans:milestone_add", args=["plan-a"])).context["form"]
    offered = set(form.fields["person"].queryset)
    assert {own, ours, held} <= offered
    assert theirs not in offered
    assert {str(item) for item in offered}.isdisjoint({"En fremmed"})
    assert {ours, held} <= set(Person.objects.visible_to(cast.staff))
    assert theirs not in set(Person.objects.visible_to(cast.staff))
    assert not Person.objects.visible_to(cast.observer).exists()


def test_deleting_says_that_giving_up_is_something_else(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, due_quarter=5)
    progress.postponement(row)
    differences = readers.words(cast.client("staff").get(step("delete", row)))
    assert "opgives i stedet" in differences
    assert "udskydelse: Venter på lokaler" in differences.lower() or "udskydelse" in differences


# --- the steps as pages ---------------------------------------------------------------------------------------


def test_each_step_is_taken_on_its_own_page(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, text="Mødet", due_quarter=5)
    client = cast.client("staff")
    assert posted(client, step("under_way_act", row))["Location"] == page_of(row)
    assert posted(client, step("postpone_act", row), to_quarter="6", reason="Sygdom").status_code == 302
    data = {"on": "april 2022", "evidence-0-note": "Referat"}
    assert posted(client, step("reached_act", row), **data).status_code == 302
    row.refresh_from_db()
    assert (row.state, str(row.reached), row.evidence.count(), row.postponements.count()) == (
        "reached", "april 2022", 1, 1,
    )  # fmt: skip
    assert posted(client, step("take_back_act", row)).status_code == 302
    assert posted(client, step("drop_act", row), reason="Solgt").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.dropped_because, row.reported_on) == ("dropped", "Solgt", date(2022, 5, 17))
    draft = progress.milestone(plan, is_draft=True)
    assert posted(client, step("approve_act", draft)).status_code == 302
    draft.refresh_from_db()
    assert not draft.is_draft


def test_a_step_that_makes_no_sense_is_refused_with_the_sentence(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, text="Mødet", due_quarter=5, state="reached")
    client = cast.client("staff")
    for address in (step("postpone_act", row), step("drop_act", row), step("under_way_act", row)):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "»Mødet« er nået. Fortryd det først, hvis det er forkert." in readers.words(answer)
    answer = client.post(step("postpone_act", row), {"reason": "Skrevet længe", "made_from": "1"})
    assert answer.status_code == 403
    assert "Skrevet længe" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "at", "sentence"),
    [
        ("reached_act", {"on": "18. maj 2022"}, "on", "er ikke kommet endnu"),
        ("reached_act", {"on": "i går"}, "on", "er ikke en dato"),
        ("reached_act", {"on": "1/5-22"}, "on", "Årstallet i »1/5-22« har kun to cifre"),
        ("reached_act", {"on": "31/4-2022"}, "on", "april 2022 har dagene 1 til 30"),
        ("postpone_act", {"to": "1. maj 2022", "reason": "A"}, "to", "ligger ikke efter den nuværende"),
        ("postpone_act", {"to": "1. juli 2022", "to_quarter": "9", "reason": "A"}, "__all__", "enten et kvartal"),
        ("postpone_act", {"to_quarter": "9"}, "reason", "hvorfor milepælen er udskudt"),
        ("postpone_act", {"to_quarter": "5", "reason": "A"}, "to_quarter", "5"),
        ("drop_act", {}, "reason", "hvorfor milepælen opgives"),
    ],
)
def test_a_step_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
    cast: Cast, plan: Plan, name: str, data: dict[str, str], at: str, sentence: str
) -> None:
    row = progress.milestone(plan, due_quarter=5)
    answer = posted(cast.client("staff"), step(name, row), **data)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[at])
    for value in data.values():
        assert value in answer.content.decode()
    row.refresh_from_db()
    assert (row.version, row.state) == (1, "planned")


def test_a_step_of_another_day_is_only_looked_at(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, due_quarter=5)
    assert cast.client("staff").get(f"{step('reached_act', row)}?pr=2021-05-17").status_code == 403
