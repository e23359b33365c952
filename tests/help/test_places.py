"""The link in a page's head leads to the part about that page."""

import re

import pytest

from tests.people import Cast
from tests.readers import text_of

pytestmark = pytest.mark.django_db


def link(cast: Cast, address: str, person: str = "leader") -> str:
    found = re.search(r'href="([^"]+)" data-abc-help', text_of(cast.client(person).get(address)))
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("", "status"), ("milepaele/", "milepaele"), ("milepaele/alle/tilfoej/", "milepaele"),
        ("milepaele/alle/indlaes/", "excel"), ("midler/", "midler"), ("moeder/", "organisering"),
        ("aftaler/parter/tilfoej/", "aftaler"), ("rediger/", "forloeb"), ("gennemgang/", "gennemgang"),
    ],
)  # fmt: skip
def test_help_is_about_the_page_that_one_stands_on(cast: Cast, address: str, part: str) -> None:
    assert link(cast, f"/planer/plan-a/{address}") == f"/hjaelp/{part}/"


def test_help_on_the_sign_in_page_is_about_signing_in(cast: Cast) -> None:
    assert link(cast, "/konto/log-ind/", "anonymous") == "/hjaelp/konto/"


def test_help_on_a_page_that_is_not_there_leads_to_all_parts(cast: Cast) -> None:
    assert link(cast, "/findes-ikke/") == "/hjaelp/"


def test_help_in_the_administration_is_about_it(cast: Cast) -> None:
    assert 'href="/hjaelp/administration/"' in text_of(cast.client("leader").get("/admin/"))
