"""``run_portal``: the portal with its database brought up to date, a web server and the job worker.

What ``make run`` calls. Every fault that an operator can mend is one sentence.
"""

import contextlib
import errno
import fcntl
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from abc_portal.reporting import workers
from abc_portal.reporting.demo import PEOPLE, load_demo
from abc_portal.reporting.management.base import PortalCommand
from abc_portal.reporting.processes import Processes
from abc_portal.reporting.reference import load_reference

LEAST_FREE_BYTES = 50 * 1024 * 1024


class Command(PortalCommand):
    help = "Bring the database up to date and start the web server and the job worker."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--with-parent", action="store_true", help="end when who started this command is gone")

    def handle(self, *args: Any, host: str, port: str, with_parent: bool, **options: Any) -> None:
        parent = os.getppid() if with_parent else None
        number = port_number(port)
        check_room(settings.VAR_DIR)
        with contextlib.ExitStack() as starting:
            starting.enter_context(one_start_at_a_time(settings.VAR_DIR, self.stdout.write))
            check_port(host, number)
            check_database()
            self._bring_up_to_date()

            def ready() -> None:
                starting.close()
                self._tell(host, number)

            Processes(host, number, parent=parent).run(ready)

    def _bring_up_to_date(self) -> None:
        executor = MigrationExecutor(connection)
        check_version(executor)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(_("Bringing the database up to date …"))
            self.stdout.flush()
            call_command("migrate", interactive=False, verbosity=0)
        load_reference()
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        else:
            load_demo()

    def _tell(self, host: str, port: int) -> None:
        self.stdout.write(
            _("The portal runs at http://%(host)s:%(port)s (stop it with Ctrl+C).")
            % {"host": f"[{host}]" if ":" in host else host, "port": port}
        )
        if not settings.PRODUCTION:
            who = ", ".join(f"{name}@abc.example" for name in PEOPLE)
            self.stdout.write(
                _("Sign in as %(who)s; the password is %(password)s") % {"who": who, "password": settings.DEMO_PASSWORD}
            )
        self.stdout.flush()


def check_version(executor: MigrationExecutor) -> None:
    """Raises ``CommandError`` when the database was made by a newer version of the portal, or by no version."""
    sentence = _("The database does not fit this version of the portal: %s")
    try:
        executor.loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as fault:
        raise CommandError(sentence % fault) from fault
    known = executor.loader.disk_migrations
    apps = {app for app, _name in known}
    newer = sorted(
        f"{app} {name}" for app, name in executor.loader.applied_migrations if app in apps and (app, name) not in known
    )
    if newer:
        raise CommandError(sentence % _("it was made by a newer one, which knows %s") % newer[0])


def port_number(port: str) -> int:
    """The port as a number. Raises ``CommandError`` when it is none."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise CommandError(_("PORT is “%s”; it must be a number from 1 to 65535.") % port)
    return int(port)


def check_port(host: str, port: int) -> None:
    """Raises ``CommandError`` when the host is no address of this machine, or the port taken or not ours to use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if isinstance(fault, socket.gaierror) or fault.errno == errno.EADDRNOTAVAIL:
                raise CommandError(_("HOST is “%s”; it must be an address of this machine.") % host) from fault
            raise CommandError(
                _("Port %(port)s cannot be used (%(why)s). Choose another: PORT=8001 make run")
                % {"port": port, "why": fault.strerror}
            ) from fault


def check_room(folder: Path) -> None:
    """Raises ``CommandError`` when the folder cannot be written, or the disk is nearly full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as fault:
        raise cannot_write(folder, fault) from fault
    if free < LEAST_FREE_BYTES:
        raise CommandError(_("The disk that holds %s is full; make room and start again.") % folder)
    # What the portal writes there later: better refused now than when somebody waits for a document.
    for item in (folder, Path(settings.STATIC_ROOT), Path(settings.MEDIA_ROOT), workers.folder()):
        try:
            item.mkdir(exist_ok=True)
            (item / ".room").touch()
            (item / ".room").unlink(missing_ok=True)
        except OSError as fault:
            raise cannot_write(item, fault) from fault


def cannot_write(path: Path, fault: OSError) -> CommandError:
    return CommandError(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": fault.strerror})


@contextlib.contextmanager
def one_start_at_a_time(folder: Path, say: Callable[[str], Any]) -> Iterator[None]:
    """Two starts at once would both make the tables and the demo cases: the second waits for the first."""
    path = folder / ".starting"
    try:
        file = path.open("w")
    except OSError as fault:
        raise cannot_write(path, fault) from fault
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(_("Another start is under way with the same files; waiting for it …"))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def check_database() -> None:
    """Raises ``CommandError`` when the database does not answer, cannot be written, or its file is broken."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                _check_file(cursor)
            else:
                cursor.execute("SELECT 1")
    except DatabaseError as fault:
        raise CommandError(_unusable(str(fault).strip().splitlines()[0])) from fault
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command("check", databases=["default"], tags=["database"], stdout=nowhere)


def _check_file(cursor: Any) -> None:
    """Raises ``DatabaseError`` when SQLite's file is broken, or may not be written."""
    cursor.execute("PRAGMA quick_check(1)")
    answer = cursor.fetchone()[0]
    if answer != "ok":
        raise DatabaseError(answer)
    # SQLite opens a file that is not ours without a word and refuses the first write: try one, and undo it.
    cursor.execute("CREATE TABLE can_write (x)")
    transaction.set_rollback(True)


def _unusable(why: str) -> str:
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite":
        return _("The database %(name)s cannot be used: %(why)s. If it is broken, restore a backup or move it away.") % {
            "name": name, "why": why,
        }  # fmt: skip
    return _("The database server does not let us in to “%(name)s”: %(why)s. Check the server and DATABASE_URL.") % {
        "name": name, "why": why,
    }  # fmt: skip
