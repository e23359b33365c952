"""The secretariat edits the plan, asks for the status report, and finds its work on every page and on paper."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from abc_portal.reporting.models import DocumentRequest
from plans.models import Activity, SubAgreement
from tests.browser.people import PLAN, open_page, sign_in, signed_in
from tests.browser.watch import clean, good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

#: What a word processor puts on the clipboard: its own styles, empty paragraphs, and things that must never be kept.
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color: red}</style></head>
<body lang=DA><!--StartFragment--><p class=MsoNormal style='margin:0;color:red' onclick="window.harm = 1">Fra
<b style='mso-bidi-font-weight:normal'>Word</b> med <a href="javascript:alert(1)">et farligt link</a><o:p></o:p></p>
<p class=MsoNormal><img src="x" onerror="window.harm = 1"><script>window.harm = 1</script></p><!--EndFragment--></body></html>"""


#: A footnote as Word copies it, with its text in a frame at the end, and a picture that lies on the writer's own
#: machine.
WITH_A_NOTE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p class=MsoNormal>Flere
unge<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.<o:p></o:p></p>
<p class=MsoNormal><img src="file:///C:/clip_image002.jpg" alt="Kort over området"><o:p></o:p></p>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
href="#_ftnref1" name="_ftn1">[1]</a> Kilde: kommunen<o:p></o:p></p></div></div></body></html>"""


def editor(page: Page, label: str = "Indhold") -> Locator:
    box = page.get_by_role("textbox", name=label)
    expect(page.get_by_role("toolbar").first).to_be_visible()
    return box


def to_the_end(box: Locator) -> None:
    box.locator("> :last-child").click()
    box.press("Control+End")
    settle(box.page)


def settle(page: Page) -> None:
    """Let the browser tell the editor where the cursor went; people are slower than this."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")


