"""What stands under the agreement: signatures, ticks, goals and focus areas of the plan's own, and looking back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from plans.models import (
    Activity,
    ActivityGoal,
    FundingRound,
    GoalServed,
    OverallGoal,
    Plan,
    PlanFocusArea,
    Signatory,
    Story,
    SubAgreementDepartment,
    SubAgreementParty,
    SubGoal,
)
from tests import factories, html, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db
WHY = "Aftalen gælder. Skriv kort, hvorfor den ændres."


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return replace(cast_once, plan=Plan.objects.get(pk=cast_once.plan.pk))


def _at(cast: Cast, name: str, **more: Any) -> str:
    return reverse(f"plans:{name}", kwargs={"slug": cast.plan.slug, **more})


def _post(cast: Cast, address: str, who: str = "staff", **typed: Any) -> Any:
    client = cast.client(who)
    return client.post(address, html.posted(client.get(address)) | typed)


def _words(cast: Cast, address: str, person: str = "board") -> str:
    return readers.words(cast.client(person).get(address))


# --- signatures -----------------------------------------------------------------------------------------------------


def test_each_signatory_is_reported_in_words(cast: Cast) -> None:
    party = factories.party(cast.plan, printed_name="Kommunen")
    for name, state, day in (
        ("Borgmesteren", "signed", date(2020, 12, 17)), ("Direktøren", "unsigned", None),
        ("Chefen", "unknown", None), ("Formanden", "signed", None),
    ):  # fmt: skip
        factories.signatory(party, person=factories.person(name), state=state, signed_on=day)
    text = _words(cast, _at(cast, "agreements"))
    assert "Borgmesteren: underskrevet 17. december 2020" in text
    assert "Direktøren: ikke underskrevet" in text
    assert "Chefen: ikke oplyst" in text
    assert "Formanden: underskrevet, datoen er ikke oplyst" in text


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ({"signed": "22/1-2021"}, "signed"),
        ({"signed": "januar 2021", "state": "signed"}, "signed"),
        ({"signed": "", "state": "unsigned"}, "unsigned"),
        ({"signed": "", "state": "signed"}, "signed"),
    ],
)
def test_the_state_of_a_signature_follows_its_date(cast: Cast, typed: dict[str, str], state: str) -> None:
    party, person = factories.party(cast.plan), factories.person(by=cast.staff)
    assert _post(cast, _at(cast, "signatory_add", pk=party.pk), person=person.pk, **typed).status_code == 302
    assert Signatory.objects.get(party=party).state == state


def test_a_date_beside_not_signed_yet_is_refused(cast: Cast) -> None:
    row = factories.signatory(factories.party(cast.plan))
    address = _at(cast, "signatory_edit", pk=row.pk)
    answer = _post(cast, address, signed="22/1-2021", state="unsigned")
    assert answer.status_code == 422
    assert "Med en dato" in readers.words(answer)


def test_a_party_shows_who_acts_for_it_its_dates_and_what_it_signs(cast: Cast) -> None:
    acting = factories.organisation("BO-VEST")
    party = factories.party(cast.plan, printed_name="VA", role="sub_agreement")
    address = _at(cast, "party_edit", pk=party.pk)
    typed = {"represented_by": acting.pk, "joined": "marts 2022", "left": "2023"}
    assert _post(cast, address, **typed).status_code == 302
    factories.saved(SubAgreementParty(party=party, sub_agreement=cast.sub), cast.plan)
    text = _words(cast, _at(cast, "agreements"))
    assert "repræsenteret af BO-VEST" in text
    assert "marts 2022 – 2023" in text
    assert "Delaftaler: Beskæftigelse" in text


# --- ticks ------------------------------------------------------------------------------------------------------------


def test_a_sub_agreement_s_parties_and_departments_are_ticked(cast: Cast) -> None:
    party, stranger = factories.party(cast.plan), factories.party(cast.other_plan)
    address = _at(cast, "sub_agreement_edit", sub=cast.sub.slug)
    before = ChangeSet.objects.count()
    ticks = {"its_parties": [party.pk], "its_departments": [cast.housing.pk]}
    assert _post(cast, address, **ticks).status_code == 302
    assert ChangeSet.objects.count() == before + 1
    assert SubAgreementParty.objects.get(sub_agreement=cast.sub).party == party
    assert SubAgreementDepartment.objects.get(sub_agreement=cast.sub).department == cast.housing
    text = _words(cast, _at(cast, "sub_agreement", sub=cast.sub.slug))
    assert "AKB Eksempel" in text
    assert _post(cast, address, its_parties=[stranger.pk]).status_code == 422
    assert _post(cast, address, its_parties=[], its_departments=[]).status_code == 302
    assert not SubAgreementParty.objects.filter(sub_agreement=cast.sub).exists()
    assert "alle planens afdelinger" in _words(cast, _at(cast, "sub_agreement", sub=cast.sub.slug))


def test_two_editors_ticks_are_put_together_and_reported(cast: Cast) -> None:
    first, second, third = (factories.party(cast.plan) for _number in range(3))
    factories.saved(SubAgreementParty(party=first, sub_agreement=cast.sub), cast.plan)
    address, client = _at(cast, "sub_agreement_edit", sub=cast.sub.slug), cast.client("staff")
    mine = html.posted(client.get(address)) | {"its_parties": [second.pk]}
    assert _post(cast, address, "leader", its_parties=[first.pk, third.pk]).status_code == 302
    answer = client.post(address, mine)
    assert answer.status_code == 422
    [difference] = answer.context["form"].conflict.differences
    assert (difference.opened, difference.theirs, difference.mine) == (str(first), f"{first} og {third}", str(second))
    assert difference.chosen == "begge versioner"
    assert client.post(address, html.posted(answer)).status_code == 302
    assert set(cast.sub.parties.values_list("party", flat=True)) == {second.pk, third.pk}


def test_ticks_set_elsewhere_concurrently_are_not_taken_away(cast: Cast) -> None:
    """The party's own page in the administration ties it too, and leaves the sub-agreement's version as it was."""
    first, second = factories.party(cast.plan), factories.party(cast.plan)
    address, client = _at(cast, "sub_agreement_edit", sub=cast.sub.slug), cast.client("staff")
    mine = html.posted(client.get(address)) | {"its_parties": [first.pk]}
    factories.saved(SubAgreementParty(party=second, sub_agreement=cast.sub), cast.plan)
    assert client.post(address, mine).status_code == 302
    assert set(cast.sub.parties.values_list("party", flat=True)) == {first.pk, second.pk}


def test_a_sub_goal_serves_the_round_s_goals_and_the_plan_s_own(cast: Cast) -> None:
    official, own = OverallGoal.objects.get(code="arbejdsmarked"), factories.own_goal(cast.plan, "Eget mål")
    foreign = factories.own_goal(cast.other_plan)
    address = _at(cast, "sub_goal_add", sub=cast.sub.slug)
    offered = cast.client("staff").get(address).context["form"].fields["its_goals"].queryset
    assert own in offered
    assert official in offered
    assert foreign not in offered
    assert _post(cast, address, text="Flere i job", its_goals=[official.pk, own.pk]).status_code == 302
    goal = SubGoal.objects.get(plan=cast.plan)
    assert goal.sub_agreement == cast.sub
    assert GoalServed.objects.filter(sub_goal=goal).count() == 2
    assert {"Flere bliver tilknyttet arbejdsmarkedet", "Eget mål"} == set(_goals_shown(cast))


def _goals_shown(cast: Cast) -> list[str]:
    [goal] = cast.client("board").get(_at(cast, "sub_agreement", sub=cast.sub.slug)).context["goals"]
    return list(goal.goals)


# --- focus areas and goals of the plan's own --------------------------------------------------------------------------


def test_a_focus_area_of_the_plan_s_own_is_made_with_its_code(cast: Cast) -> None:
    before = ChangeSet.objects.count()
    assert _post(cast, _at(cast, "own_area_add"), name="Nye tiltag", is_chosen="on").status_code == 302
    row = PlanFocusArea.objects.select_related("focus_area").get(plan=cast.plan, focus_area__name="Nye tiltag")
    assert (row.focus_area.plan, row.focus_area.code) == (cast.plan, "nye-tiltag")
    assert ChangeSet.objects.count() == before + 1
    assert _post(cast, _at(cast, "focus_area_edit", pk=row.pk), local_name="Vores tiltag").status_code == 302
    text = _words(cast, _at(cast, "agreements"))
    assert "Vores tiltag" in text
    assert "Midlerne kalder det »Nye tiltag«." not in text, "it is the plan's own, no round's"


def test_activities_and_sub_goals_stand_under_a_focus_area_where_the_round_has_no_sub_agreements(cast: Cast) -> None:
    cast.plan.round = FundingRound.objects.get(code="2011-14")
    factories.saved(cast.plan, cast.plan)
    area = factories.focus_area(cast.plan, "Kultur")
    assert _post(cast, _at(cast, "area_activity_add", pk=area.pk), name="Korsang", position=0).status_code == 302
    assert _post(cast, _at(cast, "area_sub_goal_add", pk=area.pk), text="Flere synger").status_code == 302
    activity = Activity.objects.get(plan=cast.plan)
    assert (activity.plan_focus_area, activity.sub_agreement) == (area, None)
    for address in (_at(cast, "focus_area", pk=area.pk), _at(cast, "agreements")):
        text = _words(cast, address)
        assert "Korsang" in text
        assert "Flere synger" in text


def test_rows_of_another_plan_are_not_found(cast: Cast) -> None:
    area, goal = factories.focus_area(cast.other_plan), factories.own_goal(cast.other_plan)
    official = OverallGoal.objects.filter(round=cast.plan.round).first()
    assert official is not None
    for name, pk in (
        ("focus_area", area.pk), ("area_activity_add", area.pk), ("own_goal_edit", goal.pk),
        ("own_goal_delete", goal.pk), ("own_goal_edit", official.pk), ("own_goal_delete", official.pk),
        ("support_edit", factories.support(cast.other_plan).pk),
    ):  # fmt: skip
        for person in ("leader", "admin"):
            assert cast.client(person).get(_at(cast, name, pk=pk)).status_code == 404, (name, person)


def test_what_the_plan_supports_is_reported_by_kind_with_number_and_owner(cast: Cast) -> None:
    owner = factories.organisation("Byen", kind="municipality")
    address = _at(cast, "support_add")
    assert _post(cast, address, kind="un_goal", number=11, name="Bæredygtige byer").status_code == 302
    assert _post(cast, address, kind="municipal", name="Boligpolitik", organisation=owner.pk).status_code == 302
    text = _words(cast, _at(cast, "agreements"))
    assert "11. Bæredygtige byer" in text
    assert "Boligpolitik Byen" in text
    refused = _post(cast, address, kind="municipal", number=3, name="En anden")
    assert refused.status_code == 422


# --- looking back -----------------------------------------------------------------------------------------------------


def test_looking_back_shows_the_parties_and_the_agreement_of_that_day(cast: Cast) -> None:
    agreement = factories.agreement(cast.plan)
    agreement.valid_from_on = date(2022, 1, 1)
    factories.saved(agreement, cast.plan)
    cast.plan.vision = "<p>Et stærkt område</p>"
    factories.saved(cast.plan, cast.plan)
    factories.party(cast.plan, printed_name="Den tidlige part", left_on=date(2021, 12, 31))
    factories.party(cast.plan, printed_name="Den sene part", joined_on=date(2022, 1, 1))
    address = _at(cast, "agreements")
    now, then = _words(cast, address, "leader"), _words(cast, address + "?pr=2021-06-01", "leader")
    assert "Den tidlige part" in now
    assert "Den sene part" in now
    assert "Den tidlige part" in then
    assert "Den sene part" not in then
    assert "Der gjaldt ingen strategisk samarbejdsaftale den dag" in then
    assert "Et stærkt område" in now
    assert "Et stærkt område" in _words(cast, address + "?pr=2022-01-01", "leader")
    assert "Et stærkt område" not in then
    assert "Visionen hører til aftalen, og ingen aftale gjaldt den dag." in then
    assert "Tilføj" not in then
    assert "Ret" not in then.split()


def test_a_sub_goal_leads_to_its_activities_and_the_page_to_what_is_reported_of_them(cast: Cast) -> None:
    goal, activity = factories.sub_goal(cast.sub), factories.activity(cast.sub, "Jobcafé")
    factories.saved(ActivityGoal(activity=activity, sub_goal=goal), cast.plan)
    for fields in ({"activity": activity}, {"sub_agreement": cast.sub}, {"sub_agreement": cast.other_sub}):
        factories.saved(
            Story(plan=cast.plan, title=f"Om {next(iter(fields.values()))}", text="<p>Ja</p>", **fields), cast.plan
        )
    answer = cast.client("board").get(_at(cast, "sub_agreement", sub=cast.sub.slug))
    assert f'<dd><a href="{_at(cast, "activity", code=activity.code)}">Jobcafé</a></dd>' in answer.content.decode()
    assert {story.title for story in answer.context["stories"]} == {"Om Jobcafé", "Om Beskæftigelse"}


def test_the_follow_up_group_is_on_its_sub_agreement_s_page_without_contact_details(cast: Cast) -> None:
    body = factories.body(cast.plan, "follow_up_group", "Følgegruppen for job", sub_agreement=cast.sub)
    person = factories.person("Leder af Jobhuset")
    factories.contacts(cast.plan, person, "leder@jobhuset.example")
    factories.holder(factories.seat(body, "Leder"), person=person)
    factories.holder(factories.seat(body, "Tidligere"), person=factories.person("Gået"), ends_on=date(2022, 1, 1))
    for who in ("board", "leader"):
        text = _words(cast, _at(cast, "sub_agreement", sub=cast.sub.slug), who)
        assert "Følgegruppen for job" in text
        assert "Leder af Jobhuset" in text
        assert "jobhuset.example" not in text
        assert "Gået" not in text
        assert "Følgegruppen for job" not in _words(cast, _at(cast, "sub_agreement", sub=cast.other_sub.slug), who)
    assert "Gået" in _words(cast, _at(cast, "sub_agreement", sub=cast.sub.slug) + "?pr=2021-06-01")
