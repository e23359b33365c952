"""From nothing to the first sub-agreement and its first activity, mostly by the keyboard; and on from an
earlier plan.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from plans.models import Activity, Plan
from tests.browser.conftest import PHONE
from tests.browser.people import sign_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
NEW = "/planer/aeblelunden-2025-2029/"


def enter(page: Page) -> None:
    """Press Enter, and wait for the page that comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page: Page, name: str) -> None:
    """Go to a link of the page and press Enter."""
    link = page.get_by_role("main").get_by_role("link", name=name, exact=True).first
    link.focus()
    enter(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).focus()
    enter(page)


def write(page: Page, label: str, text: str) -> None:
    page.get_by_label(re.compile(rf"^\s*{label}\s*(\(|$)")).focus()
    page.keyboard.type(text)


def test_from_nothing_to_the_first_sub_agreement_by_the_keyboard(page: Page) -> None:
    sign_in(page, "leder")
    follow(page, "Ny helhedsplan")
    good(page)
    page.get_by_role("radio", name=re.compile("^Ingenting")).focus()
    press(page, "Fortsæt")
    good(page)
    fill_in_the_plan(page)
    expect(page).to_have_url(re.compile(f"{NEW}\\?ny=1$"))
    expect(page.get_by_role("status").filter(has_text="»Æblelunden 2025-2029« er oprettet")).to_be_visible()
    good(page)
    add_a_focus_area(page)
    add_the_sub_agreement(page)
    add_an_activity(page)


def fill_in_the_plan(page: Page) -> None:
    page.get_by_role("textbox", name="Navn", exact=True).focus()
    page.keyboard.type("Æblelunden 2025-2029")
    expect(page.get_by_label("Kort navn i adresser")).to_have_value("aeblelunden-2025-2029")
    page.get_by_role("combobox", name="Midler").select_option(label="2019-26-midlerne")
    write(page, "Første dag", "1. marts 2025")
    write(page, "Sidste dag", "28. februar 2024")
    enter(page)
    expect(page.locator(".abc-error-summary")).to_be_focused()
    expect(page.locator(".abc-error-summary")).to_contain_text("Planens sidste dag ligger før den første.")
    expect(page.get_by_role("textbox", name="Navn", exact=True)).to_have_value("Æblelunden 2025-2029")
    good(page)
    page.get_by_label("Sidste dag").fill("28. februar 2029")
    press(page, "Opret planen")


def add_a_focus_area(page: Page) -> None:
    follow(page, "Tilføj det første indsatsområde")
    page.get_by_role("combobox", name="Indsatsområde", exact=True).select_option(label="Beskæftigelse")
    good(page)
    press(page, "Gem")
    expect(page.get_by_role("region", name="Indsatsområder")).to_contain_text("Beskæftigelse")
    good(page)


def add_the_sub_agreement(page: Page) -> None:
    page.goto(f"{NEW}?ny=1")
    follow(page, "Tilføj den første delaftale")
    page.get_by_role("textbox", name="Navn", exact=True).focus()
    page.keyboard.type("Flere i job")
    page.get_by_role("combobox", name="Indsatsområde", exact=True).select_option(label="Beskæftigelse")
    good(page)
    press(page, "Gem")
    expect(page.get_by_role("main")).to_contain_text("Flere i job")
    good(page)


def add_an_activity(page: Page) -> None:
    page.goto(f"{NEW}aftaler/flere-i-job/")
    good(page)
    follow(page, "Tilføj en aktivitet")
    page.get_by_role("textbox", name="Navn", exact=True).focus()
    page.keyboard.type("Jobcafé")
    good(page)
    press(page, "Gem")
    expect(page.get_by_role("main")).to_contain_text("Jobcafé")
    good(page)
    plan = Plan.objects.get(slug="aeblelunden-2025-2029")
    assert Activity.objects.get(plan=plan).sub_agreement.plan_focus_area.focus_area.code == "beskaeftigelse"
    assert [step.state for step in plan.steps.all()] == ["idea"]


def test_on_from_an_earlier_plan_on_a_phone_without_javascript(visit: Callable[..., Page]) -> None:
    page = visit(viewport=PHONE, is_mobile=True, java_script_enabled=False)
    sign_in(page, "leder")
    page.goto("/planer/ny/")
    page.get_by_role("radio", name=re.compile("^En tidligere helhedsplan")).check()
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.locator(".abc-error-summary")).to_contain_text("Vælg den tidligere helhedsplan.")
    page.get_by_role("combobox", name="Tidligere helhedsplan").select_option(label="ABC 2021-2025")
    page.get_by_role("button", name="Fortsæt").click()
    page.get_by_role("textbox", name="Navn", exact=True).fill("ABC 2025-2029")
    page.get_by_label("Første dag").fill("1. april 2025")
    page.get_by_label("Sidste dag").fill("2029")
    page.get_by_label(re.compile("^Indsatsområder")).uncheck()
    page.get_by_role("button", name="Opret planen").click()
    expect(page.locator(".abc-error-summary")).to_contain_text("hører til »Indsatsområder«")
    page.get_by_label(re.compile("^Indsatsområder")).check()
    page.get_by_role("button", name="Opret planen").click()
    expect(page.get_by_role("main")).to_contain_text("Fortsætter ABC 2021-2025")
    expect(page.locator(".abc-messages")).to_contain_text("Der er 31 dage mellem slutningen af »ABC 2021-2025«")
    expect(page.get_by_role("region", name="Delaftaler").get_by_role("heading", name="Beskæftigelse")).to_be_visible()
