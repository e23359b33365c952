"""What Word, Google, mail and the other office suite put on the clipboard: one set of cases, and what is saved.

Each is tried on the rules alone and through the editor.
"""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from abc_portal.core.richtext import clean
from tests.browser.people import PLAN, signed_in
from tests.browser.test_paste import with_rules
from tests.pasted import STYLED, UNSEEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


WEB_LIST = (
    '<div class="ListContainerWrapper"><{0}{3}><li data-aria-level="{1}"><p><span>{2}</span></p></li></{0}></div>'
)

CASES = UNSEEN | {
    "a shared document": (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-7"><p dir="ltr"><span style="font-'
        'weight:400">Plain </span><span style="font-weight:700">fed</span>'
        '<span style="font-style:italic"> skrå</span></p>'
        "<br /><ol><li><p>Et</p></li><ol><li><p>Et a</p></li>"
        "<ol><li><p>Et a i</p></li></ol></ol><li><p>To</p></li></ol></b>",
        "<p>Plain <strong>fed</strong><em> skrå</em></p><ol><li><p>Et</p><ol><li><p>Et a</p><ol><li><p>Et a i</p></li>"
        "</ol></li></ol></li><li><p>To</p></li></ol>",
    ),
    "mail": (
        '<div class="elementToProof">Hej</div><div class="elementToProof"><br></div><div class="elementToProof">Det er '
        '<span style="font-weight:bold">vigtigt</span></div><ul><li><div role="presentation">Punkt</div></li></ul>',
        "<p>Hej</p><p>Det er <strong>vigtigt</strong></p><ul><li><p>Punkt</p></li></ul>",
    ),
    "mail with loose text": (
        "<div>Hej<div>Linje to</div><div><br></div>og <b>slut</b></div>",
        "<p>Hej</p><p>Linje to</p><p>og <strong>slut</strong></p>",
    ),
    "Word in a browser": (
        WEB_LIST.format("ul", 1, "A", "") + WEB_LIST.format("ul", 2, "A1", "") + WEB_LIST.format("ul", 1, "B", ""),
        "<ul><li><p>A</p><ul><li><p>A1</p></li></ul></li><li><p>B</p></li></ul>",
    ),
    "bold taken back inside bold": (
        '<p><b>Alt er fedt, <span style="font-weight:normal">undtagen her</span></b></p>',
        "<p><strong>Alt er fedt, </strong>undtagen her</p>",
    ),
    "hidden and bold by its style": (
        STYLED + '<p class=MsoNormal>Alle<span class=Internt> (undtagen to)</span> er '
        '<span class=Vigtigt>med</span>.</p>',
        "<p>Alle er <strong>med</strong>.</p>",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def rules(browser: Browser) -> Page:
    return with_rules(browser.new_page())


@pytest.mark.parametrize("name", CASES)
def test_a_paste_is_saved_as_its_writer_saw_it(rules: Page, name: str) -> None:
    pasted, expected = CASES[name]
    made = rules.evaluate("html => window.abcPaste(html)", pasted)
    saved = clean(made).replace("<td>Set</td>", "<td><p>Set</p></td>")  # the editor puts a paragraph in each cell
    assert saved == expected
    assert clean(rules.evaluate("html => window.abcPaste(html)", saved)) == saved, "pasted once more it is the same"


@pytest.mark.usefixtures("demo")
def test_the_editor_keeps_the_same_of_each_paste(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(f"{PLAN}aftaler/beskaeftigelse/rediger/")
    expect(page.get_by_role("toolbar")).to_be_visible()
    box, field = page.get_by_role("textbox", name="Indhold"), page.locator("#id_content")
    for name, (pasted, expected) in CASES.items():
        box.click()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        box.evaluate(
            """(box, html) => {
              const data = new DataTransfer();
              data.setData("text/html", html);
              box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
            }""",
            pasted,
        )
        found = clean(field.input_value()).replace(' data-type="decimal"', "")
        assert found == expected, name


def test_a_few_words_stay_words_in_their_paragraph(rules: Page) -> None:
    """A word copied out of a line is no paragraph of its own."""
    made = rules.evaluate("html => window.abcPaste(html)", "<meta charset=utf-8><span>kun </span><b>to</b> ord")
    assert made == "kun <strong>to</strong> ord"
