"""A browser without JavaScript: everything can be read, edited and asked for all the same."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plans.models import SubAgreement
from tests.browser.people import PLAN, menu, open_page, sign_in, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]


@pytest.fixture
def plain(visit: Callable[..., Page]) -> Page:
    return visit(java_script_enabled=False)


def test_the_status_is_read_and_a_sub_agreement_edited(plain: Page) -> None:
    sign_in(plain, "leder")
    plain.goto(PLAN)
    expect(plain.locator(".abc-brief__one").first).to_be_visible()
    plain.locator("#indikatorer > summary").click()
    expect(plain.get_by_role("row").filter(has_text="sigtet mindst én gang")).to_contain_text("5,5 %")
    for label in menu(plain):
        open_page(plain, label)
    plain.goto(f"{PLAN}aftaler/beskaeftigelse/rediger/")
    area = plain.get_by_label("Indhold")
    expect(area).to_be_visible()
    expect(area).to_be_editable()
    assert area.input_value().startswith("<p>Selve delaftalen")
    area.fill("<p>Skrevet <strong>uden</strong> editor.</p><script>alert(1)</script>")
    plain.get_by_label("Gælder fra").fill("i forfjor")
    plain.get_by_label("Hvorfor bliver det ændret?").fill("Aftalt med parterne")
    plain.get_by_role("button", name="Gem").click()
    expect(plain.locator(".abc-error-summary")).to_be_visible()
    expect(area).to_have_value("<p>Skrevet <strong>uden</strong> editor.</p><script>alert(1)</script>")
    plain.get_by_label("Gælder fra").fill("")
    plain.get_by_role("button", name="Gem").click()
    expect(plain.get_by_role("status")).to_contain_text("er gemt")
    expect(plain.get_by_role("region", name="Indhold").locator("strong")).to_have_text("uden")
    content = SubAgreement.objects.get(slug="beskaeftigelse", plan__slug="abc-2021-2025").content
    assert content == "<p>Skrevet <strong>uden</strong> editor.</p>"


def test_a_document_is_asked_for_and_fetched(plain: Page, live_server: Any, run_jobs: Callable[[], None]) -> None:
    signed_in(plain, "bestyrelse", live_server.url)
    plain.goto(PLAN)
    plain.get_by_role("button", name="Lav statusrapport (PDF)").click()
    expect(plain.locator(".abc-document")).to_contain_text("venter, 0 %")
    run_jobs()
    expect(plain.locator(".abc-document")).to_contain_text("venter, 0 %")
    plain.get_by_role("link", name="Opdatér").click()
    expect(plain.get_by_role("link", name="Hent Statusrapport")).to_be_visible()
    with plain.expect_download() as awaited:
        plain.get_by_role("link", name="Hent Statusrapport").click()
    assert awaited.value.suggested_filename.endswith(".pdf")
    plain.get_by_role("button", name="Slet Statusrapport").click()
    expect(plain.get_by_role("main")).to_contain_text("Du har ikke lavet dokumenter om planen.")


def test_the_menus_open_without_javascript(visit: Callable[..., Page], live_server: Any) -> None:
    phone = visit(java_script_enabled=False, viewport={"width": 390, "height": 844})
    signed_in(phone, "bestyrelse", live_server.url)
    phone.goto(PLAN)
    phone.locator(".abc-nav--narrow summary").click()
    phone.locator(".abc-nav--narrow").get_by_role("link", name="Organisering").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Organisering")
    phone.locator(".abc-user summary").click()
    phone.get_by_role("button", name="English").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bodies")
