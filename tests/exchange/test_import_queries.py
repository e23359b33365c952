"""Rules about several rows fetch those once in an import, and still find what they are there to find."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abc_portal.exchange.interchange.importing import ImportRefused
from abc_portal.reporting.interchange import import_plan
from tests.exchange.documents import everything
from tests.exchange.documents_progress import day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready")]
QUARTERS = (("2021-03-01", "2021-05-31"), ("2021-06-01", "2021-08-31"), ("2021-09-01", "2021-11-30"))


def document(*quarters: tuple[str, str], value: str = "5") -> dict[str, Any]:
    """The plan of everything, in which one criterion's results are added up."""
    made = everything()
    made["criteria"].append({"code": "e-sum", "activity": "gaature", "text": "kom", "target": "50"})
    made["results"] += [
        {"criterion": "e-sum", "start": day(first), "end": day(last), "value": value} for first, last in quarters
    ]
    return made


def taken_in(made: dict[str, Any], **options: Any) -> list[str]:
    """The queries that fetched closed quarters and results of one criterion."""
    with CaptureQueriesContext(connection) as captured:
        import_plan(json.dumps(made), **options)
    asked = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    under_criterion = '"plans_result"."criterion_id" = '
    return [sql for sql in asked if 'FROM "plans_closedperiod"' in sql or under_criterion in sql]


def test_results_of_a_new_plan_ask_for_no_others() -> None:
    assert taken_in(document(*QUARTERS)) == []


def test_more_results_of_a_new_plan_ask_nothing_more() -> None:
    def asked(*quarters: tuple[str, str]) -> int:
        with CaptureQueriesContext(connection) as captured:
            import_plan(json.dumps(document(*quarters)), dry_run=True)
        return sum(query["sql"].startswith("SELECT") for query in captured)

    assert asked(*QUARTERS[:1]) == asked(*QUARTERS)


def test_a_changed_plan_fetches_closed_quarters_and_results_once_however_many_it_changes() -> None:
    import_plan(json.dumps(document(*QUARTERS)))
    few = taken_in(document(*QUARTERS[:1], ("2021-06-01", "2021-08-30")), update=True)
    many = taken_in(document(*QUARTERS, value="6"), update=True)
    assert len(many) == len(few)


def test_a_time_that_is_counted_twice_in_one_document_is_refused() -> None:
    twice = document(*QUARTERS, ("2021-08-01", "2021-09-30"))
    with pytest.raises(ImportRefused) as refused:
        import_plan(json.dumps(twice))
    assert [fault.path for fault in refused.value.faults] == [f"$.results[{len(twice['results']) - 1}]"]
    assert "1. juni 2021 til 31. august 2021" in refused.value.faults[0].sentence
