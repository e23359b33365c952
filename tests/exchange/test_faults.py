"""A document that is not right: every fault with its path and a Danish sentence, and nothing of it is kept."""

import json
import re
from itertools import product
from typing import Any

import pytest

from abc_portal.audit.models import ChangeSet, Touched
from abc_portal.core.dates import Precision
from abc_portal.directory.models import Organisation
from abc_portal.exchange.interchange import schema
from abc_portal.exchange.interchange.importing import DocumentFault, ImportRefused
from abc_portal.exchange.interchange.parts import register
from abc_portal.reporting.interchange import LARGEST_BYTES, import_plan
from plans.models import Plan
from tests import factories
from tests.english import left_overs
from tests.exchange import documents
from tests.exchange.documents import Path, changed, everything, json_path, without
from tests.state import changed as tables_changed
from tests.state import snapshot

pytestmark = pytest.mark.django_db
SCHEMA = schema.document_schema(register)
#: A key of the document in a sentence.
KEY = re.compile(r'"[a-z_]+"')


def faults(document: Any, **options: Any) -> list[DocumentFault]:
    """What is wrong with it; the database must be as it was."""
    content = document if isinstance(document, (str, bytes)) else json.dumps(document)
    before = _rows()
    with pytest.raises(ImportRefused) as refused:
        import_plan(content, **options)
    assert _rows() == before
    for fault in refused.value.faults:
        assert fault.path.startswith("$")
        assert fault.sentence[0].isupper() or fault.sentence[0] in "»0123456789", fault
        assert left_overs(KEY.sub("", fault.sentence)) == set(), fault
    return refused.value.faults


def _rows() -> tuple[int, ...]:
    """A quick look at whether anything was kept: change sets and organisations come first in every import."""
    return ChangeSet.objects.count(), Touched.objects.count(), Organisation.objects.count(), Plan.objects.count()


def one(document: Any, **options: Any) -> DocumentFault:
    found = faults(document, **options)
    assert len(found) == 1, found
    return found[0]


# --- no document at all -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen er ikke JSON (linje 1)."),
        (b"hello", "Filen er ikke JSON (linje 1)."),
        (b'{\n"plan":\n', "Filen er ikke JSON (linje 3)."),
        (b'{"a": NaN}', "Filen er ikke JSON ($)."),
        (b'{"a": -Infinity}', "Filen er ikke JSON ($)."),
        ('{"plan": "Ærø"}'.encode("latin-1"), "Filen er ikke tekst i UTF-8."),
        ('{"plan": "Ærø"}'.encode("utf-16"), "Filen er ikke tekst i UTF-8."),
        (b'{"plan": "\xed\xa0\x80"}', "Filen er ikke tekst i UTF-8."),
        (b"[" * 200_000, "Filen har for mange niveauer inden i hinanden."),
        (b" " * (LARGEST_BYTES + 1), "Filen er større end 60 MB; det er en helhedsplan ikke."),
        (b'{"plan": {}, "plan": {}}', "Nøglen »plan« står to gange samme sted."),
    ],
)
def test_what_cannot_be_read(db: None, content: bytes, sentence: str) -> None:
    assert one(content) == DocumentFault("$", sentence)


@pytest.mark.parametrize("document", ["[]", '"plan"', "1", "null", "true", '[{"plan": 1}]'])
def test_what_is_no_object(db: None, document: str) -> None:
    assert one(document) == DocumentFault("$", "Her skal der stå oplysninger i krøllede parenteser.")


def test_a_mark_of_the_byte_order_is_no_fault(ready: None) -> None:
    assert import_plan(b"\xef\xbb\xbf" + json.dumps(everything()).encode()) is not None


def test_an_empty_object_says_what_it_must_have(db: None) -> None:
    assert [fault.sentence for fault in faults({})] == [
        "Nøglen »schema« mangler.", "Nøglen »schema_version« mangler.", "Nøglen »plan« mangler.",
    ]  # fmt: skip


