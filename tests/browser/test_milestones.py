"""Milestones in the browser: one put off, several changed at once, a year copied forward, and the list on a phone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plans.models import Milestone, Plan
from tests import factories, progress
from tests.browser.conftest import PHONE
from tests.browser.people import signed_in
from tests.browser.watch import good
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOT = "/planer/plan-a/milepaele/"
#: In a plan that was over when it was entered, putting off to a time that has gone is how it went.
AFTERWARDS = date(2026, 1, 1)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    plan = progress.followed(cast.plan)
    activity = factories.activity(cast.sub, "Jobcafé")
    for number, text in enumerate(("Lokalet er fundet", "Første møde er holdt", "Frivillige er fundet"), start=5):
        progress.milestone(plan, text=text, activity=activity, due_quarter=number)
    return plan


def test_one_is_put_off_and_the_old_date_remains(cast: Cast, plan: Plan, page: Page, live_server: Any) -> None:
    progress.followed(plan, AFTERWARDS)
    signed_in(page, cast.staff, live_server.url)
    page.goto(ROOT)
    good(page)
    page.get_by_role("table").get_by_role("link", name="Første møde er holdt").click()
    page.get_by_role("link", name="Udskyd").click()
    good(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Skriv, hvorfor milepælen er udskudt.").first).to_be_visible()
    good(page)
    page.get_by_label("Til planens kvartal").select_option(label="2. planår, 4. kvartal (december 2022–februar 2023)")
    page.get_by_label("Hvorfor udskydes den?").fill("Lokalet var ikke klar")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("frist 2. planår, 4. kvartal")).to_be_visible()
    table = page.get_by_role("table")
    expect(table).to_contain_text("2. planår, 2. kvartal (juni–august 2022)")
    expect(table).to_contain_text("Lokalet var ikke klar")
    good(page)


def test_several_are_changed_at_once_without_javascript(
    cast: Cast, plan: Plan, visit: Callable[..., Page], live_server: Any
) -> None:
    progress.followed(plan, AFTERWARDS)
    page = visit(java_script_enabled=False)
    signed_in(page, cast.staff, live_server.url)
    page.goto(f"{ROOT}?vis=tabel")
    page.get_by_label("Vælg »Lokalet er fundet«").check()
    page.get_by_label("Vælg »Frivillige er fundet«").check()
    page.get_by_label("Hvad skal gøres?").select_option(label="Udskyd et antal kvartaler")
    page.get_by_role("button", name="Fortsæt").click()
    page.get_by_label("Med hvor mange kvartaler?").fill("2")
    page.get_by_label("Hvorfor?").fill("Ny leder i jobcentret")
    page.get_by_role("button", name="Se, hvad der sker").click()
    expect(page.get_by_text("2 milepæle ændres:")).to_be_visible()
    expect(page.get_by_text("får frist 2. planår, 3. kvartal (september–november 2022)")).to_be_visible()
    page.get_by_role("button", name="Ændr 2 milepæle").click()
    expect(page.get_by_text("2 milepæle er ændret.")).to_be_visible()
    assert set(Milestone.objects.filter(state="postponed").values_list("text", "due_quarter")) == {
        ("Lokalet er fundet", 7),
        ("Frivillige er fundet", 9),
    }


def test_a_year_is_copied_forward_and_its_drafts_approved(cast: Cast, plan: Plan, page: Page, live_server: Any) -> None:
    signed_in(page, cast.leader, live_server.url)
    page.goto(ROOT)
    page.get_by_role("link", name="Kopiér et år frem").click()
    page.get_by_label("Kopiér fra").select_option(label="2. planår (2022/23)")
    page.get_by_role("button", name="Se, hvad der bliver lavet").click()
    expect(page.get_by_role("heading", name="3 kladder bliver lavet")).to_be_visible()
    good(page)
    page.get_by_role("button", name="Lav kladderne").click()
    expect(page.get_by_text("3 kladder er lavet.")).to_be_visible()
    good(page)
    page.get_by_label("Alle 3, der vises").check()
    page.get_by_label("Hvad skal gøres?").select_option(label="Godkend kladder")
    page.get_by_role("button", name="Fortsæt").click()
    page.get_by_role("button", name="Se, hvad der sker").click()
    good(page)
    page.get_by_role("button", name="Ændr 3 milepæle").click()
    expect(page.get_by_text("3 milepæle er ændret.")).to_be_visible()
    assert Milestone.objects.filter(plan=plan, is_draft=False, follows__isnull=False).count() == 3


def test_a_phone_gets_the_list_in_place_of_the_grid(
    cast: Cast, plan: Plan, visit: Callable[..., Page], live_server: Any
) -> None:
    page = visit(viewport=PHONE)
    signed_in(page, cast.board, live_server.url)
    page.goto(ROOT)
    expect(page.get_by_role("table")).to_be_hidden()
    expect(page.get_by_role("heading", name="2. planår, 1. kvartal")).to_be_visible()
    expect(page.get_by_role("link", name="Lokalet er fundet")).to_be_visible()
    good(page)


def test_a_grid_wider_than_its_place_says_that_there_is_more(
    cast: Cast, plan: Plan, page: Page, live_server: Any
) -> None:
    signed_in(page, cast.staff, live_server.url)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(ROOT)
    region = page.get_by_role("region", name="Milepæle kvartal for kvartal")
    region.evaluate("each => { each.scrollLeft = 0; }")
    earlier, later = (page.get_by_role("button", name=name) for name in ("tidligere", "senere"))
    expect(earlier).to_be_hidden()
    later.click()
    expect(earlier).to_be_visible()
    assert region.evaluate("each => each.scrollLeft") > 0
    good(page)
    region.evaluate("each => { each.scrollLeft = each.scrollWidth; }")
    expect(later).to_be_hidden()


def test_on_a_phone_a_milestone_of_the_table_is_a_card_with_its_box_beside_its_name(
    cast: Cast, plan: Plan, visit: Callable[..., Page], live_server: Any
) -> None:
    page = visit(viewport=PHONE)
    signed_in(page, cast.staff, live_server.url)
    page.goto(f"{ROOT}?vis=tabel")
    row = page.locator("#milepaele tbody tr").first
    box, name = row.locator("input").bounding_box(), row.get_by_role("link").first.bounding_box()
    place, moves = row.locator("td").nth(2), row.locator("td").last
    assert box
    assert name
    assert box["x"] + box["width"] <= name["x"]
    assert abs(box["y"] - name["y"]) < 8
    below = place.bounding_box()
    assert below
    assert below["y"] >= box["y"] + box["height"]
    expect(moves).to_be_hidden()  # nothing was put off: the card says nothing of it
    good(page)


def test_a_plans_first_day_is_moved_once_it_was_seen_what_moves(
    cast: Cast, plan: Plan, page: Page, live_server: Any
) -> None:
    signed_in(page, cast.leader, live_server.url)
    page.goto("/planer/plan-a/rediger/")
    page.get_by_role("textbox", name="Første dag").fill("1. april 2021")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("3 milepæle får en anden dato sammen med deres kvartal.")).to_be_visible()
    expect(page.get_by_text("Intet slettes.")).to_be_visible()
    good(page)
    assert Plan.objects.get(pk=plan.pk).starts_on == date(2021, 3, 1)
    page.get_by_label("Flyt datoerne. Jeg har set, hvad det betyder").check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("3 milepæle er flyttet med planens kvartaler.")).to_be_visible()
    assert Plan.objects.get(pk=plan.pk).starts_on == date(2021, 4, 1)
