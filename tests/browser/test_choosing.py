"""Choosing one of many: with the keyboard and the list of suggestions, and without JavaScript by typing alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.models import Party, Plan
from tests import factories
from tests.browser.people import PLAN, signed_in
from tests.browser.watch import clean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
ADD = f"{PLAN}aftaler/parter/tilfoej/"


def test_an_organisation_is_chosen_with_the_keyboard(page: Page, live_server: Any) -> None:
    town = factories.organisation("Sønderby Kommune", kind="municipality")
    for number in range(3):
        factories.organisation(f"Sønderby Boligforening {number}", municipality=town)
    signed_in(page, "leder", live_server.url)
    page.goto(ADD)
    field = page.get_by_role("combobox", name="Organisation").first
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("sønderby bolig")
    options = page.get_by_role("listbox", name="Organisation").first.get_by_role("option")
    expect(options).to_have_count(4)  # and the one that adds what the list lacks
    expect(page.get_by_role("status").filter(has_text="3 forslag")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(options.nth(1).get_attribute("id")))
    clean(page)
    page.set_viewport_size({"width": 390, "height": 844})
    clean(page)
    page.keyboard.press("Enter")
    expect(field).to_have_value("Sønderby Boligforening 1")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("x")
    expect(page.get_by_role("status").filter(has_text="Intet på listen passer")).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("er gemt")
    assert Party.objects.get(organisation__name="Sønderby Boligforening 1").plan.slug == "abc-2021-2025"


def test_without_script_what_is_typed_is_asked_about_and_then_saved(
    visit: Callable[..., Page], live_server: Any
) -> None:
    plain = visit(java_script_enabled=False)
    for name in ("Sønderby Nord", "Sønderby Syd"):
        factories.organisation(name)
    signed_in(plain, "leder", live_server.url)
    plain.goto(ADD)
    plain.get_by_label("Organisation").fill("sønderby")
    plain.get_by_label("Navn, som det står i dokumentet").fill("Som i aftalen")
    plain.get_by_role("button", name="Gem").click()
    expect(plain.locator(".abc-error-summary")).to_contain_text("er ikke et helt navn på listen")
    expect(plain.get_by_label("Navn, som det står i dokumentet")).to_have_value("Som i aftalen")
    plain.get_by_label("Sønderby Syd").check()
    plain.get_by_role("button", name="Gem").click()
    expect(plain.get_by_role("status").first).to_contain_text("er gemt")
    assert Party.objects.get(organisation__name="Sønderby Syd").printed_name == "Som i aftalen"


def test_what_the_list_lacks_is_added_on_the_spot(page: Page, live_server: Any) -> None:
    """What it may be stands first; the form keeps all, and the new organisation is saved with the party."""
    factories.organisation("Sønderby Boligforenning")
    signed_in(page, "leder", live_server.url)
    page.goto(ADD)
    field = page.get_by_role("combobox", name="Organisation").first
    field.press_sequentially("Sønderby Boligforening")
    expect(page.get_by_role("option", name="Tilføj »Sønderby Boligforening« som ny organisation")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    offers = page.get_by_role("group", name="Hvilken mener du?")
    expect(offers.get_by_label("Sønderby Boligforenning")).to_be_focused()
    expect(offers.get_by_label("Navn", exact=True)).to_have_value("Sønderby Boligforening")
    offers.get_by_label("Type").select_option("housing")
    town = offers.get_by_role("combobox", name="Kommune")
    town.press_sequentially("albertsl")
    expect(offers.get_by_role("option", name="Albertslund Kommune")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(town).to_have_value("Albertslund Kommune")
    clean(page)
    page.set_viewport_size({"width": 390, "height": 844})
    clean(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("er gemt")
    assert str(Party.objects.get(organisation__name="Sønderby Boligforening").organisation.municipality) == (
        "Albertslund Kommune"
    )


def test_any_number_is_chosen_one_by_one_and_taken_away_by_its_box(page: Page, live_server: Any) -> None:
    plan = Plan.objects.get(slug="abc-2021-2025")
    owner = plan.departments.first().department.organisation  # type: ignore[union-attr]
    for number in range(3):
        factories.department(f"Sønderpark {number}", f"9{number}", owner=owner)
    effort = factories.effort(plan, "Fritidspas")
    signed_in(page, "leder", live_server.url)
    page.goto(reverse("plans:effort_edit", args=[plan.slug, effort.pk]))
    field = page.get_by_role("group", name="Afdelinger").get_by_role("combobox")
    for number in (0, 1):
        field.press_sequentially(f"sønderpark {number}")
        expect(page.get_by_role("option", name=f"Sønderpark {number}")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("checkbox", name=f"Sønderpark {number}")).to_be_checked()
        expect(field).to_have_value("")
    page.get_by_role("checkbox", name="Sønderpark 0").uncheck()
    clean(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("er gemt")
    assert [tie.department.name for tie in effort.departments.all()] == ["Sønderpark 1"]
