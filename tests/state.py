"""The whole database as a value, so that a test can say: nothing was changed."""

from typing import Any

from django.db import connection

#: Tables that come and go without anybody changing anything.
PASSING = {"django_session"}


def snapshot() -> dict[str, list[Any]]:
    """Every row of every table, in a fixed order."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in PASSING:
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> list[str]:
    """The tables whose rows differ."""
    return [table for table in sorted(before.keys() | after.keys()) if before.get(table) != after.get(table)]
