"""A whole plan fetched as a file, and read in from one, in the browser."""

import json
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from abc_portal.audit.models import ChangeSet
from abc_portal.exchange import uploads
from abc_portal.reporting.interchange import export_plan, import_plan
from plans.models import Membership, Plan
from plans.shared.enums import Role
from tests import factories
from tests.english import left_overs
from tests.people import Cast
from tests.readers import tables, words
from tests.state import changed as tables_changed
from tests.state import snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
ADDRESS = "/planer/indlaes/"


def document(cast: Cast, slug: str = "ny-plan") -> Any:
    found = json.loads(export_plan(cast.plan))
    found["plan"]["slug"] = slug
    return found


def sent(client: Client, content: Any, *, what: str = "trial", name: str = "plan.json", **more: Any) -> HttpResponse:
    """Choose the file on the page and press one of the buttons."""
    form = client.get(ADDRESS).context["form"]
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    data = {"once": str(form["once"].value()), "what": what, "file": SimpleUploadedFile(name, raw), **more}
    return client.post(ADDRESS, data)


def confirmed(client: Client, trial: HttpResponse) -> HttpResponse:
    """Press the button under what the file would do."""
    return client.post(ADDRESS, buttons(trial))


def buttons(trial: Any) -> dict[str, str]:
    context = trial.context
    found = {"seen": context["outcome"].mark, "once": str(context["token"])}
    return {**found, "update": "on"} if context["upload"].update else found


# --- out ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["leader", "admin"])
def test_who_decides_over_the_plan_fetches_it(cast_once: Cast, person: str) -> None:
    client = cast_once.client(person)
    page = client.get(f"/planer/{cast_once.plan.slug}/dokumenter/")
    assert "Hent hele planen som fil (JSON)" in words(page)
    answer = client.get(f"/planer/{cast_once.plan.slug}/dokumenter/plan.json")
    assert answer.content.decode() == export_plan(cast_once.plan)
    assert answer["Content-Disposition"] == f'attachment; filename="{cast_once.plan.slug}.json"'
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == "application/json; charset=utf-8"


def test_others_are_not_offered_it(cast_once: Cast) -> None:
    for person in ("staff", "board", "group", "department", "auditor", "observer"):
        client = cast_once.client(person)
        assert "plan.json" not in client.get(f"/planer/{cast_once.plan.slug}/dokumenter/").content.decode()
        assert ADDRESS not in client.get("/planer/").content.decode()
        assert client.post(ADDRESS, {}).status_code == 403
    assert ADDRESS in cast_once.client("leader").get("/planer/").content.decode()
    assert cast_once.client("leader").put(ADDRESS).status_code == 405


# --- in: a new plan --------------------------------------------------------------------------------------------------


def test_a_trial_tells_what_would_come_and_then_it_is_done(cast_once: Cast) -> None:
    client, before = cast_once.client("leader"), snapshot()
    trial = sent(client, document(cast_once))
    assert trial.status_code == 200
    assert tables_changed(before, snapshot()) == []
    assert left_overs(trial) == set()
    assert ["Type", "Nye"] in tables(trial)[0]
    assert ["Delaftaler", "2"] in tables(trial)[0]

    done = client.post(ADDRESS, buttons(trial), follow=True)
    assert done.redirect_chain == [("/planer/ny-plan/", 302)]
    assert "»Plan A« er indlæst fra filen." in words(done)
    plan = Plan.objects.get(slug="ny-plan")
    assert plan.memberships.get() == Membership.objects.get(plan=plan, user=cast_once.leader, role=Role.LEADER)
    change_set = plan.history.get().history_change_set
    assert (change_set.by, change_set.reason, change_set.scope) == (
        cast_once.leader,
        "Indlæst fra filen plan.json.",
        f"plan:{plan.pk}",
    )
    assert plan.memberships.get().history.get().history_change_set == change_set


def test_a_trial_that_is_sent_twice_acts_once(cast_once: Cast) -> None:
    client = cast_once.client("leader")
    data = buttons(sent(client, document(cast_once)))
    first, change_sets = client.post(ADDRESS, data), ChangeSet.objects.count()
    second = client.post(ADDRESS, data)
    assert first["Location"] == second["Location"] == "/planer/ny-plan/"
    assert ChangeSet.objects.count() == change_sets


