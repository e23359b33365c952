"""The second factor: turned on from the menu, asked for at the next sign-in, with recovery codes for a lost phone."""

import base64
import hmac
import re
import struct
import time

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.browser.people import PASSWORD, PLAN, fill_in, sign_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]


def code_of(secret: str) -> str:
    """What an authenticator app shows now: RFC 6238 with SHA-1, six digits, half a minute."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def sign_out(page: Page) -> None:
    page.context.clear_cookies()
    # Within the same half minute the app's code is the same one, which may be used but once.
    cache.clear()
    page.goto("/konto/log-ind/")


def turn_on(page: Page) -> str:
    page.locator(".abc-user summary").click()
    page.get_by_role("link", name="Totrinsbekræftelse").click()
    good(page)
    page.get_by_role("link", name="Slå til").click()
    # Who wishes to change how one signs in says once more who one is.
    good(page)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()
    good(page)
    secret = page.locator("#authenticator_secret").input_value()
    picture = page.locator(".abc-qr")
    assert picture.evaluate("img => img.complete && img.naturalWidth > 0"), "the QR code is not drawn"
    page.locator("[name=code]").fill("000000")
    page.get_by_role("main").get_by_role("button", name="Slå til").click()
    expect(page.locator(".abc-error-summary")).to_be_focused()
    good(page)
    assert page.locator("#authenticator_secret").input_value() == secret
    page.locator("[name=code]").fill(code_of(secret))
    page.get_by_role("main").get_by_role("button", name="Slå til").click()
    expect(page.get_by_role("status")).to_be_visible()
    good(page)
    return secret


def recovery_codes(page: Page) -> list[str]:
    page.goto("/konto/totrin/noedkoder/")
    good(page)
    shown = page.locator("textarea").input_value()
    return re.findall(r"\S{6,}", shown)


def test_the_second_factor_is_asked_for_and_a_lost_phone_is_no_disaster(page: Page) -> None:
    sign_in(page, "bestyrelse")
    secret = turn_on(page)
    codes = recovery_codes(page)
    assert len(codes) == 10

    sign_out(page)
    fill_in(page, "bestyrelse")
    expect(page).to_have_url(re.compile("/konto/totrin/kode/"))
    good(page)
    # A password alone opens nothing: every address leads back to the question for the code.
    page.goto(PLAN)
    expect(page).to_have_url(re.compile("/konto/totrin/kode/"))
    page.locator("[name=code]").fill("123456")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator(".abc-error-summary")).to_be_focused()
    good(page)
    page.locator("[name=code]").fill(code_of(secret))
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dine helhedsplaner")

    sign_out(page)
    fill_in(page, "bestyrelse")
    page.locator("[name=code]").fill(codes[0])
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dine helhedsplaner")
    sign_out(page)
    fill_in(page, "bestyrelse")
    page.locator("[name=code]").fill(codes[0])
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator(".abc-error-summary")).to_be_focused()
