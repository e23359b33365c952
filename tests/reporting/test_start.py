"""A new plan: who may, the three ways, one that runs already, short names, and what is told afterwards."""

import json
from typing import Any

import pytest
from django.utils import timezone

from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.reporting.interchange import export_plan
from abc_portal.reporting.start import Beginning, start_plan
from governance.models import Body
from plans.models import Plan
from plans.shared.enums import Role
from tests import factories
from tests.english import left_overs
from tests.exchange.documents import day
from tests.html import posted
from tests.people import Cast
from tests.readers import words
from tests.reporting.starts import (
    ADDRESS,
    EARLIER,
    NOTHING,
    SAME,
    TEMPLATE,
    earlier,
    everything,
    faults,
    made,
    only,
    sent,
)
from tests.state import changed, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def alt(cast_once: Cast, django_db_blocker: Any) -> Plan:
    with django_db_blocker.unblock():
        return earlier(cast_once, everything())


# --- who ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["staff", "board", "group", "department", "auditor", "observer", "outsider"])
def test_who_leads_no_secretariat_is_refused_and_not_offered_it(cast_once: Cast, person: str) -> None:
    client, before = cast_once.client(person), snapshot()
    for answer in (client.get(ADDRESS), client.post(ADDRESS + NOTHING, {"name": "Ny", **SAME})):
        assert answer.status_code == 403
        assert "Kun en sekretariatsleder kan oprette en ny helhedsplan." in words(answer)
    assert f'href="{ADDRESS}"' not in client.get("/planer/").content.decode()
    with pytest.raises(Refused):
        start_plan(new=Plan(slug="ny", name="Ny"), beginning=Beginning(), by=getattr(cast_once, person))
    assert changed(before, snapshot()) == []


def test_leaders_and_the_administrator_are_offered_it(cast_once: Cast) -> None:
    for person in ("leader", "admin", "other_leader"):
        assert f'href="{ADDRESS}"' in cast_once.client(person).get("/planer/").content.decode()
        made(sent(cast_once, person=person, name=f"Ny {person}"), f"ny-{person.replace('_', '-')}")
    assert f'href="{ADDRESS}"' in cast_once.client("admin").get("/").content.decode()


def test_nothing_is_copied_from_a_plan_that_one_does_not_lead(cast_once: Cast, alt: Plan) -> None:
    client = cast_once.client("other_leader")
    asked = client.get(ADDRESS + EARLIER)
    assert "plan" in asked.context["form"].errors
    assert "Alt 2021-2025" not in words(asked)
    before = snapshot()
    assert client.post(ADDRESS + EARLIER, {"name": "Ny", **SAME}).status_code == 422
    with pytest.raises(Refused):
        start_plan(new=Plan(slug="x", name="X"), beginning=Beginning(earlier=alt), by=cast_once.other_leader)
    assert changed(before, snapshot()) == []


# --- the three ways ------------------------------------------------------------------------------------------------


def test_it_is_asked_first_what_the_plan_is_made_from(cast_once: Cast, alt: Plan) -> None:
    client = cast_once.client("leader")
    asked = client.get(ADDRESS)
    assert left_overs(asked) == set()
    assert asked.context["form"].errors == {}
    offered = {plan.slug for plan in asked.context["form"].fields["plan"].queryset}
    assert offered == {"alt-2021-2025", "plan-a"}
    assert client.get(f"{ADDRESS}?fra=runde").context["form"].errors == {"runde": ["Vælg midlerne."]}
    assert client.get(f"{ADDRESS}?fra=plan").context["form"].errors == {"plan": ["Vælg den tidligere helhedsplan."]}


def test_from_nothing(cast_once: Cast) -> None:
    town = factories.organisation("Ny By Kommune", kind="municipality")
    page = cast_once.client("leader").get(ADDRESS + NOTHING)
    assert left_overs(page) == set()
    values = {"area_name": "Nord", "municipality": town.pk, "case_number": "123456", "start": "marts 2021"}
    plan = made(sent(cast_once, **values))
    document = json.loads(export_plan(plan))
    assert document["plan"] == {
        "slug": "ny-2025-2029", "name": "Ny 2025-2029", "title": "Nord", "municipality": "ny-by-kommune",
        "case_number": "123456", "start": day("2021-03-01", "month"), "end": day("2024-12-01", "season"),
        "steps": [{"state": "idea"}], "entered": timezone.localdate().isoformat(),
    }  # fmt: skip
    assert set(document) == {"schema", "schema_version", "plan", "organisations"}
    held = plan.memberships.get()
    assert (held.user, held.role) == (cast_once.leader, Role.LEADER)
    change_set = plan.history.get().history_change_set
    assert (change_set.by, change_set.reason, change_set.scope) == (cast_once.leader, "Ny plan.", f"plan:{plan.pk}")
    assert {plan.steps.get().history.get().history_change_set, held.history.get().history_change_set} == {change_set}