def test_a_file_can_be_read_in_at_once_and_sent_twice_it_is_read_in_once(cast_once: Cast) -> None:
    client = cast_once.client("admin")
    once = str(client.get(ADDRESS).context["form"]["once"].value())
    for _time in range(2):
        assert sent(client, document(cast_once), what="import", once=once)["Location"] == "/planer/ny-plan/"
    assert ChangeSet.objects.filter(scope=f"plan:{Plan.objects.get(slug='ny-plan').pk}").count() == 1
    # Another file from the same page is another matter.
    assert sent(client, document(cast_once, "en-til"), what="import", once=once)["Location"] == "/planer/en-til/"


def test_the_file_is_gone_when_it_is_read_in_and_nobody_else_gets_at_it(cast_once: Cast) -> None:
    client, other = cast_once.client("leader"), cast_once.client("other_leader")
    trial = sent(client, document(cast_once), update="on")
    assert len(default_storage.listdir(uploads.FOLDER)[1]) == 1
    stolen = other.post(ADDRESS, buttons(trial))
    assert stolen.status_code == 422
    assert "Filen er her ikke længere. Vælg den igen." in words(stolen)
    assert stolen.context["form"]["update"].value() is True
    assert confirmed(client, trial).status_code == 302
    assert default_storage.listdir(uploads.FOLDER)[1] == []


def test_what_was_left_behind_is_thrown_away_after_a_day(cast_once: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(cast_once.client("admin"), document(cast_once))
    sent(cast_once.client("leader"), document(cast_once))
    assert len(default_storage.listdir(uploads.FOLDER)[1]) == 2
    monkeypatch.setattr(uploads, "RETENTION", -uploads.RETENTION)
    sent(cast_once.client("leader"), document(cast_once))
    assert len(default_storage.listdir(uploads.FOLDER)[1]) == 1


# --- faults ----------------------------------------------------------------------------------------------------------


def test_three_faults_are_reported_mended_and_read_in(cast_once: Cast) -> None:
    client, wrong = cast_once.client("leader"), document(cast_once)
    wrong["plan"]["slug"] = "indlaes"
    wrong["plan"]["departments"][0]["department"] = "findes-ikke"
    wrong["sub_agreements"][0]["focus_area"] = "heller-ikke"
    before = snapshot()
    for what in ("trial", "import"):
        answer = sent(client, wrong, what=what, update="on")
        assert answer.status_code == 422
        assert tables_changed(before, snapshot()) == []
        assert "3 fejl i plan.json. Intet er indlæst." in words(answer)
        assert [[path, sentence.split(" De er: ")[0]] for path, sentence in tables(answer)[0][1:]] == [
            ["$.plan.slug", "»indlaes« er et af de ord, portalens egne adresser bruger; vælg et andet."],
            [
                "$.plan.departments[0].department",
                "»findes-ikke« findes ikke blandt afdelingerne (departments).",
            ],
            [
                "$.sub_agreements[0].focus_area",
                "»heller-ikke« findes ikke blandt planens indsatsområder (focus_areas).",
            ],
        ]
        assert answer.context["form"]["update"].value() is True
    assert confirmed(client, sent(client, document(cast_once))).status_code == 302


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Den indsendte fil er tom."),
        (b"hej", "Filen er ikke JSON (linje 1)."),
        ('{"plan": "Ærø"}'.encode("latin-1"), "Filen er ikke tekst i UTF-8."),
        (b" " * 50, "Filen er ikke JSON (linje 1)."),
    ],
)
def test_what_is_no_document_is_reported_at_the_field(cast_once: Cast, content: bytes, sentence: str) -> None:
    answer = sent(cast_once.client("leader"), content)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"file": [sentence]}
    assert sentence in words(answer)
    assert 'id="id_file_error"' in answer.content.decode()


