"""The pages of milestones: three views of the same set, one milestone's page, adding, editing and each step."""

from datetime import date

import pytest
from django.urls import reverse

from plans.models import Milestone, Plan
from plans.shared.enums import Role
from tests import factories, progress, readers
from tests.people import Cast
from tests.plans.milestone_work import page_of, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]
PAGE = "/planer/plan-a/milepaele/"


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def plan(followed: Plan) -> Plan:
    return followed


# --- three views of the same set ----------------------------------------------------------------------------


def some(plan: Plan, cast: Cast) -> dict[str, Milestone]:
    """A milestone for each filter to find."""
    activity = factories.activity(cast.sub, "Jobcafé")
    person, post = factories.person("Formand"), progress.position(plan, "Projektleder")
    me = factories.person("Mig selv", user=cast.board)
    rows = {
        "Møde": {"activity": activity, "due_quarter": 5, "person": person},
        "Aftale": {"sub_agreement": cast.sub, "due_quarter": 1, "post": post},
        "Rapport": {"plan_focus_area": cast.other_sub.plan_focus_area, "due_quarter": 9, "state": "under_way"},
        "Evaluering": {"due_on": date(2025, 1, 31), "responsible": "Jobcentret", "person": me},
        "Engang": {},
        "Nået": {"due_quarter": 5, "state": "reached", "reached_on": date(2022, 4, 1)},
    }
    made = {text: progress.milestone(plan, text=text, **fields) for text, fields in rows.items()}
    progress.postponement(made["Rapport"], date(2022, 2, 28))
    return made


FOUND = [
    ("", ["Aftale", "Møde", "Nået", "Rapport", "Evaluering", "Engang"]),
    ("q=rapp", ["Rapport"]),
    ("q=jobca", ["Møde"]),
    ("q=jobcentret", ["Evaluering"]),
    ("standing=late", ["Aftale"]),
    ("standing=under_way", ["Rapport"]),
    ("standing=reached", ["Nået"]),
    ("quarter=5", ["Møde", "Nået"]),
    ("quarter=uden-dato", ["Engang"]),
    ("year=4", ["Evaluering"]),
    ("year=1&late=on", ["Aftale"]),
    ("place=plan", ["Nået", "Evaluering", "Engang"]),
    ("responsible=ingen", ["Nået", "Rapport", "Engang"]),
    ("mine=on", ["Evaluering"]),
    ("moved=on", ["Rapport"]),
    ("q=findes+ikke", []),
    (
        "standing=nonsens&quarter=99&year=x&place=activity:0",
        ["Aftale", "Møde", "Nået", "Rapport", "Evaluering", "Engang"],
    ),
]


def test_each_view_and_the_workbook_show_what_the_filters_find(cast: Cast, plan: Plan) -> None:
    rows = some(plan, cast)
    client = cast.client("board")
    for query, texts in FOUND:
        for view in ("kvartaler", "tabel", "liste"):
            answer = client.get(f"{PAGE}?vis={view}&{query}")
            assert answer.status_code == 200
            shown = {text for text, row in rows.items() if f'href="{page_of(row)}"' in answer.content.decode()}
            assert shown == set(texts), (query, view)
            assert bool(texts) != ("Ingen milepæl passer" in readers.words(answer)), (query, view)
            count = f"{len(texts)} {'milepæl' if len(texts) == 1 else 'milepæle'}"
            assert readers.words(answer.context["counts"].words).startswith(count), (query, view)
        book = readers.sheet(client.get(f"{PAGE}?{query}&format=xlsx"))
        assert [row[0] for row in book[1:]] == texts, query


def test_places_and_people_narrow_by_their_keys(cast: Cast, plan: Plan) -> None:
    rows = some(plan, cast)
    client = cast.client("leader")
    activity, area = rows["Møde"].activity, cast.other_sub.plan_focus_area
    assert activity is not None
    for query, texts in (
        (f"place=sub:{cast.sub.pk}", {"Møde", "Aftale"}),
        (f"place=activity:{activity.pk}", {"Møde"}),
        (f"place=area:{area.pk}", {"Rapport"}),
        (f"place=area:{cast.sub.plan_focus_area_id}", {"Møde", "Aftale"}),
        (f"responsible=person:{rows['Møde'].person_id}", {"Møde"}),
        (f"responsible=post:{rows['Aftale'].post_id}", {"Aftale"}),
    ):
        table = readers.tables(client.get(f"{PAGE}?vis=tabel&{query}"))[0]
        assert {row[1] for row in table[1:]} == texts, query


