"""What the guide of each of the portal's workbooks allows, its sheets allow: held against the fetched file."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from abc_portal.exchange.workbooks.spec import WorkbookSpec
from tests.people import Cast
from tests.plans import milestone_work, result_work
from tests.sheets import Filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]

WORK: dict[str, Any] = {"milestones": milestone_work, "results": result_work}
PORTALS_OWN = {"Vejledning", "Lister", "Portalen"}


def _is_free(sheet: Any) -> bool:
    """Whether rows can be sorted, taken out and added: on a protected sheet no flag lets a locked cell move."""
    return not sheet.protection.sheet


def _can_hide(sheet: Any) -> bool:
    flags = sheet.protection
    return _is_free(sheet) or not (flags.formatRows or flags.formatColumns)


def _white_cells_are_open(sheet: Any) -> bool:
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    white = [cell for cell in cells if not cell.fill.fgColor.rgb.endswith("E6E9EC")]
    return 0 < len(white) < len(cells) and (_is_free(sheet) or not any(cell.protection.locked for cell in white))


#: What a guide's words allow, and how the file is asked for it.
ALLOWED: dict[str, Callable[[Any], bool]] = {
    "skjules": _can_hide,
    "sorteres": _is_free,
    "udelades": _is_free,
    "udeladt række": _is_free,
    "har ingen nøgle": _is_free,
    "i de hvide celler": _white_cells_are_open,
}


@pytest.fixture
def books(cast_once: Cast, db: None) -> dict[str, Filled]:
    return {kind: module.work_of(cast_once).filled() for kind, module in WORK.items()}


def test_every_workbook_is_held_against_its_guide() -> None:
    for app in apps.get_app_configs():
        if "site-packages" not in app.path:
            for found in pkgutil.walk_packages([app.path], f"{app.name}."):
                if ".sheets" in found.name:
                    importlib.import_module(found.name)
    assert {spec.kind for spec in WorkbookSpec.__subclasses__()} == set(WORK)


@pytest.mark.parametrize("kind", WORK)
def test_the_sheets_allow_what_the_guide_allows(books: dict[str, Filled], kind: str) -> None:
    book = books[kind].book
    guide = " ".join(str(cell.value) for cell in book["Vejledning"]["A"])
    said = [words for words in ALLOWED if words in guide]
    assert said
    sheets = [sheet for sheet in book if sheet.title not in PORTALS_OWN]
    assert [(sheet.title, words) for sheet in sheets for words in said if not ALLOWED[words](sheet)] == []


@pytest.mark.parametrize("kind", WORK)
def test_what_the_guide_lets_one_choose_from_a_list_is_offered_and_other_words_are_taken(
    books: dict[str, Filled], kind: str
) -> None:
    book = books[kind].book
    guide = [str(cell.value) for cell in book["Vejledning"]["A"]]
    named = {name for line in guide if "»Lister«" in line for name in re.findall("»(.+?)«", line)} - {"Lister"}
    assert bool(named) == ("Lister" in book.sheetnames)
    for sheet in (sheet for sheet in book if sheet.title not in PORTALS_OWN):
        heads = {cell.value: cell.column_letter for cell in sheet[1]}
        lists = [item for item in sheet.data_validations.dataValidation if item.type == "list"]
        assert {str(item.sqref)[0] for item in lists} == {heads[name] for name in named}
        assert not any(item.showErrorMessage for item in lists)
        last = max((int(str(item.sqref).rpartition(":")[2][1:]) for item in lists), default=sheet.max_row)
        assert last >= sheet.max_row
