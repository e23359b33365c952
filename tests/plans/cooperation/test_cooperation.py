"""Agreements beside the plan: shown to all with the plan, edited with their parties as one, missing files told."""

import pytest

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from plans.models import CooperationAgreement, CooperationParty
from tests import factories, readers
from tests.findings import findings
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db
AGREEMENTS = "/planer/plan-a/aftaler/"
ADD = f"{AGREEMENTS}samarbejde/tilfoej/"


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def page(agreement: CooperationAgreement, rest: str = "") -> str:
    return f"{AGREEMENTS}samarbejde/{agreement.pk}/{rest}"


def parties(agreement: CooperationAgreement) -> list[str]:
    return [str(party) for party in agreement.parties.all()]


def test_an_agreement_is_added_with_its_parties_in_one_change_set_once(cast: Cast) -> None:
    organisation = factories.organisation("Ungdomsskolen", kind="other")
    file = factories.plan_file(cast.plan, "Underskrevet aftale")
    client = cast.client("staff")
    data = {
        **posted(client.get(ADD)), "title": "Lommepengeprojekt", "kind": "cofinancing", "start": "2021", "end": "juni 2022",
        "signed": "foråret 2021", "file": file.pk, "subject": "<p>Hvem gør hvad</p>",
        "parties-0-organisation": organisation.pk, "parties-1-name": "Foreningen på hjørnet",
    }  # fmt: skip
    change_sets_before = ChangeSet.objects.count()
    answers = [client.post(ADD, data) for _ in range(2)]
    agreement = CooperationAgreement.objects.get()
    assert [answer.url for answer in answers] == [page(agreement)] * 2
    assert ChangeSet.objects.count() == change_sets_before + 1
    assert parties(agreement) == ["Ungdomsskolen", "Foreningen på hjørnet"]
    shown = readers.words(cast.client("observer").get(page(agreement)))
    for text in (
        "medfinansieringsaftale",
        "Ungdomsskolen Foreningen på hjørnet", "2021 – juni 2022", "foråret 2021", "Underskrevet aftale", "Hvem gør hvad",
    ):  # fmt: skip
        assert text in shown
    listed = readers.words(cast.client("observer").get(AGREEMENTS))
    assert (
        "Lommepengeprojekt medfinansieringsaftale · Ungdomsskolen og Foreningen på hjørnet · 2021 – juni 2022" in listed
    )


@pytest.mark.parametrize("person", ["board", "group", "department", "auditor", "observer"])
def test_who_does_not_see_the_signed_file_sees_that_it_is_there(cast: Cast, person: str) -> None:
    file = factories.plan_file(cast.plan, "Hemmeligt bilag", sight="secretariat")
    agreement = factories.cooperation(cast.plan, file=file)
    shown = readers.words(cast.client(person).get(page(agreement)))
    assert "i arkivet; din rolle giver ikke adgang til den" in shown
    assert "Hemmeligt" not in shown
    assert "Hemmeligt bilag" in readers.words(cast.client("leader").get(page(agreement)))


def test_a_refused_form_keeps_the_parties_that_were_typed(cast: Cast) -> None:
    client = cast.client("leader")
    data = {**posted(client.get(ADD)), "title": "", "parties-0-name": "Ny part", "start": "2022", "end": "2021"}
    answer = client.post(ADD, data)
    assert answer.status_code == 422
    assert "Den sidste dag ligger før den første. Ret datoerne." in answer.context["form"].non_field_errors()
    assert answer.context["form"].row_sets[0][0]["name"].value() == "Ny part"
    assert not CooperationAgreement.objects.exists()


def test_the_same_organisation_twice_is_reported_and_nothing_is_saved(cast: Cast) -> None:
    organisation = factories.organisation()
    client = cast.client("leader")
    twice = {f"parties-{number}-organisation": organisation.pk for number in (0, 1)}
    answer = client.post(ADD, {**posted(client.get(ADD)), "title": "To gange", **twice})
    assert answer.status_code == 422
    assert answer.context["form"].row_sets[0].total_error_count()
    assert not CooperationParty.objects.exists()


