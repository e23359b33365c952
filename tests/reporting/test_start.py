"""A new plan: from nothing, from a round's template, from an earlier plan; who may, what comes along, what is told."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from abc_portal.audit.models import Act
from abc_portal.core.access import Refused
from abc_portal.exchange.interchange import reading
from abc_portal.exchange.interchange.parts import Part, register
from abc_portal.reporting import carrying
from abc_portal.reporting.interchange import export_plan, import_plan
from abc_portal.reporting.start import Beginning, start_plan
from governance.models import Body, BodyOrder
from plans.enums import Role
from plans.models import Plan
from tests import factories
from tests.english import left_overs
from tests.exchange import documents
from tests.exchange.documents import day
from tests.html import posted
from tests.people import Cast
from tests.readers import words
from tests.state import changed, snapshot

pytestmark = pytest.mark.django_db
ADDRESS = "/planer/ny/"
NOTHING, TEMPLATE, EARLIER = "?fra=intet", "?fra=runde&runde=2019-26", "?fra=plan&plan=alt-2021-2025"
#: The earlier plan's own period, so that none of its dates lies outside.
SAME = {"start": "1. marts 2021", "end": "vinteren 2024/25"}
CODES = [choice.code for choice in carrying.CHOICES]


def everything() -> dict[str, Any]:
    """The document in which everything stands but bytes, and nothing had ended before the plan did."""
    found = documents.everything()
    for row in found["files"]:
        row.pop("versions", None)
    for row in (*found["plan"]["areas"], *found["plan"]["departments"], *found["parties"]):
        row.pop("left", None)
    for row in (*found["positions"], *found["cooperation_agreements"], *_hours(found["activities"])):
        row.pop("end", None)
    return found


def _hours(activities: list[Any]) -> Iterator[Any]:
    for each in activities:
        yield from each.get("hours", [])
        yield from _hours(each.get("parts", []))


def earlier(cast: Cast, document: Any) -> Plan:
    """The document's plan, led by the cast's leader."""
    if not Plan.objects.filter(slug="plan-foer").exists():
        factories.plan("plan-foer", name="Planen før", round=None)
    plan = import_plan(json.dumps(document))
    assert plan is not None
    factories.member(plan, cast.leader, Role.LEADER)
    return plan


@pytest.fixture(scope="module")
def alt(cast_once: Cast, django_db_blocker: Any) -> Plan:
    with django_db_blocker.unblock():
        return earlier(cast_once, everything())


def sent(cast: Cast, way: str = NOTHING, person: str = "leader", client: Any = None, **values: Any) -> HttpResponse:
    """Fill in the form and press the button; a value of ``None`` takes away what stands there."""
    client = client or cast.client(person)
    data = {**posted(client.get(ADDRESS + way)), "name": "Ny 2025-2029", **SAME, **values}
    return client.post(ADDRESS + way, {name: value for name, value in data.items() if value is not None})


def only(*codes: str) -> dict[str, Any]:
    """Ticks for those and for nothing else."""
    return {f"med_{code}": "on" if code in codes else None for code in CODES}


def made(answer: HttpResponse, slug: str = "ny-2025-2029") -> Plan:
    errors = answer.context["form"].errors if answer.status_code == 422 else None
    assert (answer.status_code, errors) == (302, None)
    assert answer["Location"] == f"/planer/{slug}/?ny=1"
    return Plan.objects.get(slug=slug)


def told(answer: HttpResponse) -> list[str]:
    """The messages that wait for the next page."""
    return [str(each) for each in get_messages(answer.wsgi_request)]


def faults(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 422
    assert left_overs(answer) == set()
    return {name: list(each) for name, each in answer.context["form"].errors.items()}


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


def test_nothing_is_carried_from_a_plan_that_one_does_not_lead(cast_once: Cast, alt: Plan) -> None:
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
        "steps": [{"state": "idea"}],
    }  # fmt: skip
    assert set(document) == {"schema", "schema_version", "plan", "organisations"}
    held = plan.memberships.get()
    assert (held.user, held.role) == (cast_once.leader, Role.LEADER)
    act = plan.history.get().history_act
    assert (act.by, act.reason, act.scope) == (cast_once.leader, "Ny plan.", f"plan:{plan.pk}")
    assert {plan.steps.get().history.get().history_act, held.history.get().history_act} == {act}


def test_from_a_template_come_the_sections_and_the_focus_areas_and_nothing_else(cast_once: Cast) -> None:
    assert left_overs(cast_once.client("leader").get(ADDRESS + TEMPLATE)) == set()
    plan = made(sent(cast_once, TEMPLATE, omraade_beskaeftigelse="on"))
    assert plan.round.code == "2019-26"
    sections = plan.agreement.sections.order_by("position")
    prescribed = plan.round.sections.filter(document=None).order_by("position")
    assert prescribed.count() > 5
    assert [(each.heading, each.round_section, each.text) for each in sections] == [
        (each.heading, each, "") for each in prescribed
    ]
    areas = {row.focus_area.code: row.is_chosen for row in plan.focus_areas.all()}
    assert set(areas) == set(plan.round.focusareas.values_list("code", flat=True))
    assert [code for code, is_chosen in areas.items() if is_chosen] == ["beskaeftigelse"]
    assert set(json.loads(export_plan(plan))) == {"schema", "schema_version", "plan", "agreement", "focus_areas"}
    assert plan.history.get().history_act.reason.startswith("Ny plan ud fra skabelonen for ")


def without_the_old(document: Any) -> Any:
    """What of :func:`everything` a plan that carries all of it must hold, written out by hand."""
    found = deepcopy(document)
    own = found["plan"]
    own |= {"slug": "ny-2025-2029", "name": "Ny 2025-2029", "steps": [{"state": "idea"}]}
    own["relations"] = [{"kind": "continues", "plan": "alt-2021-2025"}]
    for key in ("case_number", "accounting_month", "extensions", "efforts"):
        del own[key]
    found["agreement"] = {key: found["agreement"][key] for key in ("printed_area", "sections")}
    for party in found["parties"]:
        party.pop("signatories", None)
    for row in (*found["sub_agreements"], *found["bodies"]):
        row.pop("cited_round", None)
    for row in (*found["positions"], *_all(found["activities"])):
        row.pop("vacancy", None)
        row.pop("state", None)
        row.get("anchoring", {}).pop("state", None)
    for seat in found["bodies"][0]["seats"]:
        seat.pop("holders", None)
    for each in found["cooperation_agreements"]:
        each.pop("signed", None)
        each.pop("file", None)
    found["financing"] = {"sources": found["financing"]["sources"]}
    found["financing"]["sources"][0].pop("contributions")
    for key in ("observations", "stories", "files", "set_aside", "people", "counts"):
        del found[key]
    return found


def _all(activities: list[Any]) -> Iterator[Any]:
    for each in activities:
        yield each
        yield from _all(each.get("parts", []))


def test_all_that_can_be_chosen_comes_along_without_loss(cast_once: Cast, alt: Plan) -> None:
    before = export_plan(alt)
    expected = without_the_old(json.loads(before))
    page = cast_once.client("leader").get(ADDRESS + EARLIER)
    assert left_overs(page) == set()
    assert "Delaftaler og delmål (2 delaftaler, 2 delmål)" in words(page)
    plan = made(sent(cast_once, EARLIER, **only(*CODES)))
    document = json.loads(export_plan(plan))
    # The archive's counts and people belong to the places and seats that come along; they are the portal's, not the plan's.
    expected["counts"] = document.get("counts")
    assert document == {key: value for key, value in expected.items() if value is not None}
    assert export_plan(alt) == before
    assert plan.memberships.get().user == cast_once.leader
    assert plan.history.get().history_act.reason == "Ny plan ud fra »Alt 2021-2025«."


@pytest.mark.parametrize("code", CODES)
def test_each_choice_brings_its_own_rows_and_those_it_stands_under(cast_once: Cast, alt: Plan, code: str) -> None:
    chosen, waiting = {code}, [code]
    while waiting:
        needs = set(carrying.BY_CODE[waiting.pop()].needs) - chosen
        chosen |= needs
        waiting += needs
    plan = made(sent(cast_once, EARLIER, **only(*chosen), continues=None))
    expected = {place for each in chosen for place in carrying.BY_CODE[each].places}
    there = {place for place, part in carrying.places() if _rows(part, plan)}
    loose = {"parties.sub_agreements", "sub_agreements.departments", "activities.departments"}  # they need another
    assert there - {"plan.steps"} <= expected
    assert expected - there <= loose
    assert not plan.relations.exists()


def _rows(part: Part, plan: Plan) -> bool:
    return part.model._base_manager.filter(**{part.path: plan}, **dict(part.only)).exists()


@pytest.mark.parametrize("choice", [each for each in carrying.CHOICES if each.needs], ids=lambda each: each.code)
def test_what_stands_under_something_else_is_not_carried_without_it(cast_once: Cast, alt: Plan, choice: Any) -> None:
    client = cast_once.client("leader")
    before = snapshot()
    wrong = faults(sent(cast_once, EARLIER, client=client, **only(choice.code)))
    assert wrong == {
        f"med_{choice.code}": [
            f"»{choice.label}« hører til »{carrying.BY_CODE[need].label}«: sæt også flueben dér, eller fjern det her."
            for need in choice.needs
        ]
    }
    assert changed(before, snapshot()) == []


def test_a_plan_that_has_little_offers_little(cast_once: Cast) -> None:
    little = factories.plan("lille", name="Lille")
    factories.member(little, cast_once.leader, Role.LEADER)
    factories.party(little)
    way = "?fra=plan&plan=lille"
    form = cast_once.client("leader").get(ADDRESS + way).context["form"]
    assert [offer.choice.code for offer in form.offered] == ["parter"]
    assert made(sent(cast_once, way)).parties.count() == 1


def test_every_part_of_a_plan_is_declared_as_carried_or_left() -> None:
    """A new part stands in ``carrying.py``: in a choice, or among what is left."""
    parts = dict(carrying.places())
    carried = [place for choice in carrying.CHOICES for place in choice.places]
    assert len(carried) == len(set(carried))
    left = {place for place in parts if any(f"{place}.".startswith(f"{each}.") for each in carrying.LEFT)}
    assert {place for place in parts if place not in carried} - left == set(), "not declared"
    assert left & set(carried) == set(), "declared twice"
    assert (set(carried) | carrying.LEFT | set(carrying.LEFT_VALUES) | set(carrying.ENDED)) - set(parts) == set()
    for place, keys in {**carrying.LEFT_VALUES, **{place: (key,) for place, key in carrying.ENDED.items()}}.items():
        assert set(keys) <= {each.key for each in parts[place].fields}, place
    assert {"activities.hours", "plan.areas"} <= set(parts)
    assert len(register.parts) > 10


# --- what lies outside, had ended, or is of another round -------------------------------------------------------------


def test_dates_outside_the_new_period_and_what_had_ended_are_left_out_and_told(cast_once: Cast) -> None:
    document = documents.everything()
    document["plan"]["slug"] = "med-datoer"
    earlier(cast_once, document)
    period = {"start": "1. juni 2025", "end": "31. maj 2029"}
    answer = sent(cast_once, "?fra=plan&plan=med-datoer", **period, **only(*CODES))
    plan = made(answer)
    document = json.loads(export_plan(plan))
    assert [each["department"] for each in document["plan"]["departments"]] == ["skoven"]
    assert [each["organisation"] for each in document["parties"]] == ["byen-kommune"]
    assert [each["code"] for each in document["positions"]] == ["leder"]
    activity = document["activities"][0]
    assert (activity["hours"], activity.get("start"), activity.get("departments")) == (
        [{"post": "leder", "least": "2"}], None, None,
    )  # fmt: skip
    assert "due" not in activity["anchoring"]
    sentences = told(answer)
    assert sentences[0] == "»Ny 2025-2029« er oprettet, og du er dens leder."
    assert sentences[1] == (
        "Der er 92 dage mellem slutningen af »Alt 2021-2025« og den nye plans første dag."
        " 8 datoer uden for den nye periode er udeladt."
        " 7 rækker var ophørt, før den tidligere plan sluttede, og bliver dér."
        " 3 henvisninger til noget, der ikke er ført med over, er udeladt."
    )


def test_an_overlap_is_told_and_not_refused(cast_once: Cast, alt: Plan) -> None:
    answer = sent(cast_once, EARLIER, start="1. februar 2025", end="2028", **only("steder"))
    made(answer)
    assert "Den nye plan begynder 28 dage, før »Alt 2021-2025« er slut." in told(answer)[1]


def test_what_another_round_lacks_becomes_the_plans_own_or_is_told(cast_once: Cast, alt: Plan) -> None:
    from plans.models import FundingRound

    other = FundingRound.objects.get(code="2015-18")
    answer = sent(cast_once, EARLIER, round=other.pk, **only(*CODES))
    plan = made(answer)
    document = json.loads(export_plan(plan))
    assert [row["code"] for row in document["own_focus_areas"]] == ["sundhed", "beskaeftigelse"]
    assert [row["focus_area"] for row in document["focus_areas"]] == ["beskaeftigelse", "sundhed"]
    assert document["sub_goals"][0]["goals"] == [{"goal": "eget-maal"}]
    assert [each.get("prescribed") for each in document["agreement"]["sections"]] == [None, None]
    sentence = told(answer)[1]
    assert "De nye midler har ikke disse indsatsområder, så de er blevet planens egne: Beskæftigelse." in sentence
    assert "1 henvisning til noget, der ikke er ført med over, er udeladt." in sentence


# --- a plan that runs already -----------------------------------------------------------------------------------------


def test_a_plan_that_has_run_for_years_is_entered_as_it_stands(cast_once: Cast) -> None:
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


def test_half_of_how_it_stands_is_asked_for_again(cast_once: Cast) -> None:
    assert faults(sent(cast_once, runs="on")) == {"state": ["Vælg, hvor langt planen er nået."]}
    sentence = "Sæt flueben her, hvis planen allerede kører; ellers skal felterne nedenfor være tomme."
    assert faults(sent(cast_once, since="2021")) == {"runs": [sentence]}
    wrong = faults(sent(cast_once, runs="on", state="running", valid_from="2022", valid_to="2021"))
    assert wrong == {"valid_to": ["Aftalens sidste dag ligger før den første. Ret datoerne."]}


# --- short names, faults, and sending twice ----------------------------------------------------------------------------


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
def test_a_short_name_that_is_taken_is_told_at_its_field(cast_once: Cast, slug: str, sentence: str) -> None:
    assert faults(sent(cast_once, slug=slug)) == {"slug": [sentence]}


def test_of_two_who_take_a_short_name_at_once_the_second_is_told(
    cast_once: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's plan comes between the form's check and the import, and then between the import's and the write."""
    client = cast_once.client("leader")
    data = {**posted(client.get(ADDRESS + NOTHING)), "name": "Ny", "slug": "plan-a", **SAME}
    monkeypatch.setattr("abc_portal.audit.forms.GuardedForm.validate_unique", lambda form: None)
    told = {"slug": ["Der er allerede en helhedsplan med det korte navn. Vælg et andet."]}
    before = snapshot()
    assert faults(client.post(ADDRESS + NOTHING, data)) == told
    monkeypatch.setattr(reading, "_check", lambda row, unsure: None)
    assert faults(client.post(ADDRESS + NOTHING, data)) == told
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
    assert Act.objects.filter(reason="Ny plan.").count() == 1
    # Another name from the same page is another plan.
    assert client.post(ADDRESS + NOTHING, {**data, "name": "En til"})["Location"] == "/planer/en-til/?ny=1"


def test_nothing_is_half_made_when_the_last_row_fails(
    cast_once: Cast, alt: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(row: Any, *args: Any, **kwargs: Any) -> None:
        raise ValidationError({"__all__": "Den går ikke."})

    client = cast_once.client("leader")
    before = snapshot()
    monkeypatch.setattr(BodyOrder, "full_clean", refuse)
    assert faults(sent(cast_once, EARLIER, client=client, **only(*CODES))) == {
        "__all__": ["$.body_order[0]: Den går ikke."]
    }
    assert changed(before, snapshot()) == []


# --- afterwards --------------------------------------------------------------------------------------------------------


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
    assert len(client.get("/planer/ny-2025-2029/?ny=1").context["next_steps"]) == len(steps) - 1


def test_others_do_not_see_the_next_steps(cast_once: Cast) -> None:
    for person in ("board", "auditor", "observer"):
        answer = cast_once.client(person).get("/planer/plan-a/?ny=1")
        assert (answer.status_code, answer.context["next_steps"]) == (200, None)
    assert cast_once.client("staff").get("/planer/plan-a/?ny=1").context["next_steps"] is not None
    assert cast_once.client("staff").get("/planer/plan-a/").context["next_steps"] is None
