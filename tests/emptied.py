"""The database after a test of real transactions: only what Django itself fills stays, as it was.

Django's own way empties every table and then makes all content types and permissions anew, which takes longer
than most of these tests.
"""

from typing import Any

from django.db import connection, transaction

#: The same for every test.
LEFT_OUT = {"django_migrations", "django_content_type", "auth_permission"}


def tables() -> list[str]:
    """What a test may fill."""
    return [name for name in connection.introspection.table_names() if name not in LEFT_OUT]


def without_checks(cursor: Any) -> None:
    """Until the transaction ends, rows may go or come in any order; on SQLite they may anyhow."""
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")


def empty(_test: object = None) -> None:
    """Delete every row of the tables that have any."""
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        without_checks(cursor)
        filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables())
        cursor.execute(filled)
        for (name,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{name}"')
