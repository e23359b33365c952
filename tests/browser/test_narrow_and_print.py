"""Every part of a plan with words longer than a line: nothing is wider than a phone, nothing is folded on paper."""

from typing import Any

import pytest
from playwright.sync_api import Page

from plans.models import Activity, Milestone, SubAgreement
from tests import factories
from tests.browser.people import signed_in
from tests.browser.watch import fits
from tests.house import addresses
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Kriminalitetsforebyggelsesindsatsernesfællesskabskoordinationsgruppesekretariat"
PARTS = (
    "", "aftaler/", "aktiviteter/", "resultater/", "milepaele/", "oekonomi/", "indikatorer/", "moeder/", "dokumenter/",
    "gennemgang/", "historik/", "arkiv/", "rediger/",
)  # fmt: skip


def folded(page: Page) -> list[str]:
    """What stands folded on paper."""
    return page.locator("main details > :not(summary)").evaluate_all(  # type: ignore[no-any-return]
        "all => all.filter(e => e.closest('details').checkVisibility() && !e.checkVisibility())"
        ".filter(e => getComputedStyle(e).display !== 'none').map(e => e.outerHTML.slice(0, 120))"
    )


def test_every_part_of_a_plan_at_360_px_and_on_paper(cast: Cast, page: Page, live_server: Any) -> None:
    addresses.furnish(cast)
    named: list[tuple[Any, str]] = [(cast.plan, "name")]
    for model, name in ((SubAgreement, "name"), (Activity, "name"), (Milestone, "text")):
        named += [(row, name) for row in model.objects.filter(plan=cast.plan)]
    for row, name in named:  # with their history, which tells the old word and the new
        setattr(row, name, LONG)
        factories.saved(row, cast.plan)
    signed_in(page, cast.leader, live_server.url)
    page.set_viewport_size({"width": 360, "height": 800})
    unfolded = 0
    for part in PARTS:
        page.goto(f"/planer/plan-a/{part}")
        fits(page, (360,))
        unfolded += page.locator("main details:not([open])").count()
        page.emulate_media(media="print")
        assert folded(page) == [], part
        page.emulate_media(media="screen")
    assert unfolded, "nothing was folded to begin with"
