"""A plan's document with three faults: each is told where it stands; mended and chosen again, it is read in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from abc_portal.reporting.interchange import export_plan
from plans.models import Plan
from tests.browser.people import sign_in
from tests.browser.watch import good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]


def document() -> Any:
    """The demo's plan as another plan."""
    found = json.loads(export_plan(Plan.objects.get(slug="abc-2021-2025")))
    found["plan"] |= {"slug": "nabo-2021-2025", "name": "Nabo 2021-2025"}
    return found


def test_three_faults_are_reported_mended_and_the_plan_read_in(page: Page, tmp_path: Path) -> None:
    right, wrong, file = document(), document(), tmp_path / "nabo.json"
    wrong["plan"]["slug"] = "indlaes"
    wrong["plan"]["departments"][0]["department"] = "findes-ikke"
    wrong["sub_agreements"][0]["focus_area"] = "heller-ikke"
    file.write_text(json.dumps(wrong), encoding="utf-8")
    sign_in(page, "leder")
    page.goto("/planer/")
    page.get_by_role("link", name="Indlæs en helhedsplan fra en fil").click()
    good(page)
    page.get_by_label("Planens fil").set_input_files(file)
    page.get_by_role("button", name="Prøv først").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("3 fejl i nabo.json. Intet er indlæst.")
    places = page.get_by_role("row").filter(has=page.locator("code"))
    expect(places.locator("code")).to_have_text(
        ["$.plan.slug", "$.plan.departments[0].department", "$.sub_agreements[0].focus_area"]
    )
    expect(places.first).to_contain_text("»indlaes« er et af de ord, portalens egne adresser bruger")
    good(page)
    assert not Plan.objects.filter(name="Nabo 2021-2025").exists()
    mend(page, file, right)


def mend(page: Page, file: Path, right: Any) -> None:
    file.write_text(json.dumps(right), encoding="utf-8")
    page.get_by_label("Planens fil").set_input_files(file)
    page.get_by_role("button", name="Prøv først").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvad filen vil gøre")
    good(page)
    assert not Plan.objects.filter(slug="nabo-2021-2025").exists()
    page.get_by_role("button", name="Indlæs").click()
    expect(page).to_have_url(re.compile("/planer/nabo-2021-2025/$"))
    expect(page.get_by_role("status").filter(has_text="»Nabo 2021-2025« er indlæst fra filen.")).to_be_visible()
    good(page)
    assert json.loads(export_plan(Plan.objects.get(slug="nabo-2021-2025"))) == right
