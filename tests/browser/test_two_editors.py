"""Two people, two browsers, one text: nobody overwrites anybody unseen, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from abc_portal.directory.models import User
from plans.models import Activity, SubAgreement
from tests.browser.people import PLAN, sign_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

EDIT = f"{PLAN}aftaler/beskaeftigelse/rediger/"


@pytest.fixture
def two(visit: Callable[..., Page]) -> tuple[Page, Page]:
    """The leader's browser and the staff member's."""
    first, second = visit(), visit()
    sign_in(first, "leder")
    sign_in(second, "medarbejder")
    return first, second


def text_of(page: Page, label: str = "Indhold") -> Locator:
    expect(page.get_by_role("toolbar").first).to_be_visible()
    return page.get_by_role("textbox", name=label)


def save(page: Page) -> None:
    why = page.get_by_label("Hvorfor bliver det ændret?")
    if not why.input_value():
        why.fill("Aftalt med parterne")
    page.get_by_role("button", name="Gem").click()


def test_the_second_sees_both_versions_keeps_theirs_and_saves_again(two: tuple[Page, Page]) -> None:
    leader, staff = two
    for page in two:
        page.goto(EDIT)
    text_of(leader).fill("Lederens udgave af teksten.")
    leader.get_by_label("Navn").fill("Beskæftigelse og job")
    save(leader)
    expect(leader.get_by_role("status")).to_contain_text("er gemt")

    text_of(staff).fill("Medarbejderens udgave af teksten.")
    staff.get_by_label("Hvorfor bliver det ændret?").fill("Sprogligt")
    save(staff)
    expect(staff.locator(".abc-error-summary")).to_be_focused()
    expect(staff.locator(".abc-error-summary")).to_contain_text("Intet af det, du skrev, er tabt")
    read_both_versions(staff)
    expect(text_of(staff)).to_have_text("Medarbejderens udgave af teksten.")
    expect(staff.get_by_label("Hvorfor bliver det ændret?")).to_have_value("Sprogligt")
    # Only the other one changed the name: it is taken over, and saving once more does not undo it.
    expect(staff.get_by_label("Navn")).to_have_value("Beskæftigelse og job")
    good(staff)
    stored = SubAgreement.objects.get(slug="beskaeftigelse", plan__slug="abc-2021-2025")
    assert "Lederens udgave" in stored.content

    save(staff)
    expect(staff.get_by_role("heading", level=1)).to_have_text("Delaftale: Beskæftigelse og job")
    expect(staff.get_by_role("main")).to_contain_text("Medarbejderens udgave af teksten.")
    leader.goto(f"{PLAN}historik/")
    expect(leader.locator(".abc-history > li").first).to_contain_text("Sekretariatsmedarbejder, ABC")
    expect(leader.locator(".abc-history > li").nth(1)).to_contain_text("Sekretariatsleder, ABC")


def read_both_versions(page: Page) -> None:
    shown = page.get_by_role("region", name="To versioner")
    expect(shown).to_contain_text("Sekretariatsleder, ABC gemte den")
    row = shown.get_by_role("row").filter(has_text="Indhold")
    expect(row.get_by_role("cell").nth(0)).to_contain_text("Selve delaftalen er ikke indlæst.")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("Lederens udgave af teksten.")
    expect(row.get_by_role("cell").nth(2)).to_contain_text("Medarbejderens udgave af teksten.")
    expect(row.get_by_role("cell").nth(3)).to_have_text("din version")
    expect(shown.get_by_role("row").filter(has_text="Navn").get_by_role("cell").nth(3)).to_have_text(
        "den andens version"
    )


def test_a_conflict_on_a_phone_is_readable(two: tuple[Page, Page]) -> None:
    leader, staff = two
    for page in two:
        page.goto(EDIT)
    text_of(leader).fill("Lederens udgave.")
    save(leader)
    expect(leader.get_by_role("status")).to_contain_text("er gemt")
    text_of(staff).fill("Medarbejderens udgave.")
    staff.set_viewport_size({"width": 390, "height": 844})
    save(staff)
    row = staff.get_by_role("region", name="To versioner").get_by_role("row").filter(has_text="Indhold")
    for cell in row.get_by_role("cell").all():
        box = cell.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    good(staff)


def test_what_somebody_changed_is_not_deleted_unseen(two: tuple[Page, Page]) -> None:
    leader, staff = two
    row = Activity.objects.get(name="Fremskudt rådgivning", plan__slug="abc-2021-2025")
    staff.goto(f"{PLAN}aktiviteter/{row.pk}/slet/")
    leader.goto(f"{PLAN}aktiviteter/{row.pk}/rediger/")
    text_of(leader, "Formål").fill("Nu med åben rådgivning om torsdagen.")
    save(leader)
    expect(leader.get_by_role("status")).to_contain_text("er gemt")
    staff.get_by_role("button", name="Slet").click()
    expect(staff.get_by_role("alert")).to_contain_text("En anden har ændret indholdet")
    good(staff)
    assert Activity.objects.filter(pk=row.pk).exists()
    staff.get_by_role("button", name="Slet").click()
    expect(staff.get_by_role("status")).to_contain_text("er slettet")


def test_the_administration_refuses_with_links_to_both(visit: Callable[..., Page]) -> None:
    first, second = visit(), visit()
    sign_in(first, "admin")
    sign_in(second, "leder")
    sub = SubAgreement.objects.get(slug="beskaeftigelse", plan__slug="abc-2021-2025")
    address = f"/admin/plans/subagreement/{sub.pk}/change/"
    for page in (first, second):
        page.goto(address)
        expect(page.get_by_role("toolbar")).to_be_visible()
    first.get_by_label("Navn:").fill("Beskæftigelse 2")
    for page in (first, second):
        page.get_by_label("Hvorfor bliver det ændret?").fill("Aftalt med parterne")
    first.get_by_role("button", name="Gem", exact=True).click()
    expect(first.locator(".messagelist")).to_contain_text("Beskæftigelse 2")

    text_of(second).fill("Skrevet samtidig.")
    second.get_by_role("button", name="Gem", exact=True).click()
    expect(second.locator(".errorlist").first).to_contain_text("Det, du skrev, står i formularen")
    expect(text_of(second)).to_have_text("Skrevet samtidig.")
    good(second)
    with second.expect_popup() as opened:
        second.get_by_role("link", name="Se, hvad der blev ændret").click()
    expect(opened.value.locator(".abc-history > li").first).to_contain_text("Beskæftigelse 2")
    with second.expect_popup() as opened:
        second.get_by_role("link", name="Åbn det, som det er nu").click()
    expect(opened.value.get_by_label("Navn:")).to_have_value("Beskæftigelse 2")
    assert User.objects.get(email="leder@abc.example").is_superuser is False
    assert "Skrevet samtidig" not in SubAgreement.objects.get(pk=sub.pk).content
