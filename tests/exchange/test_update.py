"""A plan that stands is brought to its document: what differs is changed, and nothing else."""

import json
from typing import Any

import pytest

from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.directory.models import Person
from abc_portal.exchange.interchange.importing import DocumentFault, ImportRefused
from abc_portal.reporting.interchange import export_plan, import_plan
from plans.models import Plan
from tests import factories
from tests.exchange.documents import Path, at, everything
from tests.people import Cast
from tests.state import changed as tables_changed
from tests.state import snapshot

pytestmark = pytest.mark.django_db
SLUG = "alt-2021-2025"


def text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def updated(document: Any, **options: Any) -> set[tuple[str, str, str]]:
    """Bring the plan to the document, which is then its export; returns what the history says was done."""
    before = ChangeSet.objects.count()
    plan = import_plan(text(document), update=True, **options)
    assert plan is not None
    assert export_plan(plan) == text(document)
    assert ChangeSet.objects.count() - before <= 1
    change_set = ChangeSet.objects.first()
    assert change_set is not None
    if ChangeSet.objects.count() == before:
        return set()
    assert change_set.scope == f"plan:{plan.pk}"
    touched = list(change_set.touched.all())
    assert len({(item.model, item.object_id) for item in touched}) == len(touched), "a row was written twice"
    return {(item.change, item.model.split(".")[1], item.name) for item in touched}


def refused(document: Any, **options: Any) -> list[DocumentFault]:
    before = snapshot()
    with pytest.raises(ImportRefused) as caught:
        import_plan(text(document), update=True, **options)
    assert tables_changed(before, snapshot()) == []
    return caught.value.faults


def plan() -> Plan:
    return Plan.objects.get(slug=SLUG)


# --- nothing differs ----------------------------------------------------------------------------------------------


def test_an_update_that_changes_nothing_leaves_no_trace(stored: None) -> None:
    before = snapshot()
    assert updated(everything()) == set()
    assert tables_changed(before, snapshot()) == []


def test_what_is_written_out_though_it_is_usual_is_no_change(stored: None) -> None:
    document = everything()
    document["parties"][1] |= {"role": "bound", "printed_name": "", "signatories": []}
    document["observations"][1] |= {"qualifier": "exact", "is_used": True, "is_baseline": False}
    document["observations"][0]["value"] = "-12.5000"
    before = snapshot()
    import_plan(text(document), update=True)
    assert tables_changed(before, snapshot()) == []


def test_numbers_of_rows_that_keep_the_order_are_left_alone(stored: None) -> None:
    """Rows made in the portal may all have the same number, or gaps between them."""
    for number, row in enumerate(plan().activities.filter(parent=None)):
        row.position = 40 * number
        factories.saved(row)
    for row in plan().observations.all():
        row.position = 7
        factories.saved(row)
    exported = export_plan(plan())
    before = snapshot()
    import_plan(exported, update=True)
    assert tables_changed(before, snapshot()) == []


def test_people_of_one_name_stay_who_they_are(stored: None) -> None:
    """Another plan's person of the same name, title and organisation came first, or came later."""
    for _time in range(2):
        twin = Person.objects.filter(name="Formand").first()
        assert twin is not None
        factories.person("Formand", title="Formand", organisation=twin.organisation)
    first = Person.objects.filter(name="Formand").order_by("pk")[0]
    last = Person.objects.filter(name="Formand").order_by("pk")[3]
    for row in (*plan().parties.get(position=0).signatories.filter(person=first),):
        row.person = last
        factories.saved(row)
    exported, before = export_plan(plan()), snapshot()
    import_plan(exported, update=True)
    assert tables_changed(before, snapshot()) == []


# --- something differs ---------------------------------------------------------------------------------------------


