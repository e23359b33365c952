"""A plan with money from everybody, each amount unlike every other, so that it can be searched for."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from abc_portal.directory.models import HousingDepartment
from budgets.models import Contribution, FinancingSource, StatedAmount
from tests import factories
from tests.people import Cast

#: Kroner; the amounts are such that no sum of some of them looks like another of them.
GRANT, CASH, HOURS, FUND = 15_111_111, 3_222_227, 808_013, 524_087
OWN, NEIGHBOUR, BESIDE_OWN, BESIDE_NEIGHBOUR = 1_200_431, 373_819, 41_017, 66_029
LOCAL = CASH + HOURS + FUND + OWN + NEIGHBOUR
TOTAL = GRANT + LOCAL


@dataclass
class Economy:
    """What :func:`furnish` made."""

    neighbour: HousingDepartment
    own_source: FinancingSource
    other_source: FinancingSource
    own: Contribution


def furnish(cast: Cast) -> Economy:
    """Give the cast's plan its money; the department representative's department pays ``OWN``."""
    plan = cast.plan
    plan.is_financing_complete = True
    factories.saved(plan, plan)
    neighbour = factories.department(name="Naboafdelingen")
    factories.takes_part(plan, neighbour)
    factories.contribution(factories.source(plan, "lbf", label="Landsbyggefonden"), GRANT * 100)
    town = factories.source(plan, "municipality", label="Eksempelby Kommune", position=1)
    factories.contribution(town, CASH * 100)
    factories.contribution(town, HOURS * 100, kind="hours")
    factories.contribution(factories.source(plan, "own_fund", label="Dispositionsfonden", position=2), FUND * 100)
    own_source = factories.source(plan, "department", department=cast.housing, position=3)
    own = factories.contribution(own_source, OWN * 100)
    factories.contribution_period(own, 2021, 300_400_00)
    factories.contribution_period(own, 2022, 900_031_00)
    factories.contribution(own_source, BESIDE_OWN * 100, is_beside_plan=True, purpose="Eget projekt")
    other = factories.source(plan, "department", department=neighbour, position=4)
    row = factories.contribution(other, NEIGHBOUR * 100)
    factories.contribution_period(row, 2021, NEIGHBOUR * 100)
    factories.contribution(other, BESIDE_NEIGHBOUR * 100, is_beside_plan=True, purpose="Naboens projekt")
    factories.saved(StatedAmount(plan=plan, subject="total", as_printed="21,3 mio. kr.", place="Essens"), plan)
    return Economy(neighbour, own_source, other, own)


def shown(kroner: int) -> str:
    """As the pages write it."""
    return f"{kroner:,}".replace(",", ".")


def page(cast: Cast, person: str, *, form: str = "") -> Any:
    address = reverse("budgets:overview", args=[cast.plan.slug])
    return cast.client(person).get(address + (f"?format={form}" if form else ""))
