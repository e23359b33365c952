"""What is alike stands in one line, each remark of it still known by itself."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from abc_portal.audit.models import ChangeSet
from abc_portal.review.models import SetAside
from abc_portal.review.presenters import RemarkLine, remark_lines
from plans.models import Plan
from tests import factories, readers
from tests.findings import remarks
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db
PAGE = "/planer/plan-a/gennemgang/"
CODE = "activity-without-purpose"


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def plan() -> Plan:
    return Plan.objects.with_places().get(slug="plan-a")


def lines(code: str = CODE) -> list[RemarkLine]:
    return [line for line in remark_lines(remarks(plan()).open) if line.finding.code == code]


def _activities(cast: Cast, count: int) -> None:
    for number in range(count):
        factories.activity(cast.sub, f"Nr. {number}")


def _signatures(cast: Cast, count: int) -> None:
    """Several who sign for one party, none of them with a date: the remarks read alike."""
    party = factories.party(cast.plan, printed_name="AKB")
    for _number in range(count):
        factories.signatory(party, state="signed")


def test_many_rows_of_a_kind_are_one_line_that_names_each(cast: Cast, capsys: Any) -> None:
    _activities(cast, 67)
    [line] = lines()
    assert line.message == "Formålet er ikke beskrevet for 67 aktiviteter."
    call_command("check_plan", "plan-a")
    printed = capsys.readouterr().out
    assert printed.count(f"({CODE})") == 1
    assert "Nr. 0; Nr. 1; Nr. 10;" in printed
    text = readers.words(cast.client("leader").get(PAGE))
    assert "Formålet er ikke beskrevet for 67 aktiviteter." in text
    assert "Nr. 66" in text
    call_command("check_plan", "plan-a", "--json")
    [item] = [item for item in json.loads(capsys.readouterr().out) if item["code"] == CODE]
    assert (item["message"], len(item["rows"])) == ("Formålet er ikke beskrevet for 67 aktiviteter.", 67)


def test_one_row_of_a_kind_reads_as_it_did(cast: Cast) -> None:
    _activities(cast, 1)
    [line] = lines()
    assert (line.where, line.message) == ("Aktivitet · Nr. 0", "Formålet med »Nr. 0« er ikke beskrevet.")


def test_setting_one_aside_leaves_those_that_read_alike(cast: Cast) -> None:
    _signatures(cast, 5)
    [line] = lines("signature-date-missing")
    assert len({remark.finding.message for remark in line.remarks}) == 1
    factories.set_aside(cast.plan, line.remarks[2])
    [line] = lines("signature-date-missing")
    assert len(line.remarks) == 4


def test_five_rows_that_have_nothing_to_tell_them_apart_are_five(cast: Cast) -> None:
    for _number in range(3):
        owner = factories.organisation()
        factories.takes_part(cast.plan, factories.department("Nord", owner=owner), left_on=date(2020, 1, 1))
    found = [remark for remark in remarks(plan()).all if remark.finding.code == "takes-part-outside-period"]
    assert len({remark.mark for remark in found}) == 3
    factories.set_aside(cast.plan, found[1])
    left = [remark.mark for remark in remarks(plan()).open if remark.finding.code == "takes-part-outside-period"]
    assert left == [found[0].mark, found[2].mark]


def test_what_was_set_aside_before_rows_were_told_apart_stays_so(cast: Cast) -> None:
    _signatures(cast, 2)
    finding = lines("signature-date-missing")[0].finding
    [former] = finding.former_fingerprints
    row = SetAside(plan=cast.plan, code=finding.code, where=finding.where, message=finding.message, because="Set")
    row.fingerprint = former
    factories.saved(row, cast.plan)
    assert lines("signature-date-missing") == []
    assert remarks(plan()).past == ()


def test_all_of_a_kind_are_set_aside_at_once_and_taken_back_one_by_one(cast: Cast) -> None:
    _activities(cast, 4)
    [line] = lines()
    client, address = cast.client("staff"), f"{PAGE}{line.remarks[1].mark}/laeg-til-side/"
    asked = client.get(address)
    assert "Læg også 3 andre af samme slags til side med samme begrundelse" in readers.words(asked)
    before = ChangeSet.objects.count()
    answer = client.post(address, {**posted(asked), "because": "Gammelt.", "all_alike": "on"}, follow=True)
    assert "4 bemærkninger er lagt til side." in readers.words(answer)
    assert ChangeSet.objects.count() == before + 1
    assert lines() == []
    [aside] = [line for line in remark_lines(remarks(plan()).set_aside) if line.finding.code == CODE]
    assert len(aside.remarks) == 4
    text = readers.words(client.get(f"{PAGE}?tilsidesatte=on"))
    assert text.count("Gammelt.") == 4
    row = SetAside.objects.first()
    assert row is not None
    back = f"{PAGE}lagt-til-side/{row.pk}/tag-frem/"
    client.post(back, {"seen": client.get(back).context["seen"]})
    assert len(lines()) == 1


def test_only_the_one_is_set_aside_where_the_others_are_not_ticked(cast: Cast) -> None:
    _activities(cast, 3)
    [line] = lines()
    client, address = cast.client("staff"), f"{PAGE}{line.remarks[0].mark}/laeg-til-side/"
    client.post(address, {**posted(client.get(address)), "because": "Gammelt."})
    [line] = lines()
    assert len(line.remarks) == 2
    client.post(f"{PAGE}{line.remarks[0].mark}/laeg-til-side/", {"because": "Gammelt."})
    [line] = lines()
    last = client.get(f"{PAGE}{line.remarks[0].mark}/laeg-til-side/")
    assert "all_alike" not in last.context["form"].fields


@pytest.mark.parametrize(
    ("where", "message", "holds"),
    [
        ("Aktivitet: Nr. 0 · Nr. 0", "»Nr. 0« mangler et formål.", True),  # reworded since
        ("Aktivitet · Nr. 1", "Formålet med »Nr. 1« er ikke beskrevet.", False),
        ("Aktivitet · Nr. 0", "Formålet med »Nr. 0« er ikke beskrevet i 2 år.", False),
    ],
)
def test_what_was_set_aside_by_its_words_survives_another_wording(
    cast: Cast, where: str, message: str, holds: bool
) -> None:
    _activities(cast, 1)
    factories.saved(SetAside(plan=cast.plan, code=CODE, where=where, message=message, because="Set"), cast.plan)
    assert bool(remarks(plan()).set_aside) is holds


def test_by_the_gist_of_words_only_one_remark_is_set_aside(cast: Cast) -> None:
    _signatures(cast, 2)
    words = {"where": "Aftale · AKB", "message": "Datoen for AKB mangler."}
    factories.saved(SetAside(plan=cast.plan, code="signature-date-missing", because="Set", **words), cast.plan)
    [line] = lines("signature-date-missing")
    assert len(line.remarks) == 2
