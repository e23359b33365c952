"""What an update of a plan that stands tells first, and what it tidies."""

import pytest

from abc_portal.audit import change_sets
from abc_portal.exchange.interchange.importing import ImportOutcome
from abc_portal.reporting.interchange import bring, export_plan, import_plan
from tests.exchange.documents import at, day, everything
from tests.exchange.test_update import plan, text

pytestmark = pytest.mark.django_db


def test_a_document_that_moves_the_plans_days_tells_first_what_becomes_of_what_stands(stored: None) -> None:
    document = everything()
    document["plan"]["start"] = day("2022-03-01")
    warned: list[str] = []

    def look(outcome: ImportOutcome) -> bool:
        warned.extend(warning.sentence for warning in outcome.warnings)
        return False

    begin = lambda: change_sets.begin(by=None, program="tests")  # noqa: E731
    bring(document, by=None, begin=begin, update=True, keep=look)
    assert "Planen får andre dage. Det betyder for det, der er indtastet nu:" in warned
    assert any("1 milepæl får en anden dato sammen med sit kvartal" in sentence for sentence in warned)
    assert any("1 lukket kvartal får andre datoer" in sentence for sentence in warned)
    warned.clear()
    renamed = everything()
    renamed["plan"]["title"] = "Et andet"
    bring(renamed, by=None, begin=begin, update=True, keep=look)
    assert not [sentence for sentence in warned if "andre dage" in sentence or "andre datoer" in sentence]


def test_a_file_is_called_alike_whether_its_version_is_new_or_stands(stored: None) -> None:
    document = everything()
    document["files"][0]["versions"][1]["name"] = "Sager/2021/kort.pdf"
    import_plan(text(document), update=True)
    at(document, ("files", 0, "versions", 1))["name"] = "kort.pdf"
    assert export_plan(plan()) == text(document)
