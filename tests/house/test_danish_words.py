"""The portal's Danish: words that are not used, each with what is said instead; ``docs/glossary.md`` has those used.

A word that was replaced once comes back in the next sentence somebody writes, so each stands here as it would be found.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from abc_portal.core import catalogue
from tests.house.test_rules import HERE

#: Where people read Danish that no catalogue holds: the manual, the words in the developers' pages, and plans.
PAGES = ("README.md", "CHANGELOG.md", "docs/brug.md", "docs/glossary.md", "docs/access.md", "docs/interchange.md")

#: Not written anywhere: how it is found, an example of it, and what is said instead.
NOWHERE = (
    (r"\bOrganer\b", "Organer", "Organisering"),
    (r"\b[Ii] drift\b(?! og)", "planen er i drift", "i gang: drift is of buildings"),
    (r"\b[Bb]etalere[ns]?\b|\b[Bb]etalerne\b", "Betalere:", "finansieringskilder, medfinansierende parter"),
    (r"\b[Uu]den mål\b", "Uden mål", "planens egne indikatorer"),
    (r"\b[Vv]ed siden af (?:planen|sig)\b", "aftaler ved siden af planen", "øvrige aftaler, sideløbende"),
    (r"\b[Pp]rækvalifikation ansøgt\b", "prækvalifikation ansøgt", "ansøgt om prækvalifikation"),
    (r"\b[Tt]ag(?:es|et)? (?:\S+ )?tilbage\b", "Tag trinnet tilbage", "fortryd, fortrydes, fortrudt"),
    (r"\b[Oo]mrådelister?\b|\b[Oo]pførelser? på", "opførelse på listen", "statens lister"),
    (r"\b[Ll]æs (?:Excel|milepæle|resultater) ind\b", "Læs Excel ind", "Indlæs fra Excel"),
    (r"\b(?:kun|er) baseline\b", "kun baseline", "målt ved begyndelsen, tal ved start"),
    (r"\b[Ss]kriv kun (?:det højeste|»til højst«)", "Skriv kun det højeste tal", "»Højst« udfyldes kun, når …"),
    (r"\b[Hh]vad den handler om\b(?!,)", "Hvad den handler om:", "Emne"),
    (r"\blaves af\b(?! navnet)", "Hvad planen laves af", "hvad planen tager udgangspunkt i"),
    (r"\b[Tt]ilføj endnu en\b", "Tilføj endnu en Andet navn", "Ny række, Tilføj en til"),
    (r"· intet er indtastet\b", "0 af 4 milepæle nået · intet er indtastet", "ikke oplyst"),
    (r"\b(?:[Ss]æt|[Uu]den) (?:et )?(?:kryds|hak)\b|\b[Aa]fkryds", "Sæt kryds ved målet", "flueben"),
    (r"\b[Bb]edøm(?:me|mer|t)?\b", "bedømt som", "vurdér, vurderet: a judgement is a vurdering"),
    (r"\b[Vv]ideref(?:ører|øres af)\b", "Videreføres af ABC", "fortsætter, fortsættes af"),
    (r"\b[Cc]irkatal\b", "cirkatal", "omtrentligt"),
)  # fmt: skip

#: Not said by the portal; a plan's own documents may have use for them.
NOT_BY_THE_PORTAL = (
    (r"\bobjekt(?:et|er|erne)?\b", "et objekt", "what it is: en aktivitet, en række, oplysninger"),
    (r"\b[Uu]gyldig", "Feltet er ugyldigt", "what is wrong, and how it is written"),
    (r"(?<!ejlen er )(?<!og den er )\b[Rr]egistrere(?:t|de)\b", "Der er ikke registreret parter", "indtastet"),
    (r"\b[Rr]under?\b", "en anden runde", "midler"),
    (r"\bskrevet (?:\S+ )?ind\b(?! i)", "er skrevet ind", "indtastet"),
    (r"\bf?ørt med over\b|\bføres med\b", "ført med over", "overført, overføres"),
    (r"\b[Uu]dgår\b", "et område, der udgår", "går ud"),
    (r"\bunderstøtter (?:noget |det )?(?:overordne\w+ )?mål\b", "understøtter noget overordnet mål", "bidrager til"),
    (r"^(?:Ret|Redigér|Ændr)$|^Ret (?:aktiviteten|aftalen|tabellen)$", "Ret aktiviteten", "Rediger"),
    (r"\bved starten\b", "ved starten", "ved start"),
    (r"\b[Ff]x\b", "fx dens administration", "for eksempel"),
    (r"\b[Mm]arker\b|\b[Oo]pdater\b", "Opdater", "markér, opdatér: with the accent, so that they are no nouns"),
)  # fmt: skip


@cache
def _danish() -> list[tuple[str, str]]:
    """(English text, Danish text) of the catalogue; a plural's forms one by one."""
    found = []
    for message in catalogue.standing():
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        english = message.id[0] if isinstance(message.id, list | tuple) else message.id
        found += [(english, form) for form in forms if message.id]
    return found


def _texts(value: Any) -> Iterator[str]:
    """Every text in a document, keys left out."""
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _texts(part)


@cache
def _written() -> list[tuple[str, str]]:
    """(place, text) of what is read in Danish and is not in the catalogue."""
    return [*_pages(), *_files(), *_plans()]


def _pages() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        yield from ((page, line) for line in (HERE / page).read_text(encoding="utf-8").splitlines())


def _files() -> Iterator[tuple[str, str]]:
    for folder, endings in (("templates", ("html", "txt")), ("static", ("js",))):
        for path in (found for ending in endings for found in sorted((HERE / folder).rglob(f"*.{ending}"))):
            if "vendor" not in path.parts:
                yield _named(path), path.read_text(encoding="utf-8")


def _plans() -> Iterator[tuple[str, str]]:
    for path in sorted((HERE / "fixtures").rglob("*.json")):
        yield from ((_named(path), text) for text in _texts(json.loads(path.read_text(encoding="utf-8"))))


def _named(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


@pytest.mark.parametrize(("pattern", "example", "instead"), NOWHERE)
def test_replaced_words_are_written_nowhere(pattern: str, example: str, instead: str) -> None:
    assert re.search(pattern, example), "it is found where it comes back"
    found = [(place, text[:200]) for place, text in (*_danish(), *_written()) if re.search(pattern, text)]
    assert found == [], f"say instead: {instead}"


@pytest.mark.parametrize(("pattern", "example", "instead"), NOT_BY_THE_PORTAL)
def test_the_portal_speaks_the_words_of_the_field_and_of_no_computer(pattern: str, example: str, instead: str) -> None:
    assert re.search(pattern, example), "it is found where it comes back"
    found = [(english, danish) for english, danish in _danish() if re.search(pattern, danish)]
    assert found == [], f"say instead: {instead}"
