"""The demo plans' own pages keep the limit of queries too: their texts have figures, images and every kind of row."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan
from tests.people import demo_client
from tests.query_limits import COURSE, MOST, REVIEW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("demo_once")]
SLUGS = ["abc-2017-2020", "abc-2021-2025", "rum-for-liv-2013-2016", "alboa-2014-2015", "eksempel-2024-2028"]
PAGES = [
    "", "forloeb/", "aftaler/", "aktiviteter/", "bemanding/", "fortaellinger/", "arkiv/", "indikatorer/", "oekonomi/",
    "moeder/", "dokumenter/", "maalkaede/", "resultater/", "resultater/?planaar=alle", "milepaele/", "midler/",
    "historik/", "gennemgang/", "gennemgang/?tilsidesatte=on", "gennemgang/?format=xlsx",
]  # fmt: skip
#: A sub-agreement asks once more than the others, for the areas it is for.
MOST_OF_A_PAGE = MOST + 1


def _own_pages(slug: str) -> list[str]:
    """The pages of the plan's sub-agreements, focus areas and activities, of which each has its own texts."""
    plan = Plan.objects.get(slug=slug)
    subs = [("plans:sub_agreement", sub_agreement.slug) for sub_agreement in plan.sub_agreements.all()]
    areas = [("plans:focus_area", focus_area.pk) for focus_area in plan.focus_areas.all()]
    work = [("plans:activity", activity.code) for activity in plan.activities.all()]
    return [reverse(name, args=[slug, key]) for name, key in (*subs, *areas, *work)]


def _most(address: str) -> int:
    if "/gennemgang/" in address:
        return REVIEW
    return COURSE if "/forloeb/" in address else MOST_OF_A_PAGE


@pytest.mark.parametrize("slug", SLUGS)
def test_no_page_of_a_demo_plan_asks_too_often(slug: str) -> None:
    client, over = demo_client("leder"), {}
    client.get("/planer/")  # content types and the like are asked for once a process
    day = Plan.objects.get(slug=slug).starts_on + timedelta(days=200)
    pages = [f"/planer/{slug}/{page}" for page in PAGES]
    own_pages = _own_pages(slug)
    then = [f"{page}{'&' if '?' in page else '?'}pr={day}" for page in (*pages, *own_pages[::3])]
    for address in (*pages, *own_pages, *then):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        if len(queries) > _most(address):
            over[address] = len(queries)
    assert over == {}