def test_a_file_that_is_too_large_is_not_read(cast_once: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("abc_portal.reporting.forms.LARGEST_BYTES", 10)
    answer = sent(cast_once.client("leader"), document(cast_once))
    assert answer.context["form"].errors == {"file": ["Filen er større end 60 MB; det er en helhedsplan ikke."]}


def test_no_file_at_all(cast_once: Cast) -> None:
    answer = cast_once.client("leader").post(ADDRESS, {"what": "trial", "update": "on"})
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert answer.context["form"]["update"].value() is True


def test_very_many_faults_are_not_all_shown(cast_once: Cast) -> None:
    wrong = document(cast_once)
    wrong["stories"] = [{"kind": 1} for _number in range(150)]
    answer = sent(cast_once.client("leader"), wrong)
    assert len(answer.context["faults"]) == 200
    assert f"Og {answer.context['count'] - 200} til." in words(answer)


# --- an update ---------------------------------------------------------------------------------------------------


def updating(cast: Cast) -> Any:
    """The plan's own document with a new name, one delaftale more and one less."""
    found = document(cast, cast.plan.slug)
    found["plan"]["name"] = "Plan A igen"
    gone = cast.other_sub.slug
    found["sub_agreements"] = [item for item in found["sub_agreements"] if item["slug"] != gone]
    new = {**found["sub_agreements"][0], "slug": "ny", "name": "Ny delaftale"}
    found["sub_agreements"].append(new)
    return found


def test_a_plan_that_exists_is_a_fault_until_it_is_asked_for(cast_once: Cast) -> None:
    client = cast_once.client("leader")
    assert tables(sent(client, updating(cast_once)))[0][1][0] == "$.plan.slug"
    trial = sent(client, updating(cast_once), update="on")
    assert ["Type", "Nye", "Ændrede", "Slettede"] in tables(trial)[0]
    assert ["Delaftaler", "1", "0", "1"] in tables(trial)[0]
    assert "Ny delaftale" in words(trial)
    assert confirmed(client, trial).status_code == 302
    names = {sub_agreement.name for sub_agreement in cast_once.plan.sub_agreements.all()}
    assert names == {"Beskæftigelse", "Ny delaftale"}
    assert cast_once.plan.memberships.filter(user=cast_once.leader).count() == 1


def test_an_update_that_deletes_is_never_done_unasked(cast_once: Cast) -> None:
    client, before = cast_once.client("leader"), snapshot()
    asked = sent(client, updating(cast_once), what="import", update="on")
    assert asked.status_code == 200
    assert "Sundhed" in words(asked)
    assert tables_changed(before, snapshot()) == []
    harmless = document(cast_once, cast_once.plan.slug)
    harmless["plan"]["name"] = "Plan A igen"
    assert sent(client, harmless, what="import", update="on").status_code == 302


def test_what_somebody_saved_concurrently_is_shown_before_it_is_overwritten(cast_once: Cast) -> None:
    client = cast_once.client("leader")
    trial = sent(client, updating(cast_once), update="on")
    row = Plan.objects.get(pk=cast_once.plan.pk)
    row.vision = "<p>Skrevet imens</p>"
    factories.saved(row, row)
    answer = confirmed(client, trial)
    assert answer.status_code == 422
    assert "Nogen har ændret noget i portalen" in words(answer)
    assert Plan.objects.get(pk=row.pk).name == "Plan A"
    assert confirmed(client, answer).status_code == 302
    assert Plan.objects.get(pk=row.pk).name == "Plan A igen"


def test_a_file_that_changes_nothing_says_so(cast_once: Cast) -> None:
    change_sets = ChangeSet.objects.count()
    answer = sent(cast_once.client("leader"), document(cast_once, cast_once.plan.slug), what="import", update="on")
    assert "Der er intet at gøre." in words(answer)
    assert ChangeSet.objects.count() == change_sets


def test_somebody_elses_plan_is_not_updated(cast_once: Cast) -> None:
    answer = sent(cast_once.client("other_leader"), updating(cast_once), update="on")
    assert answer.status_code == 422
    assert tables(answer)[0][1][0] == "$.plan.slug"
    assert "giver ikke adgang til at redigere" in tables(answer)[0][1][1]


def test_a_plan_read_in_by_a_command_has_no_leader_of_its_own(cast_once: Cast) -> None:
    plan = import_plan(json.dumps(document(cast_once)))
    assert plan is not None
    assert plan.memberships.count() == 0