def test_a_document_nested_beyond_all_reason(ready: None) -> None:
    levels = 400
    nested = '{"name": "Lag", "parts": [' * levels + "]}" * levels
    document = json.dumps(changed(("activities", 0, "parts"), ["HER"])).replace('"HER"', nested)
    assert one(document) == DocumentFault("$", "Filen har for mange niveauer inden i hinanden.")


# --- not as the schema has it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [0, 2, "1", None, 1.5])
def test_another_version_of_the_schema(db: None, version: Any) -> None:
    assert one(changed(("schema_version",), version)) == DocumentFault("$.schema_version", "Her skal der stå »1«.")


def test_another_kind_of_document(db: None) -> None:
    assert one(changed(("schema",), "abc-report")) == DocumentFault("$.schema", "Her skal der stå »abc-plan«.")


OBJECTS = [path for path in documents.places(everything()) if isinstance(documents.at(everything(), path), dict)]


def form_faults(document: Any) -> list[DocumentFault]:
    """What the schema alone says, which comes before the database is asked anything."""
    return [DocumentFault(*fault) for fault in schema.faults(document, SCHEMA)]


@pytest.mark.one_database
def test_an_unknown_key_is_reported_wherever_it_is() -> None:
    """In all places of one document, and nothing else is."""
    document = everything()
    for path in OBJECTS:
        documents.at(document, path)["ukendt"] = 1
    assert sorted(form_faults(document), key=str) == sorted(
        (DocumentFault(json_path(path), "Nøglen »ukendt« kendes ikke her.") for path in OBJECTS), key=str
    )


#: For each type what does not fit in its place.
WRONG: dict[type, list[Any]] = {
    str: [1, None, [], {}, True], bool: [1, "true", None], int: ["1", None, True, 1.5, -1, 10**30, []],
    list: [{}, "liste", None, 1], dict: [[], "objekt", None, 1],
}  # fmt: skip


@pytest.mark.one_database
def test_a_value_of_another_type_is_reported_wherever_it_is() -> None:
    """All that lie equally deep in one document: none of them is inside another."""
    paths = list(documents.kinds(everything()))
    for step, depth in product((0, 2), sorted({len(path) for path in paths})):
        document = everything()
        wrong = {path: _wrong(path, number + step) for number, path in enumerate(paths) if len(path) == depth}
        for path, value in wrong.items():
            documents.at(document, path[:-1])[path[-1]] = value
        found = form_faults(document)
        reported = {fault.path for fault in found}
        assert {path: value for path, value in wrong.items() if json_path(path) not in reported} == {}
        own = [fault.sentence.split(" er ikke en af disse: ")[0] for fault in found]  # after it come codes
        assert all(left_overs(sentence) == set() for sentence in own)
        assert all(fault.sentence.endswith(".") for fault in found)


def _wrong(path: Path, number: int) -> Any:
    every = WRONG[type(documents.at(everything(), path))]
    return every[number % len(every)]


@pytest.mark.parametrize("letter", ["\0", "\ud800"])
def test_a_character_that_no_database_keeps(db: None, letter: str) -> None:
    document = json.dumps(changed(("bodies", 0, "rhythm"), f"Før{letter}mødet"))
    assert one(document) == DocumentFault(
        "$.bodies[0].rhythm", "Teksten indeholder et tegn, der ikke kan gemmes. Skriv den igen uden det tegn."
    )


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("plan", "slug"), "med mellemrum", "»med mellemrum« er ikke skrevet, som det skal være her. Brug bogstaverne a-z, tal, bindestreg og understreg."),
        (("plan", "name"), "x" * 201, "Teksten er længere end 200 tegn."),
        (("counts", 0, "value"), 2_000_000_001, "Tallet er større end 2000000000."),
        (("financing", "sources", 0, "contributions", 0, "amount_oere"), -1, "Tallet er mindre end 0."),
        (("bodies", 0, "sub_agreement"), "", "Teksten er tom."),
        (("observations", 0, "value"), "12,5",
         "»12,5« er ikke skrevet, som det skal være her. Skriv et tal som tekst med punktum, for eksempel \"88.9\"."),
        (("observations", 0, "value"), "1e5",
         "»1e5« er ikke skrevet, som det skal være her. Skriv et tal som tekst med punktum, for eksempel \"88.9\"."),
        (("plan", "start", "date"), "1-3-2021",
         "»1-3-2021« er ikke skrevet, som det skal være her. Skriv en dag, for eksempel \"2021-03-01\"."),
        (("plan", "start", "precision"), "week", f"»week« er ikke en af disse: {', '.join(Precision)}."),
    ],
)  # fmt: skip
def test_a_value_outside_its_bounds(ready: None, path: Path, value: Any, sentence: str) -> None:
    assert one(changed(path, value)) == DocumentFault(json_path(path), sentence)


