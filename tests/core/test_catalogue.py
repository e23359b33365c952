"""The Danish catalogue: holes are found, it is compiled when it is older than its text, and nothing else touches it."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.core.management import CommandError, call_command

from abc_portal.core import catalogue, locale_files


@pytest.fixture
def own(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project of its own, with one source and a catalogue."""
    (tmp_path / "abc_portal").mkdir()
    (tmp_path / "templates").mkdir()
    source = 'from django.utils.translation import gettext as _\n_("Save")\n_("%(count)s plans")\n'
    (tmp_path / "abc_portal" / "a.py").write_text(source, encoding="utf-8")
    page = '{% load i18n %}{% translate "Plan" %}{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}'
    (tmp_path / "templates" / "a.html").write_text(page, encoding="utf-8")
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    locale_files.po_path().parent.mkdir(parents=True)
    return tmp_path


def write(**texts: str) -> None:
    filed = Catalog(locale="da")
    for text, translation in texts.items():
        filed.add(text, translation)
    with locale_files.po_path().open("wb") as file:
        write_po(file, filed)


FULL = {"Save": "Gem", "%(count)s plans": "%(count)s planer", "Plan": "Plan", "Hello %(name)s": "Hej %(name)s"}


@pytest.mark.usefixtures("own")
def test_a_full_catalogue_has_no_holes() -> None:
    write(**FULL)
    assert catalogue.holes() == []


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("change", "hole"),
    [
        ({"Save": None}, "missing: Save"),
        ({"Plan": None}, "missing: Plan"),
        ({"Save": ""}, "untranslated: Save"),
        ({"%(count)s plans": "planer"}, "placeholders differ: %(count)s plans"),
        ({"%(count)s plans": "%(antal)s planer"}, "placeholders differ: %(count)s plans"),
        ({"Gone": "Væk"}, "unused: Gone"),
    ],
)
def test_each_kind_of_hole_is_found(change: dict[str, Any], hole: str) -> None:
    write(**{key: value for key, value in {**FULL, **change}.items() if value is not None})
    assert catalogue.holes() == [hole]
    with pytest.raises(CommandError, match="has holes"):
        call_command("catalogue", "check", stdout=StringIO())


@pytest.mark.usefixtures("own")
def test_an_update_keeps_what_is_translated_adds_what_is_new_and_drops_what_is_gone() -> None:
    write(Save="Gem", Gone="Væk")
    catalogue.update()
    standing = {str(message.id): message.string for message in catalogue.standing() if message.id}
    assert standing == {"Save": "Gem", "%(count)s plans": "", "Plan": "", "Hello %(name)s": ""}
    before = locale_files.po_path().read_bytes()
    catalogue.update()
    assert locale_files.po_path().read_bytes() == before


@pytest.mark.usefixtures("own")
def test_a_catalogue_is_compiled_when_it_is_older_than_its_text() -> None:
    assert not locale_files.is_stale()  # there is none
    write(**FULL)
    assert locale_files.is_stale()
    assert catalogue.compile_if_stale()
    assert not catalogue.compile_if_stale()
    later = locale_files.compiled_path().stat().st_mtime + 5
    os.utime(locale_files.po_path(), (later, later))
    assert catalogue.compile_if_stale()
    assert locale_files.compiled_path().read_bytes().startswith(b"\xde\x12\x04\x95")
    assert [path.name for path in locale_files.po_path().parent.iterdir()] != []


@pytest.mark.usefixtures("own")
def test_compiling_leaves_no_half_file_behind() -> None:
    write(**FULL)
    catalogue.compile_if_stale()
    assert sorted(path.name for path in locale_files.po_path().parent.iterdir()) == ["django.mo", "django.po"]


def test_the_portals_own_texts_are_read_from_code_and_templates() -> None:
    ids = {str(message.id) for message in catalogue.collected() if message.id}
    assert "Somebody else saved while you were writing. Nothing you typed is lost; see both versions below." in ids
    assert "The page is not found" in ids
