"""The system administrator: Django's administration in Danish and in the portal's colours, under its content policy."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from abc_portal.directory.models import Organisation
from plans.models import SubAgreement
from tests.browser.people import sign_in, signed_in
from tests.browser.watch import clean, good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

BRAND = "rgb(15, 76, 92)"


def test_the_administration_is_danish_and_searchable(page: Page) -> None:
    sign_in(page, "admin")
    page.locator(".abc-user summary").click()
    page.get_by_role("link", name="Administration").click()
    expect(page.locator("html")).to_have_attribute("lang", "da")
    header = page.locator("#header")
    assert header.evaluate("header => getComputedStyle(header).backgroundColor") == BRAND
    assert "IBM Plex Sans" in page.locator("body").evaluate("body => getComputedStyle(body).fontFamily")
    good(page)
    page.get_by_role("link", name="Boligafdelinger").first.click()
    page.get_by_role("searchbox").or_(page.locator("#searchbar")).fill("BÆK-")
    page.keyboard.press("Enter")
    rows = page.locator("#result_list tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("VA Bæk- og Fosgården")
    good(page)
    rows.get_by_role("link").first.click()
    expect(page.get_by_label("Navn:").first).to_have_value("VA Bæk- og Fosgården")
    good(page)
    page.get_by_role("link", name="Tilbage til portalen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dine helhedsplaner")


def test_rows_under_an_object_are_added_saved_with_a_reason_and_reported_in_the_history(
    page: Page, live_server: Any
) -> None:
    signed_in(page, "admin", live_server.url)
    row = Organisation.objects.get(name="AKB Albertslund")
    page.goto(f"/admin/directory/organisation/{row.pk}/change/")
    aliases = page.locator("#aliases-group")
    stood = row.aliases.count()
    aliases.get_by_role("link", name="Ny række").or_(aliases.get_by_role("button", name="Ny række")).click()
    field = aliases.locator(f"#id_aliases-{stood}-name")
    field.fill("AKB, Albertslund")
    clean(page)
    page.get_by_label("Hvorfor bliver det ændret?").fill("Navnet står sådan i regnskabet")
    page.get_by_role("button", name="Gem og fortsæt med at redigere").click()
    expect(page.locator(".messagelist")).to_contain_text("AKB Albertslund")
    assert row.aliases.filter(name="AKB, Albertslund").exists()
    page.get_by_role("link", name="Historik").click()
    step = page.locator(".abc-history > li").first
    expect(step).to_contain_text("Systemadministrator")
    expect(step).to_contain_text("Navnet står sådan i regnskabet")
    good(page)


def test_the_editor_works_in_the_administration(page: Page, live_server: Any) -> None:
    signed_in(page, "admin", live_server.url)
    sub = SubAgreement.objects.get(slug="beskaeftigelse", plan__slug="abc-2021-2025")
    page.goto(f"/admin/plans/subagreement/{sub.pk}/change/")
    bar, box = page.get_by_role("toolbar", name="Formatering"), page.get_by_role("textbox", name="Indhold")
    expect(bar).to_be_visible()
    box.fill("Fire spor ")
    bar.get_by_role("button", name="Fed (Ctrl+B)").click()
    page.keyboard.type("med fed")
    expect(box.locator("strong")).to_have_text("med fed")
    good(page)
    page.get_by_label("Hvorfor bliver det ændret?").fill("Aftalt med fonden")
    page.get_by_role("button", name="Gem og fortsæt med at redigere").click()
    expect(page.locator(".messagelist")).to_be_visible()
    sub.refresh_from_db()
    assert "<strong>med fed</strong>" in sub.content


def test_a_rejected_form_keeps_what_was_typed(page: Page, live_server: Any) -> None:
    signed_in(page, "admin", live_server.url)
    page.goto("/admin/directory/organisation/add/")
    page.get_by_label("Navn:").first.fill("Boligforeningen Prøve")
    page.get_by_label("CVR-nummer:").fill("12345678")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.get_by_label("Navn:").first).to_have_value("Boligforeningen Prøve")
    expect(page.get_by_label("CVR-nummer:")).to_have_value("12345678")
    good(page)
    assert not Organisation.objects.filter(name="Boligforeningen Prøve").exists()


def test_a_choice_is_searched_for_while_one_types(page: Page, live_server: Any) -> None:
    """The search box of the administration asks the server under the content policy."""
    signed_in(page, "leder", live_server.url)
    page.goto("/admin/plans/party/add/")
    page.locator(".field-organisation .select2-selection").click()
    page.keyboard.type("landsbyg")
    found = page.locator(".select2-results__option--highlighted")
    expect(found).to_have_text("Landsbyggefonden")
    page.keyboard.press("Enter")
    expect(page.locator(".field-organisation .select2-selection")).to_contain_text("Landsbyggefonden")


@pytest.mark.parametrize("who", ["admin", "leder"])
def test_the_lists_and_forms_that_are_used_most(page: Page, live_server: Any, who: str) -> None:
    signed_in(page, who, live_server.url)
    sub = SubAgreement.objects.get(slug="beskaeftigelse", plan__slug="abc-2021-2025")
    plan = sub.plan_id
    for address in (
        "plans/plan/", f"plans/plan/{plan}/change/", "plans/activity/", "plans/membership/", "plans/membership/add/",
        "directory/person/add/", "budgets/financingsource/", "governance/body/", f"plans/subagreement/{sub.pk}/delete/",
    ):  # fmt: skip
        page.goto(f"/admin/{address}")
        good(page)
        page.set_viewport_size({"width": 390, "height": 844})
        clean(page)
        page.set_viewport_size({"width": 1280, "height": 900})
