"""The portal opens in Danish whatever the browser wishes; English is chosen in the user's menu, and Danish again."""

import re

import pytest
from playwright.sync_api import Page, expect

from plans.models import Activity
from tests.browser.people import PLAN, menu, sign_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]


def choose(page: Page, language: str) -> None:
    page.locator(".abc-user summary").click()
    page.locator(".abc-user").get_by_role("button", name=language).click()


def test_english_is_chosen_and_danish_again(page: Page) -> None:
    assert page.evaluate("navigator.language") == "en-US"
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
    sign_in(page, "leder")
    page.goto(f"{PLAN}indikatorer/?side=1")
    choose(page, "English")
    expect(page).to_have_url(re.compile(re.escape(f"{PLAN}indikatorer/?side=1") + "$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Indicators")
    good(page)
    work_in_english(page)
    choose(page, "Dansk")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    expect(page.get_by_role("navigation", name="Helhedsplanen").get_by_role("link").first).to_have_text("Overblik")
    expect(page.get_by_role("button", name="Lav statusrapport (PDF)")).to_be_visible()


def work_in_english(page: Page) -> None:
    """Every page of the menu, a rejected form, a save."""
    assert menu(page) == [
        "Status", "Course", "Agreements", "From goals to results", "Activities", "Milestones", "Results", "Indicators",
        "Staffing", "Economy", "Bodies", "Roles", "Documents", "Archive", "Review", "History",
    ]  # fmt: skip
    rooms = page.get_by_role("navigation", name="The plan")
    for label in rooms.get_by_role("link").all_text_contents():
        rooms.get_by_role("link", name=label.strip(), exact=True).click()
        expect(rooms.locator("a[aria-current]")).to_have_text(label.strip())
    page.goto(f"{PLAN}aftaler/beskaeftigelse/aktivitet/")
    bold = page.get_by_role("toolbar", name="Formatting").get_by_role("button", name="Bold (Ctrl+B)")
    expect(bold).to_have_count(2)
    expect(bold.first).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".abc-error-summary")).to_contain_text("Nothing is saved yet")
    good(page)
    page.get_by_label("Name").fill("Praktik")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("“Praktik” is saved.")
    assert Activity.objects.filter(name="Praktik").exists()
    page.goto(PLAN)


def test_the_sign_in_page_has_both_languages(page: Page) -> None:
    page.goto("/konto/log-ind/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    good(page)
    page.get_by_role("button", name="Dansk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