def test_all_faults_are_reported_at_once(db: None) -> None:
    document = everything()
    document["plan"]["slug"] = 1
    document["plan"].pop("name")
    document["activities"][0]["ukendt"] = 1
    document["observations"][1]["state"] = "hemmelig"
    assert sorted(fault.path for fault in faults(document)) == [
        "$.activities[0]", "$.observations[1].state", "$.plan", "$.plan.slug",
    ]  # fmt: skip


# --- right in form, wrong in substance -------------------------------------------------------------------------------


#: What is told of a key that leads nowhere.
WORDS = {
    "organisations": "organisationerne (organisations)", "departments": "afdelingerne (departments)",
    "areas": "boligområderne (areas)", "people": "personerne (people)", "rounds": "portalens midler",
    "plans": "portalens helhedsplaner", "round_sections": "de afsnit, som midlerne foreskriver",
    "focus_areas": "midlernes indsatsområder og planens egne (own_focus_areas)",
    "plan_focus_areas": "planens indsatsområder (focus_areas)", "sub_agreements": "delaftalerne (sub_agreements)",
    "goals": "midlernes overordnede mål og planens egne (goals)", "instruments": "portalens undersøgelser",
    "indicators": "midlernes indikatorer og planens egne (indicators)", "bodies": "organerne (bodies)",
}  # fmt: skip
#: A place that refers to something, and what it is called there.
REFERENCES = [
    (("plan", "municipality"), "organisations"), (("plan", "round"), "rounds"),
    (("plan", "relations", 1, "plan"), "plans"), (("plan", "areas", 0, "area"), "areas"),
    (("plan", "departments", 0, "department"), "departments"), (("departments", 0, "organisation"), "organisations"),
    (("departments", 0, "municipality"), "organisations"), (("areas", 0, "municipality"), "organisations"),
    (("areas", 0, "departments", 0, "department"), "departments"), (("people", 0, "organisation"), "organisations"),
    (("counts", 0, "departments", 1), "departments"), (("counts", 0, "areas", 0), "areas"),
    (("agreement", "sections", 0, "prescribed"), "round_sections"), (("parties", 0, "organisation"), "organisations"),
    (("parties", 0, "signatories", 0, "person"), "people"), (("focus_areas", 0, "focus_area"), "focus_areas"),
    (("sub_agreements", 0, "focus_area"), "plan_focus_areas"), (("activities", 0, "sub_agreement"), "sub_agreements"),
    (("activities", 1, "focus_area"), "plan_focus_areas"), (("financing", "sources", 1, "department"), "departments"),
    (("financing", "sources", 0, "organisation"), "organisations"), (("indicators", 0, "goal"), "goals"),
    (("observations", 0, "indicator"), "indicators"), (("observations", 0, "department"), "departments"),
    (("observations", 0, "instrument"), "instruments"), (("bodies", 0, "sub_agreement"), "sub_agreements"),
    (("bodies", 0, "area"), "areas"), (("bodies", 0, "seats", 0, "organisation"), "organisations"),
    (("bodies", 0, "seats", 0, "holders", 0, "person"), "people"), (("body_order", 0, "first"), "bodies"),
    (("body_order", 0, "then"), "bodies"),
]  # fmt: skip