def put(path: Path, value: Any) -> Any:
    document = everything()
    at(document, path[:-1])[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "done"),
    [
        (("plan", "name"), "Alt igen", {("~", "plan", "Alt igen")}),
        (("plan", "vision"), "<p>Ny</p>", {("~", "plan", "Alt 2021-2025")}),
        (("plan", "end"), {"date": "2026-01-01", "precision": "year"}, {("~", "plan", "Alt 2021-2025")}),
        (("agreement", "source"), "Ny aftale", {("~", "strategicagreement", "strategi og handlingsplan")}),
        (("agreement", "sections", 1, "position"), 9, {("~", "agreementsection", "9. Vores eget")}),
        (("parties", 1, "role"), "endorses", {("~", "party", "Byen Kommune")}),
        (("parties", 0, "signatories", 1, "title"), "Regnskab", {("~", "signatory", "Økonom")}),
        (("focus_areas", 1, "local_name"), "Sund", {("~", "planfocusarea", "Sund")}),
        (("sub_agreements", 0, "name"), "Sundere", {("~", "subagreement", "Sundere")}),
        (("activities", 0, "parts", 0, "parts", 0, "purpose"), "<p>Nat</p>", {("~", "activity", "Sent")}),
        (("financing", "stated", 0, "note"), "Klart", {("~", "statedamount", None)}),
        (("bodies", 0, "seats", 0, "most"), 3, {("~", "seat", "Formand")}),
        (("bodies", 0, "seats", 0, "holders", 1, "end"), "2022-01-01", {("~", "seatholder", "Formand")}),
        (("indicators", 0, "source"), "Jer", {("~", "indicator", "Egen")}),
        (("goals", 0, "text"), "Alle går til læge", {("~", "overallgoal", "Alle går til læge")}),
        (("observations", 2, "value"), "1", {("~", "observation", None)}),
        (
            ("financing", "sources", 0, "contributions", 0, "periods", 1, "amount_oere"), 5,
            {("~", "contributionperiod", "01-01-2022 – 31-12-2022")},
        ),
    ],
)  # fmt: skip
def test_a_value_that_differs_changes_its_row_alone(stored: None, path: Path, value: Any, done: Any) -> None:
    found = updated(put(path, value))
    assert {(change, model) for change, model, _name in found} == {(change, model) for change, model, _name in done}
    assert all(name is None or (change, model, name) in found for change, model, name in done)


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        (("plan", "vision"), "plan"), (("plan", "round"), None), (("plan", "departments", 0, "joined"), "plandepartment"),
        (("parties", 0, "role"), "party"), (("focus_areas", 0, "is_chosen"), "planfocusarea"),
        (("sub_agreements", 0, "start"), "subagreement"), (("bodies", 0, "meetings_about"), "body"),
        (("bodies", 0, "area"), "body"), (("observations", 2, "value"), None),
    ],
)  # fmt: skip
def test_what_is_left_out_becomes_unknown_or_usual(stored: None, path: Path, gone: str | None) -> None:
    document = everything()
    del at(document, path[:-1])[path[-1]]
    if gone is None:  # something else needs it
        assert refused(document)
    else:
        assert {(change, model) for change, model, _name in updated(document)} == {("~", gone)}


def test_new_rows_come_and_old_ones_go_where_they_stand(stored: None) -> None:
    document = everything()
    document["activities"][0]["parts"][0]["parts"].append({"code": "senere", "name": "Senere"})
    del document["activities"][0]["parts"][1]
    document["activities"].append(
        {"code": "mad", "name": "Madklub", "sub_agreement": "mere", "parts": [{"code": "ind", "name": "Indkøb"}]}
    )
    assert updated(document) == {
        ("+", "activity", "Senere"), ("-", "activity", "Morgen"), ("+", "activity", "Madklub"),
        ("+", "activity", "Indkøb"),
    }  # fmt: skip


