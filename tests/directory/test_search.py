"""Organisations, departments and areas are found by every name they go by, however it is spelled."""

from typing import Any

import pytest

from abc_portal.directory.models import AreaAlias, DepartmentAlias, OrganisationAlias
from plans.models import PlanArea
from tests import factories
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(cast: Cast) -> dict[str, Any]:
    """One of each with another name, and one of each beside it that goes by none of them."""
    rows = {
        "organisation": factories.organisation("Vridsløselille Andelsboligforening"),
        "housingdepartment": factories.department("Blokland", "463-0"),
        "housingarea": factories.area("Nord"),
    }
    aliases = (
        OrganisationAlias(organisation=rows["organisation"], name="Søndre Bæk"),
        DepartmentAlias(department=rows["housingdepartment"], name="Gamle Bækpark"),
        AreaAlias(area=rows["housingarea"], name="Ørbækkvarteret"),
    )
    for alias in aliases:
        factories.saved(alias)
    factories.department("Skoven", owner=factories.organisation("Lejerbo"))
    factories.area("Syd")
    return rows


@pytest.mark.parametrize("typed", ["bæk", "Bæk", "BÆK"])
@pytest.mark.parametrize("kind", ["organisation", "housingdepartment", "housingarea"])
def test_the_administration_finds_the_other_name(cast: Cast, named: dict[str, Any], kind: str, typed: str) -> None:
    answer = cast.client("staff").get(f"/admin/directory/{kind}/", {"q": typed})
    assert list(answer.context["cl"].queryset) == [named[kind]]


@pytest.mark.parametrize("kind", ["organisation", "housingdepartment", "housingarea"])
def test_so_does_the_box_in_which_one_chooses(cast: Cast, named: dict[str, Any], kind: str) -> None:
    model, field = {
        "organisation": ("seat", "organisation"),
        "housingdepartment": ("plandepartment", "department"),
        "housingarea": ("planarea", "area"),
    }[kind]
    app = "governance" if model == "seat" else "plans"
    address = f"/admin/autocomplete/?app_label={app}&model_name={model}&field_name={field}&term=BÆK"
    found = cast.client("leader").get(address).json()["results"]
    assert [item["text"] for item in found] == [str(named[kind])]


@pytest.mark.parametrize("typed", ["bækpark", "ØRBÆK", "gamle ørbæk"])
def test_a_plan_is_found_by_the_other_names_of_its_places(cast: Cast, named: dict[str, Any], typed: str) -> None:
    factories.takes_part(cast.plan, named["housingdepartment"])
    factories.saved(PlanArea(plan=cast.plan, area=named["housingarea"]), cast.plan)
    factories.member(cast.other_plan, cast.users["leader"], "leader")
    assert "Plan A" in (page := words(cast.client("leader").get("/planer/", {"q": typed})))
    assert "Plan B" not in page


def test_a_row_with_two_fitting_names_is_found_once(cast: Cast, named: dict[str, Any]) -> None:
    factories.saved(OrganisationAlias(organisation=named["organisation"], name="Nordre Bæk"))
    answer = cast.client("staff").get("/admin/directory/organisation/", {"q": "bæk"})
    assert list(answer.context["cl"].queryset) == [named["organisation"]]
