"""The demo plans' own pages keep the limit of queries too: their texts have figures, images and every kind of row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import demo_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]
SLUGS = ["abc-2017-2020", "abc-2021-2025", "rum-for-liv-2013-2016", "alboa-2014-2015"]
PAGES = [
    "", "forloeb/", "aftaler/", "aktiviteter/", "bemanding/", "fortaellinger/", "arkiv/", "indikatorer/", "oekonomi/",
    "moeder/", "dokumenter/", "historik/", "gennemgang/", "gennemgang/?tilsidesatte=on", "gennemgang/?format=xlsx",
]  # fmt: skip
MOST = 20


@pytest.mark.parametrize("slug", SLUGS)
def test_each_page_of_a_demo_plan_asks_at_most_twenty_times(slug: str) -> None:
    client, over = demo_client("leder"), {}
    client.get("/planer/")  # content types and the like are asked for once a process
    for page in PAGES:
        address = f"/planer/{slug}/{page}"
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        if len(queries) > MOST:
            over[address] = len(queries)
    assert over == {}
