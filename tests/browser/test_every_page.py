"""Every page a leader can open and every state a page can be in: axe finds nothing, nothing scrolls sideways."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import signed_in
from tests.browser.watch import OF_LAYOUT, WIDTHS, clean, fits, widen
from tests.house import addresses
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
assert {size["width"] for size in SIZES} | {min(WIDTHS)} == set(WIDTHS)
#: No page: the health check, files, and parts of a page.
NO_PAGES = {
    "healthz", "session", "calendar_feed", "plans:file_download", "plans:file_picture", "plans:file_version_download",
    "plans:milestones_workbook", "plans:results_workbook", "reporting:document_download", "reporting:plan_file",
    "plans:criterion_preview", "reporting:document_progress", "choices", "plan_choices",
}  # fmt: skip
PARTS = ("", "aftaler/", "oekonomi/", "indikatorer/", "moeder/", "dokumenter/", "gennemgang/", "historik/")


def faults(page: Page, on_a_phone: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the page at a desk and on a phone, there by these rules of axe alone when some are named."""
    found: list[str] = []
    for size, rules in zip(SIZES, ((), on_a_phone), strict=True):
        widen(page, size)
        found += fault(clean, page, rules) + fault(fits, page, (size["width"],))
    return found + fault(fits, page, (min(WIDTHS),))


def fault(look: Callable[..., None], *what: Any) -> list[str]:
    try:
        look(*what)
    except AssertionError as found:
        return [str(found)]
    return []


def pages_of_a_leader() -> list[str]:
    table = addresses.expected()
    return [name for name, answers in table.items() if answers["leader"] == "200" and name not in NO_PAGES]


def test_every_address_a_leader_can_open(cast: Cast, page: Page, live_server: Any) -> None:
    """What adds something is looked at when it is refused, which shows the same and the faults.

    A form has the same frame and holds the same at both widths: on a phone its layout is looked at.
    """
    arguments = addresses.furnish(cast)
    signed_in(page, cast.leader, live_server.url)
    wrong: list[str] = []
    for name in pages_of_a_leader():
        if not name.endswith("_add"):
            page.goto(addresses.address(name, arguments, cast))
            wrong += faults(page, on_a_phone=OF_LAYOUT if name.endswith(("_edit", "_delete")) else ())
    assert wrong == [], "\n".join(wrong)


def test_a_new_plan_with_nothing_in_it(cast: Cast, page: Page, live_server: Any) -> None:
    """Honest empty states: each says what belongs there, and none shows a figure."""
    signed_in(page, cast.other_leader, live_server.url)
    wrong: list[str] = []
    for part in PARTS:
        page.goto(f"/planer/plan-b/{part}")
        wrong += faults(page)
        if part not in ("gennemgang/", "historik/"):
            said = page.locator(".abc-empty").or_(page.get_by_text("ikke oplyst"))
            expect(said.first).to_be_visible()
    assert wrong == [], "\n".join(wrong)
    page.goto("/planer/plan-b/")
    expect(page.locator(".abc-card__figure")).to_have_count(0)
    expect(page.locator(".abc-unknown li").filter(has_text="ikke oplyst")).to_have_count(4)


def test_a_rejected_form_of_each_kind(cast: Cast, page: Page, live_server: Any) -> None:
    """Each form that adds something, sent empty; one that stands at several addresses, from the first of them."""
    arguments = addresses.furnish(cast)
    signed_in(page, cast.leader, live_server.url)
    wrong: list[str] = []
    seen = set()
    for name in pages_of_a_leader():
        if name.endswith("_add"):
            page.goto(addresses.address(name, arguments, cast))
            fields = page.locator("main form [name]").evaluate_all("all => all.map(e => `${e.type} ${e.name}`).join()")
            if fields not in seen:
                seen.add(fields)
                fill_wrongly(page)
                page.get_by_role("button", name="Gem").click()
                expect(page.locator(".abc-error-summary")).to_be_focused()
                wrong += faults(page, on_a_phone=OF_LAYOUT)
    assert len(seen) > 20
    assert wrong == [], "\n".join(wrong)


def fill_wrongly(page: Page) -> None:
    """Empty, or no number; all at once, as one by one takes longer than to look at the page."""
    page.locator("main form input.form-input:not([type=file]):visible").evaluate_all(
        "all => all.forEach(e => { e.value = e.inputMode === 'decimal' ? '½' : '';"
        " for (const name of ['input', 'change']) e.dispatchEvent(new Event(name, {bubbles: true})); })"
    )


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the program on the page of the agreements."""

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("a fault that the test makes")

    monkeypatch.setattr("plans.agreement.views.agreement.party_facts", fail)


def test_every_error_page(cast: Cast, page: Page, live_server: Any, watch: Any, broken: None, caplog: Any) -> None:
    watch.allow(403, 404, 500)
    signed_in(page, cast.board, live_server.url)
    wrong: list[str] = []
    for address, status, heading in (
        ("/planer/plan-a/rediger/", 403, "Du har ikke adgang til dette"),
        ("/planer/plan-b/", 404, "Siden findes ikke"),
        ("/findes/ikke/", 404, "Siden findes ikke"),
        ("/planer/plan-a/aftaler/", 500, "Noget gik galt"),
    ):
        answer = page.goto(address)
        assert answer
        assert answer.status == status, address
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        wrong += faults(page)
    page.goto("/planer/plan-a/dokumenter/")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Lav dokumentet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Formularen har stået åben for længe")
    wrong += faults(page)
    assert wrong == [], "\n".join(wrong)


def test_at_200_per_cent_and_with_wider_letters(cast: Cast, visit: Callable[..., Page], live_server: Any) -> None:
    """A window of 1280 px at 200 % is 640 px wide; letters, words and lines may stand further apart (WCAG 1.4.12)."""
    addresses.furnish(cast)
    page = visit(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    signed_in(page, cast.leader, live_server.url)
    for part in (*PARTS, "aftaler/delaftale-1/rediger/", "rediger/"):
        page.goto(f"/planer/plan-a/{part}".replace("delaftale-1", cast.sub.slug))
        fits(page, (640,))
        page.evaluate(
            "() => document.querySelectorAll('body *').forEach(e => Object.assign(e.style,"
            " {letterSpacing: '0.12em', wordSpacing: '0.16em', lineHeight: '1.5'}))"
        )
        fits(page, (640,))
        cut = page.locator("main a, main button, main th, main td, main p, main label").evaluate_all(
            "all => all.filter(e => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) &&"
            " e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 120))"
        )
        assert cut == [], page.url


def test_nothing_moves_for_who_prefers_reduced_motion(cast: Cast, visit: Callable[..., Page], live_server: Any) -> None:
    page = visit(reduced_motion="reduce")
    signed_in(page, cast.leader, live_server.url)
    for address in ("/planer/plan-a/", f"/planer/plan-a/aftaler/{cast.sub.slug}/rediger/"):
        page.goto(address)
        moving = page.locator("body *").evaluate_all(
            "all => all.filter(e => { const s = getComputedStyle(e);"
            " return s.animationName !== 'none' || s.transitionDuration.split(', ').some(d => parseFloat(d) > 0.01); })"
            ".map(e => e.outerHTML.slice(0, 120))"
        )
        assert moving == [], page.url
