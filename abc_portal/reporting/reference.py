"""Reference data: what the funding rounds prescribe, read from ``fixtures/reference/``.

Existing rows are left alone: staff may have corrected them in the administration.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from indicators.models import Indicator, Instrument
from plans.models import FocusArea, FundingRound, OverallGoal, RoundDocument, RoundSection

#: The parts of a round that have their own tables.
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
    new_rounds = [item for item in document["rounds"] if item["code"] not in rounds]
    new_instruments = [item for item in document["instruments"] if item["code"] not in instruments]
    new_documents = [item for item in _documents(document["rounds"]) if item[0] in rounds]
    goals_of_areas = list(_goals_of_areas(document["rounds"]))
    if not new_rounds and not new_instruments and not new_documents and not goals_of_areas:
        return 0
    change_set = change_sets.begin(by=None, program="load_reference")
    standing = FundingRound.objects.in_bulk(field_name="code")
    for code, position, item in new_documents:
        change_sets.save(RoundDocument(round=standing[code], position=position, **item), change_set=change_set)
    for goal, area in goals_of_areas:
        goal.focus_area = area
        change_sets.save(goal, change_set=change_set)
    for new_instrument in new_instruments:
        change_sets.save(Instrument(**new_instrument), change_set=change_set)
    for new_round in new_rounds:
        _add_round(new_round, change_set)
    return len(new_rounds) + len(new_instruments) + len(new_documents) + len(goals_of_areas)


def _goals_of_areas(rounds: list[dict[str, Any]]) -> Iterator[tuple[OverallGoal, FocusArea]]:
    """Goals of rounds stored before goals had focus areas, each with its own; none where staff have said of any."""
    stored = OverallGoal.objects.filter(plan=None, round__in=FundingRound.objects.exclude(overallgoals__in=_placed()))
    goals = {(goal.round.code, goal.code): goal for goal in stored.select_related("round")}
    areas = {(area.round.code, area.code): area for area in FocusArea.objects.filter(plan=None).select_related("round")}
    for round_ in rounds:
        for document in round_["goals"]:
            goal = goals.get((round_["code"], document["code"]))
            area = areas.get((round_["code"], document.get("focus_area", "")))
            if goal is not None and area is not None:
                yield goal, area


def _placed() -> Any:
    return OverallGoal.objects.exclude(focus_area=None)


def _documents(rounds: list[dict[str, Any]]) -> list[tuple[str, int, dict[str, Any]]]:
    """The documents that no round has by that name yet: the round's code, the document's place, and the document."""
    held = set(RoundDocument.objects.values_list("round__code", "name"))
    return [
        (round_["code"], position, document)
        for round_ in rounds
        for position, document in enumerate(round_["documents"])
        if (round_["code"], document["name"]) not in held
    ]


def _add_round(document: dict[str, Any], change_set: ChangeSet) -> None:
    columns = {key: value for key, value in document.items() if key not in PARTS}
    row = FundingRound(**columns)
    change_sets.save(row, change_set=change_set)
    for position, area in enumerate(document["focus_areas"]):
        change_sets.save(FocusArea(round=row, position=position, **area), change_set=change_set)
    for position, heading in enumerate(document["sections"], 1):
        change_sets.save(RoundSection(round=row, position=position, heading=heading), change_set=change_set)
    for position, demanded in enumerate(document["documents"]):
        change_sets.save(RoundDocument(round=row, position=position, **demanded), change_set=change_set)
    areas = {area.code: area for area in row.focusareas.all()}
    for position, goal in enumerate(document["goals"]):
        _add_goal(goal, row, position, areas, change_set)


def _add_goal(
    document: dict[str, Any], row: FundingRound, position: int, areas: dict[str, FocusArea], change_set: ChangeSet
) -> None:
    goal = OverallGoal(round=row, position=position, code=document["code"], text=document["text"])
    goal.focus_area = areas.get(document.get("focus_area", ""))
    change_sets.save(goal, change_set=change_set)
    for place, indicator in enumerate(document["indicators"]):
        change_sets.save(
            Indicator(round=row, goal=goal, position=position * 100 + place, **indicator), change_set=change_set
        )
