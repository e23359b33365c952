"""Reference data: what the funding rounds prescribe, read from ``fixtures/reference/``.

Rows that stand are left alone: staff may have corrected them in the administration.
"""

import json
from typing import Any

from django.conf import settings
from django.db import transaction

from abc_portal.audit import acts
from abc_portal.audit.models import Act
from indicators.models import Indicator, Instrument
from plans.models import FocusArea, FundingRound, OverallGoal, RoundDocument, RoundSection

#: What of a round stands in tables of its own.
PARTS = ("focus_areas", "goals", "sections", "documents")
REFERENCE_FILE = settings.BASE_DIR / "fixtures" / "reference" / "rounds.json"


@transaction.atomic
def load_reference() -> int:
    """Add the rounds, their documents and the instruments that are missing; returns how many of these there were.

    Running it again changes nothing.
    """
    document = json.loads(REFERENCE_FILE.read_text(encoding="utf-8"))
    rounds = set(FundingRound.objects.values_list("code", flat=True))
    instruments = set(Instrument.objects.values_list("code", flat=True))
    new_rounds = [each for each in document["rounds"] if each["code"] not in rounds]
    new_instruments = [each for each in document["instruments"] if each["code"] not in instruments]
    new_documents = [each for each in _documents(document["rounds"]) if each[0] in rounds]
    if not new_rounds and not new_instruments and not new_documents:
        return 0
    act = acts.begin(by=None, program="load_reference")
    standing = FundingRound.objects.in_bulk(field_name="code")
    for code, position, each in new_documents:
        acts.save(RoundDocument(round=standing[code], position=position, **each), act=act)
    for each in new_instruments:
        acts.save(Instrument(**each), act=act)
    for each in new_rounds:
        _add_round(each, act)
    return len(new_rounds) + len(new_instruments) + len(new_documents)


def _documents(rounds: list[dict[str, Any]]) -> list[tuple[str, int, dict[str, Any]]]:
    """The documents that no round has by that name yet: the round's code, the document's place, and the document."""
    held = set(RoundDocument.objects.values_list("round__code", "name"))
    return [
        (each["code"], position, document)
        for each in rounds
        for position, document in enumerate(each["documents"])
        if (each["code"], document["name"]) not in held
    ]


def _add_round(document: dict[str, Any], act: Act) -> None:
    columns = {key: value for key, value in document.items() if key not in PARTS}
    row = FundingRound(**columns)
    acts.save(row, act=act)
    for position, area in enumerate(document["focus_areas"]):
        acts.save(FocusArea(round=row, position=position, **area), act=act)
    for position, heading in enumerate(document["sections"], 1):
        acts.save(RoundSection(round=row, position=position, heading=heading), act=act)
    for position, demanded in enumerate(document["documents"]):
        acts.save(RoundDocument(round=row, position=position, **demanded), act=act)
    for position, goal in enumerate(document["goals"]):
        _add_goal(goal, row, position, act)


def _add_goal(document: dict[str, Any], row: FundingRound, position: int, act: Act) -> None:
    goal = OverallGoal(round=row, position=position, code=document["code"], text=document["text"])
    acts.save(goal, act=act)
    for place, indicator in enumerate(document["indicators"]):
        acts.save(Indicator(round=row, goal=goal, position=position * 100 + place, **indicator), act=act)
