"""A document with faults of several kinds is read as far as it can be, and all of them are told on one try."""

from typing import Any

import pytest

from tests.exchange import documents
from tests.exchange.documents import Path, changed, json_path
from tests.exchange.test_faults import faults

pytestmark = pytest.mark.django_db


def test_three_faults_of_different_kinds_are_reported_on_one_try(ready: None) -> None:
    document = changed(("activities", 0, "sub_agreement"), "findes-ikke")
    document["plan"]["farve"] = "grøn"
    document["plan"]["end"] = {"date": "2025-01-01"}
    document["bodies"][0]["kind"] = "raad"
    del document["positions"][1]["title"]
    document["positions"][0]["share"] = "1000"
    paths = [fault.path for fault in faults(document)]
    assert paths[:5] == ["$.bodies[0].kind", "$.plan", "$.plan.end", "$.positions[0].share", "$.positions[1]"]
    assert paths[5:] == ["$.activities[0].sub_agreement"]


def test_a_row_with_an_unknown_key_is_read_for_the_rest(ready: None) -> None:
    document = changed(("activities", 0, "farve"), "grøn")
    document["activities"][0]["sub_agreement"] = "findes-ikke"
    assert [fault.path for fault in faults(document)] == ["$.activities[0]", "$.activities[0].sub_agreement"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("plan", "end"), {"date": "x", "precision": "day", "farve": 1}),
        (("organisations", 0, "name"), 7),
        (("plan", "slug"), 7),
        (("activities", 0), "Gåture"),
        (("plan",), []),
    ],
)
def test_what_cannot_be_read_is_mended_first(ready: None, path: Path, value: Any) -> None:
    document = changed(("body_order", 0, "first"), "findes-ikke")
    documents.at(document, path[:-1])[path[-1]] = value
    assert all(fault.path.startswith(json_path(path)) for fault in faults(document))


def test_of_two_rows_of_one_name_the_one_that_is_taken_has_the_name(ready: None) -> None:
    document = changed(("positions", 0, "share"), 1000)
    for row in document["positions"]:
        row.pop("code")
        row["title"] = "Koordinator"
    document["activities"] = [{"name": "Gåture", "sub_agreement": "x"}, {"name": "Gåture", "sub_agreement": "sundhed"}]
    document["stories"] = []
    paths = [fault.path for fault in faults(document)]
    assert "$.activities[0].sub_agreement" in paths
    assert "$.activities[1]" not in paths
