"""The manual is read from its files: parts, sections, anchors, links, and the field's words."""

import re
from pathlib import Path

import pytest

from abc_portal.help import manual
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db
GLOSSARY = (manual.DOCS / "glossary.md").read_text(encoding="utf-8")


def test_manual_every_file_is_in_the_index_once() -> None:
    slugs = [part.slug for part in manual.parts()]
    assert sorted(slugs) == sorted(path.stem for path in manual.FOLDER.glob("*.md"))
    assert len(slugs) > 20


def test_manual_every_part_is_called_what_the_index_calls_it() -> None:
    index = (manual.DOCS / "brug.md").read_text(encoding="utf-8")
    listed = {Path(target).stem: title for title, target in re.findall(r"\[([^]]+)\]\((brug/[^)]+)\)", index)}
    assert listed == {part.slug: part.title for part in manual.parts()}


def test_manual_no_two_headings_of_a_part_have_one_anchor() -> None:
    for part in manual.parts():
        anchors = [section.anchor for section in part.sections]
        assert len(anchors) == len(set(anchors)), part.slug
        assert all(f'id="{anchor}"' in part.html for anchor in anchors if anchor), part.slug


def test_manual_links_between_parts_lead_to_pages_that_answer(cast: Cast) -> None:
    client, found = cast.client("anonymous"), set()
    for part in manual.parts():
        for address in re.findall(r'href="([^"]+)"', part.html):
            found.add(address)
            assert client.get(address.partition("#")[0]).status_code == 200, f"{part.slug}: {address}"
    assert "/hjaelp/roller/" in found


def test_manual_a_part_that_is_none_is_not_found(cast: Cast) -> None:
    assert cast.client("leader").get("/hjaelp/noget-andet/").status_code == 404


def test_manual_pages_show_title_text_and_the_other_parts(cast: Cast) -> None:
    page = words(cast.client("anonymous").get("/hjaelp/milepaele/"))
    assert "En milepæl er noget, der skal være sket" in page
    assert "Administrationen" in page
    assert "Kom i gang" in words(cast.client("anonymous").get("/hjaelp/"))


def test_words_of_the_field_are_the_glossarys_own(cast: Cast) -> None:
    table = GLOSSARY.partition("# Words")[2].partition("\n## ")[0].lower()
    assert len(manual.words()) > 40
    assert [item.word for item in manual.words() if item.word not in table] == []
    assert "Et sted, der samler flere afdelinger" in words(cast.client("anonymous").get("/hjaelp/ord/"))


def test_words_stand_in_danish_order() -> None:
    found = [item.word for item in manual.words()]
    assert found[0] == "afdeling"
    assert found.index("vurdering") > found.index("underskriver")