def test_a_sub_agreement_goes_with_all_that_refers_to_it(stored: None) -> None:
    document = everything()
    for key in ("sub_agreements", "sub_goals", "responsibilities", "activities", "stories", "bodies"):
        del document[key][0]
    del document["activities"][0]["described_with"], document["parties"][0]["signatories"][2]
    del document["files"][0]["sub_agreement"]
    for item in (document["parties"][0].pop("sub_agreements"), document.pop("body_order"), document.pop("stories")):
        item.clear()
    del document["people"][1], document["files"], document["cooperation_agreements"][0]["file"]
    for key in ("criteria", "results", "milestones", "overrules"):
        del document[key]
    gone = {model for change, model, _name in updated(document) if change == "-"}
    assert {"subagreement", "subgoal", "activity", "activityhours", "story", "body", "bodyorder", "seatholder"} <= gone
    assert {"criterion", "result", "milestone", "postponement", "evidence", "statusoverrule"} <= gone
    assert {change for change, _model, _name in updated(everything())} == {"+", "~"}


def test_a_row_goes_after_what_referred_to_it_was_moved(stored: None) -> None:
    """Activities and a body move from the sub-agreement that goes to one that comes in the same document."""
    document = everything()
    document = json.loads(text(everything()).replace('"sub_agreement": "sundhed"', '"sub_agreement": "ny-aftale"'))
    document["sub_agreements"][0]["slug"] = "ny-aftale"
    found = updated(document)
    assert ("-", "subagreement", "Sundhed") in found
    assert ("+", "subagreement", "Sundhed") in found
    assert {("~", "activity"), ("~", "body"), ("~", "subgoal")} <= {found[:2] for found in found}
    assert ("-", "activity") not in {found[:2] for found in found}


def test_numbers_and_days_that_are_unique_can_change_places(stored: None) -> None:
    document = everything()
    one, two = document["agreement"]["sections"]
    one["position"], two["position"] = two["position"], one["position"]
    document["agreement"]["sections"] = [two, one]
    assert updated(document) == {("~", "agreementsection", f"{number}. {name}") for number, name in (
        (7, "Kort om boligområdet"), (1, "Vores eget"),
    )}  # fmt: skip
    months = document["financing"]["sources"][0]["contributions"][0]["periods"]
    months[0]["amount_oere"], months[1]["amount_oere"] = 1, 2
    assert {(change, model) for change, model, _name in updated(document)} == {("~", "contributionperiod")}


def test_parts_of_a_department_can_change_places(stored: None) -> None:
    document = everything()
    first = document["plan"]["departments"][0]
    document["plan"]["departments"].append({**first, "part": "Blok 5", "status": "in_plan"})
    del document["plan"]["departments"][2]["status"]
    updated(document)
    for item, other in ((0, 2), (2, 0)):
        document["plan"]["departments"][item]["part"] = f"Blok {other}"
    document["plan"]["departments"][0]["part"] = "Blok 5"
    document["plan"]["departments"][2]["part"] = "Blok 1-4"
    updated(document)


def test_lists_take_the_order_of_the_document(stored: None) -> None:
    document = everything()
    for path in (
        ("plan", "departments"), ("parties",), ("focus_areas",), ("sub_agreements",),
        ("activities",), ("observations",), ("bodies",), ("financing", "sources"),
    ):  # fmt: skip
        at(document, path).reverse()
    del document["activities"][0]["described_with"]
    signatories = document["parties"][1]["signatories"]
    signatories.insert(0, signatories.pop(1))
    found = updated(document)
    # Signatories have no number of their own, so all but the first are made anew.
    assert {model for change, model, _name in found if change != "~"} == {"signatory"}


def test_what_is_the_same_but_for_its_place_is_only_moved(stored: None) -> None:
    document = everything()
    contributions = document["financing"]["sources"][0]["contributions"]
    contributions.insert(0, {"purpose": "Først"})
    found = updated(document)
    assert {(change, model) for change, model, _name in found} == {("+", "contribution"), ("~", "contribution")}
    del contributions[0]
    assert {(change, model) for change, model, _name in updated(document)} == {("-", "contribution")}


