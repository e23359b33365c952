"""Who is who in a document: what is sure is matched, what is likely is asked about, what was unknown is filled in."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from abc_portal.core.dates import PartialDate
from abc_portal.directory.models import (
    AreaAlias,
    AreaDepartment,
    AreaListing,
    HousingArea,
    HousingDepartment,
    Organisation,
    OrganisationAlias,
    Person,
)
from abc_portal.exchange.interchange.importing import ImportRefused
from abc_portal.reporting.interchange import export_plan, import_plan
from plans.models import Party, Plan
from tests import factories
from tests.exchange.documents_progress import day
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db

NORDBY = {"key": "nordby", "kind": "municipality", "name": "Nordby Kommune"}
SYDBY = {"key": "sydby", "kind": "municipality", "name": "Sydby Kommune"}


def document(slug: str, town: dict[str, Any] | None, *organisations: dict[str, Any], **others: Any) -> dict[str, Any]:
    """A plan in a town whose agreement has these housing organisations as parties."""
    rows = [{"kind": "housing", **row} for row in organisations]
    plan = {"slug": slug, "name": slug, "start": day("2021-01-01"), "end": day("2024-12-31")}
    return {
        "schema": "abc-plan", "schema_version": 1,
        "organisations": [*rows, *([town] if town else [])],
        "plan": {**plan, **({"municipality": town["key"]} if town else {})},
        "parties": [{"organisation": row["key"]} for row in rows],
        **others,
    }  # fmt: skip


def brought(made: dict[str, Any], **options: Any) -> Plan:
    plan = import_plan(json.dumps(made), **options)
    assert plan is not None
    return plan


def questions(made: dict[str, Any], **options: Any) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        import_plan(json.dumps(made), **options)
    return [str(fault) for fault in refused.value.faults]


def party_of(slug: str) -> Organisation:
    return Party.objects.get(plan__slug=slug).organisation


SAB = {"key": "sab", "name": "SAB"}


# --- organisations ----------------------------------------------------------------------------------------


def test_organisation_of_the_same_town_is_matched_however_it_is_spelled() -> None:
    brought(document("a", NORDBY, SAB))
    for slug, name in (("b", "sab"), ("c", " S\u00adAB ")):
        brought(document(slug, NORDBY, {"key": "x", "name": name}))
        assert party_of(slug) == party_of("a")


def test_organisation_of_the_same_name_in_another_town_is_asked_about() -> None:
    brought(document("a", NORDBY, SAB))
    there = party_of("a")
    made = document("b", SYDBY, SAB)
    assert questions(made) == [
        "$.organisations[0]: Er »SAB (boligorganisation, Sydby Kommune)« (organisation) en af disse "
        f"({there.pk}: SAB (boligorganisation), bruges i Nordby Kommune), eller en ny (new)?"
    ]
    assert not Plan.objects.filter(slug="b").exists()
    brought(made, answers={"organisations/sab": "new"})
    assert party_of("b") != there
    assert str(party_of("b").municipality) == "Sydby Kommune"
    # Now each town has its own, and nothing is asked any more.
    brought(document("c", SYDBY, SAB))
    assert party_of("c") == party_of("b")
    brought(document("d", NORDBY, SAB))
    assert party_of("d") == there


def test_organisation_that_is_said_to_be_the_same_is_taken_and_known_again() -> None:
    brought(document("a", NORDBY, SAB))
    made = document("b", SYDBY, SAB)
    brought(made, answers={"organisations/sab": str(party_of("a").pk)})
    assert party_of("b") == party_of("a")
    brought(document("c", SYDBY, SAB))
    assert party_of("c") == party_of("a")


def test_answer_that_names_another_row_is_none() -> None:
    brought(document("a", NORDBY, SAB))
    stranger = factories.organisation("Lejerbo")
    assert len(questions(document("b", SYDBY, SAB), answers={"organisations/sab": str(stranger.pk)})) == 1


def test_second_organisation_of_the_name_with_the_same_department_number_is_taken_in() -> None:
    eight = {"key": "otte", "organisation": "aab", "number": "8"}
    aab = {"key": "aab", "name": "AAB"}
    brought(document("a", NORDBY, aab, departments=[{**eight, "name": "Parken"}]))
    made = document("b", SYDBY, aab, departments=[{**eight, "name": "Skoven"}])
    assert len(questions(made)) == 1  # nothing is said of the department before it is known whose it is
    brought(made, answers={"organisations/aab": "new"})
    assert [row.name for row in HousingDepartment.objects.filter(number="8").order_by("pk")] == ["Parken", "Skoven"]


def test_organisation_with_another_cvr_number_is_another() -> None:
    brought(document("a", None, {**SAB, "cvr": "62816414"}))
    brought(document("b", None, {**SAB, "cvr": "10150817"}))
    assert party_of("a") != party_of("b")
    brought(document("c", SYDBY, {"key": "x", "name": "sab", "cvr": "10150817"}))
    assert party_of("c") == party_of("b")


def test_organisation_of_that_cvr_number_by_another_name_is_asked_about_and_gets_the_name() -> None:
    brought(document("a", None, {**SAB, "cvr": "62816414"}))
    made = document("b", None, {"key": "x", "name": "Sydby Andelsboligforening", "cvr": "62816414"})
    assert "SAB (boligorganisation, CVR 62816414)" in questions(made)[0]
    brought(made, answers={"organisations/x": str(party_of("a").pk)})
    assert [alias.name for alias in party_of("a").aliases.all()] == ["Sydby Andelsboligforening"]


@pytest.mark.parametrize(
    ("name", "is_asked"),
    [("Vridsløselille", False), ("VRIDSLØSELILLE", False), ("VA", True), ("Va, Albertslund", True), ("Lejerbo", None)],
)
def test_organisation_is_looked_for_by_every_name(name: str, is_asked: bool | None) -> None:
    row = factories.organisation("VA Albertslund", short_name="VA")
    factories.saved(OrganisationAlias(organisation=row, name="Vridsløselille"))
    made = document("a", None, {"key": "x", "name": name})
    if is_asked:
        assert f"{row.pk}: VA Albertslund" in questions(made)[0]
        return
    brought(made)
    assert (party_of("a") == row) == (is_asked is not None)


def test_organisation_of_another_kind_is_new_and_warned_of(tmp_path: Path, capsys: Any) -> None:
    factories.organisation("SAB", kind="association")
    (tmp_path / "a.json").write_text(json.dumps(document("a", None, SAB)), encoding="utf-8")
    call_command("import_plan", str(tmp_path / "a.json"), dry_run=True)
    out = capsys.readouterr().out
    assert "Nyt i de lister, som alle helhedsplaner er fælles om: Organisationer: SAB" in out
    assert "»SAB« bliver ny ved siden af det, der allerede findes: SAB (forening)." in out


def test_fact_that_was_unknown_is_filled_in_and_one_that_differs_is_refused() -> None:
    row = factories.organisation("SAB")
    brought(document("a", None, {**SAB, "cvr": "62816414", "short_name": "S"}))
    row.refresh_from_db()
    assert (row.cvr, row.short_name, row.version) == ("62816414", "S", 2)
    (fault,) = questions(document("b", None, {**SAB, "short_name": "SB"}))
    assert fault.startswith("$.organisations[0].short_name: I portalen står der »S« om SAB, i dokumentet »SB«.")


# --- departments, areas, people ---------------------------------------------------------------------------


def with_department(slug: str, **facts: Any) -> dict[str, Any]:
    return document(slug, NORDBY, SAB, departments=[{"key": "d", "organisation": "sab", **facts}])


def test_department_whose_number_was_unknown_gets_it() -> None:
    brought(with_department("a", name="Parken"))
    brought(with_department("b", name="PARKEN", number="463-0", municipality="nordby"))
    (row,) = HousingDepartment.objects.all()
    assert (row.name, row.number, str(row.municipality)) == ("Parken", "463-0", "Nordby Kommune")


def test_department_of_that_number_by_another_name_is_asked_about() -> None:
    brought(with_department("a", name="Parken", number="8"))
    made = with_department("b", name="Skoven", number="8")
    (row,) = HousingDepartment.objects.all()
    assert f"{row.pk}: 8 Parken (SAB)" in questions(made)[0]
    brought(made, answers={"departments/d": str(row.pk)})
    assert [alias.name for alias in row.aliases.all()] == ["Skoven"]
    (fault,) = questions(with_department("c", name="Engen", number="8"), answers={"departments/d": "new"})
    assert "Organisationen har allerede en afdeling med det nummer" in fault


@pytest.mark.parametrize("number", ["Afd. 8", "08"])
def test_department_whose_number_is_spelled_otherwise_is_asked_about(number: str) -> None:
    brought(with_department("a", name="Parken", number="8"))
    assert "8 Parken (SAB)" in questions(with_department("b", name="Parken", number=number))[0]


def test_two_departments_of_one_name_are_asked_about_without_a_number() -> None:
    both = [{"key": number, "organisation": "sab", "name": "Parken", "number": number} for number in ("7", "8")]
    brought(document("a", NORDBY, SAB, departments=both))
    assert "7 Parken (SAB); " in questions(with_department("b", name="Parken"))[0]


def with_area(slug: str, town: Any = NORDBY, **facts: Any) -> dict[str, Any]:
    return document(slug, town, areas=[{"key": "n", **facts}], plan={
        "slug": slug, "name": slug, "start": day("2021-01-01"), "end": day("2024-12-31"), "areas": [{"area": "n"}],
        **({"municipality": town["key"]} if town else {}),
    })  # fmt: skip


def test_area_of_another_town_is_another_without_a_question() -> None:
    brought(with_area("a", name="Nord", municipality="nordby"))
    brought(with_area("b", SYDBY, name="Nord", municipality="sydby"))
    assert HousingArea.objects.count() == 2


def test_area_whose_town_is_not_known_is_asked_about_and_then_gets_it() -> None:
    row = factories.area("Nord")
    made = with_area("a", name="NORD", municipality="nordby")
    assert f"{row.pk}: Nord" in questions(made)[0]
    brought(made, answers={"areas/n": str(row.pk)})
    row.refresh_from_db()
    assert str(row.municipality) == "Nordby Kommune"


def test_same_other_name_of_two_areas_is_asked_about() -> None:
    rows = [factories.area(name) for name in ("Nord", "Syd")]
    for row in rows:
        factories.saved(AreaAlias(area=row, name="Kvarteret"))
    (asked,) = questions(with_area("a", None, name="Kvarteret"))
    assert all(f"{row.pk}: {row.name}" in asked for row in rows)
    (brings,) = questions(with_area("b", None, name="Vest", aliases=["kvarteret"]))
    assert all(f"{row.pk}: {row.name}" in brings for row in rows)


def test_what_was_not_known_of_an_areas_departments_and_lists_is_filled_in() -> None:
    own = factories.organisation("SAB")
    row, home = factories.area("Nord"), factories.department("Parken", owner=own)
    factories.saved(AreaDepartment(area=row, department=home))
    listing = AreaListing(area=row, kind="exposed")
    listing.start = PartialDate.around(date(2010, 10, 5), "day")
    factories.saved(listing)
    area = {
        "name": "Nord", "departments": [{"department": "d", "start": day("2020-01-01")}],
        "listings": [
            {"list": "exposed", "start": day("2010-10-05"), "end": day("2012-09-01"), "source": "Ministeriet"}
        ],
    }  # fmt: skip
    made = with_area("a", None, **area)
    made |= {
        "organisations": [{"key": "sab", "kind": "housing", "name": "SAB"}],
        "departments": [{"key": "d", "organisation": "sab", "name": "Parken"}],
    }
    brought(made)
    (member,), (stored,) = row.memberships.all(), row.listings.all()
    assert (str(member.starts_on), str(stored.ends_on), stored.source) == ("2020-01-01", "2012-09-01", "Ministeriet")


def with_person(slug: str, **facts: Any) -> dict[str, Any]:
    seat = {"title": "Formand", "holders": [{"person": "p"}]}
    made = document(slug, None, SAB, people=[{"key": "p", "name": "Ida Berg", **facts}])
    return {**made, "bodies": [{"kind": "board", "name": "Bestyrelsen", "seats": [seat]}]}


def test_person_of_whom_less_was_known_is_asked_about_and_filled_in() -> None:
    brought(with_person("a"))
    made = with_person("b", name="IDA berg", title="Formand", organisation="sab")
    (row,) = Person.objects.all()
    assert f"{row.pk}: Ida Berg" in questions(made)[0]
    brought(made, answers={"people/p": str(row.pk)})
    row.refresh_from_db()
    assert (row.name, row.title, str(row.organisation)) == ("Ida Berg", "Formand", "SAB")


def test_person_of_the_plan_itself_is_filled_in_without_a_question() -> None:
    brought(with_person("a"))
    brought(with_person("a", title="Formand"), update=True)
    assert [row.title for row in Person.objects.all()] == ["Formand"]


def test_person_with_another_title_is_new_and_warned_of(tmp_path: Path, capsys: Any) -> None:
    brought(with_person("a", title="Formand"))
    (tmp_path / "b.json").write_text(json.dumps(with_person("b", title="Kasserer")), encoding="utf-8")
    call_command("import_plan", str(tmp_path / "b.json"), dry_run=True)
    assert "»Ida Berg« bliver ny ved siden af det, der allerede findes: Ida Berg, Formand." in capsys.readouterr().out


# --- where it is asked ------------------------------------------------------------------------------------


def test_command_asks_and_takes_the_answer(tmp_path: Path, capsys: Any) -> None:
    brought(document("a", NORDBY, SAB))
    file = tmp_path / "b.json"
    file.write_text(json.dumps(document("b", SYDBY, SAB)), encoding="utf-8")
    for options in ({"dry_run": True}, {}):
        with pytest.raises(CommandError, match="1 spørgsmål skal besvares; intet er indlæst"):
            call_command("import_plan", str(file), **options)
        assert "Svar med --same organisations/sab=NUMMER eller --same organisations/sab=new" in capsys.readouterr().out
    with pytest.raises(CommandError, match="er ikke et svar"):
        call_command("import_plan", str(file), same=["sab"])
    call_command("import_plan", str(file), same=["organisations/sab=new"])
    assert party_of("b") != party_of("a")


def test_page_asks_and_keeps_the_answer_through_the_import(cast: Cast) -> None:
    brought(document("a", NORDBY, SAB))
    there, client = party_of("a"), cast.client("admin")
    upload = SimpleUploadedFile("b.json", json.dumps(document("b", SYDBY, SAB)).encode())
    asked = client.post("/planer/indlaes/", {"what": "import", "file": upload})
    assert "Den samme som SAB (boligorganisation), bruges i Nordby Kommune" in words(asked)
    answers = {"same-organisations/sab": "new", "answer": "on", "seen": "", "once": str(asked.context["token"])}
    trial = client.post("/planer/indlaes/", answers)
    assert "Organisationer SAB; Sydby Kommune" in words(trial) or "Sydby Kommune; SAB" in words(trial)
    assert not Plan.objects.filter(slug="b").exists()
    context = trial.context
    done = {"seen": context["outcome"].mark, "once": str(context["token"]), **context["answer_fields"]}
    assert client.post("/planer/indlaes/", done).status_code == 302
    assert party_of("b") != there


def test_export_of_two_organisations_of_one_name_is_brought_back_as_it_was() -> None:
    brought(document("a", NORDBY, {**SAB, "municipality": "nordby"}))
    other = {"key": "anden", "name": "SAB", "municipality": "sydby"}
    made = document("b", SYDBY, {**SAB, "municipality": "nordby"}, other)
    made["organisations"].append(NORDBY)
    plan = brought(made)
    assert {str(party.organisation.municipality) for party in plan.parties.all()} == {"Nordby Kommune", "Sydby Kommune"}
    text = export_plan(plan)
    import_plan(text, update=True)
    assert export_plan(plan) == text
