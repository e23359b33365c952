"""Choosing one of many in a plan's forms: by key or by typing, with nothing lost, and as dear with many as with few."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abc_portal.directory.models import OrganisationAlias
from plans.models import Party, PositionOrganisation
from tests import factories, progress
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("plans:party_add", args=["plan-a"])


def sent(client: Any, address: str, **typed: str) -> Any:
    """The untouched form with these fields, as a browser without script sends them."""
    data = {**posted(client.get(address)), "role": "bound", "printed_name": "Som i aftalen"}
    return client.post(address, {**data, **typed})


def chosen(cast: Cast) -> list[str]:
    return [party.organisation.name for party in Party.objects.filter(plan=cast.plan)]


@pytest.mark.parametrize("typed", ["Lejerbo", "  LEJERBO ", "12345674", "Lejerbos afdeling i byen"])
def test_a_typed_name_number_or_other_name_is_matched_on_saving(cast: Cast, address: str, typed: str) -> None:
    row = factories.organisation("Lejerbo", cvr="12345674")
    factories.saved(OrganisationAlias(organisation=row, name="Lejerbos afdeling i byen"))
    factories.organisation("Lejerbo Nord")
    answer = sent(cast.client("staff"), address, organisation_typed=typed, organisation_was="", organisation="")
    assert answer.status_code == 302, answer.context["form"].errors
    assert chosen(cast) == ["Lejerbo"]


def test_a_text_that_fits_several_asks_which_and_keeps_all_that_was_typed(cast: Cast, address: str) -> None:
    factories.organisation("Lejerbo Nord")
    south = factories.organisation("Lejerbo Syd")
    client = cast.client("staff")
    answer = sent(client, address, organisation_typed="lejerbo", organisation_was="", organisation="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "»lejerbo« er ikke et helt navn på listen" in page
    assert "Lejerbo Nord" in page
    assert f'name="organisation_pick" value="{south.pk}"' in " ".join(page.split())
    assert 'value="lejerbo"' in page
    assert 'value="Som i aftalen"' in page
    assert chosen(cast) == []
    more = {"organisation_typed": "lejerbo", "organisation_was": "", "organisation": ""}
    more["organisation_pick"], more["organisation_asked"] = str(south.pk), "noget andet"
    assert sent(client, address, **more).status_code == 422
    assert sent(client, address, **{**more, "organisation_asked": "lejerbo"}).status_code == 302
    assert chosen(cast) == ["Lejerbo Syd"]


def test_two_of_one_name_are_asked_about(cast: Cast, address: str) -> None:
    for town in ("Aarhus Kommune", "Odense Kommune"):
        place = factories.organisation(town, kind="municipality")
        factories.organisation("Boligselskabet", municipality=place)
    more = {"organisation_typed": "Boligselskabet", "organisation_was": "", "organisation": ""}
    page = sent(cast.client("staff"), address, **more).content.decode()
    assert "Flere på listen har det navn" in page
    assert "Odense Kommune" in page


def test_what_is_not_in_the_list_gets_a_sentence_and_a_pick_that_does_not_fit_is_none(cast: Cast, address: str) -> None:
    other = factories.organisation("Lejerbo")
    more = {"organisation_typed": "Boligkontoret", "organisation_was": "", "organisation": ""}
    answer = sent(cast.client("staff"), address, **more, organisation_pick=str(other.pk))
    assert "der hedder »Boligkontoret«" in answer.content.decode()
    assert chosen(cast) == []


def test_a_key_holds_while_its_text_is_untouched_and_not_when_another_is_written(cast: Cast) -> None:
    first, second = factories.organisation("Lejerbo"), factories.organisation("Boligkontoret")
    party, client = factories.party(cast.plan, organisation=first), cast.client("staff")
    address = reverse("plans:party_edit", args=["plan-a", party.pk])
    key = str(first.pk)
    for typed, result in (("Lejerbo", first), ("Boligkontoret", second)):
        data = {**posted(client.get(address)), "reason": "Aftalt"}
        more = {"organisation": key, "organisation_was": "Lejerbo", "organisation_typed": typed}
        assert client.post(address, {**data, **more}).status_code == 302
        party.refresh_from_db()
        assert party.organisation == result
    emptied = {**posted(client.get(address)), "organisation_typed": "", "organisation_was": "Boligkontoret"}
    assert "organisation" in client.post(address, emptied).context["form"].errors


def test_a_row_of_a_table_is_chosen_by_typing(cast: Cast) -> None:
    factories.organisation("Lejerbo")
    address, client = reverse("plans:position_add", args=["plan-a"]), cast.client("staff")
    data = {**posted(client.get(address)), "title": "Leder"}
    data |= {"organisations-0-organisation_typed": "lejer", "organisations-0-organisation_was": ""}
    data |= {"organisations-0-role": "employer"}
    answer = client.post(address, data)
    assert "Vælg nedenfor, hvilken du mener" in answer.content.decode()
    answer = client.post(address, {**data, "organisations-0-organisation_typed": "lejerbo"})
    assert answer.status_code == 302
    assert PositionOrganisation.objects.get().organisation.name == "Lejerbo"


def test_a_choice_that_is_no_longer_offered_may_stay(cast: Cast) -> None:
    """A milestone's responsible of another plan's secretariat is neither lost nor offered anew."""
    stranger = factories.person("Deres formand", by=cast.other_leader)
    holder = factories.holder(factories.seat(factories.body(cast.plan)), person=stranger)
    factories.saved(holder, cast.plan)
    row = progress.milestone(cast.plan, person=stranger)
    client = cast.client("staff")
    address = reverse("plans:milestone_edit", args=["plan-a", row.pk])
    page = client.get(address)
    assert 'value="Deres formand' in page.content.decode()
    assert client.post(address, {**posted(page), "text": "Et nyt ord"}).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.person) == ("Et nyt ord", stranger)


def test_the_second_writer_sees_what_was_typed_and_what_the_first_chose(cast: Cast) -> None:
    first, second = factories.organisation("Lejerbo"), factories.organisation("Boligkontoret")
    party, client = factories.party(cast.plan, organisation=first), cast.client("staff")
    address = reverse("plans:party_edit", args=["plan-a", party.pk])
    data = {**posted(client.get(address)), "organisation_was": "Lejerbo", "organisation_typed": "Lejerbo"}
    theirs = Party.objects.get(pk=party.pk)
    theirs.organisation = second
    factories.saved(theirs, cast.plan)
    answer = client.post(address, {**data, "printed_name": "Skrevet af den anden"})
    assert answer.context["form"].conflict is not None
    page = answer.content.decode()
    assert 'value="Boligkontoret"' in page  # only the other changed it, so theirs stands
    assert 'value="Skrevet af den anden"' in page


PAGES = ("party_add", "position_add", "milestone_add", "effort_add", "relation_add", "department_add", "area_add")


def test_a_form_is_as_large_and_asks_as_often_with_many_rows_as_with_few(cast: Cast) -> None:
    client = cast.client("leader")

    def opened(page: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse(f"plans:{page}", args=["plan-a"]))
        assert answer.status_code == 200
        return len(queries), len(answer.content)

    few = {page: opened(page) for page in PAGES}
    for number in range(60):
        owner = factories.organisation(f"Boligorganisation nummer {number}")
        factories.department(f"Afdeling nummer {number}", owner=owner)
        factories.area(f"Område nummer {number}")
        factories.person(f"Formand nummer {number}", by=cast.leader)
        factories.member(factories.plan(f"plan-{number}"), cast.leader, "leader")
    for page in PAGES:
        queries, size = opened(page)
        assert queries == few[page][0], page
        assert abs(size - few[page][1]) < 200, page  # the token differs in length
