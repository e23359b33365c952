"""The agreement's sections, and the reason that an agreement in force asks for."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from abc_portal.audit.models import ChangeSet
from plans.lifecycle.access import in_force
from plans.lifecycle.enums import State
from plans.models import (
    AgreementSection,
    Plan,
    PlanStep,
    RoundSection,
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


def _step(cast: Cast, state: State) -> None:
    factories.saved(PlanStep(plan=cast.plan, state=state, is_entered_as_it_stands=True), cast.plan)


# --- the sections that the round prescribes ----------------------------------------------------------------


def test_the_round_s_sections_stand_in_its_order_and_say_which_are_missing(cast: Cast) -> None:
    agreement, official = factories.agreement(cast.plan), RoundSection.objects.get(round=cast.plan.round, position=3)
    row = AgreementSection(agreement=agreement, round_section=official, position=3, heading=official.heading)
    factories.saved(row, cast.plan)
    text = _words(cast, _at(cast, "agreements"))
    order = [text.rindex(f"{section.position}. {section.heading}") for section in cast.plan.round.sections.all()]
    assert order == sorted(order)
    assert "2. Vision for boligområdet mangler" in text
    assert "3. Organisering mangler" not in text


def test_all_missing_sections_are_added_in_one_change_set_and_only_once(cast: Cast) -> None:
    agreement = factories.agreement(cast.plan)
    own = AgreementSection(agreement=agreement, position=2, heading="Vores eget")
    factories.saved(own, cast.plan)
    before = ChangeSet.objects.count()
    assert _post(cast, _at(cast, "sections_edit")).status_code == 302
    rows = agreement.sections.exclude(pk=own.pk)
    assert {row.heading for row in rows} == {section.heading for section in cast.plan.round.sections.all()}
    assert rows.get(heading="Vision for boligområdet").position == 9, "its number was taken by the plan's own"
    assert ChangeSet.objects.count() == before + 1
    assert _post(cast, _at(cast, "sections_edit")).status_code == 302
    assert ChangeSet.objects.count() == before + 1


def test_adding_all_sections_makes_the_agreement_that_is_not_there(cast: Cast) -> None:
    assert _post(cast, _at(cast, "sections_edit")).status_code == 302
    assert cast.plan.__class__.objects.get(pk=cast.plan.pk).agreement.sections.count() == 8


def test_a_plan_without_a_round_has_no_sections_to_add(cast: Cast) -> None:
    cast.plan.round = None
    factories.saved(cast.plan, cast.plan)
    assert cast.client("staff").get(_at(cast, "sections_edit")).status_code == 404


def test_the_template_s_own_text_is_shown_as_such(cast: Cast) -> None:
    factories.agreement(cast.plan)
    address = _at(cast, "agreements")
    assert "skabelon" not in _words(cast, address)
    round_, section = cast.plan.round, RoundSection.objects.get(round=cast.plan.round, position=2)
    round_.fixed_text, section.fixed_text = "<p>Fast indledning</p>", "<p>Fast tekst om visionen</p>"
    factories.saved(round_)
    factories.saved(section)
    text = _words(cast, address)
    assert text.index("Fast indledning") < text.index("Fast tekst om visionen")
    assert text.count("Fra Landsbyggefondens skabelon; teksten rettes ikke her.") == 2


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [(3, 1, "CABD"), (1, 3, "BCAD"), (4, 9, "ABCD"), (2, 2, "ABCD"), (1, 4, "BCDA")],
)
def test_a_section_takes_the_number_it_is_given(cast: Cast, moved: int, to: int, order: str) -> None:
    agreement = factories.agreement(cast.plan)
    for position, heading in enumerate("ABCD", 1):
        factories.saved(AgreementSection(agreement=agreement, position=position, heading=heading), cast.plan)
    row, before = agreement.sections.get(position=moved), ChangeSet.objects.count()
    assert _post(cast, _at(cast, "section_edit", pk=row.pk), number=to, text="<p>Nyt</p>").status_code == 302
    assert "".join(agreement.sections.values_list("heading", flat=True)) == order
    row.refresh_from_db()
    assert (row.position, row.text) == (to, "<p>Nyt</p>")
    assert ChangeSet.objects.count() == before + 1


def test_a_section_can_be_deleted(cast: Cast) -> None:
    row = factories.agreement(cast.plan, sections=1).sections.get()
    address = _at(cast, "section_delete", pk=row.pk)
    client = cast.client("staff")
    assert client.post(address, {"seen": client.get(address).context["seen"]}).status_code == 302
    assert not AgreementSection.objects.filter(pk=row.pk).exists()


# --- the reason --------------------------------------------------------------------------------------------------


def _running(cast: Cast) -> None:
    """The plan's period runs today."""
    cast.plan.starts_on = timezone.localdate() - timedelta(days=30)
    cast.plan.ends_on = timezone.localdate() + timedelta(days=30)
    factories.saved(cast.plan, cast.plan)


