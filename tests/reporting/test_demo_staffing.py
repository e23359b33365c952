"""The staffing page of the third demo case: the hours that its eighteen activities state, summed by position."""

from typing import Any

import pytest
from django.urls import reverse

from plans.models import Plan
from tests import readers
from tests.people import demo_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]


def _page(who: str, name: str = "plans:staffing", **query: str) -> Any:
    return demo_client(who).get(reverse(name, args=["rum-for-liv-2013-2016"]), query)


@pytest.mark.parametrize("who", ["leder", "medarbejder", "revisor"])
def test_the_hours_stated_by_activity_sum_to_what_the_plan_says(who: str) -> None:
    rows = {row[0]: row[3] for row in readers.tables(_page(who))[0][1:]}
    rows.pop("I alt")
    assert rows == {
        "Familiekoordinator": "37",
        "Ungekoordinator": "37",
        "Foreningsguidekoordinator": "12",
        "Sekretariatsleder": "21",
        "Boligsocial medarbejder": "37–38",
    }


def test_the_four_that_share_a_description_are_counted_once() -> None:
    plan = Plan.objects.get(slug="rum-for-liv-2013-2016")
    [shared] = {row.described_with for row in plan.activities.exclude(described_with=None)}
    pages = [
        readers.words(demo_client("leder").get(reverse("plans:activity", args=[plan.slug, row.code])))
        for row in plan.activities.filter(described_with=shared)
    ]
    assert len(pages) == 3
    assert all(f"Beskrevet sammen med {shared.name}" in page for page in pages)
    assert all("Boligsocial medarbejder" in page for page in pages)


def test_the_list_narrows_eighteen_activities_by_position() -> None:
    plan = Plan.objects.get(slug="rum-for-liv-2013-2016")
    post = plan.positions.get(code="ungekoordinator")
    assert _page("leder", "plans:activities").context["table"].paginator.count == 18
    assert 0 < _page("leder", "plans:activities", position=str(post.pk)).context["table"].paginator.count < 18
