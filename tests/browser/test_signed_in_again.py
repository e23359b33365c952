"""Who signs out and in again in another window writes on in the first: in a rich text and in a cell of the grid."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from abc_portal.directory.models import User
from plans.models import SubAgreement
from tests import factories, progress
from tests.browser.people import PLAN, sign_in, signed_in
from tests.browser.watch import clean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

EDIT = f"{PLAN}aftaler/beskaeftigelse/rediger/"


def sign_out(page: Page) -> None:
    page.goto("/planer/")
    page.locator(".abc-user summary").click()
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")


def left(page: Page) -> None:
    """A browser without a screen says to no page that it was left."""
    page.evaluate("() => window.dispatchEvent(new Event('blur'))")


def write(page: Page, text: str) -> None:
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.get_by_role("textbox", name="Indhold").fill(text)
    page.get_by_label("Hvorfor bliver det ændret?").fill("Aftalt med parterne")


def content() -> str:
    return SubAgreement.objects.get(slug="beskaeftigelse", plan__slug="abc-2021-2025").content


def test_a_rich_text_is_saved_after_signing_in_again(page: Page, live_server: Any, watch: Any) -> None:
    watch.allow(403)
    signed_in(page, "leder", live_server.url)
    page.goto(EDIT)
    write(page, "En hel eftermiddags arbejde.")
    other = page.context.new_page()
    sign_out(other)
    left(page)
    page.get_by_role("button", name="Gem").click()
    note = page.get_by_role("alert")
    expect(note).to_contain_text("Du er logget ud. Det, du skrev, står her stadig")
    clean(page)
    with page.context.expect_page() as opened:
        note.get_by_role("link").click()
    sign_in(opened.value, "leder")
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Du er logget ind")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status")).to_contain_text("er gemt")
    assert "En hel eftermiddags arbejde." in content()

    # Back to the form that was saved, with another sign-in between.
    page.go_back()
    sign_out(other)
    sign_in(other, "leder")
    write(page, "Skrevet efter tilbage.")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delaftale: Beskæftigelse")
    assert "Skrevet efter tilbage." in content()


def test_somebody_else_who_signed_in_is_asked_before_it_is_saved_in_their_name(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(EDIT)
    write(page, "Skrevet af den ene.")
    signed_in(page, "medarbejder", live_server.url)
    left(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("alert")).to_contain_text("Gem igen, hvis det skal gemmes i det navn")
    assert "Skrevet af den ene." not in content()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status")).to_contain_text("er gemt")


def test_without_the_script_the_form_is_saved_from_the_page_that_says_so(
    visit: Callable[..., Page], live_server: Any, watch: Any
) -> None:
    watch.allow(403)
    page = visit(java_script_enabled=False)
    signed_in(page, "leder", live_server.url)
    page.goto(EDIT)
    page.get_by_label("Indhold").fill("Skrevet uden script.")
    page.get_by_label("Hvorfor bliver det ændret?").fill("Aftalt")
    signed_in(page, "leder", live_server.url)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("button", name="Gem nu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delaftale: Beskæftigelse")
    assert "Skrevet uden script." in content()


def test_a_cell_is_saved_after_signing_in_again(page: Page, live_server: Any, watch: Any) -> None:
    watch.allow(401)
    plan = factories.plan("plan-med-celler", name="Celler", starts_on=date(2013, 1, 1), ends_on=date(2016, 12, 31))
    factories.member(plan, User.objects.get(email="leder@abc.example"), "leader")
    activity = factories.activity(factories.sub_agreement(plan, "Familier"), "Højskole")
    row = progress.criterion(
        activity, text="familier", unit="familier", starts_on=plan.starts_on, ends_on=date(2013, 12, 31)
    )
    signed_in(page, "leder", live_server.url)
    page.goto(f"/planer/{plan.slug}/resultater/?planaar=1")
    other = page.context.new_page()
    sign_out(other)
    watch.found.clear()
    page.bring_to_front()
    cell = page.locator("td[data-cell]").first
    cell.click()
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    expect(cell).to_have_attribute("data-state", "failed")
    expect(page.locator("[data-abc-grid-told]")).to_contain_text("Du er logget ud")
    watch.found.clear()
    sign_in(other, "leder")
    page.bring_to_front()
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(cell).to_have_attribute("data-state", "saved")
    assert row.results.get().value == 12
    # A token that went while one was signed in is exchanged without a word.
    sign_out(other)
    sign_in(other, "leder")
    page.bring_to_front()
    watch.found.clear()
    page.locator("td[data-cell]").nth(1).click()
    page.keyboard.type("13")
    page.keyboard.press("Tab")
    expect(page.locator("td[data-cell]").nth(1)).to_have_attribute("data-state", "saved")
    watch.found.clear()
