"""One set of texts, as people paste them, through every way in; and names that nobody reads as two."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from abc_portal.core import text
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation, OrganisationAlias
from abc_portal.reporting.interchange import import_plan
from governance.models import Body
from plans.models import ParallelEffort, Plan, Result
from tests import factories, progress
from tests.html import posted
from tests.people import Cast
from tests.plans.milestone_work import SHEET, work_of
from tests.readers import words
from tests.sheets import trial_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]

#: As it is pasted, and as every way in stores it.
CASES = {
    "composed": ("Na\u030aet pa\u030a Bækga\u030arden", "Nået på Bækgården"),
    "spaces": ("  To\u00a0 møder  på\u2003\u00a0Bækgården ", "To møder på Bækgården"),
    "unseen": ("\ufeffMø\u00adde\u200b på\u2060 Bækgården\u206f\ufe0f", "Møde på Bækgården"),
    "controls": ("Mø\x1bde\x07 på Bækgården\x9f", "Møde på Bækgården"),
    "direction": ("\u202eMøde\u202c på Bækgården\U000e0041", "Møde på Bækgården"),
    "picture": ("Møde \ufffc på Bækgården", "Møde på Bækgården"),
}


def through_a_form(cast: Cast, typed: str) -> str:
    client, address = cast.client("leader"), reverse("governance:body_add", args=[cast.plan.slug])
    answer = client.post(address, {**posted(client.get(address)), "kind": "board", "name": typed})
    assert answer.status_code == 302, answer.context["form"].errors
    return Body.objects.get(plan=cast.plan).name


def through_a_document(cast: Cast, typed: str) -> str:
    plan = import_plan(json.dumps({
        "schema": "abc-plan", "schema_version": 1, "bodies": [{"kind": "board", "name": typed}],
        "plan": {"slug": "anden", "name": "Anden", "start": _day("2021-01-01"), "end": _day("2024-12-31")},
    }))  # fmt: skip
    return Body.objects.get(plan=plan).name


def through_the_grid(cast: Cast, typed: str) -> str:
    row = progress.criterion(factories.activity(cast.sub), target_kind="text", target=None, target_text="Møder")
    data = {"row": row.pk, "cell": "2022-03-01", "typed-2022-03-01": typed}
    address = reverse("plans:results_save_row", args=[cast.plan.slug])
    answer = cast.client("leader").post(address, data, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.content
    return Result.objects.get(criterion=row).text


def through_a_workbook(cast: Cast, typed: str) -> str:
    work = work_of(cast)
    filled = work.filled()
    # Controls cannot stand in a file of XML at all.
    place = filled.write(SHEET, "moede", "Milepæl", "".join(sign for sign in typed if sign >= " "))
    return str(trial_entries(work.send(filled))[place][2])


WAYS = {
    "form": through_a_form, "document": through_a_document, "grid": through_the_grid, "workbook": through_a_workbook,
}  # fmt: skip


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize("case", sorted(CASES))
def test_text_is_the_same_whichever_way_it_comes(cast: Cast, case: str, way: str) -> None:
    typed, expected = CASES[case]
    assert WAYS[way](cast, typed) == expected


@pytest.mark.parametrize("case", sorted(CASES))
def test_text_searched_for_is_found_however_it_is_pasted(cast: Cast, case: str) -> None:
    typed, expected = CASES[case]
    plan = cast.plan
    plan.name = expected
    factories.saved(plan)
    assert expected in words(cast.client("leader").get("/planer/", {"q": typed}))


def test_state_in_decomposed_letters_is_read_from_a_workbook(cast: Cast) -> None:
    work = work_of(cast)
    filled = work.filled()
    place = filled.write(SHEET, "evaluering", "Tilstand", "I\u00a0 Ga\u030aNG ".replace("a\u030a", "a"))
    reached = filled.write(SHEET, "moede", "Tilstand", "Na\u030aet")
    filled.write(SHEET, "moede", "Nået", "1. juni 2021")
    entries = trial_entries(work.send(filled))
    assert entries[place][0] == "changed"
    assert entries[reached][:3] == ("changed", "planlagt", "nået")


def test_key_of_a_document_with_signs_nobody_sees_is_that_key(cast: Cast) -> None:
    plan = import_plan(json.dumps({
        "schema": "abc-plan", "schema_version": 1,
        "pl\u200ban": {"slug": "b", "na\u00adme": "B", "start": _day("2021-01-01"), "end": _day("2024-12-31")},
    }))  # fmt: skip
    assert plan == Plan.objects.get(slug="b")


def _day(day: str) -> dict[str, str]:
    return {"date": day, "precision": "day"}


# --- names that are doubles -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other", ["BO-VEST", "bo-vest", "Bo-Vest ", "Bo-\u00adVest", "Bo-Ve\u200bst", "\u202eBo-Vest", "Bo-Ve\u200dst"]
)
def test_organisation_whose_name_differs_in_nothing_one_reads_is_refused(other: str) -> None:
    factories.organisation("Bo-Vest")
    with pytest.raises(ValidationError) as refused:
        factories.organisation(other)
    assert "der hedder »Bo-Vest«" in refused.value.message_dict["name"][0]


def _effort(name: str) -> ParallelEffort:
    return ParallelEffort(plan=Plan.objects.get(slug="plan-a"), kind="renovation", name=name)


@pytest.mark.parametrize("kind", ["alias", "department", "area", "effort"])
def test_name_that_must_be_unique_is_compared_folded(cast: Cast, kind: str) -> None:
    owner = factories.organisation("AKB")
    make: Any = {
        "alias": lambda name: OrganisationAlias(organisation=owner, name=name),
        "department": lambda name: HousingDepartment(organisation=owner, name=name),
        "area": lambda name: HousingArea(name=name, municipality=owner),
        "effort": _effort,
    }[kind]
    first = factories.saved(make("Nord  Parken".replace("  ", " ")))
    with pytest.raises(ValidationError, match="findes allerede som"):
        factories.saved(make("nord PARKEN"))
    first.name = "NORD PARKEN"
    factories.saved(first)


def test_double_from_before_the_rule_can_still_be_saved() -> None:
    first, second = factories.organisation("Bo-Vest"), factories.organisation("Bo Vest 2")
    models.QuerySet(Organisation).filter(pk=second.pk).update(name="BO-VEST")
    second.refresh_from_db()
    second.short_name = "BV"
    factories.saved(second)
    first.name = "bo-vest"
    factories.saved(first)


# --- lengths ----------------------------------------------------------------------------------------------


def test_length_is_counted_as_a_browser_counts() -> None:
    assert (text.length("Gården"), text.length("👩\u200d👧"), text.length("a\nb")) == (6, 5, 3)


def test_name_that_no_browser_would_let_in_is_refused_by_every_way() -> None:
    with pytest.raises(ValidationError) as refused:
        factories.organisation("👧" * 101)
    assert "højst have 200 tegn" in refused.value.message_dict["name"][0]
    factories.organisation("👧" * 100)
    with pytest.raises(ValidationError) as longer:
        factories.organisation("x" * 201)
    assert len(longer.value.message_dict["name"]) == 1
