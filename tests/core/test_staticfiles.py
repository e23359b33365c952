"""Only the chosen parts of the design system are served, under names that change with their content."""

import re
from os.path import normpath
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finder
from django.core.files.base import ContentFile

from abc_portal.core.staticfiles import ChosenFilesFinder, HashedFilesStorage

CHOSEN = "abc_portal.core.staticfiles.ChosenFilesFinder"


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    """Every file that would be collected from the portal's own folders and the design system's."""
    finder = get_finder(CHOSEN)
    found = {}
    for path, storage in finder.list(["CVS", ".*", "*~"]):
        found[str(Path(storage.prefix or "", path))] = storage, path
    return found


def test_the_finder_is_the_one_that_is_used() -> None:
    assert settings.STATICFILES_FINDERS[0] == CHOSEN
    assert isinstance(get_finder(CHOSEN), ChosenFilesFinder)


def test_of_the_design_system_one_sheet_is_served(listed: dict[str, Any]) -> None:
    assert [name for name in listed if name.startswith("dkfds/css")] == ["dkfds/css/dkfds.min.css"]


def test_no_source_map_logo_or_other_brand_is_served(listed: dict[str, Any]) -> None:
    assert not [name for name in listed if name.endswith(".map") or "logo" in Path(name).name]
    assert not [name for name in listed if re.search(r"borgerdk|virkdk", name) and name.startswith("dkfds/css")]


def test_what_the_portal_needs_is_served(listed: dict[str, Any]) -> None:
    for name in ("abc/portal.css", "abc/fonts.css", "dkfds/img/all-svg-icons.svg"):
        assert name in listed, name
    assert [name for name in listed if name.endswith(".woff2")]


def test_every_file_that_a_template_names_exists() -> None:
    named = set()
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        named |= set(re.findall(r"{% static ['\"]([^'\"]+)['\"]", path.read_text(encoding="utf-8")))
    assert len(named) > 5
    assert [name for name in sorted(named) if not finders.find(name)] == []


def test_every_file_that_the_portals_sheets_name_exists() -> None:
    for sheet in (settings.BASE_DIR / "static" / "abc").glob("*.css"):
        for address in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            if not address.startswith(("data:", "portal:", "#")):
                assert finders.find(normpath(f"abc/{address}")), f"{sheet.name}: {address}"


# --- names with a hash ------------------------------------------------------------------------------


@pytest.fixture
def storage(tmp_path: Path) -> HashedFilesStorage:
    return HashedFilesStorage(location=str(tmp_path), base_url="/static/")


def collected(storage: HashedFilesStorage, **files: bytes) -> dict[str, str]:
    """Collect these files; returns where each is served."""
    paths = {}
    for name, content in files.items():
        path = name.replace("__", "/").replace("_dot_", ".")
        storage.save(path, ContentFile(content))
        paths[path] = (storage, path)
    for _name, _hashed, outcome in storage.post_process(paths):
        if isinstance(outcome, Exception):
            raise outcome
    return {path: storage.url(path) for path in paths}


def test_a_name_changes_with_the_content_alone(tmp_path: Path) -> None:
    def served(folder: str, content: bytes) -> str:
        where = HashedFilesStorage(location=str(tmp_path / folder), base_url="/static/")
        return collected(where, abc__a_dot_css=content)["abc/a.css"]

    one, same, other = served("1", b"p{}"), served("2", b"p{}"), served("3", b"b{}")
    assert re.fullmatch(r"/static/abc/a\.[0-9a-f]{12}\.css", one)
    assert one == same != other


def test_a_sheet_points_to_the_hashed_names(storage: HashedFilesStorage, tmp_path: Path) -> None:
    files = collected(storage, abc__a_dot_css=b"p{background:url(b.svg)}", abc__b_dot_svg=b"<svg/>")
    content = (tmp_path / files["abc/a.css"].removeprefix("/static/")).read_text(encoding="utf-8")
    assert files["abc/b.svg"].rpartition("/")[2] in content


def test_a_sheet_of_the_portal_that_points_to_nothing_stops_the_collection(storage: HashedFilesStorage) -> None:
    with pytest.raises(ValueError, match=r"missing\.svg"):
        collected(storage, abc__a_dot_css=b"p{background:url(missing.svg)}")


def test_a_sheet_of_the_design_system_may_point_to_what_is_left_out(storage: HashedFilesStorage) -> None:
    css = b"@font-face{src:url(/assets/dkfds/fonts/x.woff) format('woff'),url(../img/logo.svg)}"
    files = collected(storage, dkfds__css__dkfds_dot_min_dot_css=css)
    assert re.search(r"dkfds\.min\.[0-9a-f]{12}\.css$", files["dkfds/css/dkfds.min.css"])


def test_a_file_that_was_not_collected_is_no_silent_dead_link(storage: HashedFilesStorage) -> None:
    collected(storage, abc__a_dot_css=b"p{}")
    with pytest.raises(ValueError, match=r"abc/nej\.css"):
        storage.url("abc/nej.css")


def test_a_compressed_copy_lies_beside_a_large_sheet(storage: HashedFilesStorage, tmp_path: Path) -> None:
    files = collected(storage, abc__a_dot_css=b"p { color: black }\n" * 200)
    assert (tmp_path / (files["abc/a.css"].removeprefix("/static/") + ".gz")).exists()