def test_from_a_template_come_the_sections_and_the_focus_areas_and_nothing_else(cast_once: Cast) -> None:
    assert left_overs(cast_once.client("leader").get(ADDRESS + TEMPLATE)) == set()
    plan = made(sent(cast_once, TEMPLATE, omraade_beskaeftigelse="on"))
    assert plan.round.code == "2019-26"
    sections = plan.agreement.sections.order_by("position")
    prescribed = plan.round.sections.filter(document=None).order_by("position")
    assert prescribed.count() > 5
    assert [(section.heading, section.round_section, section.text) for section in sections] == [
        (item.heading, item, "") for item in prescribed
    ]
    areas = {row.focus_area.code: row.is_chosen for row in plan.focus_areas.all()}
    assert set(areas) == set(plan.round.focusareas.values_list("code", flat=True))
    assert [code for code, is_chosen in areas.items() if is_chosen] == ["beskaeftigelse"]
    assert set(json.loads(export_plan(plan))) == {"schema", "schema_version", "plan", "agreement", "focus_areas"}
    assert plan.history.get().history_change_set.reason.startswith("Ny plan ud fra skabelonen for ")


# --- a plan that runs already -----------------------------------------------------------------------------------------


def test_a_plan_that_has_run_for_years_is_entered_as_it_is(cast_once: Cast) -> None:
    dates = {"since": "marts 2021", "valid_from": "1. marts 2021", "valid_to": "2025"}
    plan = made(sent(cast_once, TEMPLATE, runs="on", state="running", **dates))
    document = json.loads(export_plan(plan))
    assert document["plan"]["steps"] == [
        {"state": "running", "is_entered_as_it_stands": True, "happened": day("2021-03-01", "month")}
    ]
    assert document["agreement"]["valid_from"] == day("2021-03-01")
    assert document["agreement"]["valid_to"] == day("2025-01-01", "year")
    assert len(document["agreement"]["sections"]) > 5
    bare = made(sent(cast_once, runs="on", state="closed", name="Bar"), "bar")
    assert [(step.state, step.is_entered_as_it_stands, step.happened) for step in bare.steps.all()] == [
        ("closed", True, None)
    ]
    assert not hasattr(bare, "agreement")


def test_half_a_starting_state_is_asked_for_again(cast_once: Cast) -> None:
    assert faults(sent(cast_once, runs="on")) == {"state": ["Vælg, hvor langt planen er nået."]}
    sentence = "Sæt flueben her, hvis planen allerede er i gang; ellers skal felterne nedenfor være tomme."
    assert faults(sent(cast_once, since="2021")) == {"runs": [sentence]}
    wrong = faults(sent(cast_once, runs="on", state="running", valid_from="2022", valid_to="2021"))
    assert wrong == {"valid_to": ["Aftalens sidste dag ligger før den første. Ret datoerne."]}


# --- short names, faults, and sending twice ----------------------------------------------------------------------


def test_the_short_name_is_made_from_the_name_and_is_free(cast_once: Cast) -> None:
    made(sent(cast_once, name="Bæk- og Ågården"), "baek-og-aagaarden")
    made(sent(cast_once, name="Plan A"), "plan-a-2")
    made(sent(cast_once, name="Ny"), "ny-2")
    made(sent(cast_once, slug="Min-egen"), "Min-egen")


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("plan-a", "Der er allerede en helhedsplan med det korte navn. Vælg et andet."),
        ("ny", "»ny« er et af de ord, portalens egne adresser bruger; vælg et andet."),
        ("indlaes", "»indlaes« er et af de ord, portalens egne adresser bruger; vælg et andet."),
    ],
)
def test_a_short_name_that_is_taken_is_reported_at_its_field(cast_once: Cast, slug: str, sentence: str) -> None:
    assert faults(sent(cast_once, slug=slug)) == {"slug": [sentence]}


