"""Days in a document that are in no calendar."""

import pytest

from abc_portal.exchange.interchange.importing import DocumentFault
from tests.exchange.documents import at, changed, everything, json_path
from tests.exchange.test_faults import faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", ["2021-02-29", "2021-13-01", "0000-00-00", "1066-10-14", "9999-12-31"])
def test_a_day_that_is_in_no_calendar(ready: None, value: str) -> None:
    """In the plan, under it, and in a row that others share; nothing is reported before them."""
    sentence = f"»{value}« er ikke en dag i kalenderen; skriv for eksempel 2021-03-01."
    places = (("plan", "start"), ("agreement", "valid_from"), ("areas", 0, "departments", 0, "end"))
    document = everything()
    for path in places:
        at(document, path[:-1])[path[-1]] = {"date": value, "precision": "day"}
    found = faults(document)[: len(places)]
    assert set(found) == {DocumentFault(json_path(path), sentence) for path in places}


@pytest.mark.parametrize(
    ("value", "precision", "first"),
    [("1900-01-05", "season", "1899-12-01"), ("2199-12-05", "season_middle", "2200-01-01")],
)
def test_a_winter_that_begins_in_no_calendar(ready: None, value: str, precision: str, first: str) -> None:
    sentence = f"»{first}« er ikke en dag i kalenderen; skriv for eksempel 2021-03-01."
    document = changed(("plan", "start"), {"date": value, "precision": precision})
    assert faults(document)[0] == DocumentFault("$.plan.start", sentence)