@pytest.mark.one_database
def test_a_reference_that_leads_nowhere_is_reported_where_it_is(ready: None) -> None:
    """Several in each document; of what refers to such a row, or hangs on the round, nothing is told."""
    alone = [pair for pair in REFERENCES if pair[0] in (("plan", "round"), ("focus_areas", 0, "focus_area"))]
    others = [pair for pair in REFERENCES if pair not in alone]
    for some in ([alone[0]], [alone[1]], others[::3], others[1::3], others[2::3]):
        document = everything()
        for path, _what in some:
            documents.at(document, path[:-1])[path[-1]] = "findes-ikke"
        wanted = {json_path(path): f"»findes-ikke« findes ikke blandt {WORDS[what]}." for path, what in some}
        found = {
            fault.path: fault.sentence.split(" De er: ")[0].split(" Er det en af disse: ")[0]
            for fault in faults(document)
            if "findes ikke blandt" in fault.sentence
        }
        if some == [alone[1]]:  # it is at once the key that others name
            found = {path: sentence for path, sentence in found.items() if path in wanted}
        assert found == wanted


@pytest.mark.parametrize("number", ["²", "0", "99999999999999999999", "-1", "1.0"])
def test_a_section_that_the_round_does_not_have(ready: None, number: str) -> None:
    assert one(changed(("agreement", "sections", 0, "prescribed"), number)).path == "$.agreement.sections[0].prescribed"


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (("organisations", 0), "$.organisations[2]"), (("departments", 0), "$.departments[2]"),
        (("areas", 0), "$.areas[1]"), (("plan", "areas", 0), "$.plan.areas[1]"),
        (("plan", "departments", 0), "$.plan.departments[2]"), (("plan", "relations", 1), "$.plan.relations[2]"),
        (("agreement", "sections", 0), "$.agreement.sections[2]"), (("parties", 0), "$.parties[2]"),
        (("parties", 0, "signatories", 0), "$.parties[0].signatories[3]"), (("focus_areas", 0), "$.focus_areas[2]"),
        (("own_focus_areas", 0), "$.own_focus_areas[1]"), (("goals", 0), "$.goals[1]"),
        (("sub_agreements", 0), "$.sub_agreements[2]"), (("indicators", 0), "$.indicators[1]"),
        (("observations", 1), "$.observations[3]"), (("bodies", 1), "$.bodies[2]"),
        (("bodies", 0, "seats", 0, "holders", 0), "$.bodies[0].seats[0].holders[2]"),
        (("body_order", 0), "$.body_order[1]"), (("people", 0), "$.people[3]"),
        (
            ("financing", "sources", 0, "contributions", 0, "periods", 0),
            "$.financing.sources[0].contributions[0].periods[2]",
        ),
    ],
)  # fmt: skip
def test_a_row_that_appears_twice_is_reported_at_the_second(ready: None, path: Path, where: str) -> None:
    document = everything()
    rows = documents.at(document, path[:-1])
    rows.append(rows[path[-1]])
    assert any(fault.path.startswith(where) for fault in faults(document))


def test_an_alias_that_appears_twice(ready: None) -> None:
    document = changed(("organisations", 0, "aliases"), ["ÆL", "ÆL"])
    assert one(document).path == "$.organisations[0].aliases[1]"


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("plan", "end"), {"date": "2020-01-01", "precision": "day"}, "$.plan"),
        (("organisations", 0, "cvr"), "12345678", "$.organisations[0].cvr"),
        (("observations", 1, "state"), "known", "$.observations[1]"),
        (("observations", 0, "not_used_because"), "", "$.observations[0]"),
        (("activities", 0, "focus_area"), "beskaeftigelse", "$.activities[0]"),
        (("financing", "sources", 1, "kind"), "lbf", "$.financing.sources[1]"),
        (("bodies", 0, "meetings_most"), 1, "$.bodies[0]"),
        (("body_order", 0, "then"), "Følgegruppen", "$.body_order[0]"),
        (("plan", "relations", 1, "plan"), "alt-2021-2025", "$.plan.relations[1]"),
        (("plan", "case_number"), "a;b", "$.plan.case_number"),
        (("sub_agreements", 0, "name"), "", "$.sub_agreements[0].name"),
    ],
)
def test_a_rule_of_the_portal_is_reported_where_it_is_broken(ready: None, path: Path, value: Any, where: str) -> None:
    assert where in [fault.path for fault in faults(changed(path, value))]


