"""Who has no role in a plan, and who is not signed in."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import PLAN, fill_in, sign_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]


def test_an_outsider_finds_no_plan(page: Page, watch: Any) -> None:
    watch.allow(403, 404)
    sign_in(page, "udenfor")
    expect(page.get_by_role("main")).to_contain_text("Du har ikke en rolle i nogen helhedsplan.")
    good(page)
    page.goto("/planer/")
    expect(page.get_by_role("status")).to_have_text("0 helhedsplaner")
    expect(page.get_by_role("main")).not_to_contain_text("Albertslund:")
    good(page)
    for part in ("", "aftaler/", "aftaler/beskaeftigelse/", "oekonomi/", "dokumenter/", "historik/", "rediger/"):
        answer = page.goto(f"{PLAN}{part}")
        assert answer
        assert answer.status == 404, part
        expect(page.get_by_role("heading", level=1)).to_have_text("Siden findes ikke")
        expect(page.get_by_role("main")).not_to_contain_text("Albertslund")
        expect(page.locator(".abc-nav--wide")).to_have_count(0)
    good(page)


def test_an_outsider_does_not_enter_the_administration(page: Page, watch: Any) -> None:
    watch.allow(403)
    sign_in(page, "udenfor")
    page.locator(".abc-user summary").click()
    expect(page.locator(".abc-user").get_by_role("link", name="Administration")).to_have_count(0)
    answer = page.goto("/admin/")
    assert answer
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har ikke adgang til dette")
    expect(page.get_by_role("main")).to_contain_text("Administrationen er for sekretariater og systemadministratoren.")
    good(page)
    page.get_by_role("main").get_by_role("link", name="Gå til forsiden").click()
    expect(page).to_have_url(re.compile(r"/$"))


@pytest.mark.parametrize("wanted", [f"{PLAN}indikatorer/", "/planer/?q=albertslund", "/admin/plans/plan/"])
def test_who_is_not_signed_in_comes_back_to_what_they_wanted(page: Page, wanted: str) -> None:
    page.goto(wanted)
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
    good(page)
    fill_in(page, "leder", "en forkert adgangskode")
    summary = page.locator(".abc-error-summary")
    expect(summary).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_value("leder@abc.example")
    good(page)
    fill_in(page, "leder")
    expect(page).to_have_url(re.compile(re.escape(wanted) + "$"))


def test_the_way_back_leads_only_into_the_portal(page: Page) -> None:
    page.goto("/konto/log-ind/?next=https://example.com/")
    fill_in(page, "bestyrelse")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dine helhedsplaner")
    assert "example.com" not in page.url


def test_who_signs_out_leaves_nothing_behind(page: Page) -> None:
    sign_in(page, "bestyrelse")
    page.goto(f"{PLAN}oekonomi/")
    page.locator(".abc-user summary").click()
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_load_state()
    if page.get_by_role("main").get_by_role("button", name="Log ud").count():
        page.get_by_role("main").get_by_role("button", name="Log ud").click()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
    page.goto(f"{PLAN}oekonomi/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log ind")
