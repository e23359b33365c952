"""Danish order and Unicode search on SQLite, and a check that the database sorts and searches in Danish.

SQLite's own ``LIKE``, ``UPPER`` and ``LOWER`` know ASCII only: a search for ``ørbæk`` would not find
``ØRBÆK``. PostgreSQL gets its order from the ICU collation ``da-x-icu`` on the columns.
"""

import re
from functools import lru_cache
from typing import Any

from django.core import checks
from django.db import connections
from django.db.utils import DatabaseError

from abc_portal.core import danish

SQLITE_COLLATION = "danish"
POSTGRESQL_COLLATION = "da-x-icu"
_QUESTION = """
    SELECT 'Øen' COLLATE "{collation}" < 'Ålborg' AND 'Aalborg' COLLATE "{collation}" > 'Zoo',
           UPPER('Bæk' COLLATE "{collation}") = 'BÆK' AND UPPER('Bæk') = 'BÆK'
"""


def teach_sqlite_danish(*, connection: Any, **_kwargs: Any) -> None:
    """Register the Danish collation and Unicode ``LIKE``, ``UPPER`` and ``LOWER`` on a new connection."""
    if connection.vendor != "sqlite":
        return
    raw = connection.connection
    raw.create_collation(SQLITE_COLLATION, danish.compare)
    raw.create_function("LIKE", 2, _like, deterministic=True)
    raw.create_function("LIKE", 3, _like, deterministic=True)
    raw.create_function("UPPER", 1, _upper, deterministic=True)
    raw.create_function("LOWER", 1, _lower, deterministic=True)


def check_danish(*, databases: Any = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Each database must order ``ø``, ``å`` and ``aa`` last, and find ``Bæk`` when ``BÆK`` is asked for.

    Names have the Danish collation; other texts have the database's own, which must know the letters too.
    """
    faults: list[checks.CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        collation = SQLITE_COLLATION if connection.vendor == "sqlite" else POSTGRESQL_COLLATION
        try:
            with connection.cursor() as cursor:
                cursor.execute(_QUESTION.format(collation=collation))
                ordered, searched = cursor.fetchone()
        except DatabaseError as fault:
            faults.append(checks.Error(f"The database {alias} has no Danish collation: {fault}", id="core.E001"))
            continue
        if not ordered or not searched:
            faults.append(checks.Error(f"The database {alias} does not sort or search in Danish.", id="core.E002"))
    return faults


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _like(pattern: Any, value: Any, escape: str | None = None) -> bool | None:
    if pattern is None or value is None:
        return None
    return _compiled(str(pattern), escape).fullmatch(str(value)) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str, escape: str | None) -> re.Pattern[str]:
    parts, letters = [], iter(pattern)
    for letter in letters:
        if letter == escape:
            parts.append(re.escape(next(letters, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(letter) or re.escape(letter))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