def test_the_funding_round_can_be_another(stored: None) -> None:
    document = everything()
    document["plan"]["round"] = "2015-18"
    wrong = [
        "$.goals[0].focus_area",
        "$.agreement.sections[0].prescribed",
        "$.focus_areas[0].focus_area",
        "$.sub_goals[0].goals[1].goal",
        *(f"$.observations[{n}].indicator" for n in (1, 2)),
    ]
    assert [fault.path for fault in refused(document)] == wrong
    del document["agreement"]["sections"][0]["prescribed"], document["observations"][1:]
    del document["sub_goals"][0]["goals"][1]
    for rows in ("goals", "focus_areas", "activities", "sub_goals", "milestones"):
        for item in document[rows]:
            if item.get("focus_area") == "beskaeftigelse":
                item["focus_area"] = "tryghed-og-trivsel"
    assert ("~", "plan", "Alt 2021-2025") in updated(document)


def test_a_row_whose_key_is_left_out_is_known_by_its_name(stored: None) -> None:
    document = everything()
    first, second = document["activities"][0]["parts"]
    del first["parts"][0]["code"], second["code"]
    before = snapshot()
    import_plan(text(document), update=True)
    assert tables_changed(before, snapshot()) == []


# --- what cannot be done -------------------------------------------------------------------------------------------


def test_a_plan_is_updated_only_when_asked(stored: None) -> None:
    with pytest.raises(ImportRefused) as caught:
        import_plan(text(everything()))
    assert [fault.path for fault in caught.value.faults] == ["$.plan.slug"]


def test_what_hangs_under_a_row_that_goes_does_not_vanish_silently(stored: None) -> None:
    sub = plan().sub_agreements.get(slug="mere")
    factories.member(plan(), factories.user("gruppe", full_name="Medlem"), "group", sub_agreement=sub)
    document = everything()
    del document["sub_agreements"][1]
    assert refused(document) == [
        DocumentFault(
            "$.sub_agreements",
            "Dokumentet har ikke længere »Mere sundhed« (delaftale), men dette hører under og står ikke i "
            "dokumentet: rolle i planen: Medlem: medlem af følgegruppe. Slet eller flyt det i portalen først.",
        )
    ]


def test_a_fault_in_the_last_row_undoes_what_was_deleted_and_changed(stored: None) -> None:
    document = everything()
    del document["activities"][0]["parts"][1]
    document["plan"]["name"] = "Alt igen"
    document["body_order"][0]["then"] = "Følgegruppen"
    assert [fault.path for fault in refused(document)] == ["$.body_order[0]"]


def test_a_trial_tells_of_the_same_and_keeps_nothing(stored: None) -> None:
    document = everything()
    del document["activities"][0]["parts"][1]
    before = snapshot()
    assert import_plan(text(document), update=True, dry_run=True) is None
    assert tables_changed(before, snapshot()) == []
    updated(document)


def test_somebody_who_saves_concurrently_is_not_overwritten(stored: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from plans.models import Activity

    clean = Activity.full_clean

    def save_in_between(self: Any, *args: Any, **kwargs: Any) -> None:
        Activity._base_manager.filter(pk=self.pk).update(version=9)
        clean(self, *args, **kwargs)

    monkeypatch.setattr(Activity, "full_clean", save_in_between)
    document = everything()
    document["activities"][1]["purpose"] = "<p>Ny</p>"
    assert [(fault.path, "samme tid" in fault.sentence) for fault in refused(document)] == [("$", True)]


def test_only_who_may_decide_over_the_plan_updates_it(cast_once: Cast) -> None:
    exported = json.loads(export_plan(cast_once.plan))
    exported["plan"]["vision"] = "<p>Ny</p>"
    for name in ("staff", "board", "other_leader", "outsider"):
        with pytest.raises(Refused):
            import_plan(text(exported), by=getattr(cast_once, name), update=True)
    assert import_plan(text(exported), by=cast_once.leader, update=True) is not None
    assert cast_once.plan.history.first().history_change_set.by == cast_once.leader


def test_only_who_may_start_a_plan_brings_a_new_one(cast_once: Cast) -> None:
    document = json.loads(export_plan(cast_once.plan))
    document["plan"]["slug"] = "ny-plan"
    for update in (False, True):
        with pytest.raises(Refused):
            import_plan(text(document), by=cast_once.staff, update=update)
    assert import_plan(text(document), by=cast_once.other_leader, update=True) is not None
