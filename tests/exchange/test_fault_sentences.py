"""What is said of a fault in a document helps its author to mend it."""

import json
from typing import Any

import pytest

from abc_portal.reporting.interchange import import_plan
from plans.models import FundingRound
from tests.exchange.documents import Path, changed, everything, json_path
from tests.exchange.test_faults import faults, one

pytestmark = pytest.mark.django_db


def test_a_code_that_nothing_has_is_answered_with_those_there_are(ready: None) -> None:
    rounds = ", ".join(sorted(FundingRound.objects.values_list("code", flat=True)))
    assert one(changed(("plan", "round"), "2019")).sentence == (
        f"»2019« findes ikke blandt portalens midler. De er: {rounds}."
    )
    sentence = one(changed(("sub_goals", 0, "goals", 0, "goal"), "fagligt-loft")).sentence
    assert "fagligt-loeft" in sentence, sentence


@pytest.mark.parametrize(
    ("path", "value", "example"),
    [
        (("plan", "start"), "marts 2021", 'Skriv en dato som {"date": "2021-03-01", "precision": "month"}.'),
        (("plan", "start"), "2. kvartal 2021", 'Skriv en dato som {"date": "2021-04-01", "precision": "quarter"}.'),
        (("plan", "start"), "engang", 'Skriv en dato som {"date": "2021-03-01", "precision": "month"}.'),
        (
            ("financing", "sources", 0, "contributions", 0, "amount_oere"), "575.940 kr.",
            "Skriv beløbet i hele øre uden anførselstegn: 57594000 er 575.940 kr.",
        ),
        (("observations", 0, "value"), 88.9, 'Skriv et tal som tekst med punktum, for eksempel "88.9".'),
    ],
)  # fmt: skip
def test_a_date_or_an_amount_as_people_write_it_is_shown_as_it_must_be(
    ready: None, path: Path, value: Any, example: str
) -> None:
    [fault] = [fault for fault in faults(changed(path, value)) if fault.path == json_path(path)]
    assert fault.sentence.endswith(example)


def test_a_step_refused_for_its_order_says_how_it_is_entered_alone(ready: None) -> None:
    document = changed(("plan", "steps"), [{"state": "applied"}, {"state": "running"}])
    assert '"is_entered_as_it_stands": true' in one(document).sentence
    document["plan"]["steps"][1]["is_entered_as_it_stands"] = True
    assert import_plan(json.dumps(document)) is not None


def test_faults_of_form_and_of_substance_are_told_at_once_of_a_plan_that_stands_too(ready: None) -> None:
    assert import_plan(json.dumps(everything())) is not None
    document = everything()
    document["plan"]["ukendt"] = 1
    document["observations"][0]["indicator"] = "findes-ikke"
    found = {fault.path for fault in faults(document, update=True)}
    assert found == {"$.plan", "$.observations[0].indicator"}
