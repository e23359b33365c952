"""``run_portal``: the portal with its database brought up to date, a web server and the job worker.

What ``make run`` calls. Every fault that an operator can mend is one sentence.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from abc_portal.reporting.demo import PEOPLE, load_demo
from abc_portal.reporting.management.base import PortalCommand
from abc_portal.reporting.reference import load_reference

LEAST_FREE_BYTES = 50 * 1024 * 1024


class Command(PortalCommand):
    help = "Bring the database up to date and start the web server and the job worker."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))

    def handle(self, *args: Any, host: str, port: str, **options: Any) -> None:
        number = check_port(host, port)
        check_room(settings.VAR_DIR)
        check_database()
        self._bring_up_to_date()
        children = start(host, number)
        wait_for(host, number, children)
        self._tell(host, number)
        watch(children)

    def _bring_up_to_date(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(_("Bringing the database up to date …"))
            call_command("migrate", interactive=False, verbosity=0)
        load_reference()
        if not settings.PRODUCTION:
            load_demo()

    def _tell(self, host: str, port: int) -> None:
        self.stdout.write(
            _("The portal runs at http://%(host)s:%(port)s (stop it with Ctrl+C).") % {"host": host, "port": port}
        )
        if not settings.PRODUCTION:
            who = ", ".join(f"{name}@abc.example" for name in PEOPLE)
            self.stdout.write(
                _("Sign in as %(who)s; the password is %(password)s") % {"who": who, "password": settings.DEMO_PASSWORD}
            )
        self.stdout.flush()


def check_port(host: str, port: str) -> int:
    """The port as a number. Raises ``CommandError`` when it is none, or is taken."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise CommandError(_("PORT is “%s”; it must be a number from 1 to 65535.") % port)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as fault:
            raise CommandError(
                _("Port %(port)s cannot be used (%(why)s). Choose another: PORT=8001 make run")
                % {"port": port, "why": fault.strerror}
            ) from fault
    return int(port)


def check_room(folder: Path) -> None:
    """Raises ``CommandError`` when the folder cannot be written, or the disk is nearly full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".room"
        probe.write_bytes(b"room")
        probe.unlink()
        Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as fault:
        raise CommandError(
            _("%(path)s cannot be written: %(why)s.") % {"path": folder, "why": fault.strerror}
        ) from fault
    if free < LEAST_FREE_BYTES:
        raise CommandError(_("The disk that holds %s is full; make room and start again.") % folder)


def check_database() -> None:
    """Raises ``CommandError`` when the database does not answer or its file is broken."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA quick_check(1)")
                answer = cursor.fetchone()[0]
                if answer != "ok":
                    raise DatabaseError(answer)
            else:
                cursor.execute("SELECT 1")
    except DatabaseError as fault:
        name = settings.DATABASES["default"]["NAME"]
        first = str(fault).strip().splitlines()[0]
        raise CommandError(
            _("The database %(name)s cannot be used: %(why)s. Restore a backup, or move it away to begin anew.")
            % {"name": name, "why": first}
        ) from fault
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command("check", databases=["default"], tags=["database"], stdout=nowhere)


def start(host: str, port: int) -> list[subprocess.Popen[bytes]]:
    """The web server and the job worker, as processes of their own."""
    here = settings.BASE_DIR
    web = [
        sys.executable, "-m", "gunicorn", "abc_portal.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", "2", "--log-level", "warning", "--timeout", "60",
    ]  # fmt: skip
    jobs = [sys.executable, str(here / "manage.py"), "run_jobs"]
    return [subprocess.Popen(command, cwd=here) for command in (web, jobs)]  # noqa: S603 - fixed commands


def wait_for(host: str, port: int, children: list[subprocess.Popen[bytes]]) -> None:
    """Until the web server answers; raises ``CommandError`` when it does not come up."""
    for _attempt in range(300):
        if children[0].poll() is not None:
            stop(children)
            raise CommandError(_("The web server did not start; see the lines above."))
        try:
            with socket.create_connection((host, port), timeout=0.2):
                return
        except OSError:
            signal.sigtimedwait([], 0.1)
    stop(children)
    raise CommandError(_("The web server did not start; see the lines above."))


def watch(children: list[subprocess.Popen[bytes]]) -> None:
    """Wait until the server ends or the operator stops it; then end both."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        children[0].wait()
    except KeyboardInterrupt:
        pass
    finally:
        stop(children)


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