def test_of_two_who_take_a_short_name_at_once_the_second_gets_a_message(
    cast_once: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's plan comes between the form's check and the import, and then between the import's and the write."""
    client = cast_once.client("leader")
    data = {**posted(client.get(ADDRESS + NOTHING)), "name": "Ny", "slug": "plan-a", **SAME}
    monkeypatch.setattr("abc_portal.audit.forms.GuardedForm.validate_unique", lambda form: None)
    refusal = {"slug": ["Der er allerede en helhedsplan med det korte navn. Vælg et andet."]}
    before = snapshot()
    assert faults(client.post(ADDRESS + NOTHING, data)) == refusal
    monkeypatch.setattr("abc_portal.audit.models.Tracked.check_valid", lambda row: None)
    assert faults(client.post(ADDRESS + NOTHING, data)) == refusal
    assert changed(before, snapshot()) == []


def test_a_refused_form_keeps_everything(cast_once: Cast, alt: Plan) -> None:
    typed = {"start": "i forfjor", "end": "2020", "area_name": "Nord", "since": "2021", "runs": "on", "continues": None}
    answer = sent(cast_once, EARLIER, **typed, **only("parter", "timer"))
    wrong = faults(answer)
    assert set(wrong) == {"start", "state", "med_timer"}
    form = answer.context["form"]
    assert {name: form[name].value() for name in ("name", "start", "end", "area_name", "since")} == {
        "name": "Ny 2025-2029", "start": "i forfjor", "end": "2020", "area_name": "Nord", "since": "2021",
    }  # fmt: skip
    ticked = [name for name in form.fields if name.startswith("med_") and form[name].value()]
    assert ticked == ["med_parter", "med_timer"]
    assert (form["runs"].value(), form["continues"].value()) == (True, False)
    assert faults(sent(cast_once, end="2020")) == {"end": ["Planens sidste dag ligger før den første. Ret datoerne."]}


def test_sent_twice_it_is_made_once(cast_once: Cast) -> None:
    client = cast_once.client("leader")
    data = {**posted(client.get(ADDRESS + NOTHING)), "name": "Ny 2025-2029", **SAME}
    for _time in range(2):
        assert client.post(ADDRESS + NOTHING, data)["Location"] == "/planer/ny-2025-2029/?ny=1"
    assert Plan.objects.filter(name="Ny 2025-2029").count() == 1
    assert ChangeSet.objects.filter(reason="Ny plan.").count() == 1
    # Another name from the same page is another plan.
    assert client.post(ADDRESS + NOTHING, {**data, "name": "En til"})["Location"] == "/planer/en-til/?ny=1"


# --- afterwards --------------------------------------------------------------------------------------------------


def test_one_comes_to_the_status_page_with_what_is_missing(cast_once: Cast, django_assert_max_num_queries: Any) -> None:
    client = cast_once.client("leader")
    page = client.get(sent(cast_once, TEMPLATE, client=client, omraade_beskaeftigelse="on")["Location"])
    assert left_overs(page) == set()
    assert "»Ny 2025-2029« er oprettet, og du er dens leder." in words(page)
    steps = page.context["next_steps"]
    assert [step.link for step in steps[1:3]] == [
        "/planer/ny-2025-2029/aftaler/parter/tilfoej/", "/planer/ny-2025-2029/aftaler/delaftale/",
    ]  # fmt: skip
    for step in steps:
        assert client.get(step.link).status_code == 200, step
    with django_assert_max_num_queries(20):
        client.get("/planer/ny-2025-2029/?ny=1")
    factories.saved(Body(plan=Plan.objects.get(slug="ny-2025-2029"), kind="board", name="Bestyrelsen"))
    left = client.get("/planer/ny-2025-2029/?ny=1").context["next_steps"]
    assert [step.link for step in steps if step not in left] == ["/planer/ny-2025-2029/moeder/organ/tilfoej/"]
    empty = client.get(sent(cast_once, client=client, name="Tom")["Location"]).context["next_steps"]
    assert not any("delaftale" in step.link or step.link.endswith("/aktiviteter/") for step in empty)


def test_others_do_not_see_the_next_steps(cast_once: Cast) -> None:
    for person in ("board", "auditor", "observer"):
        answer = cast_once.client(person).get("/planer/plan-a/?ny=1")
        assert (answer.status_code, answer.context["next_steps"]) == (200, None)
    assert cast_once.client("staff").get("/planer/plan-a/?ny=1").context["next_steps"] is not None
    assert cast_once.client("staff").get("/planer/plan-a/").context["next_steps"] is None
