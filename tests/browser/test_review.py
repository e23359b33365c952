"""Gennemgang by the keyboard alone, and on a phone without JavaScript: set aside, go on at the next, take back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.people import PLAN, sign_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
REASON = "Begge tal er rigtige; de er fra hvert sit år."


def test_by_the_keyboard_one_goes_on_at_the_next_remark(page: Page) -> None:
    sign_in(page, "medarbejder")
    page.goto(f"{PLAN}gennemgang/?omraade=indikatorer")
    good(page)
    remarks = page.locator(".abc-findings > li")
    second = remarks.nth(1).get_attribute("id")
    remarks.nth(0).get_by_role("link", name=re.compile("^Læg til side")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Hvorfor den lægges til side").focus()
    good(page)
    page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bemærkningen er lagt til side.")).to_be_in_viewport()
    expect(page.locator(f"#{second}")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f"#{second}").get_by_role("link", name=re.compile("^Gå dertil"))).to_be_focused()
    good(page)


def test_on_a_phone_without_javascript(visit: Callable[..., Page]) -> None:
    page = visit(viewport=PHONE, is_mobile=True, java_script_enabled=False)
    sign_in(page, "leder")
    page.goto(f"{PLAN}gennemgang/")
    count = page.locator(".abc-findings > li").count()
    page.get_by_role("link", name=re.compile("^Læg til side")).first.click()
    page.get_by_label("Hvorfor den lægges til side").fill(REASON)
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".abc-findings > li")).to_have_count(count - 1)
    page.get_by_label("Vis dem, der er lagt til side").check()
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.locator("#lagt-til-side")).to_contain_text(REASON)
    page.get_by_role("link", name=re.compile("^Tag frem igen")).click()
    page.get_by_role("button", name="Tag frem igen").click()
    expect(page.get_by_text("Bemærkningen er taget frem igen.")).to_be_visible()
    page.goto(f"{PLAN}gennemgang/")
    expect(page.locator(".abc-findings > li")).to_have_count(count)