def test_the_table_is_ordered_by_its_heads_and_those_without_a_date_stand_last(cast: Cast, plan: Plan) -> None:
    some(plan, cast)
    book = readers.sheet(cast.client("board").get(f"{PAGE}?vis=tabel&sort=-due&format=xlsx"))
    assert [row[0] for row in book[1:]] == ["Evaluering", "Rapport", "Møde", "Nået", "Aftale", "Engang"]
    assert book[0] == ["Milepæl", "Hører til", "Frist", "Status", "Ansvarlig", "Udskudt"]
    assert book[5] == ["Aftale", "Delaftale: Beskæftigelse", "1. planår, 1. kvartal (marts–maj 2021)", "forsinket",
                       "Projektleder", None]  # fmt: skip


def test_the_page_looks_back(cast: Cast, plan: Plan) -> None:
    some(plan, cast)
    then = readers.words(cast.client("board").get(f"{PAGE}?vis=tabel&pr=2021-05-17"))
    assert "forsinket" not in then.split("Vis pr. dato")[1].split("Frist")[1]
    assert "0 nået" not in then


def test_nothing_is_late_that_nobody_reported_in_a_plan_entered_after_its_end(cast: Cast) -> None:
    row = Plan.objects.get(pk=cast.plan.pk)
    row.entered_on = date(2026, 1, 1)
    factories.saved(row, row)
    progress.milestone(row, text="Gammel", due_quarter=1)
    text = readers.words(cast.client("observer").get(PAGE))
    assert "1 milepæl; ikke oplyst" in text


@pytest.mark.parametrize("person", ["leader", "board"])
def test_an_empty_plan_says_what_belongs_there(cast: Cast, person: str) -> None:
    for view in ("kvartaler", "tabel", "liste"):
        text = readers.words(cast.client(person).get(f"{PAGE}?vis={view}"))
        assert "Der er ikke indtastet milepæle" in text
        assert ("Tilføj den første" in text) == (person == "leader")


# --- who sees what -------------------------------------------------------------------------------------------


SEES_DRAFTS = {"leader", "staff", "board", "admin"}


@pytest.mark.parametrize("person", [*Cast.ROLES, "admin"])
def test_drafts_are_for_those_who_see_drafts(cast: Cast, plan: Plan, person: str) -> None:
    row = progress.milestone(plan, text="Kladde om mødet", is_draft=True, due_quarter=5)
    own = progress.milestone(plan, text="Kladde om jobbet", is_draft=True, sub_agreement=cast.sub)
    client = cast.client(person)
    sees = {row: person in SEES_DRAFTS, own: person in SEES_DRAFTS | {"group"}}
    shown = [client.get(f"{PAGE}?vis={view}").content.decode() for view in ("kvartaler", "tabel", "liste")]
    shown.append(" ".join(str(line[0]) for line in readers.sheet(client.get(f"{PAGE}?format=xlsx"))))
    for item, expected in sees.items():
        assert [item.text in page for page in shown] == [expected] * 4
        assert client.get(page_of(item)).status_code == (200 if expected else 404)


def test_a_milestone_is_not_reached_through_another_plan(cast: Cast) -> None:
    row = progress.milestone(cast.other_plan, text="Fremmed", due_quarter=1)
    client = cast.client("leader")
    names = (
        "edit",
        "delete",
        "reached_act",
        "under_way_act",
        "postpone_act",
        "drop_act",
        "take_back_act",
        "approve_act",
    )
    for name in names:
        assert client.get(step(name, row)).status_code == 404, name
    assert client.get(page_of(row)).status_code == 404
    answer = client.get(reverse("plans:milestones_change", args=["plan-a"]), {"hvad": "naaet", "id": row.pk})
    assert "0 milepæle er valgt" in readers.words(answer)


@pytest.mark.parametrize("person", Cast.ROLES)
def test_a_file_that_the_reader_may_not_see_is_not_named(cast: Cast, plan: Plan, person: str) -> None:
    secret = factories.plan_file(plan, "Fortroligt notat", sight="secretariat")
    row = progress.milestone(plan, due_quarter=5)
    progress.evidence(row, note="", file=secret)
    progress.evidence(row, note="Referat", file=factories.plan_file(plan, "Referat fra mødet"))
    text = readers.words(cast.client(person).get(page_of(row)))
    assert "Referat fra mødet" in text
    sees = person in ("leader", "staff")
    assert ("Fortroligt notat" in text) == sees
    assert ("en fil i arkivet, som din rolle ikke giver adgang til" in text) == (not sees)


