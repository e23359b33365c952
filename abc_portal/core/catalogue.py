"""The Danish catalogue: collected from the sources, checked for holes, compiled without any system package."""

import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import PYTHON_FORMAT, Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from abc_portal.core.locale_files import LOCALE, compiled_path, is_stale, po_path

FOLDERS = ("abc_portal", "plans", "budgets", "indicators", "governance", "templates")
KEYWORDS = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "npgettext")


def sources() -> Iterator[Path]:
    """Every Python file and template of the portal."""
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                yield path


def collected() -> Catalog:
    """A catalogue of all texts in the sources, untranslated, with the files that use them."""
    catalogue = Catalog(locale=LOCALE, project="ABC portal")
    for path in sources():
        name = path.relative_to(settings.BASE_DIR).as_posix()
        for found, context in _texts(path):
            catalogue.add(found, locations=[(name, 0)], context=context)
    return catalogue


def _texts(path: Path) -> Iterable[tuple[Any, str | None]]:
    """(text or (singular, plural), context) of each call in a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left is calls alone; a template's indentation would be read as Python's.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for _line, function, found, _comments in extract_python(io.BytesIO(text.encode()), dict.fromkeys(KEYWORDS), [], {}):
        parts = [found] if isinstance(found, str) else [part for part in found if part is not None]
        context = parts.pop(0) if function in ("pgettext", "npgettext") else None
        yield tuple(parts[:2]) if function in ("ngettext", "npgettext") else parts[0], context


def standing() -> Catalog:
    """The catalogue in the file."""
    if not po_path().exists():
        return Catalog(locale=LOCALE)
    with po_path().open("rb") as file:
        return read_po(file, locale=LOCALE)


def update() -> Catalog:
    """Bring the file up to date: new texts are added untranslated, texts no longer used are dropped."""
    merged = standing()
    merged.update(collected(), no_fuzzy_matching=True)
    merged.obsolete.clear()
    out = io.BytesIO()
    write_po(out, merged, width=120, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True)
    po_path().parent.mkdir(parents=True, exist_ok=True)
    po_path().write_bytes(_without_dates(out.getvalue()))
    return merged


def _without_dates(content: bytes) -> bytes:
    """The file changes only when a text does."""
    lines = content.split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date')))


def holes() -> list[str]:
    """What is wrong with the catalogue: texts that are missing, untranslated, unused, or lose a placeholder."""
    stored, wanted = standing(), collected()
    known = {_key(message): message for message in stored if message.id}
    needed = {_key(message) for message in wanted if message.id}
    faults = [f"missing: {key[1]}" for key in sorted(needed - known.keys(), key=str)]
    faults += [f"unused: {key[1]}" for key in sorted(known.keys() - needed, key=str)]
    for message in known.values():
        faults += _message_faults(message)
    return faults


def _key(message: Message) -> tuple[str | None, Any]:
    return message.context, message.id


def _message_faults(message: Message) -> list[str]:
    ids = [str(text) for text in (message.id if isinstance(message.id, (tuple, list)) else [message.id])]
    translations = [
        str(text or "") for text in (message.string if isinstance(message.string, (tuple, list)) else [message.string])
    ]
    if message.fuzzy or not all(translations):
        return [f"untranslated: {ids[0]}"]
    wanted = _placeholders(ids[-1])
    return [f"placeholders differ: {ids[0]}" for text in translations if _placeholders(text) != wanted][:1]


def _placeholders(text: str) -> list[str]:
    return sorted(match.group(0) for match in PYTHON_FORMAT.finditer(text))


def compile_if_stale() -> bool:
    """Compile the catalogue when the text is newer than what was compiled; returns whether it was."""
    if not is_stale():
        return False
    target = compiled_path()
    out = io.BytesIO()
    write_mo(out, standing())
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(out.getvalue())
    os.chmod(temporary, 0o644)
    os.replace(temporary, target)
    return True
