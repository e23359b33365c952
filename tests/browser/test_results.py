"""A quarter's results: pasted from a spreadsheet, one mended, one's own form, and the lock seen."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from abc_portal.directory.models import User
from plans.models import Plan, Result
from plans.results.presenters.reporting_periods import periods_of
from tests import factories, progress
from tests.browser.conftest import PHONE
from tests.browser.people import signed_in
from tests.browser.watch import clean, good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
SLUG = "plan-med-resultater"
GRID = f"/planer/{SLUG}/resultater/?planaar=1"


@pytest.fixture
def plan() -> Plan:
    """Three criteria of one activity; the first quarter closed with what was counted in it."""
    plan = factories.plan(SLUG, name="Plan med resultater", starts_on=date(2013, 1, 1), ends_on=date(2016, 12, 31))
    for name, role in (("leder", "leader"), ("medarbejder", "staff")):
        factories.member(plan, User.objects.get(email=f"{name}@abc.example"), role)
    activity = factories.activity(factories.sub_agreement(plan, "Familier"), "Familiehøjskole")
    own = {"starts_on": plan.starts_on, "ends_on": periods_of(plan, "year")[0].last}
    first = progress.criterion(activity, text="familier så med", unit="familier", **own)
    progress.criterion(activity, 60, text="af dem gennemførte", unit="", target_kind="share", **own)
    progress.criterion(activity, text="voksne hjalp til", unit="voksne", **own)
    progress.quarter(first, 1, 12)
    progress.closed_quarter(plan, 1, reason="Sendt til bestyrelsen")
    return plan


def row(page: Page, words: str) -> Locator:
    return page.locator("tr[data-row]").filter(has_text=words)


def cell(page: Page, words: str, quarter: int) -> Locator:
    return row(page, words).locator("> td").nth(quarter - 1)


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def status_line(page: Page) -> Locator:
    return page.locator("[data-abc-grid-told]")


def test_a_quarters_results_are_pasted_and_the_rejected_one_is_mended(plan: Plan, page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(GRID)
    good(page)
    cell(page, "familier så med", 2).click()
    paste(page, "14\t15\r\n12 af 40\t30/40\r\nca. 7\ttolv\r\n")
    expect(status_line(page)).to_contain_text("kan ikke læses som et tal")
    wrong = cell(page, "voksne hjalp til", 3)
    expect(wrong).to_have_attribute("data-state", "failed")
    expect(wrong).to_contain_text("tolv")
    expect(cell(page, "familier så med", 3)).to_have_text("15")
    expect(cell(page, "af dem gennemførte", 2)).to_have_text("12 af 40")
    expect(row(page, "familier så med").locator("[data-end=total]")).to_have_text("41")
    clean(page)
    wrong.click()
    expect(page.locator(".abc-cell__field")).to_have_attribute("aria-invalid", "true")
    clean(page)
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(wrong).to_have_attribute("data-state", "saved")
    expect(status_line(page)).to_contain_text("gemt")
    page.reload()
    expect(cell(page, "voksne hjalp til", 2)).to_have_text("ca. 7")
    expect(cell(page, "voksne hjalp til", 3)).to_have_text("12")
    assert Result.objects.filter(criterion__plan=plan).count() == 7


def test_the_grid_is_moved_through_and_written_with_the_keyboard_alone(
    plan: Plan, page: Page, live_server: Any
) -> None:
    signed_in(page, "medarbejder", live_server.url)
    page.goto(GRID)
    keys, field = page.keyboard, page.locator(".abc-cell__field")
    page.locator("td[data-cell]").first.focus()
    expect(field).to_have_attribute("aria-label", "Mindst 100 familier så med, 2013, 2. kvartal")
    keys.press("ArrowLeft")  # the first quarter is closed
    expect(field).to_have_attribute("aria-label", "Mindst 100 familier så med, 2013, 2. kvartal")
    keys.type("20")
    keys.press("Tab")
    expect(field).to_have_attribute("aria-label", "Mindst 100 familier så med, 2013, 3. kvartal")
    expect(status_line(page)).to_contain_text("gemt")
    keys.type("21")
    keys.press("Escape")
    expect(field).to_have_value("")
    keys.type("22")
    keys.press("ArrowDown")
    expect(field).to_have_attribute("aria-label", "Mindst 60 % af dem gennemførte, 2013, 3. kvartal")
    keys.press("ArrowUp")
    expect(field).to_have_value("22")
    keys.press("F2")
    keys.press("ArrowLeft")
    keys.type("3")
    expect(field).to_have_value("232")
    keys.press("Enter")
    expect(cell(page, "familier så med", 3)).to_have_attribute("data-state", "saved")
    keys.press("Control+z")
    expect(cell(page, "familier så med", 3)).to_have_text("22")
    expect(row(page, "familier så med").locator("[data-end=total]")).to_have_text("54")
    keys.press("End")
    keys.press("Shift+Tab")
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tilføj resultat")
    page.get_by_label("Hvor mange").first.fill("10")
    page.get_by_label("Ud af hvor mange").fill("20")
    page.get_by_label("Kilde").fill("Deltagerlister")
    page.get_by_role("button", name="Gem").click()
    expect(cell(page, "af dem gennemførte", 3)).to_have_text("10 af 20")


@pytest.fixture
def mixed(plan: Plan) -> Plan:
    """Between the counts by the quarter: a share by the year, and a target in words, each with a result."""
    activity = plan.criteria.first().activity
    own = {"starts_on": plan.starts_on, "ends_on": periods_of(plan, "year")[0].last}
    share = progress.criterion(activity, 60, text="er glade", target_kind="share", rhythm="year", **own)
    progress.result(share, Decimal("65.5"), first=own["starts_on"], last=own["ends_on"], grain="year")
    words = {"target_kind": "text", "target_text": "Alle skoler er med"}
    text = progress.criterion(activity, None, text="skolerne", **words, **own)
    progress.result(text, None, text="To er med", first=date(2013, 4, 1), last=date(2013, 6, 30))
    progress.criterion(activity, text="unge så med", **own)
    return plan


def results_of(plan: Plan) -> dict[tuple[str, date], Any]:
    return {(row.criterion.text, row.starts_on): row for row in Result.objects.filter(criterion__plan=plan)}


def test_typing_down_a_quarter_passes_years_and_words(mixed: Plan, page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(GRID)
    field = page.locator(".abc-cell__field")
    cell(page, "voksne hjalp til", 2).click()
    page.keyboard.type("33")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-label", "Mindst 100 personer: unge så med, 2013, 2. kvartal")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("34")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(status_line(page)).to_contain_text("gemt")
    expect(cell(page, "unge så med", 2)).to_have_attribute("data-state", "saved")
    found = results_of(mixed)
    assert found["er glade", date(2013, 1, 1)].value == Decimal("65.5")
    assert found["skolerne", date(2013, 4, 1)].text == "To er med"
    assert found["voksne hjalp til", date(2013, 4, 1)].value == 34
    assert found["unge så med", date(2013, 4, 1)].value == 12


def test_a_quoted_cell_is_one_cell_and_its_lines_stay(mixed: Plan, page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(GRID)
    cell(page, "skolerne", 3).click()
    paste(page, '"Mål:\t""tre"" skoler\r\n12\r\ner med"\r\n')
    page.keyboard.press("Enter")
    expect(cell(page, "skolerne", 3)).to_have_attribute("data-state", "saved")
    cell(page, "skolerne", 3).click()  # and leaving it again changes nothing
    page.keyboard.press("Tab")
    page.reload()
    row = results_of(mixed)["skolerne", date(2013, 7, 1)]
    assert (row.text, row.version) == ('Mål:\t"tre" skoler\n12\ner med', 1)
    assert len(results_of(mixed)) == 4


def test_a_paste_asks_before_it_deletes_or_meets_another_time(mixed: Plan, page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(GRID)
    first = cell(page, "voksne hjalp til", 2)
    first.click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("data-state", "saved")
    first.click()
    paste(page, "\t9\r\n\t\r\n12\t13\r\n")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("voksne hjalp til, 2013, 2. kvartal")
    expect(dialog).to_contain_text("Alle skoler er med, 2013, 3. kvartal")
    clean(page)
    dialog.get_by_role("button", name="Indsæt").click()
    expect(cell(page, "voksne hjalp til", 3)).to_have_attribute("data-state", "saved")
    found = results_of(mixed)
    assert found["voksne hjalp til", date(2013, 4, 1)].value == 7
    assert found["voksne hjalp til", date(2013, 7, 1)].value == 9
    assert found["skolerne", date(2013, 4, 1)].text == "To er med"
    assert ("skolerne", date(2013, 7, 1)) not in found


def test_two_write_the_same_cell_and_the_second_sees_the_firsts(plan: Plan, visit: Any, live_server: Any) -> None:
    one, other = signed_in(visit(), "leder", live_server.url), signed_in(visit(), "medarbejder", live_server.url)
    for page in (one, other):
        page.goto(GRID)
    for page, typed in ((one, "30"), (other, "31")):
        cell(page, "voksne hjalp til", 4).click()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(status_line(page)).not_to_be_empty()
    expect(cell(other, "voksne hjalp til", 4)).to_contain_text("En anden har gemt »30« imens")
    expect(cell(other, "voksne hjalp til", 4).locator(".abc-cell__text")).to_have_text("31")
    cell(other, "voksne hjalp til", 4).click()
    other.keyboard.press("Enter")
    expect(cell(other, "voksne hjalp til", 4)).to_have_attribute("data-state", "saved")
    one.reload()
    expect(cell(one, "voksne hjalp til", 4)).to_have_text("31")


def test_the_lock_is_seen_and_the_leader_opens_it_with_a_reason(plan: Plan, page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    page.goto(GRID)
    head = page.get_by_role("columnheader", name="1. kvartal")
    expect(head).to_contain_text("lukket")
    expect(cell(page, "familier så med", 1)).not_to_have_attribute("data-cell", "2013-01-01")
    expect(page.get_by_text("Sendt til bestyrelsen")).to_be_visible()
    page.get_by_role("link", name="Åbn igen").click()
    good(page)
    page.get_by_role("button", name="Åbn kvartalet").click()
    expect(page.get_by_role("alert")).to_contain_text("hvorfor kvartalet åbnes igen")
    page.get_by_label("Hvorfor åbnes det igen?").fill("Et tal var forkert")
    page.get_by_role("button", name="Åbn kvartalet").click()
    expect(page.locator(".abc-messages")).to_contain_text("er åbnet igen")
    cell(page, "familier så med", 1).click()
    page.keyboard.type("13")
    page.keyboard.press("Enter")
    expect(cell(page, "familier så med", 1)).to_have_attribute("data-state", "saved")


def test_a_criterions_form_shows_what_fits_and_reads_as_a_sentence(plan: Plan, page: Page, live_server: Any) -> None:
    signed_in(page, "leder", live_server.url)
    activity = plan.criteria.first().activity  # type: ignore[union-attr]
    page.goto(f"/planer/{SLUG}/aktiviteter/{activity.pk}/kriterium/")
    expect(page.get_by_label("Tallet, der skal nås")).to_be_visible()
    expect(page.get_by_label("Retning")).to_be_hidden()
    page.get_by_label("Hvad der skal nås").fill("familier deltog")
    page.get_by_label("Enhed").fill("familier")
    page.get_by_label("Tallet, der skal nås").fill("100")
    page.get_by_label("For hvilken tid?").select_option("2013-01-01")
    expect(page.get_by_text("Mindst 100 familier deltog, 2013")).to_be_visible()
    good(page)
    page.get_by_label("Mål", exact=True).select_option("direction")
    expect(page.get_by_label("Retning")).to_be_visible()
    expect(page.get_by_label("Tallet, der skal nås")).to_be_hidden()


def test_on_a_phone_each_criterion_is_a_list_of_its_quarters(plan: Plan, phone: Page, live_server: Any) -> None:
    assert plan.criteria.count() == 3
    signed_in(phone, "leder", live_server.url)
    phone.goto(GRID)
    good(phone)
    cell(phone, "voksne hjalp til", 2).click()
    phone.keyboard.type("9")
    phone.keyboard.press("Enter")
    expect(cell(phone, "voksne hjalp til", 2)).to_have_attribute("data-state", "saved")
    phone.goto(f"{GRID}&rediger=1")
    good(phone)


def test_on_a_phone_no_label_reaches_into_the_next_line(plan: Plan, page: Page, live_server: Any) -> None:
    """A label that takes several lines makes its cell as high as itself."""
    activity = plan.activities.get()
    progress.criterion(activity, text="familier blev", rhythm="half_year")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    signed_in(page, "leder", live_server.url)
    page.goto(f"/planer/{SLUG}/resultater/?planaar=alle")
    high = page.locator("td[data-title]:visible").evaluate_all(
        "all => all.map(e => [parseFloat(getComputedStyle(e, '::before').height), e.clientHeight])"
    )
    assert high
    assert all(label <= cell for label, cell in high)
