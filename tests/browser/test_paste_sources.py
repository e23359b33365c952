"""What Word, Google, mail and the other office suite put on the clipboard: one set of cases, and what is saved.

Each is tried on the rules alone and through the editor.
"""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from abc_portal.core.richtext import clean
from tests.browser.people import PLAN, signed_in
from tests.browser.test_paste import HEAD, SCRIPT, TAIL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def word(*parts: str) -> str:
    return HEAD + "".join(parts) + TAIL


def p(text: str) -> str:
    return f"<p class=MsoNormal>{text}<o:p></o:p></p>"


REVISION = '<{0}><span style="color:teal"><{1} cite="mailto:Nn" datetime="2026-11-02T09:00">{2}</{1}></span></{0}>'
COMMENT = (
    '<span class=MsoCommentReference><span style="font-size:8.0pt"><![if !supportAnnotations]><a class=msocomanchor '
    'id="_anchor_{0}" href="#_msocom_{0}" name="_msoanchor_{0}">[NN{0}]</a><![endif]><span '
    'style="mso-special-character:comment">&nbsp;</span></span></span>'
)
COMMENTS = (
    '<div style="mso-element:comment-list"><hr class=msocomoff><div style="mso-element:comment"><div id="_com_1" '
    'class=msocomtxt><span style="mso-comment-author:NN"><a name="_msocom_1"></a></span><p class=MsoCommentText><span '
    'class=MsoCommentReference>&nbsp;<a href="#_msoanchor_1" class=msocomoff>[NN1]</a></span>Kun til os selv.</p></div>'
    "</div></div>"
)
TOC = (
    '<p class=MsoTocHeading>Indhold</p><p class=MsoToc1><span class=MsoHyperlink><a href="#_Toc11">1. Formål<span '
    'style="color:windowtext;display:none;mso-hide:screen">......... </span>3</a></span></p>'
)
STYLED = (
    '<html><head><meta name=Generator content="Microsoft Word 15"><style>span.Internt {mso-style-name:Internt; '
    "display:none; mso-hide:all;} span.Vigtigt {font-weight:bold}</style></head><body>"
)
WEB_LIST = (
    '<div class="ListContainerWrapper"><{0}{3}><li data-aria-level="{1}"><p><span>{2}</span></p></li></{0}></div>'
)

CASES = {
    "deleted": (
        word(p(f"Klubben har {REVISION.format('s', 'del', 'fire')}{REVISION.format('u', 'ins', 'fem')} hold.")),
        "<p>Klubben har fem hold.</p>",
    ),
    "a whole paragraph deleted": (
        word(p("Først."), p(REVISION.format("s", "del", "Slettet linje.")), p("Sidst.")),
        "<p>Først.</p><p>Sidst.</p>",
    ),
    "moved": (
        word(p('Et<s><span style="mso-moved-from:x"> flyttet</span></s> ord'),
             p("og <u><ins>flyttet</ins></u> hertil")),
        "<p>Et ord</p><p>og flyttet hertil</p>",
    ),
    "comment": (
        word(p(f'Vi når <a style="mso-comment-reference:NN_1;mso-comment-date:2026">60</a>{COMMENT.format(1)} unge.'),
             COMMENTS),
        "<p>Vi når 60 unge.</p>",
    ),
    "comment in a shared document": (
        '<p>Vi når 60<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> unge.</p><div><p><a href="#cmnt_ref1" '
        'id="cmnt1">[a]</a><span>Kun til os selv.</span></p></div>',
        "<p>Vi når 60 unge.</p>",
    ),
    "hidden": (
        word(p('Alle<span style="display:none;mso-hide:all"> (undtagen to)</span> er med.')),
        "<p>Alle er med.</p>",
    ),
    "hidden by its style": (
        STYLED + '<p class=MsoNormal>Alle<span class=Internt> (undtagen to)</span> er '
        '<span class=Vigtigt>med</span>.</p>',
        "<p>Alle er <strong>med</strong>.</p>",
    ),
    "hidden rows": (
        '<table><tbody><tr><td>Set</td></tr><tr style="display:none"><td>Skjult</td></tr></tbody></table>',
        "<table><tbody><tr><td><p>Set</p></td></tr></tbody></table>",
    ),
    "contents": (word(TOC, "<h1>1. Formål</h1>", p("Tekst.")), "<h3>1. Formål</h3><p>Tekst.</p>"),
    "contents in a shared document": (
        '<p><a href="#heading=h.a1">Formål</a> <a href="#heading=h.a1">3</a></p>'
        '<p>Se <a href="#h.b2">afsnit to</a>.</p>',
        "<p>Se afsnit to.</p>",
    ),
    "contents of the other office suite": (
        '<div id="Indholdsfortegnelse1"><div id="Indholdsfortegnelse1_Head"><p>Indhold</p></div>'
        '<p>Formål 3</p></div><p>Tekst</p>',
        "<p>Tekst</p>",
    ),
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
}  # fmt: skip


@pytest.fixture(scope="module")
def rules(browser: Browser) -> Page:
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    return page


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