def paste(box: Locator, html: str) -> None:
    box.evaluate(
        """(box, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        html,
    )


def write_with_the_keyboard(page: Page, box: Locator) -> None:
    """A heading, bold, a list and a link, as somebody writes who does not touch the mouse."""
    keys = page.keyboard
    to_the_end(box)
    keys.press("Enter")
    keys.press("Control+Alt+3")
    keys.type("Sådan arbejder vi")
    keys.press("Enter")
    keys.press("Control+b")
    keys.type("Håndholdt")
    keys.press("Control+b")
    keys.type(" støtte:")
    keys.press("Enter")
    keys.press("Control+Shift+8")
    keys.type("samtaler")
    keys.press("Enter")
    keys.type("praktik")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("Se Jobhuset")
    keys.press("Control+Shift+ArrowLeft")
    settle(page)
    keys.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Adresse").fill("https://example.dk/jobhuset")
    clean(page)
    dialog.get_by_role("button", name="Brug").click()
    expect(dialog).to_have_count(0)
    to_the_end(box)
    keys.press("Enter")


def test_the_secretariat_edits_a_sub_agreement_and_finds_it_on_paper(
    page: Page, run_jobs: Callable[[], None], tmp_path: Path
) -> None:
    sign_in(page, "leder")
    good(page)
    page.get_by_role("link", name="Albertslund: Hedemarken, Blokland og Albertslund Nord").click()
    expect(page).to_have_url(re.compile(f"{PLAN}$"))
    page.get_by_role("main").get_by_role("link", name="Beskæftigelse").click()
    good(page)
    edit_the_text(page)
    add_an_activity(page)
    ask_for_the_report(page)
    follow_it_until_it_is_made(page, run_jobs)
    fetched = fetch(page)
    text = " ".join(word for page in PdfReader(fetched).pages for word in page.extract_text().split())
    assert "Mentorforløb for unge ledige" in text
    read_the_history(page)


def edit_the_text(page: Page) -> None:
    page.get_by_role("link", name="Rediger delaftalen").click()
    box = editor(page)
    good(page)
    write_with_the_keyboard(page, box)
    paste(box, FROM_WORD)
    page.get_by_label("Hvorfor bliver det ændret?").fill("Efter mødet i følgegruppen")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").filter(has_text="»Beskæftigelse« er gemt.")).to_be_visible()
    shown = page.get_by_role("region", name="Indhold")
    expect(shown.get_by_role("heading", name="Sådan arbejder vi", level=3)).to_be_visible()
    expect(shown.locator("strong")).to_have_text(["Håndholdt", "Word"])
    expect(shown.get_by_role("listitem")).to_have_text(["samtaler", "praktik"])
    expect(shown.get_by_role("link", name="Jobhuset")).to_have_attribute("href", "https://example.dk/jobhuset")
    content = SubAgreement.objects.get(slug="beskaeftigelse", plan__slug="abc-2021-2025").content
    assert "Fra <strong>Word</strong> med et farligt link" in " ".join(content.split())
    for harm in ("style", "Mso", "onclick", "javascript", "<script", "<img", "<o:", "StartFragment"):
        assert harm not in content
    assert page.evaluate("window.harm") is None


def add_an_activity(page: Page) -> None:
    page.get_by_role("link", name="Tilføj en aktivitet").click()
    page.get_by_label("Navn").fill("Mentorforløb for unge ledige")
    editor(page, "Formål").fill("Flere kommer i gang.")
    good(page)
    page.get_by_role("button", name="Gem").click()
    page.goto(f"{PLAN}aftaler/beskaeftigelse/")
    expect(page.get_by_role("region", name="Aktiviteter")).to_contain_text("Mentorforløb for unge ledige")
    expect(page.get_by_role("region", name="Aktiviteter")).to_contain_text("Flere kommer i gang.")
    good(page)
    open_page(page, "Status")
    expect(page.get_by_role("region", name="Det arbejder planen med")).to_contain_text("Mentorforløb for unge ledige")
    good(page)


def ask_for_the_report(page: Page) -> None:
    page.get_by_role("button", name="Lav statusrapport (PDF)").click()
    row = page.locator(".abc-document")
    expect(row).to_contain_text("venter, 0 %")
    expect(row.get_by_role("progressbar", name="Fremdrift")).to_be_visible()
    good(page)


def follow_it_until_it_is_made(page: Page, run_jobs: Callable[[], None]) -> None:
    """The page follows the work by itself: it is never loaded anew."""
    page.evaluate("window.stillHere = true")
    DocumentRequest.objects.update(state="working", progress=40)
    expect(page.locator(".abc-document")).to_contain_text("40 %")
    run_jobs()
    expect(page.get_by_role("link", name="Hent Statusrapport")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert page.evaluate("window.stillHere") is True
    good(page)


def fetch(page: Page) -> BytesIO:
    with page.expect_download() as awaited:
        page.get_by_role("link", name="Hent Statusrapport").click()
    assert awaited.value.suggested_filename.startswith("statusrapport-abc-2021-2025-")
    return BytesIO(Path(awaited.value.path()).read_bytes())


def read_the_history(page: Page) -> None:
    """Who, when, why, from what to what."""
    open_page(page, "Historik")
    good(page)
    change_set = page.get_by_role("listitem").filter(has_text="Efter mødet i følgegruppen")
    expect(change_set.first).to_contain_text("Sekretariatsleder, ABC")
    change_set.first.get_by_role("link", name="Beskæftigelse").click()
    step = page.locator(".abc-history > li").first
    expect(step).to_contain_text("Sekretariatsleder, ABC")
    expect(step).to_contain_text("kl.")
    expect(step).to_contain_text("Begrundelse: Efter mødet i følgegruppen")
    cells = step.get_by_role("row").filter(has_text="Indhold").get_by_role("cell")
    expect(cells.first).to_contain_text("Selve delaftalen er ikke indlæst.")
    expect(cells.first).not_to_contain_text("Sådan arbejder vi")
    expect(cells.last).to_contain_text("Sådan arbejder vi")
    good(page)


def test_footnotes_from_word_become_footnotes_and_a_lost_picture_is_reported(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(f"{PLAN}aftaler/beskaeftigelse/rediger/")
    box = editor(page)
    to_the_end(box)
    paste(box, WITH_A_NOTE)
    page.get_by_label("Hvorfor bliver det ændret?").fill("Sat ind fra Word")
    page.get_by_role("button", name="Gem").click()
    shown = page.get_by_role("region", name="Indhold")
    expect(shown).to_contain_text("Kilde: kommunen")
    expect(shown.get_by_role("link", name="Note 1", exact=True)).to_be_visible()
    expect(shown).to_contain_text("ukendt billede: sæt-billedet-ind – Kort over området")
    content = " ".join(SubAgreement.objects.get(slug="beskaeftigelse", plan__slug="abc-2021-2025").content.split())
    assert "unge[[note:Kilde: kommunen]].</p>" in content
    assert "ftn" not in content


def test_the_toolbar_is_danish_and_works_with_the_keyboard(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(f"{PLAN}aftaler/beskaeftigelse/rediger/")
    box = editor(page)
    bar = page.get_by_role("toolbar", name="Formatering")
    names = bar.get_by_role("button").evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    assert names[:5] == [
        "Brødtekst", "Overskrift (Ctrl+Alt+3)", "Underoverskrift (Ctrl+Alt+4)", "Punktliste (Ctrl+Shift+8)",
        "Nummereret liste (Ctrl+Shift+7)",
    ]  # fmt: skip
    box.press("Control+a")
    page.keyboard.press("Alt+F10")
    expect(bar.get_by_role("button", name="Brødtekst")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(box.get_by_role("heading", level=3)).to_have_count(1)
    expect(bar.get_by_role("button", name="Overskrift (Ctrl+Alt+3)", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert bar.evaluate("bar => [...bar.querySelectorAll('button')].filter(each => each.tabIndex === 0).length") == 1


def test_no_letter_of_the_toolbar_is_missing(page: Page, live_server: Any) -> None:
    """The editor's own arrow was a letter that the portal's font does not have: a box stood in its place."""
    signed_in(page, "leder", live_server.url)
    page.goto(f"{PLAN}aftaler/beskaeftigelse/rediger/")
    editor(page)
    marks = page.locator(".prose-menubar *").evaluate_all(
        "all => all.flatMap(each => ['::before', '::after'].map(part => getComputedStyle(each, part).content))"
    )
    assert [mark for mark in marks if not mark.isascii()] == []
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('22px \"Material Icons\"')")
    wide = page.locator(".prose-menubar button > span").evaluate_all("all => all.map(each => each.scrollWidth)")
    assert max(wide) <= 32, "an icon's name is drawn as letters"


def test_a_table_does_not_keep_the_tab_key(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(f"{PLAN}aftaler/beskaeftigelse/rediger/")
    box = editor(page)
    to_the_end(box)
    page.get_by_role("button", name="Indsæt en tabel").click()
    dialog = page.get_by_role("dialog", name="Indsæt en tabel")
    dialog.get_by_label("Med overskrifter i første række").select_option("Ja")
    clean(page)
    dialog.get_by_role("button", name="Indsæt", exact=True).click()
    expect(box.get_by_role("columnheader")).to_have_count(3)
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Indsæt et tal, en fodnote eller et billede")).to_be_focused()


def test_what_is_deleted_is_asked_about_and_stays_in_the_history(page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(f"{PLAN}aftaler/beskaeftigelse/")
    page.get_by_role("link", name="Rediger Fremskudt rådgivning").click()
    page.get_by_role("link", name="Slet …").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Slet »Fremskudt rådgivning«?")
    good(page)
    page.get_by_label("Hvorfor bliver det slettet?").fill("Overgået til Jobhuset")
    page.get_by_role("button", name="Slet").click()
    expect(page.get_by_role("region", name="Aktiviteter")).not_to_contain_text("Fremskudt rådgivning")
    assert not Activity.objects.filter(name="Fremskudt rådgivning").exists()
    page.goto(f"{PLAN}historik/")
    page.get_by_role("link", name="Fremskudt rådgivning").first.click()
    expect(page.locator(".abc-history > li").first).to_contain_text("slettet")
    expect(page.locator(".abc-history > li").first).to_contain_text("Overgået til Jobhuset")
