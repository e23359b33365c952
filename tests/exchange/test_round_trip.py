"""Out, in and out again is the same document, whatever the plan holds; and what stands is matched, never doubled."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from abc_portal.core.text import TextRefused, check, tidy
from abc_portal.directory.models import Count, HousingDepartment, Organisation, Person
from abc_portal.exchange.interchange.importing import DocumentFault, ImportRefused
from abc_portal.exchange.interchange.parts import register
from abc_portal.exchange.interchange.schema import document_schema, faults
from abc_portal.exchange.interchange.shared import SHARED
from abc_portal.reporting.demo import CASES
from abc_portal.reporting.interchange import export_plan, import_plan
from abc_portal.reporting.reference import load_reference
from plans.models import Plan
from tests import factories, snapshots
from tests.exchange import documents
from tests.exchange.documents import Path, at, everything, json_path, without

pytestmark = pytest.mark.django_db
SCHEMA = document_schema(register)


def text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@contextmanager
def undone() -> Iterator[None]:
    """As on another machine: what happens inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def taken_in(document: Any) -> Plan:
    plan = import_plan(text(document))
    assert plan is not None
    return plan


# --- the same document ----------------------------------------------------------------------------------------


def keys(schema: Any, definitions: Any, seen: frozenset[str] = frozenset(), path: str = "") -> Iterator[str]:
    """Every key of the schema by where it stands, rows that nest once."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        if name in seen:
            return
        seen, schema = seen | {name}, definitions[name]
    for key, item in schema.get("properties", {}).items():
        yield f"{path}.{key}"
        yield from keys(item, definitions, seen, f"{path}.{key}")
    if "items" in schema:
        yield from keys(schema["items"], definitions, seen, path)


def used(value: Any, path: str = "") -> Iterator[str]:
    for key, item in value.items() if isinstance(value, dict) else ():
        yield f"{path}.{key}"
        yield from used(item, f"{path}.{key}")
    for item in value if isinstance(value, list) else ():
        yield from used(item, path)


def test_the_document_of_these_tests_fills_every_key_there_is() -> None:
    known = set(keys(SCHEMA, SCHEMA["$defs"]))
    assert len(known) > 150
    own = {".plan.is_own"}  # not beside a round; such a plan travels in tests/plans/lifecycle/test_without_a_grant.py
    assert known - set(used(everything())) == own


def test_a_plan_with_everything_comes_out_as_it_went_in(ready: None) -> None:
    assert export_plan(taken_in(everything())) == text(everything())


OPTIONAL = [path for path in documents.places(everything()) if path and isinstance(path[-1], str) and len(path) > 1]


def _rounds() -> list[list[Path]]:
    """All of them in few goes: what one row lacks is nothing to another, unless one hangs in the other."""
    rounds: list[list[Path]] = []
    for path in OPTIONAL:
        # The keys of people of one name depend on what else is said of them, and that of a department without a name
        # on its number, so they have tests of their own.
        if path[0] != "people" and (path[0], path[-1]) != ("departments", "name") and not _is_given(path):
            fitting = [round_ for round_ in rounds if not any(_is_near(path, other) for other in round_)]
            (fitting[0] if fitting else rounds).append(path if fitting else [path])
    return rounds


def _is_near(path: Path, other: Path) -> bool:
    """Of one row, or one inside the other."""
    least = min(len(path), len(other))
    return path[:-1] == other[:-1] or path[:least] == other[:least]


@pytest.mark.one_database
def test_a_plan_without_one_thing_comes_out_without_it(ready: None) -> None:
    """Each key in turn is left out: either the import says what is missing, or the document is the same again."""
    optional = [[path for path in paths if path not in _demanded(paths)] for paths in _rounds()]
    missing = [path for paths in optional for path in missed(paths)]
    assert 5 * len(missing) < sum(len(paths) for paths in optional), "otherwise nothing much was left out"


def _demanded(paths: list[Path]) -> set[Path]:
    """Those that a row must have, of paths of which none is in the row of another."""
    reported = {path for path, _sentence in faults(without(*paths), SCHEMA)}
    demanded = {path for path in paths if json_path(path[:-1]) in reported}
    assert not list(faults(without(*(path for path in paths if path not in demanded)), SCHEMA))
    return demanded


def missed(paths: list[Path]) -> list[Path]:
    """Those that the import does not do without: it says so at their row, or they are tried in ever smaller parts,
    first what a faulty row hangs on.
    """
    document = without(*paths)
    with undone():
        try:
            plan = taken_in(document)
        except ImportRefused as refused:
            reported = [path for path in paths if _is_reported(path, refused.faults)]
            if reported:
                return reported + missed([path for path in paths if path not in reported])
            first = _hung_on(paths, refused.faults)
            if len(first) in (0, len(paths)):
                first = paths[: len(paths) // 2]
            return missed(first) + missed([path for path in paths if path not in first]) if first else paths
        assert _comparable(json.loads(export_plan(plan))) == _comparable(document), paths
    return []


def _is_reported(path: Path, found: list[DocumentFault]) -> bool:
    """Whether a fault stands at the row that lacks it, or at another of its keys."""
    row = json_path(path[:-1])
    return any(fault.path == row or fault.path.rpartition(".")[0] == row for fault in found)


def _hung_on(paths: list[Path], found: list[DocumentFault]) -> list[Path]:
    """Those of a row that a faulty row names, or of the plan, in which all lie."""
    whole = everything()
    rows = [path for path in documents.places(whole) if isinstance(at(whole, path), dict)]
    faulty = [at(whole, path) for path in rows if _is_reported((*path, ""), found)]
    named = {value for row in faulty for value in row.values() if isinstance(value, str)}
    own = {path: at(whole, path[:-1]) for path in paths}
    return [path for path in paths if len(path) == 2 or named & {own[path].get("key"), own[path].get("code")}]


def _is_given(path: Path) -> bool:
    """What the portal says itself: a short name made from the row's own, that a date means signed, a quarter's day,
    the day of entry, the fingerprint of a remark's words.
    """
    code = path[-1] == "code" and path[0] in ("activities", "positions", "sub_goals", "criteria", "milestones")
    return (
        code
        or path[-1] == "fingerprint"
        or path[-3:] == ("signatories", 0, "state")
        or path in (("milestones", 0, "due"), ("plan", "entered"))
    )


@pytest.mark.parametrize(
    ("path", "made"),
    [
        (("activities", 0, "parts", 1), "morgen"),
        (("activities", 1), "netvaerk"),
        (("positions", 1), "leder"),
        (("sub_goals", 1), "flere-i-job"),
    ],
)
def test_a_short_name_that_is_not_given_is_made(ready: None, path: Path, made: str) -> None:
    document = without((*path, "code"))
    assert at(json.loads(export_plan(taken_in(document))), (*path, "code")) == made


@pytest.mark.parametrize("key", ["title", "organisation"])
def test_a_person_of_whom_less_is_known(ready: None, key: str) -> None:
    document = without(("people", 0, key))
    first = export_plan(taken_in(document))
    people = [{name: value for name, value in load.items() if name != "key"} for load in json.loads(first)["people"]]
    assert sorted(people, key=text) == sorted(
        ({name: value for name, value in item.items() if name != "key"} for item in document["people"]), key=text
    )


def _comparable(document: Any) -> Any:
    """An empty list is as good as none, and a shared row that nothing refers to does not come along."""
    if isinstance(document, dict):
        found = {key: _comparable(item) for key, item in document.items() if key not in SHARED}
        return {key: item for key, item in found.items() if item not in ([], None)}
    return [_comparable(item) for item in document] if isinstance(document, list) else document


@pytest.mark.one_database  # the plan with everything travels on both
def test_the_demo_cases_come_out_as_they_went_in(db: None) -> None:
    with undone():
        snapshots.demo()
        exported = {plan.slug: export_plan(plan) for plan in Plan.objects.order_by("starts_on")}
    load_reference()
    assert exported.keys() == set(CASES)
    for slug, document in exported.items():
        plan = import_plan(document)
        assert plan is not None
        assert (plan.slug, export_plan(plan)) == (slug, document)


def test_a_second_import_of_another_name_doubles_nothing_shared(ready: None) -> None:
    taken_in(everything())
    shared = (Organisation, HousingDepartment, Person, Count)
    before = {model: model._default_manager.count() for model in shared}
    second = everything()
    second["plan"]["slug"] = "alt-igen"
    assert export_plan(taken_in(second)) == text(second)
    assert {model: model._default_manager.count() for model in shared} == before


def test_an_export_does_not_depend_on_the_order_in_which_rows_came_about(ready: None) -> None:
    document = everything()
    for key in ("organisations", "departments", "people"):
        document[key].reverse()
    assert sorted(json.loads(export_plan(taken_in(document)))["organisations"], key=text) == sorted(
        everything()["organisations"], key=text
    )
    assert [load["key"] for load in json.loads(export_plan(Plan.objects.get(slug="alt-2021-2025")))["departments"]] == [
        "parken", "skoven",
    ]  # fmt: skip


def test_an_export_is_sorted_and_in_plain_utf_8(ready: None) -> None:
    exported = export_plan(taken_in(everything()))
    assert "Æblelunden" in exported
    assert "\\u" not in exported
    assert exported.endswith("}\n")
    assert exported == text(json.loads(exported))


# --- what texts and numbers may be -----------------------------------------------------------------------------


def _can_be_stored(typed: str) -> bool:
    try:
        check(typed)
    except TextRefused:
        return False
    return True


LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


#: Whatever somebody may have typed, as the portal keeps it.
TYPED = st.text(LETTERS, max_size=200).filter(_can_be_stored).map(tidy)


class AnyText(TestCase):
    """Whatever somebody may have typed travels unchanged, many rows in one plan at a time."""

    @given(
        texts=st.lists(
            st.tuples(TYPED.filter(bool), TYPED), min_size=8, max_size=12, unique_by=lambda pair: pair[0].strip()
        )
    )
    @hypothesis_settings(max_examples=4)
    def test_texts(self, texts: list[tuple[str, str]]) -> None:
        load_reference()
        with undone():
            plan = factories.plan("tekst", name=texts[0][0] if texts[0][0].strip() else "x")
            for number, (name, note) in enumerate(texts):
                source = factories.source(plan, label=name, position=number)
                factories.contribution(source, 100, note=note, purpose=name)
                factories.body(plan, name=name if name.strip() else "x", position=number)
            first = export_plan(plan)
        again = import_plan(first.encode())
        assert again is not None
        assert export_plan(again) == first

    @given(
        values=st.lists(st.decimals("-9999999999.9999", "9999999999.9999", places=4), min_size=7, max_size=8),
        amounts=st.lists(st.one_of(st.none(), st.integers(0, 10**13)), min_size=7, max_size=8),
    )
    @hypothesis_settings(max_examples=3)
    def test_numbers(self, values: list[Any], amounts: list[int | None]) -> None:
        load_reference()
        with undone():
            plan = factories.plan("tal")
            for number, amount in enumerate(amounts):
                factories.contribution(factories.source(plan, position=number), amount)
            for number, value in enumerate(values):
                factories.observation(plan, factories.indicator(plan, position=number), value)
            first = export_plan(plan)
        again = import_plan(first)
        assert again is not None
        assert export_plan(again) == first
        assert [row.value for row in again.observations.order_by("indicator__position")] == values


# --- matching with what stands -----------------------------------------------------------------------------------


def test_two_people_of_the_same_name_and_title_stay_two(ready: None) -> None:
    taken_in(everything())
    assert Person.objects.filter(name="Formand", title="Formand").count() == 2


def test_departments_of_one_name_are_distinguished_by_their_numbers(ready: None) -> None:
    document = everything()
    owner = {"organisation": "aeblelunden", "name": "Parken"}
    document["departments"] = [
        {"key": "parken", "number": "463-0", **owner}, {"key": "uden", **owner}, {"key": "anden", "number": "5", **owner},
        {"key": "skoven", "organisation": "aeblelunden", "name": "Skoven"},
    ]  # fmt: skip
    document["plan"]["departments"] = [{"department": key} for key in ("parken", "uden", "anden", "skoven")]
    plan = taken_in(document)
    assert [department.department.number for department in plan.departments.all()] == ["463-0", "", "5", ""]
    again = json.loads(export_plan(plan))
    again["plan"]["slug"] = "igen"
    assert [department.department for department in taken_in(again).departments.all()] == [
        department.department for department in plan.departments.all()
    ]


def test_a_department_without_a_number_is_the_only_one_of_its_name(ready: None) -> None:
    owner = factories.organisation("Æblelunden", kind="housing", cvr="62816414", short_name="ÆL")
    stored = factories.department("Skoven", "7", owner)
    plan = taken_in(everything())
    assert stored in {department.department for department in plan.departments.all()}


def test_a_department_without_a_number_is_not_guessed_among_several(ready: None) -> None:
    owner = factories.organisation("Æblelunden", kind="housing", cvr="62816414", short_name="ÆL")
    numbered = {factories.department("Skoven", number, owner) for number in ("7", "8")}
    with pytest.raises(ImportRefused, match="en af disse"):
        import_plan(json.dumps(everything()))
    plan = import_plan(json.dumps(everything()), answers={"departments/skoven": "new"})
    assert plan is not None
    assert not numbered & {department.department for department in plan.departments.all()}


def test_an_organisation_is_found_by_its_number_though_its_name_is_another(ready: None) -> None:
    factories.organisation("Æblelunden", kind="housing", cvr="62816414", short_name="ÆL")
    before = Organisation.objects.count()
    taken_in(everything())
    assert Organisation.objects.count() == before + 1  # the municipality


def test_what_the_portal_knows_more_of_stays(ready: None) -> None:
    owner = factories.organisation("Byen Kommune", kind="municipality", short_name="BK")
    taken_in(everything())
    owner.refresh_from_db()
    assert (owner.short_name, owner.version) == ("BK", 1)


def test_the_same_count_said_twice_is_one_statement(ready: None) -> None:
    document = everything()
    document["counts"] *= 2
    assert export_plan(taken_in(document)) == text(everything())
    assert Count.objects.count() == 1


@pytest.mark.parametrize("path", [("plan", "vision"), ("activities", 0, "purpose"), ("focus_areas", 0, "problem")])
def test_rich_text_is_cleaned_on_the_way_in(ready: None, path: Path) -> None:
    hostile = '<p onclick="x()">Tekst<script>alert(1)</script></p>'
    exported = json.loads(export_plan(taken_in(documents.changed(path, hostile))))
    assert at(exported, path) == "<p>Tekst</p>"