def test_parties_are_changed_added_and_taken_away_and_the_history_has_one_change_set(cast: Cast) -> None:
    agreement = factories.cooperation(cast.plan)
    other = factories.saved(CooperationParty(agreement=agreement, name="Går ud", position=1), cast.plan)
    client = cast.client("leader")
    data = posted(client.get(page(agreement, "rediger/")))
    changed = {
        "parties-0-name": "Nyt navn",
        "parties-1-DELETE": "on",
        "parties-2-name": "Kommer til",
        "reason": "Ny part",
    }
    assert client.post(page(agreement, "rediger/"), {**data, **changed}).status_code == 302
    assert parties(agreement) == ["Nyt navn", "Kommer til"]
    change_set = ChangeSet.objects.latest("pk")
    assert (change_set.reason, change_set.touched.count()) == ("Ny part", 4)
    assert not CooperationParty.objects.filter(pk=other.pk).exists()


def test_saving_what_was_not_changed_leaves_no_trace(cast: Cast) -> None:
    agreement, client = factories.cooperation(cast.plan), cast.client("leader")
    before = ChangeSet.objects.count()
    assert client.post(page(agreement, "rediger/"), posted(client.get(page(agreement, "rediger/")))).status_code == 302
    assert ChangeSet.objects.count() == before


def test_two_writers_of_one_party_both_see_both_and_of_different_parties_neither_loses(cast: Cast) -> None:
    agreement = factories.cooperation(cast.plan)
    second = factories.saved(CooperationParty(agreement=agreement, name="Anden", position=1), cast.plan)
    client, address = cast.client("leader"), page(agreement, "rediger/")
    data = posted(client.get(address))
    first = agreement.parties.first()
    first.name = "Gemt af den anden"
    change_sets.save(first, change_set=change_sets.begin(by=cast.staff))
    answer = client.post(address, {**data, "parties-0-name": "Skrevet her", "parties-1-name": "Anden rettet"})
    assert answer.status_code == 422
    text = readers.words(answer)
    assert "Gemt af den anden" in text
    assert answer.context["form"].row_sets[0][0]["name"].value() == "Skrevet her"
    assert client.post(address, posted(answer)).status_code == 302
    assert parties(agreement) == ["Skrevet her", "Anden rettet"]
    assert CooperationParty.objects.get(pk=second.pk).version == 2


def test_a_party_that_was_deleted_concurrently_is_reported_with_what_was_typed(cast: Cast) -> None:
    agreement = factories.cooperation(cast.plan)
    client, address = cast.client("leader"), page(agreement, "rediger/")
    data = posted(client.get(address))
    change_sets.delete(agreement.parties.get(), change_set=change_sets.begin(by=cast.staff))
    answer = client.post(address, {**data, "parties-0-name": "Skrevet her"})
    assert answer.status_code == 422
    assert "»Frivilligcentret« blev slettet af staff, mens du skrev" in readers.words(answer)
    assert "Skrevet her" in readers.words(answer)
    assert client.post(address, posted(answer)).status_code == 302
    assert parties(agreement) == []


def test_deleting_an_agreement_takes_its_parties_and_leaves_the_file(cast: Cast) -> None:
    file = factories.plan_file(cast.plan)
    agreement, client = factories.cooperation(cast.plan, file=file), cast.client("leader")
    asked = client.get(page(agreement, "slet/"))
    assert "Frivilligcentret" in readers.words(asked)
    answer = client.post(page(agreement, "slet/"), {"seen": asked.context["seen"]})
    assert answer.url == AGREEMENTS
    assert not CooperationParty.objects.exists()
    assert file.versions.get().content


def test_an_agreement_of_another_plan_is_not_found(cast: Cast) -> None:
    agreement = factories.cooperation(cast.other_plan)
    for rest in ("", "rediger/", "slet/"):
        assert cast.client("leader").get(page(agreement, rest)).status_code == 404


def test_an_agreement_without_its_signed_file_is_found(cast: Cast) -> None:
    factories.cooperation(cast.plan, "Med fil", file=factories.plan_file(cast.plan))
    missing = factories.cooperation(cast.plan, "Uden fil")
    [found] = [finding for finding in findings(cast.plan) if finding.code == "cooperation-agreement-without-file"]
    assert (found.severity, found.link) == ("info", page(missing, "rediger/"))
    assert "Uden fil" in found.message
