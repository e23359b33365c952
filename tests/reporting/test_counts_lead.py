"""A count of milestones knows its address: wherever it stands, it leads to a list with just as many."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from plans.models import Activity, SubAgreement
from tests.people import demo_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

EXAMPLE, TOLD_AFTERWARDS = "eksempel-2024-2028", "rum-for-liv-2013-2016"
_COUNT = re.compile(r'<a\s+href="([^"]*(?:standing|late)=[^"]*)"[^>]*>\s*(\d+) ([^<]+)</a>')


def counted(client: Client, address: str) -> dict[str, int]:
    """The addresses of the page's counts of milestones by status, each with the number that it follows."""
    found = _COUNT.findall(client.get(address).content.decode())
    return {unescape(href) if href.startswith("/") else address.partition("?")[0] + unescape(href): int(number)
            for href, number, _words in found}  # fmt: skip


def pages(slug: str) -> list[str]:
    root = f"/planer/{slug}/"
    subs = SubAgreement.objects.filter(plan__slug=slug).values_list("slug", flat=True)
    activities = Activity.objects.filter(plan__slug=slug).values_list("code", flat=True)[:6]
    return [
        "/", root, f"{root}milepaele/?vis=tabel", f"{root}maalkaede/",
        *(f"{root}aftaler/{sub}/" for sub in subs), *(f"{root}aktiviteter/{code}/" for code in activities),
    ]  # fmt: skip


@pytest.mark.parametrize("slug", [EXAMPLE, TOLD_AFTERWARDS])
def test_every_count_of_milestones_leads_to_as_many(slug: str) -> None:
    client = demo_client("leder")
    links: dict[str, int] = {}
    for page in pages(slug):
        links |= counted(client, page)
    assert len(links) > (30 if slug == EXAMPLE else 2)
    for address, number in links.items():
        answer = client.get(address)
        assert answer.context["filter"].is_valid(), address
        assert answer.context["counts"].shown == number, address


@pytest.mark.parametrize("person", ["leder", "bestyrelse", "foelgegruppe"])
def test_nowhere_are_late_milestones_counted_without_a_way_to_them(person: str) -> None:
    client, found = demo_client(person), 0
    for page in pages(EXAMPLE):
        html = client.get(page).content.decode()
        # What a summary counts is linked in what it unfolds.
        bare = re.sub(r"<(a|summary)\b[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
        assert not re.search(r"\d+ (milepæle? er )?forsinke(t|de)\b", bare), page
        found += "forsinkede" in html
    assert found > 3


def test_a_count_of_another_day_leads_to_that_day() -> None:
    client: Any = demo_client("leder")
    links = counted(client, f"/planer/{EXAMPLE}/?pr=2026-03-01")
    assert links
    assert all("pr=2026-03-01" in address for address in links)
    address, number = next(iter(links.items()))
    assert client.get(address).context["counts"].shown == number
