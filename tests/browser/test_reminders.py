"""What falls due is seen first, told by e-mail as its reader wants, and stands in the reader's own calendar."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.models import Plan
from tests import factories, progress
from tests.browser.people import signed_in
from tests.browser.watch import good
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def late(cast: Cast) -> Any:
    """Something of the staff's that was due yesterday, in a plan that runs."""
    today = timezone.localdate()
    plan: Plan = cast.plan
    plan.ends_on, plan.entered_on = today + timedelta(days=400), plan.starts_on
    factories.saved(plan)
    return progress.mine(plan, cast.staff, today - timedelta(days=1), "Naboskabsdagen er holdt")


def test_from_a_letter_to_one_s_own_calendar(cast: Cast, late: Any, phone: Page, live_server: Any) -> None:
    call_command("send_notifications", verbosity=0)
    letter = mail.outbox[-1].body
    assert "Naboskabsdagen er holdt" in letter
    signed_in(phone, cast.staff, live_server.url)
    phone.goto("/")
    due = phone.get_by_role("region", name="Dine frister")
    expect(due.get_by_role("listitem")).to_contain_text("Forsinket")
    good(phone)
    phone.goto(urlsplit(re.findall(r"https?://\S+", letter)[-1]).path)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Påmindelser og kalender")
    good(phone)
    phone.get_by_label("Samlet om mandagen").check()
    phone.get_by_role("button", name="Gem").first.click()
    expect(phone.get_by_role("status")).to_contain_text("Dit valg er gemt.")
    expect(phone.get_by_label("Samlet om mandagen")).to_be_checked()
    read_calendar(phone, make_address(phone))
    close_it(phone)


def make_address(page: Page) -> str:
    page.get_by_label("Alle milepæle i de planer, jeg har en rolle i").check()
    page.get_by_role("button", name="Lav en adresse").click()
    shown = page.get_by_label("Kalenderens adresse")
    expect(shown).to_be_visible()
    expect(page.locator(".alert-success")).to_be_focused()
    good(page)
    return urlsplit(shown.input_value()).path


def read_calendar(page: Page, address: str) -> None:
    """As a calendar program does."""
    answer = page.request.get(address)
    (event,) = icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")
    assert (answer.status, event["SUMMARY"]) == (200, "Naboskabsdagen er holdt")
    page.get_by_role("link", name="ABC-portalen").click()
    page.locator(".abc-user summary").click()
    page.get_by_role("link", name="Påmindelser og kalender").first.click()
    expect(page.get_by_role("main")).to_contain_text("Den blev sidst hentet")
    expect(page.get_by_label("Kalenderens adresse")).to_have_count(0)


def close_it(page: Page) -> None:
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Luk adressen").click()
    expect(page.get_by_role("status")).to_contain_text("Adressen er lukket")
    expect(page.get_by_role("button", name="Lav en adresse")).to_be_visible()
