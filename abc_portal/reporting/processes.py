"""Web server and job worker for ``make run``: started together, watched, and ended together. Production has systemd."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from abc_portal.reporting import lifeline

#: Seconds: between two looks at the processes, until the web server must answer, for a job to end in peace.
LOOK_EVERY, LONGEST_START, LONGEST_END = 0.2, 60, 10
#: A worker that ends as soon as this cannot do its work, and is not started again.
QUICK_END = 10


class Processes:
    """Web server and job worker, each in its own process group, so that only their starter ends them.

    ``parent`` is the process number of the starter, when they must not outlive it.
    """

    def __init__(self, host: str, port: int, *, parent: int | None = None) -> None:
        self.host, self.port, self.parent = host, port, parent
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.worker_began = 0.0
        self.asked_to_end = False

    def run(self, when_ready: Callable[[], None]) -> None:
        """Run until the operator ends it. Raises ``CommandError`` when one of the two cannot be kept running."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        try:
            self.web, self.worker = self._start_web(), self._start_worker()
            self._wait_for_answer()
            if not self._is_to_end():
                when_ready()
            while not self._is_to_end():
                self._look()
                time.sleep(LOOK_EVERY)
        finally:
            self._stop()

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        # Only a note: an exception raised here could fall between a process's start and its entry in the books.
        self.asked_to_end = True

    def _is_to_end(self) -> bool:
        return self.asked_to_end or self.parent not in (None, os.getppid())

    def _start_web(self) -> subprocess.Popen[bytes]:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return start(
            "-m", "gunicorn", "abc_portal.wsgi:application", "--bind", f"{host}:{self.port}", "--workers", "2",
            "--timeout", "60", "--graceful-timeout", str(LONGEST_END - 2), "--log-level", "warning",
            "--no-control-socket", "--config", "python:abc_portal.reporting.lifeline",
        )  # fmt: skip

    def _start_worker(self) -> subprocess.Popen[bytes]:
        self.worker_began = time.monotonic()
        return start(str(settings.BASE_DIR / "manage.py"), "run_jobs")

    def _wait_for_answer(self) -> None:
        last = time.monotonic() + LONGEST_START
        while not self._is_to_end() and not answers(self.host, self.port):
            if self.web.poll() is not None or time.monotonic() > last:
                raise CommandError(_("The web server did not start; the reason stands above."))
            time.sleep(0.05)

    def _look(self) -> None:
        """Nobody works without the web server; a lost worker is replaced, unless it has just been started."""
        if self.web.poll() is not None:
            raise CommandError(_("The web server ended (%s). Start again.") % ending(self.web.returncode))
        if self.worker.poll() is None:
            return
        how = ending(self.worker.returncode)
        if time.monotonic() - self.worker_began < QUICK_END:
            raise CommandError(_("The job worker ends as soon as it is started (%s); the reason stands above.") % how)
        sys.stderr.write(_("The job worker ended (%s) and is started again.") % how + "\n")
        self.worker = self._start_worker()

    def _stop(self) -> None:
        running = [item for item in (self.web, self.worker) if item is not None and item.poll() is None]
        for process in running:
            process.terminate()
        last = time.monotonic() + LONGEST_END
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.1, last - time.monotonic()))
        for process in (self.web, self.worker):
            if process is not None:
                # Includes processes that outlive their parent, such as the web server's workers.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start the portal's own Python with the arguments, in a process group of its own that ends with this process."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments], cwd=settings.BASE_DIR, start_new_session=True,
        preexec_fn=lifeline.end_with_parent,
    )  # fmt: skip


def answers(host: str, port: int) -> bool:
    """The portal itself answers at its health address, not only the socket."""
    somewhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(somewhere, port, timeout=5)
    allowed = next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip(".").replace("*", "localhost")
    try:
        connection.request("GET", "/healthz", headers={"Host": allowed})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def ending(status: int) -> str:
    """How a process ended, in words."""
    if status < 0:
        return _("by signal %s") % -status
    return _("with status %s") % status
