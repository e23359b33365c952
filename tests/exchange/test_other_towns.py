"""Plans of other towns are imported, shown, printed, copied and exported alike."""

import pytest

from tests import other_towns
from tests.other_towns import town, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def test_a_plan_of_another_town_is_shown_printed_and_copied() -> None:
    walked = walk(town("bydelen"))
    assert "Havnekvarteret" in walked.page("forloeb/")
    assert "Fyrparken" in walked.paper()
    assert [item["area"] for item in walked.copied["plan"]["areas"]] == ["havnekvarteret"]


def test_every_document_of_another_town_is_walked_through() -> None:
    """A document that lies in the folder and is asked of nowhere shows nothing."""
    asked = "".join(path.read_text(encoding="utf-8") for path in other_towns.FOLDER.parent.rglob("test_*.py"))
    assert [name for name in other_towns.names() if f'town("{name}")' not in asked] == []
