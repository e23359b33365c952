"""The search over the page: by key, from the menu, with arrows, on a phone, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import PLAN, signed_in
from tests.browser.watch import clean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]


def test_search_opens_by_key_and_arrows_lead_to_what_was_found(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(PLAN)
    page.keyboard.press("Control+k")
    field = page.get_by_role("dialog", name="Søg").get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially("lektie")
    first = page.locator("dialog [data-abc-hit]").first
    expect(first).to_be_visible()
    clean(page)
    page.set_viewport_size({"width": 390, "height": 844})
    clean(page)
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    address = str(first.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_search_key_can_be_turned_off_and_is_a_sign_in_a_field(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto("/soeg/")
    field = page.get_by_role("searchbox")
    field.press_sequentially("a/b")
    expect(field).to_have_value("a/b")
    page.get_by_role("checkbox", name="Tasten / åbner søgningen").uncheck()
    clean(page)
    page.goto(PLAN)
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
