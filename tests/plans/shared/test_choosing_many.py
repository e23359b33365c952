"""Choosing any number of many: those chosen have a box, one more is typed, and the page does not carry the list."""

from typing import Any

import pytest
from django.urls import reverse

from plans.lifecycle.models.efforts import EffortDepartment
from plans.models import ParallelEffort, PlanDepartment
from tests import factories
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def effort(cast: Cast) -> ParallelEffort:
    """An effort of a plan whose housing organisation has more departments than those in the plan."""
    for name, number in (("Blokland", "463-0"), ("Blokparken", "464-0")):
        factories.department(name, number, owner=cast.housing.organisation)
    return factories.effort(cast.plan, "Fritidspas")


def saved(cast: Cast, effort: ParallelEffort, **fields: Any) -> Any:
    client, address = cast.client("staff"), reverse("plans:effort_edit", args=["plan-a", effort.pk])
    return client.post(address, {**posted(client.get(address)), **fields})


def names(effort: ParallelEffort) -> set[str]:
    return {tie.department.name for tie in EffortDepartment.objects.filter(effort=effort)}


def test_one_more_is_typed_and_stays_beside_those_that_are_ticked(cast: Cast, effort: ParallelEffort) -> None:
    assert saved(cast, effort, its_departments_typed="blokland").status_code == 302
    assert saved(cast, effort, its_departments_typed="464-0").status_code == 302
    assert names(effort) == {"Blokland", "Blokparken"}
    page = cast.client("staff").get(reverse("plans:effort_edit", args=["plan-a", effort.pk])).content.decode()
    assert "· Blokland (463-0)" in page
    assert saved(cast, effort, its_departments=[]).status_code == 302
    assert names(effort) == set()


def test_a_part_of_a_name_is_asked_about_and_what_is_ticked_and_typed_stays(cast: Cast, effort: ParallelEffort) -> None:
    answer = saved(cast, effort, its_departments=[str(cast.housing.pk)], its_departments_typed="blok")
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert "»blok« er ikke et helt navn på listen" in page
    assert 'name="its_departments_typed" value="blok"' in page
    assert f'name="its_departments" value="{cast.housing.pk}"' in page
    park = cast.housing.organisation.departments.get(name="Blokparken")
    more = {"its_departments_typed": "blok", "its_departments_asked": "blok", "its_departments_pick": str(park.pk)}
    assert saved(cast, effort, its_departments=[str(cast.housing.pk)], **more).status_code == 302
    assert names(effort) == {"AKB Eksempel", "Blokparken"}


def test_what_is_not_near_is_neither_suggested_nor_taken(cast: Cast, effort: ParallelEffort) -> None:
    foreign = factories.department("Blok i en anden by")
    assert saved(cast, effort, its_departments=[str(foreign.pk)]).status_code == 422
    assert saved(cast, effort, its_departments_typed="Blok i en anden by").status_code == 422
    found = cast.client("staff").get("/planer/plan-a/valg/afdelinger-i-naerheden/", {"q": "blok"}).json()["rows"]
    assert [row["label"].partition(" · ")[2] for row in found] == ["Blokland (463-0)", "Blokparken (464-0)"]


def test_the_page_is_as_large_with_many_departments_as_with_few(cast: Cast, effort: ParallelEffort) -> None:
    client, address = cast.client("staff"), reverse("plans:effort_edit", args=["plan-a", effort.pk])
    few = len(client.get(address).content)
    for number in range(60):
        factories.department(f"Afdeling nummer {number}", owner=cast.housing.organisation)
    assert abs(len(client.get(address).content) - few) < 200


def test_departments_join_with_an_extension_by_typing(cast: Cast, effort: ParallelEffort) -> None:
    client, address = cast.client("leader"), reverse("plans:extension_add", args=["plan-a"])
    data = {**posted(client.get(address)), "months": "6", "departments_joining_typed": "blokland"}
    answer = client.post(address, data)
    if answer.status_code != 302:  # what moves is shown once before it is moved
        answer = client.post(address, {**posted(answer), "departments_joining_typed": "blokland", "moves": "on"})
    assert PlanDepartment.objects.filter(plan=cast.plan, department__name="Blokland").exists()
