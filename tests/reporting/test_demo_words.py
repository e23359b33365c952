"""The demo plans say what their documents say: words that would mean something else are not put in their place."""

import json
from functools import cache
from typing import Any

import pytest
from django.conf import settings

FIXTURES = settings.BASE_DIR / "fixtures"


@cache
def document(path: str) -> Any:
    return json.loads((FIXTURES / f"{path}.json").read_text(encoding="utf-8"))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


@pytest.mark.parametrize(
    ("plan", "part", "words"),
    [
        # It is intended, decided by the others as well, or appointed; not done, wished or "had".
        ("abc-2021-2025", "plan", "BO-VEST påtænker en særskilt ansøgning til Landsbyggefonden"),
        ("abc-2021-2025", "agreement", "BO-VEST påtænker en særskilt ansøgning"),
        ("abc-2021-2025", "agreement", "tilsvarende har boligorganisationerne besluttet at øge"),
        ("abc-2021-2025", "agreement", "Der nedsættes en følgegruppe for hver delaftale"),
        # What is reported to Landsbyggefonden has the words of its profession.
        ("rum-for-liv-2013-2016", "criteria", "Børn og unge blev fastholdt i lommepengeprojektet"),
        ("rum-for-liv-2013-2016", "criteria", "Personlige handleplaner blev indfriet"),
        ("rum-for-liv-2013-2016", "criteria", "Beboere blev hjulpet videre til et relevant tilbud"),
        ("rum-for-liv-2013-2016", "criteria", "Deltagere blev hjulpet videre til relevante tilbud"),
        ("rum-for-liv-2013-2016", "milestones", "Lektiecaféens leverancer er evalueret"),
        ("rum-for-liv-2013-2016", "milestones", "Pilotprojektet med servicebesøg er gennemført"),
        ("rum-for-liv-2013-2016", "sub_goals", "uforudsete udgifter"),
        ("alboa-2014-2015", "own_focus_areas", "Nye overordnede tiltag"),
    ],
)
def test_words_of_the_documents_are_retained(plan: str, part: str, words: str) -> None:
    assert any(words in text for text in _texts(document(f"demo/{plan}")[part]))


def test_alboa_s_strategy_has_no_grant_covers_all_departments_and_is_signed_by_nobody() -> None:
    alboa = document("demo/alboa-2014-2015")
    assert alboa["plan"]["is_own"] is True
    assert alboa["plan"]["covers_all_departments"] is True
    assert "round" not in alboa["plan"]
    assert "lbf" not in [source["kind"] for source in alboa["financing"]["sources"]]
    assert alboa["agreement"]["kind"] == "strategy"
    assert document("demo/rum-for-liv-2013-2016")["agreement"]["kind"] == "master_plan"
    for plan in ("alboa-2014-2015", "rum-for-liv-2013-2016"):
        assert not any("signatories" in party for party in document(f"demo/{plan}")["parties"])


def test_the_chain_of_rum_for_liv_begins_with_its_seven_purposes() -> None:
    plan = document("demo/rum-for-liv-2013-2016")
    goals = {goal["code"] for goal in plan["sub_goals"]}
    assert len(goals) == 7
    served = {goal["sub_goal"] for activity in plan["activities"] for goal in activity.get("sub_goals", ())}
    assert served == goals, "each purpose has activities that work towards it"


def test_the_rounds_that_demand_an_organisation_diagram_say_so() -> None:
    rounds = {item["code"]: item for item in document("reference/rounds")["rounds"]}
    diagram = [item for item in rounds["2019-26"]["documents"] if item["name"] == "Organisationsdiagram"]
    assert [item["is_required"] for item in diagram] == [True]


def test_the_joint_effort_of_albertslund_has_all_its_parties_and_what_each_wants() -> None:
    [effort] = [item for item in document("demo/abc-2021-2025")["plan"]["efforts"] if item["kind"] == "joint"]
    assert [party["organisation"] for party in effort["parties"]] == [
        "albertslund-kommune", "akb-albertslund", "albertslund-boligselskab", "vridsloeselille-andelsboligforening",
    ]  # fmt: skip
    assert all(party["aim"] for party in effort["parties"])