def test_an_agreement_holds_while_its_period_runs(cast: Cast) -> None:
    _running(cast)
    today = timezone.localdate()
    assert not in_force(cast.plan, today=today), "there is no agreement"
    factories.agreement(cast.plan)
    assert in_force(cast.plan, today=today)
    assert not in_force(cast.plan, today=cast.plan.starts_on - timedelta(days=1))
    assert not in_force(cast.plan, today=cast.plan.ends_on + timedelta(days=1))


@pytest.mark.parametrize("state", State)
def test_the_plan_s_state_says_whether_the_agreement_holds(cast: Cast, state: State) -> None:
    _step(cast, state)
    binding = state in (State.GRANTED, State.RUNNING, State.CHANGE_PENDING)
    assert in_force(cast.plan, today=date(2020, 1, 1)) is binding
    factories.agreement(cast.plan)
    over = state in (State.CLOSED, State.SETTLED)
    assert in_force(cast.plan, today=date(2022, 1, 1)) is not over


def _texts(cast: Cast) -> list[tuple[str, dict[str, str]]]:
    """Every page that edits what the parties agreed on, with a change of it."""
    plan, sub, party = cast.plan, cast.sub, factories.party(cast.plan)
    section = factories.agreement(plan, sections=1).sections.get()
    line = {"rows-0-who": "Politiet", "rows-0-contributes": "Råd"}
    return [
        (_at(cast, "agreement_edit"), {"source": "Aftalen på tryk"}),
        (_at(cast, "section_edit", pk=section.pk), {"number": "7"}),
        (_at(cast, "sub_agreement_edit", sub=sub.slug), {"its_parties": str(party.pk)}),
        (_at(cast, "focus_area_edit", pk=sub.plan_focus_area_id), {"handled_where": "I kommunen"}),
        (_at(cast, "party_edit", pk=party.pk), {"left": "2023"}),
        (_at(cast, "signatory_edit", pk=factories.signatory(party).pk), {"title": "Direktør"}),
        (_at(cast, "sub_goal_edit", pk=factories.sub_goal(sub).pk), {"text": "Et andet delmål"}),
        (_at(cast, "support_edit", pk=factories.support(plan).pk), {"note": "Gennem naboskab"}),
        (_at(cast, "own_goal_edit", pk=factories.own_goal(plan).pk), {"text": "Et andet mål"}),
        (_at(cast, "sub_roles_edit", sub=sub.slug), line),
        (_at(cast, "roles_edit"), line),
    ]


def test_every_text_of_an_agreement_in_force_asks_why(cast: Cast) -> None:
    pages = _texts(cast)
    for address, _change in pages:
        assert not cast.client("staff").get(address).context["form"].fields["reason"].required, address
    _step(cast, State.RUNNING)
    for address, change in pages:
        assert WHY in readers.words(cast.client("staff").get(address)), address
        answer = _post(cast, address, **change)
        assert answer.status_code == 422, address
        assert answer.context["form"].errors["reason"] == [WHY], address
        assert _post(cast, address, **change, reason="Aftalt").status_code == 302, address
        assert ChangeSet.objects.first().reason == "Aftalt"  # type: ignore[union-attr]


def test_who_changes_nothing_need_not_say_why(cast: Cast) -> None:
    pages = _texts(cast)
    _step(cast, State.RUNNING)
    before = ChangeSet.objects.count()
    for address, _change in pages:
        assert _post(cast, address).status_code == 302, address
    assert ChangeSet.objects.count() == before


def test_what_was_agreed_is_not_deleted_without_a_word(cast: Cast) -> None:
    goal = factories.sub_goal(cast.sub)
    _step(cast, State.RUNNING)
    address, client = _at(cast, "sub_goal_delete", pk=goal.pk), cast.client("staff")
    opened = client.get(address)
    assert WHY in readers.words(opened)
    refused = client.post(address, {"seen": opened.context["seen"], "reason": "  "})
    assert refused.status_code == 422
    assert SubGoal.objects.filter(pk=goal.pk).exists()
    assert client.post(address, {"seen": opened.context["seen"], "reason": "Er nået"}).status_code == 302
    assert ChangeSet.objects.first().reason == "Er nået"  # type: ignore[union-attr]


def test_the_administration_asks_why_too(cast: Cast) -> None:
    address = reverse("admin:plans_subagreement_change", args=[cast.sub.pk])
    client = cast.client("leader")
    assert client.post(address, html.posted(client.get(address)) | {"name": "Job"}).status_code == 302
    _step(cast, State.RUNNING)
    answer = client.post(address, html.posted(client.get(address)) | {"name": "Arbejde"})
    assert WHY in answer.content.decode()
    data = html.posted(client.get(address)) | {"name": "Arbejde", "reason": "Bestyrelsen har besluttet det"}
    assert client.post(address, data).status_code == 302
