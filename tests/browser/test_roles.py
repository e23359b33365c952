"""What the other roles find: their menu, and how much of the plan's money they see."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from abc_portal.audit import change_sets
from abc_portal.directory.models import HousingDepartment, User
from plans.models import Membership, Plan, SubAgreement
from plans.shared.enums import Role
from tests.browser.people import menu, open_page, signed_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

EVERYBODY = [
    "Status", "Forløb", "Aftaler", "Fra mål til resultater", "Aktiviteter", "Milepæle", "Resultater", "Indikatorer",
    "Økonomi", "Organisering", "Dokumenter", "Arkiv",
]  # fmt: skip
#: The menu of who also reviews the plan.
REVIEWERS = [*EVERYBODY[:8], "Bemanding", *EVERYBODY[8:], "Gennemgang", "Historik"]
#: The plan whose document lists every contribution.
MONEY = "/planer/abc-2017-2020/"
HEDEMARKEN, BLOKLAND = "1.200.496", "575.940"


@pytest.fixture(autouse=True)
def _roles_in_the_plan_with_money(demo: None) -> None:
    """The demo's people have their roles in the later plan; here also in the one with financing."""
    plan = Plan.objects.get(slug="abc-2017-2020")
    own = HousingDepartment.objects.get(plans__plan=plan, name="AKB Hedemarken")
    change_set = change_sets.begin(by=None, program="tests")
    User.objects.create_user("observatoer@abc.example", "x", name="Observatør")
    wanted: list[tuple[str, Role, dict[str, Any]]] = [
        ("foelgegruppe", Role.GROUP, {"sub_agreement": SubAgreement.objects.filter(plan=plan).first()}),
        ("afdeling", Role.DEPARTMENT, {"department": own}),
        ("observatoer", Role.OBSERVER, {}),
        ("bestyrelse", Role.BOARD, {}),
    ]
    for name, role, where in wanted:
        user = User.objects.get(email=f"{name}@abc.example")
        change_sets.save(Membership(plan=plan, user=user, role=role, **where), change_set=change_set)


@pytest.mark.parametrize(
    ("who", "listed", "rows", "says"),
    [
        ("foelgegruppe", EVERYBODY, [], "Din rolle i planen giver adgang til de samlede beløb."),
        ("afdeling", EVERYBODY, [HEDEMARKEN], ""),
        ("revisor", REVIEWERS, [HEDEMARKEN, BLOKLAND], ""),
        ("observatoer", EVERYBODY, [HEDEMARKEN, BLOKLAND], ""),
        ("bestyrelse", EVERYBODY, [HEDEMARKEN, BLOKLAND], ""),
        ("medarbejder", REVIEWERS, [HEDEMARKEN, BLOKLAND], ""),
    ],
)
def test_the_menu_and_the_money_of_each_role(
    page: Page, live_server: Any, who: str, listed: list[str], rows: list[str], says: str
) -> None:
    signed_in(page, who, live_server.url)
    page.goto(f"{MONEY}oekonomi/")
    assert menu(page) == listed
    good(page)
    main = page.get_by_role("main")
    for total in ("23.200.076 kr.", "15.200.000 kr.", "8.000.076 kr.", "34,48 %"):
        expect(main).to_contain_text(total)
    shown = main.get_by_role("table", name="Bidrag", exact=True)
    for amount in (HEDEMARKEN, BLOKLAND):
        expect(shown.get_by_role("cell", name=amount, exact=True)).to_have_count(int(amount in rows))
    expect(shown).to_have_count(1 if rows else 0)
    if says:
        expect(main).to_contain_text(says)
    expect(main.get_by_role("link", name=re.compile("Rediger|Tilføj"))).to_have_count(33 if who == "medarbejder" else 0)


@pytest.mark.parametrize("who", ["foelgegruppe", "afdeling", "revisor", "observatoer"])
def test_every_page_of_the_menu_is_good(page: Page, live_server: Any, who: str) -> None:
    signed_in(page, who, live_server.url)
    page.goto(MONEY)
    for label in menu(page):
        open_page(page, label)
        good(page)
        links = page.locator("main a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        assert [link for link in links if re.search(r"/(rediger|tilfoej|slet)/", link)] == []


def test_contacts_are_for_those_of_the_same_body(page: Page, live_server: Any) -> None:
    """The board's members read each other's address; the follow-up group's members those of their own group."""
    bodies = "/planer/abc-2021-2025/moeder/"
    for who, seen, unseen in (
        ("bestyrelse", "bestyrelse@abc.example", "foelgegruppe@abc.example"),
        ("foelgegruppe", "foelgegruppe@abc.example", "bestyrelse@abc.example"),
    ):
        signed_in(page, who, live_server.url)
        page.goto(bodies)
        expect(page.get_by_role("main")).to_contain_text(seen)
        expect(page.get_by_role("main")).not_to_contain_text(unseen)
    signed_in(page, "revisor", live_server.url)
    page.goto(bodies)
    expect(page.get_by_role("main")).not_to_contain_text("@abc.example")
    expect(page.get_by_role("main")).to_contain_text("Bestyrelsesmedlem, AKB Albertslund")
