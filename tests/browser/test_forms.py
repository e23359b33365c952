"""A form that is refused keeps everything; a form that is left with changes warns."""

import re
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from abc_portal.audit.models import ChangeSet
from budgets.models import Contribution
from tests.browser.people import PLAN, signed_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

EDIT = f"{PLAN}aftaler/beskaeftigelse/rediger/"


class Asked:
    """Answers the browser's questions, and remembers them."""

    def __init__(self, page: Page, *, leave: bool) -> None:
        self.leave, self.kinds = leave, list[str]()
        page.on("dialog", self.answer)

    def answer(self, dialog: Dialog) -> None:
        self.kinds.append(dialog.type)
        if self.leave:
            dialog.accept()
        else:
            dialog.dismiss()


def test_a_rejected_form_keeps_every_value_and_leads_to_each_fault(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(EDIT)
    expect(page.get_by_role("toolbar")).to_be_visible()
    typed = {"Navn": "", "Gælder fra": "i forfjor", "Gælder til": "1. marts 2019", "Hvorfor bliver det ændret?": "Ny"}
    for label, value in typed.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("textbox", name="Indhold").fill("Denne tekst skal blive stående.")
    page.get_by_label("Indsatsområde").select_option("Kriminalitetsforebyggelse")
    change_sets = ChangeSet.objects.count()
    page.get_by_role("button", name="Gem").click()

    summary = page.locator(".abc-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Der er endnu ikke gemt noget")
    for label, value in typed.items():
        expect(page.get_by_label(label)).to_have_value(value)
    expect(page.get_by_role("textbox", name="Indhold")).to_have_text("Denne tekst skal blive stående.")
    expect(page.get_by_label("Indsatsområde").locator("option:checked")).to_have_text("Kriminalitetsforebyggelse")
    assert ChangeSet.objects.count() == change_sets
    good(page)
    each_fault_leads_to_its_field(page, ["Navn", "Gælder fra"])


def each_fault_leads_to_its_field(page: Page, labels: list[str]) -> None:
    links = page.locator(".abc-error-summary").get_by_role("link")
    expect(links).to_have_count(len(labels))
    for label, link in zip(labels, links.all(), strict=True):
        link.click()
        field = page.get_by_label(label)
        expect(field).to_be_focused()
        expect(field).to_be_in_viewport()
        expect(field).to_have_attribute("aria-invalid", "true")
        notes = (field.get_attribute("aria-describedby") or "").split()
        said = " ".join(page.locator(f"#{note}").inner_text() for note in notes)
        assert link.inner_text().split(": ", 1)[1] in said


def test_a_fault_in_the_rich_text_leads_to_the_editor(page: Page, live_server: Any) -> None:
    """The editor stands in for a hidden field; its label and a link to the field lead to the text itself."""
    signed_in(page, "leder", live_server.url)
    page.goto(EDIT)
    box = page.get_by_role("textbox", name="Indhold")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.locator("label[for=id_content]").click()
    expect(box).to_be_focused()
    page.locator("body").evaluate(
        "body => { const a = document.createElement('a'); a.href = '#id_content'; a.textContent = 'fejl'; "
        "body.prepend(a); }"
    )
    page.get_by_label("Navn").focus()
    page.get_by_text("fejl", exact=True).click()
    expect(box).to_be_focused()


def test_amounts_and_periods_are_stored_as_they_were_typed(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    row = Contribution.objects.get(source__label="AB Etagehusene", source__plan__slug="abc-2017-2020")
    page.goto(f"/planer/abc-2017-2020/oekonomi/bidrag/{row.pk}/rediger/")
    good(page)
    page.get_by_label("Beløb i alt").fill("93.45")
    second = page.get_by_role("group", name="Periode 2")
    second.get_by_label("Beløb").fill("1.234.56")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".abc-error-summary")).to_be_focused()
    expect(page.get_by_label("Beløb i alt")).to_have_value("93.45")
    expect(second.get_by_label("Beløb")).to_have_value("1.234.56")
    expect(second.get_by_label("Beløb")).to_have_attribute("aria-invalid", "true")
    good(page)
    page.locator(".abc-error-summary").get_by_role("link").last.click()
    expect(second.get_by_label("Beløb")).to_be_focused()


def test_leaving_a_changed_form_warns(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(EDIT)
    expect(page.get_by_role("toolbar")).to_be_visible()
    asked = Asked(page, leave=False)
    page.get_by_label("Navn").click()
    page.keyboard.type(" m.m.")
    page.get_by_role("link", name="Økonomi").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked.kinds == ["beforeunload"]
    expect(page.get_by_label("Navn")).to_have_value("Beskæftigelse m.m.")
    asked.leave = True
    page.get_by_role("link", name="Økonomi").click()
    expect(page).to_have_url(re.compile("oekonomi/$"))
    assert asked.kinds == ["beforeunload"] * 2


def test_leaving_warns_of_a_change_in_the_rich_text_too(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(EDIT)
    expect(page.get_by_role("toolbar")).to_be_visible()
    asked = Asked(page, leave=True)
    page.get_by_role("textbox", name="Indhold").click()
    page.keyboard.type("x")
    page.get_by_role("link", name="Fortryd").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delaftale: Beskæftigelse")
    assert asked.kinds == ["beforeunload"]


def test_saving_and_leaving_an_untouched_form_do_not_warn(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    asked = Asked(page, leave=False)
    page.goto(EDIT)
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.get_by_label("Navn").click()
    page.get_by_role("link", name="Fortryd").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delaftale: Beskæftigelse")
    page.goto(EDIT)
    page.get_by_label("Navn").click()
    page.keyboard.type(" m.m.")
    page.get_by_label("Hvorfor bliver det ændret?").fill("Aftalt med parterne")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delaftale: Beskæftigelse m.m.")
    assert asked.kinds == []


def test_a_rejected_form_warns_as_well(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(EDIT)
    page.get_by_label("Gælder fra").fill("i forfjor")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".abc-error-summary")).to_be_focused()
    page.locator(".abc-error-summary").click()
    asked = Asked(page, leave=True)
    page.get_by_role("link", name="Fortryd").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delaftale: Beskæftigelse")
    assert asked.kinds == ["beforeunload"]


def test_the_message_after_saving_does_not_move_the_page(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(f"{PLAN}aftaler/beskaeftigelse/")
    heading = page.get_by_role("heading", level=1)
    before = heading.bounding_box()
    page.get_by_role("link", name="Rediger delaftalen").click()
    page.get_by_label("Hvorfor bliver det ændret?").fill("Prøve")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("status")).to_be_in_viewport()
    assert heading.bounding_box() == before
    message, crumbs = page.locator(".abc-messages").bounding_box(), page.locator(".abc-breadcrumb").bounding_box()
    assert message
    assert crumbs
    assert crumbs["x"] + crumbs["width"] <= message["x"], "the message covers the way back"