def test_a_quarter_put_off_without_its_date_says_what_is_missing(ready: None) -> None:
    fault = one(without(("milestones", 0, "postponements", 0, "former")))
    assert fault == DocumentFault(
        "$.milestones[0].postponements[0]",
        "Angiv også den tidligere dato: kvartalet siger kun, hvordan den var skrevet.",
    )


def test_a_count_of_no_place(ready: None) -> None:
    document = without(("counts", 0, "departments"))
    del document["counts"][0]["areas"]
    assert one(document) == DocumentFault("$.counts[0]", "Angiv, hvilke afdelinger eller områder tallet gælder.")


def test_what_contradicts_the_portal_is_reported_and_not_overwritten(ready: None) -> None:
    factories.organisation("Æblelunden", kind="housing", cvr="62816414", short_name="Lunden")
    assert one(everything()) == DocumentFault(
        "$.organisations[0].short_name",
        "I portalen står der »Lunden« om Æblelunden, i dokumentet »ÆL«. Intet bliver overskrevet; ret et af stederne.",
    )


@pytest.mark.parametrize("path", [("own_focus_areas", 0, "code"), ("goals", 0, "code"), ("indicators", 0, "code")])
def test_a_code_of_the_plans_own_is_not_one_of_the_funding_rounds(ready: None, path: Path) -> None:
    taken = {"own_focus_areas": "beskaeftigelse", "goals": "arbejdsmarked", "indicators": "restgruppen"}[str(path[0])]
    sentence = f"Midlerne har allerede koden »{taken}«. Vælg en anden kode til planens egen."
    assert DocumentFault(json_path(path), sentence) in faults(changed(path, taken))


def test_what_hangs_under_a_refused_plan_is_checked_on_the_same_try(ready: None) -> None:
    """The plan, an organisation, a sub-agreement and an activity are refused; what refers to them is not."""
    document = changed(("plan", "case_number"), "a;b")
    document["organisations"][0]["cvr"] = "12345678"
    document["sub_agreements"][0]["start"]["date"] = "2021-02-30"
    document["activities"][0]["parts"][0]["end"] = documents.day("2020-01-01")
    document["observations"][1]["state"] = "known"
    document["observations"][2]["indicator"] = "findes-ikke"
    document["bodies"][0]["meetings_most"] = 1
    assert {fault.path for fault in faults(document)} == {
        "$.organisations[0].cvr", "$.plan.case_number", "$.sub_agreements[0].start", "$.activities[0].parts[0]",
        "$.observations[1]", "$.observations[2].indicator", "$.bodies[0]",
    }  # fmt: skip


# --- all or nothing --------------------------------------------------------------------------------------------------


def test_a_plan_that_exists_is_not_imported_again(ready: None) -> None:
    import_plan(json.dumps(everything()))
    fault = one(everything())
    assert fault == DocumentFault("$.plan.slug", "Der er allerede en helhedsplan med det korte navn. Vælg et andet.")


def test_the_last_row_undoes_all_before_it(ready: None) -> None:
    document = changed(("body_order", 0, "then"), "Følgegruppen")
    before = snapshot()
    assert {fault.path for fault in faults(document)} == {"$.body_order[0]"}
    assert tables_changed(before, snapshot()) == []


def test_a_trial_finds_the_same_faults_and_keeps_nothing(ready: None) -> None:
    document = changed(("bodies", 0, "area"), "findes-ikke")
    assert faults(document, dry_run=True) == faults(document)
    before = snapshot()
    assert import_plan(json.dumps(everything()), dry_run=True) is None
    assert tables_changed(before, snapshot()) == []


def test_a_fault_of_the_machine_undoes_all_too(ready: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from governance.models import BodyOrder

    monkeypatch.setattr(BodyOrder, "clean", lambda self: 1 / 0)
    before = snapshot()
    with pytest.raises(ZeroDivisionError):
        import_plan(json.dumps(everything()))
    assert tables_changed(before, snapshot()) == []
