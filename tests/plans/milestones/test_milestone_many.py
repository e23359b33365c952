"""Several milestones at once: bulk changes, and filters kept under a name."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from plans.milestones.actions import bulk, forward, saved_filters
from plans.milestones.actions.bulk import BulkAction, BulkChange
from plans.milestones.forms.many import FORMS
from plans.models import Milestone, Plan, SavedFilter
from tests import html, progress, readers
from tests.people import A_DAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]
ROOT = "/planer/plan-a/milepaele/"
BULK, FORWARD, FILTERS = (f"{ROOT}alle/{word}/" for word in ("flere", "viderefoer", "filtre"))


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def plan(followed: Plan) -> Plan:
    return followed


def asked(change: str, *rows: Milestone, **more: Any) -> str:
    keys = "&".join(f"id={row.pk}" for row in rows)
    return f"{BULK}?hvad={change}&{keys}" + "".join(f"&{name}={value}" for name, value in more.items())


def done(client: Any, address: str, **data: Any) -> Any:
    """Both posts: what would happen, and then doing it."""
    opened = {**html.untouched(client.get(address).context["form"]), **data}
    shown = client.post(address, opened)
    assert shown.status_code == 200, shown.context["form"].errors
    return client.post(address, {**opened, "seen": shown.context["seen"]})


def of(plan: Plan, *rows: Milestone) -> Any:
    return Milestone.objects.filter(pk__in=[row.pk for row in rows]).with_lines()


# --- what each change does, and what it leaves out --------------------------------------------------------


def some(plan: Plan) -> dict[str, Milestone]:
    kinds: dict[str, dict[str, Any]] = {
        "planned": {"due_quarter": 5},
        "reached": {"due_quarter": 5, "state": "reached"},
        "dropped": {"due_quarter": 5, "state": "dropped", "dropped_because": "Solgt"},
        "draft": {"due_quarter": 5, "is_draft": True},
        "dated": {"due_on": date(2022, 6, 1), "state": "under_way"},
        "undated": {},
        "last": {"due_quarter": 16, "state": "postponed"},
    }
    return {name: progress.milestone(plan, text=name, **fields) for name, fields in kinds.items()}


CHANGES: list[tuple[BulkAction, dict[str, Any], set[str]]] = [
    (BulkAction.UNDER_WAY, {}, {"planned", "undated", "last"}),
    (BulkAction.REACHED, {"on": None}, {"planned", "dated", "undated", "last"}),
    (BulkAction.MOVE, {"quarters": 1, "reason": "Sygdom"}, {"planned", "dated"}),
    (BulkAction.DROP, {"reason": "Solgt"}, {"planned", "dated", "undated", "last"}),
    (BulkAction.APPROVE, {}, {"draft"}),
    (BulkAction.DELETE, {}, {"draft"}),
]


@pytest.mark.parametrize(("change", "fields", "changed"), CHANGES)
def test_what_is_shown_is_what_is_done_in_one_change_set(
    cast: Cast, plan: Plan, change: BulkAction, fields: dict[str, Any], changed: set[str]
) -> None:
    rows = some(plan)
    wanted = BulkChange(change=change, today=A_DAY, **fields)
    shown = bulk.foresee(plan, of(plan, *rows.values()), wanted)
    assert {item.text for item in shown.changed} == changed
    assert {item.text for item in shown.skipped} == set(rows) - changed
    assert all(item.because.endswith(".") for item in shown.skipped)
    assert all(item.words for item in shown.changed)
    before = ChangeSet.objects.count()
    count = bulk.change_many(plan=plan, rows=of(plan, *rows.values()), wanted=wanted, seen=shown.seen, by=cast.staff)
    assert count == len(changed)
    assert ChangeSet.objects.count() == before + 1
    for name, row in rows.items():
        stored = Milestone.objects.filter(pk=row.pk).first()
        if name not in changed:
            assert stored
            assert stored.version == 1, name
        else:
            assert stored is None if change == BulkAction.DELETE else stored and stored.version == 2, name


def test_each_is_postponed_with_its_old_date_and_the_reason(cast: Cast, plan: Plan) -> None:
    rows = some(plan)
    wanted = BulkChange(change=BulkAction.MOVE, today=A_DAY, quarters=2, reason="Flytning")
    shown = bulk.foresee(plan, of(plan, rows["planned"], rows["dated"]), wanted)
    assert [item.words for item in shown.changed] == [
        "får frist 2. planår, 3. kvartal (september–november 2022)", "får frist 1. december 2022",
    ]  # fmt: skip
    bulk.change_many(
        plan=plan,
        rows=of(plan, rows["planned"]),
        wanted=wanted,
        seen=change_sets.fingerprint_of([rows["planned"]]),
        by=cast.staff,
    )
    row = Milestone.objects.get(pk=rows["planned"].pk)
    [put_off] = row.postponements.all()
    assert (row.state, row.due_quarter, put_off.former_quarter, put_off.reason) == ("postponed", 7, 5, "Flytning")


def test_another_responsible_takes_the_place_of_the_former(cast: Cast, plan: Plan) -> None:
    post = progress.position(plan, "Projektleder")
    row, has = progress.milestone(plan, responsible="Jobcentret"), progress.milestone(plan, post=post)
    client = cast.client("staff")
    answer = done(client, asked("ansvarlig", row, has), post=post.pk)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.post, row.person, row.responsible) == (post, None, "")
    assert Milestone.objects.get(pk=has.pk).version == 1
    refused = client.post(asked("ansvarlig", row), {})
    assert refused.status_code == 422
    assert "Vælg en person, en stilling eller begge." in readers.words(refused)


def test_every_change_has_a_form_and_a_step() -> None:
    assert set(FORMS) == set(bulk.STEPS) == set(BulkAction)


# --- the page -----------------------------------------------------------------------------------------------


def test_ticked_rows_are_shown_and_then_changed(cast: Cast, plan: Plan) -> None:
    rows = some(plan)
    client = cast.client("staff")
    address = asked("naaet", rows["planned"], rows["reached"])
    shown = client.post(address, html.untouched(client.get(address).context["form"]) | {"on": "1. april 2022"})
    text = readers.words(shown)
    assert "1 milepæl ændres:" in text
    assert "meldes nået 1. april 2022" in text
    assert "1 springes over:" in text
    assert "»reached« er allerede nået." in text
    assert Milestone.objects.get(pk=rows["planned"].pk).version == 1, "nothing is done yet"
    answer = done(client, address, on="1. april 2022")
    assert answer["Location"].startswith(f"{ROOT}?")
    row = Milestone.objects.get(pk=rows["planned"].pk)
    assert (row.state, row.reached_on) == ("reached", date(2022, 4, 1))


def test_all_that_are_shown_are_those_that_the_filters_find(cast: Cast, plan: Plan) -> None:
    rows = some(plan)
    client = cast.client("staff")
    answer = done(client, f"{BULK}?hvad=godkend&alle=on&standing=draft")
    assert answer.status_code == 302
    assert not Milestone.objects.get(pk=rows["draft"].pk).is_draft
    assert "1 milepæl er ændret" in readers.words(client.get(answer["Location"]))
    form = client.get(f"{ROOT}?vis=tabel&standing=reached").content.decode()
    assert '<input type="hidden" name="standing" value="reached">' in form


def test_another_choice_than_the_one_that_was_shown_is_shown_first(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, due_quarter=5)
    client, address = cast.client("staff"), asked("udskyd", row)
    opened = html.untouched(client.get(address).context["form"])
    shown = client.post(address, {**opened, "quarters": "1", "reason": "Sygdom"})
    answer = client.post(address, {**opened, "quarters": "4", "reason": "Sygdom", "seen": shown.context["seen"]})
    assert answer.status_code == 200
    assert "får frist 3. planår, 1. kvartal" in readers.words(answer)
    assert Milestone.objects.get(pk=row.pk).version == 1


def test_what_somebody_changed_concurrently_is_shown_again(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, due_quarter=5)
    client, address = cast.client("staff"), asked("i-gang", row)
    opened = html.untouched(client.get(address).context["form"])
    shown = client.post(address, opened)
    stored = Milestone.objects.get(pk=row.pk)
    stored.text = "Rettet imens"
    change_sets.save(stored, change_set=change_sets.begin(by=cast.leader))
    answer = client.post(address, {**opened, "seen": shown.context["seen"]})
    assert answer.status_code == 422
    assert "blev ændret, mens siden stod åben" in readers.words(answer)
    assert Milestone.objects.get(pk=row.pk).state == "planned"
    again = client.post(address, {**opened, "seen": answer.context["seen"]})
    assert again.status_code == 302
    wanted = BulkChange(change=BulkAction.REACHED, today=A_DAY)
    with pytest.raises(LostUpdate):
        bulk.change_many(plan=plan, rows=of(plan, row), wanted=wanted, seen="what was seen", by=cast.staff)


def test_sent_twice_is_done_once(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, due_quarter=5)
    client, address = cast.client("staff"), asked("udskyd", row)
    opened = html.untouched(client.get(address).context["form"]) | {"quarters": "1", "reason": "Sygdom"}
    opened["once"] = str(opened["once"])
    shown = client.post(address, opened)
    data = {**opened, "seen": shown.context["seen"]}
    assert [client.post(address, data).status_code for _time in range(2)] == [302, 302]
    assert Milestone.objects.get(pk=row.pk).postponements.count() == 1


def test_nothing_chosen_and_too_much_chosen_are_reported(cast: Cast, plan: Plan, monkeypatch: Any) -> None:
    client = cast.client("staff")
    rows = some(plan)
    assert "Ingen milepæl er valgt" in readers.words(client.get(f"{BULK}?hvad=naaet"))
    assert "Vælg i tabellen, hvad der skal gøres." in readers.words(client.get(f"{BULK}?hvad=noget&id=1"))
    assert client.post(f"{BULK}?hvad=noget&id=1").status_code == 422
    assert client.get(f"{BULK}?hvad=naaet&id=x&id=-1&id=99999999999999999999").status_code == 200
    monkeypatch.setattr(bulk, "MOST", 1)
    assert "Det er for mange på én gang" in readers.words(client.get(f"{BULK}?hvad=naaet&alle=on"))
    answer = client.post(f"{BULK}?hvad=naaet&alle=on", {"seen": "x"})
    assert answer.status_code == 422
    assert Milestone.objects.get(pk=rows["planned"].pk).version == 1


@pytest.mark.parametrize("person", ["board", "group", "department", "auditor", "observer"])
def test_who_may_not_edit_changes_copies_and_deletes_nothing(cast: Cast, plan: Plan, person: str) -> None:
    row = progress.milestone(plan, due_quarter=5)
    client = cast.client(person)
    assert client.post(asked("naaet", row), {"seen": "x"}).status_code == 403
    assert client.post(f"{FORWARD}?fra=2", {"seen": "x"}).status_code == 403
    wanted = BulkChange(change=BulkAction.REACHED, today=A_DAY)
    with pytest.raises(Refused):
        bulk.change_many(plan=plan, rows=of(plan, row), wanted=wanted, seen="", by=getattr(cast, person))
    with pytest.raises(Refused):
        forward.copy_forward(plan=plan, number=2, seen="", by=getattr(cast, person))


# --- filters kept under a name ----------------------------------------------------------------------------


def test_a_filter_is_saved_opened_renamed_shared_and_deleted(cast: Cast, plan: Plan) -> None:
    progress.milestone(plan, text="Mødet", due_quarter=1)
    client = cast.client("board")
    address = f"{FILTERS}?late=on&vis=tabel&year=&nonsens=1&format=xlsx"
    assert "Gem det viste filter" in readers.words(client.get(address))
    answer = client.post(address, {"hvad": "gem", "name": "Forsinkede"})
    row = SavedFilter.objects.get()
    assert (row.name, row.query, row.is_shared, row.user) == ("Forsinkede", "late=on&vis=tabel", False, cast.board)
    assert answer["Location"] == f"{ROOT}?late=on&vis=tabel"
    assert f'href="{ROOT}?late=on&amp;vis=tabel">Forsinkede</a>' in client.get(ROOT).content.decode()
    assert "Forsinkede" not in cast.client("observer").get(ROOT).content.decode()
    client.post(FILTERS, {"hvad": "ret", "id": row.pk, "name": "For sent", "is_shared": "on"})
    text = readers.words(cast.client("observer").get(ROOT))
    assert "For sent (board)" in text
    client.post(FILTERS, {"hvad": "slet", "id": row.pk})
    assert not SavedFilter.objects.exists()


def test_saved_again_under_the_same_name_is_replaced(cast: Cast, plan: Plan) -> None:
    for query in ("late=on", "mine=on"):
        saved_filters.save_filter(
            plan=plan, page="milepaele", name=" Min ", query=query, is_shared=False, by=cast.board
        )
    assert [(row.name, row.query) for row in SavedFilter.objects.all()] == [("Min", "mine=on")]


def test_only_the_owner_changes_and_the_leader_deletes_what_is_shared(cast: Cast, plan: Plan) -> None:
    shared = progress.saved_filter(plan, cast.board, "Delt", is_shared=True)
    own = progress.saved_filter(plan, cast.board, "Privat")
    for person in ("leader", "staff", "observer"):
        client = cast.client(person)
        assert client.post(FILTERS, {"hvad": "ret", "id": shared.pk, "name": "Overtaget"}).status_code == 403
        assert client.post(FILTERS, {"hvad": "slet", "id": own.pk}).status_code == 404
        if person != "leader":
            assert client.post(FILTERS, {"hvad": "slet", "id": shared.pk}).status_code == 403
    assert SavedFilter.objects.count() == 2
    assert cast.client("leader").post(FILTERS, {"hvad": "slet", "id": shared.pk}).status_code == 302
    assert list(SavedFilter.objects.all()) == [own]


def test_a_filter_without_a_name_or_with_a_taken_one_is_refused_at_its_place(cast: Cast, plan: Plan) -> None:
    client = cast.client("board")
    progress.saved_filter(plan, cast.board, "Taget")
    row = progress.saved_filter(plan, cast.board, "Min")
    answer = client.post(f"{FILTERS}?late=on", {"hvad": "gem", "name": " "})
    assert answer.status_code == 422
    answer = client.post(FILTERS, {"hvad": "ret", "id": row.pk, "name": "Taget"})
    assert answer.status_code == 422
    assert "Du har allerede et filter med det navn." in readers.words(answer)
    assert client.post(FILTERS, {"hvad": "noget"}).status_code == 422
    assert client.post(FILTERS, {"hvad": "slet", "id": "x"}).status_code == 404
    assert client.post(f"{FILTERS}?q={'æ' * 6000}", {"hvad": "gem", "name": "Lang"}).status_code == 302
    assert len(SavedFilter.objects.get(name="Lang").query) <= saved_filters.LONGEST_QUERY


def test_who_lost_their_role_and_other_plans_see_no_filter(cast: Cast, plan: Plan) -> None:
    row = progress.saved_filter(plan, cast.board, "Delt", is_shared=True)
    assert list(SavedFilter.objects.visible_to(cast.observer)) == [row]
    assert not SavedFilter.objects.visible_to(cast.other_leader).exists()
    held = cast.board.memberships.get()
    held.ends_on = date(2022, 1, 1)
    change_sets.save(held, change_set=change_sets.begin(by=cast.leader))
    assert not SavedFilter.objects.visible_to(cast.board).exists()
    assert cast.client("board").get(reverse("plans:milestone_filters", args=["plan-a"])).status_code == 404
