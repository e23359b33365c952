"""A board member on a phone: in with a code by e-mail, straight to where the plan stands, and on paper."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from abc_portal.core.dates import written
from tests import mails
from tests.browser.people import PLAN, signed_in
from tests.browser.watch import clean, fits, good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

MENU = [
    "Status", "Forløb", "Aftaler", "Fra mål til resultater", "Aktiviteter", "Milepæle", "Resultater", "Indikatorer",
    "Økonomi", "Organisering", "Dokumenter", "Arkiv",
]  # fmt: skip
#: Addresses and words of pages that change something.
EDITING = re.compile(r"/(rediger|tilfoej|slet|aktivitet|bidrag|underskriver|admin)/")
EDIT_WORDS = re.compile(r"Rediger|Tilføj|Slet|Ret\b")
#: 170 mm between the margins, at 96 dots an inch.
PAPER = {"width": 642, "height": 971}


def test_a_board_member_signs_in_with_a_code_and_reads_the_status(phone: Page) -> None:
    phone.goto("/")
    good(phone)
    phone.get_by_role("link", name="Send mig en kode").click()
    good(phone)
    phone.get_by_label("E-mail").fill("bestyrelse@abc.example")
    phone.get_by_role("main").get_by_role("button").click()
    letter = mails.sent()[-1]
    assert letter.to == ["bestyrelse@abc.example"]
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", letter.body, re.MULTILINE)
    assert code, letter.body
    good(phone)
    phone.get_by_label("Kode").fill(code.group(1))
    phone.get_by_role("main").get_by_role("button").first.click()
    good(phone)
    expect(phone.get_by_role("main")).to_contain_text("Opdigtet eksempel")
    phone.get_by_role("link", name="Albertslund").click()
    expect(phone).to_have_url(re.compile(f"{PLAN}$"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Albertslund: Hedemarken, Blokland og Albertslund Nord")
    read_the_figures(phone)
    good(phone)


def read_the_figures(page: Page) -> None:
    """What is known stands with its verdict; what is not is said, never guessed."""
    cards = page.locator(".abc-card")
    expect(cards).to_have_count(1)
    expect(cards.filter(has_text="Indikatorer")).to_contain_text("8 af 10 tal ligger dårligere end")
    for unknown in ("Milepæle", "Forbrug af budgettet", "Lokal medfinansiering"):
        expect(page.locator(".abc-unknown li").filter(has_text=unknown)).to_contain_text("ikke oplyst")
    page.locator("#indikatorer > summary").click()
    row = page.get_by_role("row").filter(has_text="der hverken er i gang med en uddannelse")
    expect(row).to_contain_text("21,1 %")
    expect(row).to_contain_text("15,6 %")
    expect(row).to_contain_text("5,5 procentpoint over kommunen")
    label = row.get_by_role("cell").first
    assert label.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Område"'


@pytest.mark.parametrize("person", ["bestyrelse", "foelgegruppe", "leder"])
def test_the_first_screen_of_a_phone_answers_what_a_board_asks(phone: Page, live_server: Any, person: str) -> None:
    """How it goes, what is late by name and link, what is to be decided, when one meets next: within 844 px."""
    signed_in(phone, person, live_server.url)
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto("/planer/eksempel-2024-2028/")
    questions = ("Sådan går det", "Forsinket", "Skal besluttes", "Næste møde")
    for question in questions:
        found = phone.locator(".abc-brief__one").filter(has=phone.get_by_role("heading", name=question)).bounding_box()
        assert found
        assert found["y"] + found["height"] <= 844, question
    expect(phone.locator("#kort-decide")).to_contain_text("Ikke oplyst")
    phone.locator("#kort-late").get_by_role("link", name="milepæle er forsinkede").click()
    expect(phone).to_have_url(re.compile("standing=late"))
    good(phone)


def test_the_whole_status_is_a_third_as_long_and_unfolds(phone: Page, live_server: Any) -> None:
    """It was 9,142 px long at 390 px; nothing of it is gone, only folded."""
    signed_in(phone, "leder", live_server.url)
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto("/planer/eksempel-2024-2028/")
    assert phone.evaluate("document.scrollingElement.scrollHeight") < 3000
    folded = phone.locator("details.abc-fold > summary")
    assert folded.count() >= 5
    for summary in folded.all():
        summary.click()
    expect(phone.locator("#milepaele .abc-quarters")).to_be_visible()
    good(phone)


def test_a_board_member_goes_through_every_page_and_can_edit_none(phone: Page, live_server: Any) -> None:
    signed_in(phone, "bestyrelse", live_server.url)
    phone.goto(PLAN)
    summary = phone.locator(".abc-nav--narrow summary")
    expect(summary).to_have_text("Menu: Status")
    listed = phone.locator(".abc-nav--narrow").get_by_role("link")
    expect(listed.first).not_to_be_visible()
    for label in MENU:
        summary.tap()
        assert [text.strip() for text in listed.all_text_contents()] == MENU
        clean(phone)
        phone.locator(".abc-nav--narrow").get_by_role("link", name=label, exact=True).tap()
        expect(summary).to_have_text(f"Menu: {label}")
        expect(phone.locator(".abc-nav--narrow a[aria-current=page]")).to_have_text(label)
        look_at(phone)
    for sub in ("beskaeftigelse", "uddannelse-og-livschancer"):
        phone.goto(f"{PLAN}aftaler/{sub}/")
        look_at(phone)


def look_at(page: Page) -> None:
    """Good to read on the phone, and nothing on it leads to a page that changes anything."""
    good(page)
    links = page.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href') + ' ' + each.textContent)")
    assert [link for link in links if EDITING.search(link) or EDIT_WORDS.search(link)] == []
    buttons = page.locator("main button").all_text_contents()
    assert set(buttons) <= {"Lav statusrapport (PDF)", "Lav dokumentet", "Vis"}
    small = page.locator("main a:visible, main button:visible, summary:visible").evaluate_all(
        "all => all.filter(e => getComputedStyle(e).display !== 'inline' && e.getBoundingClientRect().height < 24)"
        ".map(e => e.outerHTML)"
    )
    assert small == []


def test_what_others_do_with_the_plan_is_refused_in_danish(phone: Page, live_server: Any, watch: Any) -> None:
    watch.allow(403)
    signed_in(phone, "bestyrelse", live_server.url)
    for address in (f"{PLAN}rediger/", f"{PLAN}historik/", f"{PLAN}gennemgang/"):
        phone.goto(address)
        expect(phone.get_by_role("heading", level=1)).to_have_text("Du har ikke adgang til dette")
        good(phone)


def test_the_status_page_on_paper(phone: Page, live_server: Any) -> None:
    """A4, from a phone as from a desk: no furniture, nothing cut, every indicator there."""
    signed_in(phone, "bestyrelse", live_server.url)
    phone.goto(PLAN)
    phone.emulate_media(media="print")
    for gone in (".abc-header", ".abc-footer", ".abc-breadcrumb", ".abc-skip", "main button", ".abc-actions"):
        for item in phone.locator(gone).all():
            expect(item).not_to_be_visible()
    phone.set_viewport_size(PAPER)
    fits(phone, (642,))
    cut = phone.locator("main *").evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'"
        " && e.clientWidth > 1 && !e.closest('svg')).map(e => e.outerHTML.slice(0, 120))"
    )
    assert cut == []
    pages = PdfReader(BytesIO(phone.pdf(prefer_css_page_size=True))).pages
    assert len(pages) <= 4
    for page in pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    for page in pages[:-1]:
        assert lowest(page) < 0.3 * 842, "a page that is mostly empty"
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    for wanted in (
        f"ABC 2021-2025 · pr. {written(timezone.localdate())}",
        "Albertslund: Hedemarken, Blokland og Albertslund Nord",
        "Andel stemmeberettigede",
        "21,1 %",
        "66 %",
    ):
        assert wanted in text
    for unwanted in ("Menu", "Lav statusrapport", "Log ud", "Tilgængelighedserklæring"):
        assert unwanted not in text
    # The heading and its table are never parted.
    with_heading = next(page.extract_text() for page in pages if "Indikatorer: området" in page.extract_text())
    assert "Andel 1-5-årige" in with_heading


def lowest(page: Any) -> float:
    """How far above the foot of the paper its last words stand, in points."""
    found: list[float] = []

    def see(text: str, around: list[float], at: list[float], _font: Any, _size: Any) -> None:
        if text.strip():
            found.append(at[5] * around[3] + around[5])

    page.extract_text(visitor_text=see)
    return min(found)


def test_every_page_on_paper_says_which_plan_and_day_it_is_of(page: Page, live_server: Any) -> None:
    """But for the furniture, which stays away: the choice of year, and of another day."""
    signed_in(page, "bestyrelse", live_server.url)
    for address, day in (("milepaele", ""), ("resultater", ""), ("resultater", "2026-03-01")):
        page.goto(f"/planer/eksempel-2024-2028/{address}/?pr={day}")
        page.emulate_media(media="print")
        shown = date.fromisoformat(day) if day else timezone.localdate()
        expect(page.locator(".abc-paper")).to_have_text(f"Eksempel 2024-2028 · pr. {written(shown)}")
        expect(page.locator(".abc-paper")).to_be_visible()
        for gone in (".abc-asof details", ".abc-chips"):
            for item in page.locator(gone).all():
                expect(item).not_to_be_visible()
        expect(page.locator(".abc-asof")).to_be_visible(visible=bool(day))
        page.emulate_media(media="screen")
        expect(page.locator(".abc-paper")).not_to_be_visible()


def test_tables_on_paper_show_no_edit_links(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    for address in ("/planer/abc-2017-2020/oekonomi/", f"{PLAN}moeder/", f"{PLAN}aftaler/"):
        page.goto(address)
        text = " ".join(item.extract_text() for item in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages)
        assert not EDIT_WORDS.search(text), address
        assert "Albertslund" in text