# --- one milestone's page ------------------------------------------------------------------------------------


def test_the_page_tells_all_that_is_known(cast: Cast, plan: Plan) -> None:
    activity = factories.activity(cast.sub, "Jobcafé")
    before = progress.milestone(plan, text="Sidste års møde", due_quarter=1)
    row = progress.milestone(
        plan, text="Mødet er holdt", activity=activity, due_quarter=3, state="postponed", follows=before,
        person=factories.person("Formand"), post=progress.position(plan, "Projektleder"), note="Husk kage",
        reported_on=date(2021, 12, 1),
    )  # fmt: skip
    progress.postponement(row, former_quarter=2, former=date(2021, 8, 31), reason="Sygdom", decided_on=date(2021, 8, 1))
    progress.evidence(row, link="https://example.org/referat")
    page_text = readers.words(cast.client("observer").get(page_of(row)))
    for text in (
        "Mødet er holdt", "Jobcafé", "frist 1. planår, 3. kvartal (september–november 2021)", "Forsinket",
        "Fristen er overskredet", "Udskudt, 1. december 2021", "Formand (Projektleder)", "Husk kage", "Sidste års møde",
        "1. planår, 2. kvartal (juni–august 2021)", "Sygdom", "1. august 2021", "https://example.org/referat",
    ):  # fmt: skip
        assert text in page_text, text
    assert "Meld" not in page_text
    assert "Historik" not in page_text
    assert "Kopieret til Mødet er holdt" in readers.words(cast.client("leader").get(page_of(before)))


def test_the_buttons_are_the_steps_that_make_sense(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, due_quarter=5, state="reached")
    answer = cast.client("staff").get(page_of(row)).content.decode()
    assert f'href="{step("take_back_act", row)}"' in answer
    for name in ("reached", "under_way", "postpone", "drop", "approve"):
        assert step(f"{name}_act", row) not in answer
    assert step("take_back_act", row) not in cast.client("board").get(page_of(row)).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.LEADER, Role.STAFF)])
def test_who_may_not_edit_is_offered_nothing_to_change(cast: Cast, plan: Plan, role: Role) -> None:
    row = progress.milestone(plan, due_quarter=5)
    client = cast.client(role.value)
    for address in (PAGE, f"{PAGE}?vis=tabel", page_of(row)):
        page = client.get(address).content.decode()
        for part in ("/rediger/", "alle/tilfoej/", "alle/flere/", "alle/viderefoer/", "/naaet/", 'name="id"'):
            assert part not in page, (address, part)


# --- elsewhere ------------------------------------------------------------------------------------------------


def test_the_pages_of_an_activity_and_a_sub_agreement_show_theirs(cast: Cast, plan: Plan) -> None:
    activity = factories.activity(cast.sub, "Jobcafé")
    progress.milestone(plan, text="Aktivitetens", activity=activity, due_quarter=1)
    progress.milestone(plan, text="Delaftalens", sub_agreement=cast.sub, due_quarter=9)
    progress.milestone(plan, text="En andens", sub_agreement=cast.other_sub, due_quarter=9)
    for number in range(8):
        progress.milestone(plan, text=f"Nået {number}", activity=activity, due_quarter=2, state="reached")
    client = cast.client("observer")
    text = readers.words(client.get(reverse("plans:activity", args=["plan-a", activity.code])))
    assert "Aktivitetens Forsinket" in text
    assert "Alle milepæle (9)" in text
    assert "9 milepæle: 8 nået og 1 forsinket" in text
    assert "Nået 5" not in text
    text = readers.words(client.get(reverse("plans:sub_agreement", args=["plan-a", cast.sub.slug])))
    assert text.index("Aktivitetens") < text.index("Delaftalens")
    assert "En andens" not in text
    empty = readers.words(client.get(reverse("plans:sub_agreement", args=["plan-a", cast.other_sub.slug])))
    assert "En andens" in empty


def test_the_menu_leads_there(cast: Cast) -> None:
    assert f'href="{PAGE}" aria-current="page">Milepæle</a>' in cast.client("observer").get(PAGE).content.decode()
