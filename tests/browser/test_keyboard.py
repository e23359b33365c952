"""Nothing but the keyboard: in, past the menu, edit, save, delete; the focus is always to be seen."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plans.models import Activity
from tests.browser.people import PASSWORD, PLAN, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

#: What stands out where the focus is: a line of its own around it, at least 2 px, that differs from what is behind.
SEEN = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    what: e.outerHTML.slice(0, 120),
    line: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    uncovered: middle === null || e.contains(middle) || middle.contains(e) || middle.closest("label") !== null,
  };
}"""


def tab(page: Page, times: int = 1, key: str = "Tab") -> None:
    """Move on, and see where one is each time."""
    for _time in range(times):
        page.keyboard.press(key)
        seen = page.evaluate(SEEN)
        assert seen["what"].startswith("<body") or (seen["line"] and seen["inside"] and seen["uncovered"]), seen


def tab_to(page: Page, name: str, most: int = 90) -> None:
    """Tab until the focus stands on what has that name."""
    for _time in range(most):
        tab(page)
        said = page.evaluate(
            "() => { const e = document.activeElement;"
            " return e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent; }"
        )
        if " ".join(said.split()).startswith(name):
            return
    pytest.fail(f"the tab key does not lead to {name} on {page.url}")


def tab_to_link(page: Page, address: str, most: int = 60) -> None:
    """Tab until the focus stands on a link to that address; of the same name there may be others."""
    for _time in range(most):
        tab(page)
        if page.evaluate("() => document.activeElement.getAttribute('href')") == address:
            return
    pytest.fail(f"the tab key does not lead to {address} on {page.url}")


def test_the_whole_way_with_the_keyboard(page: Page) -> None:
    page.goto("/konto/log-ind/")
    tab_to(page, "E-mail")
    page.keyboard.type("leder@abc.example")
    tab_to(page, "Adgangskode")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dine helhedsplaner")
    tab_to(page, "Albertslund: Hedemarken, Blokland og Albertslund Nord")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{PLAN}$"))
    tab_to(page, "Aftale")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aftaler")
    skip_to_the_content(page)
    tab_to_link(page, f"{PLAN}aftaler/beskaeftigelse/")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Delaftale: Beskæftigelse")
    add_and_delete(page)


def skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Gå til indholdet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab(page)
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def add_and_delete(page: Page) -> None:
    skip_to_the_content(page)
    tab_to(page, "Tilføj en aktivitet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("toolbar").first).to_be_visible()
    tab_to(page, "Navn")
    page.keyboard.type("Jobcafé")
    tab_to(page, "Brødtekst")
    page.keyboard.press("ArrowRight")
    tab(page)
    expect(page.get_by_role("textbox", name="Formål")).to_be_focused()
    page.keyboard.type("Kaffe og jobsøgning.")
    tab_to(page, "Gem")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Kaffe og jobsøgning.")
    tab_to(page, "Rediger")
    page.keyboard.press("Enter")
    expect(page.get_by_role("toolbar").first).to_be_visible()
    tab_to(page, "Slet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Slet »Jobcafé«?")
    tab_to(page, "Slet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("er slettet")
    assert not Activity.objects.filter(name="Jobcafé").exists()


@pytest.mark.parametrize("width", [1280, 390])
def test_escape_closes_the_menus_and_gives_the_focus_back(page: Page, live_server: Any, width: int) -> None:
    signed_in(page, "leder", live_server.url)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(PLAN)
    menus = [".abc-user"] if width == 1280 else [".abc-user", ".abc-nav--narrow"]
    for menu in menus:
        summary = page.locator(f"{menu} summary")
        summary.focus()
        page.keyboard.press("Enter")
        first = page.locator(f"{menu} a").first
        expect(first).to_be_visible()
        tab(page)
        expect(first).to_be_focused()
        page.keyboard.press("Escape")
        expect(first).not_to_be_visible()
        expect(summary).to_be_focused()


def test_a_menu_closes_when_one_goes_elsewhere(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(PLAN)
    first = page.locator(".abc-user a").first
    page.locator(".abc-user summary").click()
    expect(first).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(first).not_to_be_visible()
    page.locator(".abc-user summary").click()
    page.locator(".abc-user").get_by_role("button", name="Log ud").focus()
    page.keyboard.press("Tab")
    expect(first).not_to_be_visible()


@pytest.mark.parametrize(
    "part", ["", "aftaler/", "oekonomi/", "indikatorer/", "moeder/", "dokumenter/", "historik/", "gennemgang/"]
)
def test_every_stop_is_to_be_seen(page: Page, live_server: Any, part: str) -> None:
    """All the way through each page, at a low window too, where what is focused must come into view."""
    signed_in(page, "leder", live_server.url)
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(PLAN + part)
    stops = page.locator("a:visible, button:visible, input:visible, select:visible, summary:visible").count()
    tab(page, min(stops, 60))
