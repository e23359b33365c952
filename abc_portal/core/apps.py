"""The core app: teaches SQLite Danish as soon as a connection opens, and checks the database at start."""

import contextlib

from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created

from abc_portal.core import late_imports

late_imports.postpone()


class CoreConfig(AppConfig):
    name = "abc_portal.core"
    label = "core"

    def ready(self) -> None:
        # Registered here because both need the app registry; see docs/decisions/0004-danish-text.md.
        from abc_portal.core import database, locale_files

        connection_created.connect(database.teach_sqlite_danish, dispatch_uid="teach-sqlite-danish")
        if locale_files.is_stale():
            with contextlib.suppress(OSError):  # a read-only installation has it compiled
                _compile()
        checks.register(database.check_danish, checks.Tags.database)


def _compile() -> None:
    """Babel takes a tenth of a second to import, so only a stale catalogue pays for it."""
    from abc_portal.core import catalogue

    catalogue.compile_if_stale()
