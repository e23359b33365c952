"""Remarks are set aside with a reason, come back when the facts change, and are found in the list by its filters."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.reporting.interchange import export_plan, import_plan
from abc_portal.review.findings import Remark
from abc_portal.review.models import SetAside
from abc_portal.review.presenters import remark_lines
from indicators.models import Observation
from plans.models import Plan
from tests import factories, readers, wrong
from tests.findings import remarks
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db
PAGE = "/planer/plan-a/gennemgang/"
REASON = "Bestyrelsen har set på det."


@pytest.fixture(scope="module")
def wrongly(cast_once: Cast, django_db_blocker: Any) -> Cast:
    """The cast with a plan in which everything is wrong."""
    with django_db_blocker.unblock():
        wrong.everything(cast_once)
    return cast_once


@pytest.fixture
def cast(wrongly: Cast) -> Cast:
    return wrongly


def plan() -> Plan:
    return Plan.objects.with_places().get(slug="plan-a")


def remark(code: str) -> Remark:
    return next(item for item in remarks(plan()).all if item.finding.code == code)


def set_aside(cast: Cast, code: str, query: str = "", **data: str) -> Any:
    """In the browser, as staff do it."""
    address = f"{PAGE}{remark(code).mark}/laeg-til-side/{query}"
    client = cast.client("staff")
    return client.post(address, {**posted(client.get(address)), "because": REASON, **data})


def test_a_remark_leaves_the_list_and_is_shown_with_reason_name_and_time(cast: Cast) -> None:
    before = len(remark_lines(remarks(plan()).open))
    wanted = remark("value-out-of-range")
    set_aside(cast, "value-out-of-range")
    assert ChangeSet.objects.latest("pk").reason == REASON
    text = readers.words(cast.client("auditor").get(PAGE))
    assert f"{before - 1} bemærkninger" in text
    assert readers.squeezed(wanted.finding.message) not in text
    assert "1 bemærkning er lagt til side." in text
    text = readers.words(cast.client("auditor").get(f"{PAGE}?tilsidesatte=on"))
    assert readers.squeezed(wanted.finding.message) in text
    assert f"Lagt til side, fordi: {REASON} · staff · " in text


def test_who_gave_the_present_reason_is_shown(cast: Cast) -> None:
    set_aside(cast, "board-missing")
    row, client = SetAside.objects.get(), cast.client("leader")
    address = f"{PAGE}lagt-til-side/{row.pk}/rediger/"
    client.post(address, {**posted(client.get(address)), "because": "Repræsentantskabet leder planen."})
    text = readers.words(client.get(f"{PAGE}?tilsidesatte=on"))
    assert "Repræsentantskabet leder planen. · leader · " in text
    assert REASON not in text


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_demanded(cast: Cast, reason: str) -> None:
    answer = set_aside(cast, "board-missing", because=reason)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["because"]
    assert not SetAside.objects.exists()


def test_sent_twice_acts_once(cast: Cast) -> None:
    address, client = f"{PAGE}{remark('board-missing').mark}/laeg-til-side/", cast.client("staff")
    data = {**posted(client.get(address)), "because": REASON}
    change_sets = ChangeSet.objects.count()
    first, second = client.post(address, data), client.post(address, data)
    assert first.status_code == second.status_code == 302
    assert second.headers["Location"] == f"{PAGE}#bemaerkninger"
    assert (SetAside.objects.count(), ChangeSet.objects.count()) == (1, change_sets + 1)


def test_in_two_windows_the_second_gets_a_message(cast: Cast) -> None:
    address, client = f"{PAGE}{remark('board-missing').mark}/laeg-til-side/", cast.client("leader")
    data = {**posted(client.get(address)), "because": "En anden grund."}
    set_aside(cast, "board-missing")
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert "Bemærkningen er allerede lagt til side." in readers.words(answer)
    assert "En anden grund." in answer.content.decode()


def test_when_the_facts_change_the_remark_is_reported_again_and_the_reason_can_be_cleared(cast: Cast) -> None:
    set_aside(cast, "value-out-of-range")
    row, client = Observation.objects.get(value=13), cast.client("staff")
    address = f"{PAGE}{remark('value-out-of-range').mark}/laeg-til-side/"
    row.value = 14
    factories.saved(row, cast.plan)
    assert remark("value-out-of-range").aside is None
    text = readers.words(client.get(f"{PAGE}?tilsidesatte=on"))
    assert "Gælder ikke længere (1)" in text
    answer = client.post(address, {"because": "Skrevet forgæves"})
    assert answer.status_code == 404
    assert "Skrevet forgæves" in readers.words(answer), "what was typed is kept"
    address = f"{PAGE}lagt-til-side/{SetAside.objects.get().pk}/tag-frem/"
    asked = client.get(address)
    assert "Ryd begrundelsen?" in readers.words(asked)
    answer = client.post(address, {"seen": asked.context["seen"]}, follow=True)
    assert "Begrundelsen er ryddet." in readers.words(answer)
    assert not SetAside.objects.exists()


def test_a_remark_is_taken_back_after_a_question_and_only_once(cast: Cast) -> None:
    set_aside(cast, "board-missing")
    client, address = cast.client("leader"), f"{PAGE}lagt-til-side/{SetAside.objects.get().pk}/tag-frem/"
    asked = client.get(address)
    assert remark("board-missing").aside is not None, "asking changes nothing"
    assert REASON in readers.words(asked)
    change_sets = ChangeSet.objects.count()
    answer = client.post(address, {"seen": asked.context["seen"]}, follow=True)
    assert "Bemærkningen er taget frem igen." in readers.words(answer)
    assert remark("board-missing").aside is None
    again = client.post(address, {"seen": asked.context["seen"]}, follow=True)
    assert "er slettet" in readers.words(again), "who sends it twice is told that it is done"
    assert ChangeSet.objects.count() == change_sets + 1


def test_a_remark_of_another_plan_stays(cast: Cast) -> None:
    row = factories.set_aside(cast.other_plan, remark("board-missing"))
    assert remark("board-missing").aside is None
    assert cast.client("leader").get(f"{PAGE}lagt-til-side/{row.pk}/tag-frem/").status_code == 404


def test_it_is_the_same_remark_in_every_language(cast: Cast) -> None:
    set_aside(cast, "board-missing")
    client = cast.client("staff")
    with CaptureQueriesContext(connection) as danish:
        client.get(PAGE)
    client.cookies["django_language"] = "en"
    with CaptureQueriesContext(connection) as english:
        answer = client.get(f"{PAGE}?tilsidesatte=on")
    assert "The plan has no board or steering group." in readers.words(answer)
    assert len(answer.context["set_aside"]) == 1
    assert len(english) == len(danish) + 1, "the history of those set aside"
    mark = next(
        line.finding.fingerprint
        for _severity, lines in answer.context["groups"]
        for line in lines
        if line.finding.code == "area-differs"
    )
    address = f"{PAGE}{mark}/laeg-til-side/"
    client.post(address, {**posted(client.get(address)), "because": REASON})
    assert remark("area-differs").aside is not None
    with translation.override("en"):
        assert {item.finding.code for item in remarks(plan()).set_aside} == {
            "board-missing",
            "area-differs",
        }


def test_one_returns_to_the_next_remark_of_the_list_as_it_was_narrowed(cast: Cast) -> None:
    errors = [item for item in remarks(plan()).open if item.finding.severity == "error"]
    left = [error for error in errors if error.finding.code != "local-share-too-low"]
    place = [error.finding.code for error in errors].index("local-share-too-low")
    cancel = cast.client("staff").get(f"{PAGE}{errors[place].mark}/laeg-til-side/?grad=fejl").context["back"]
    assert cancel == f"{PAGE}?grad=fejl#b-{errors[place].mark}"
    answer = set_aside(cast, "local-share-too-low", "?grad=fejl&andet=1")
    assert answer.headers["Location"] == f"{PAGE}?grad=fejl#b-{left[place].mark}"
    assert f'id="b-{left[place].mark}"' in cast.client("staff").get(f"{PAGE}?grad=fejl").content.decode()
    answer = set_aside(cast, left[-1].finding.code, "?grad=fejl")
    assert answer.headers["Location"] == f"{PAGE}?grad=fejl#bemaerkninger", "it was the last"


def test_another_wording_does_not_undo_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    set_aside(cast, "board-missing")
    monkeypatch.setattr("governance.bodies.findings._", lambda text: f"{text} (reworded)")
    assert remark("board-missing").finding.message.endswith("(reworded)")
    assert remark("board-missing").aside is not None


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_was_set_aside_by_its_words_stays_set_aside_until_they_change(cast: Cast, language: str) -> None:
    finding = remark("value-out-of-range").finding
    factories.saved(
        SetAside(plan=cast.plan, code=finding.code, where=finding.where, message=finding.message, because=REASON),
        cast.plan,
    )
    with translation.override(language):
        assert [item.finding.code for item in remarks(plan()).set_aside] == ["value-out-of-range"]
        assert remarks(plan()).past == ()
    row = Observation.objects.get(value=13)
    row.value = 14
    factories.saved(row, cast.plan)
    with translation.override(language):
        assert (remarks(plan()).set_aside, len(remarks(plan()).past)) == ([], 1)


def test_what_was_set_aside_by_its_words_is_not_set_aside_twice(cast: Cast) -> None:
    finding = remark("board-missing").finding
    factories.saved(
        SetAside(plan=cast.plan, code=finding.code, where=finding.where, message=finding.message, because=REASON),
        cast.plan,
    )
    answer = set_aside(cast, "board-missing")
    assert answer.status_code == 422
    assert "Bemærkningen er allerede lagt til side." in readers.words(answer)
    assert SetAside.objects.count() == 1


def test_the_table_its_history_and_its_administration_stand_where_they_stood_before() -> None:
    """The review is a part of its own, and what was set aside before is found as it was."""
    found = [(model._meta.label, model._meta.db_table) for model in (SetAside, SetAside.history.model)]
    assert found == [("plans.SetAside", "plans_setaside"), ("plans.HistoricalSetAside", "plans_historicalsetaside")]
    assert reverse("admin:plans_setaside_changelist") == "/admin/plans/setaside/"


# --- what is shown ----------------------------------------------------------------------------------------


def shown(cast: Cast, query: str, person: str = "auditor") -> list[Remark]:
    groups = cast.client(person).get(PAGE + query).context["groups"]
    return [remark for _severity, lines in groups for line in lines for remark in line.remarks]


def test_the_list_is_narrowed_by_severity_and_area(cast: Cast) -> None:
    everything = shown(cast, "")
    assert len(everything) == len(remarks(plan()).all)
    for word, severity in (("fejl", "error"), ("advarsel", "warning"), ("raad", "info")):
        found = shown(cast, f"?grad={word}")
        assert found == [item for item in everything if item.finding.severity == severity] != []
    for topic in ("aftaler", "oekonomi", "indikatorer", "organer", "milepaele"):
        found = shown(cast, f"?omraade={topic}")
        assert found == [item for item in everything if item.topic == topic] != []
    both = shown(cast, "?grad=fejl&omraade=oekonomi")
    assert {item.finding.code for item in both} == {"periods-differ-from-total", "local-share-too-low"}
    assert shown(cast, "?grad=værst&omraade=1") == everything
    answer = cast.client("auditor").get(f"{PAGE}?grad=fejl&omraade=organer")
    assert "Ingen bemærkning passer." in readers.words(answer)


def test_the_counts_are_of_the_whole_plan(cast: Cast) -> None:
    everything, text = remark_lines(remarks(plan()).all), readers.words(cast.client("auditor").get(f"{PAGE}?grad=raad"))
    for label, severity in (("Fejl", "error"), ("Advarsel", "warning"), ("Råd", "info")):
        assert f"{label}: {sum(line.severity == severity for line in everything)} " in text


def test_only_who_edits_is_offered_to_mend_and_set_aside(cast: Cast) -> None:
    set_aside(cast, "board-missing")
    for person, offered in (("staff", True), ("leader", True), ("auditor", False)):
        html = cast.client(person).get(f"{PAGE}?tilsidesatte=on").content.decode()
        assert all((word in html) is offered for word in ("/laeg-til-side/", "/tag-frem/", "/rediger/", "Gå dertil")), (
            person
        )


def test_the_workbook_holds_what_is_shown(cast: Cast) -> None:
    set_aside(cast, "board-missing")
    client = cast.client("auditor")
    head, *rows = readers.sheet(client.get(f"{PAGE}?format=xlsx&omraade=organer"))
    assert head[:3] == ["Alvor", "Emne", "Hvor"]
    assert [row[6] for row in rows] == ["follow-up-group-missing"]
    _head, *rows = readers.sheet(client.get(f"{PAGE}?format=xlsx&omraade=organer&tilsidesatte=on"))
    assert [row[6] for row in rows] == ["follow-up-group-missing", "board-missing"]
    assert rows[0][7:] == [None, None, None]
    assert rows[1][7:9] == [REASON, "staff"]


# --- the command ------------------------------------------------------------------------------------------


def test_the_command_tells_those_set_aside_last_and_the_json_the_reason(cast: Cast, capsys: Any) -> None:
    set_aside(cast, "value-out-of-range")
    call_command("check_plan", "plan-a")
    printed = capsys.readouterr().out
    last = printed[printed.rindex("\n[") :]
    assert "(value-out-of-range)" in last
    assert f"Lagt til side: {REASON}" in last
    assert printed.count("Lagt til side") == 1
    assert remark("board-missing").finding.why in printed
    call_command("check_plan", "plan-a", "--json")
    loads = json.loads(capsys.readouterr().out)
    keys = {load["code"]: [key for key in load if key != "rows"] for load in loads}
    usual = ["code", "severity", "where", "message", "fix", "why", "link"]
    assert keys.pop("value-out-of-range") == [*usual, "set_aside"]
    assert all(found == usual for found in keys.values())


# --- the document -----------------------------------------------------------------------------------------


def test_it_travels_with_the_plan(cast: Cast) -> None:
    set_aside(cast, "value-out-of-range")
    change_sets.delete(
        plan().files.get(), change_set=change_sets.begin(by=cast.staff)
    )  # its bytes are lost, so it cannot come along
    document = json.loads(export_plan(plan()))
    [row] = document["set_aside"]
    assert (row["code"], row["reason"]) == ("value-out-of-range", REASON)
    assert list(row) == ["code", "fingerprint", "message", "reason", "where"]
    document["plan"]["slug"] = "plan-a-igen"
    again = import_plan(json.dumps(document))
    assert again is not None
    assert json.loads(export_plan(again)) == document
    assert [item.finding.code for item in remarks(again).set_aside] == ["value-out-of-range"]
    del document["set_aside"][0]["fingerprint"]
    document["plan"]["slug"] = "plan-a-foer"
    earlier = import_plan(json.dumps(document))
    assert [item.finding.code for item in remarks(earlier).set_aside] == ["value-out-of-range"], "an older document"
