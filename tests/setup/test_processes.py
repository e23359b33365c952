"""Web server and job worker are watched, and neither outlives the other or their starter."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from abc_portal.reporting import processes
from abc_portal.reporting.processes import Processes

#: What stands in for the two: one that goes on, one that ends at once, one that cannot be asked to end.
GOES_ON = "import time; time.sleep(60)"
ENDS = "raise SystemExit(3)"
STUBBORN = (
    "import pathlib, signal, time; signal.signal(15, signal.SIG_IGN); pathlib.Path({0!r}).touch(); time.sleep(60)"
)


class Trial(Processes):
    """The real watch over stand-ins."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, web: str = GOES_ON, worker: str = GOES_ON, **more: Any) -> None:
        super().__init__("127.0.0.1", 1, **more)
        self.workers: list[subprocess.Popen[bytes]] = []
        start = processes.start

        def start_stand_in(*arguments: str) -> subprocess.Popen[bytes]:
            if arguments[-1] != "run_jobs":
                return start("-c", web)
            self.workers.append(start("-c", worker))
            return self.workers[-1]

        monkeypatch.setattr(processes, "start", start_stand_in)

    def gone(self) -> bool:
        return all(item.poll() is not None for item in (self.web, *self.workers) if item is not None)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that answers at once, pauses without waiting, and the signals as they were afterwards."""
    monkeypatch.setattr(processes, "answers", lambda host, port: True)
    monkeypatch.setattr(processes, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(processes, "LONGEST_END", 1)
    standing = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in standing.items():
        signal.signal(number, handler)


def when(trial: Trial, done: Callable[[], bool]) -> None:
    """Let the watch end by itself as soon as that holds."""
    look = trial._look

    def look_and_end() -> None:
        look()
        trial.asked_to_end = trial.asked_to_end or done()

    trial._look = look_and_end  # type: ignore[method-assign]


def test_a_worker_that_is_killed_is_started_again(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(processes, "QUICK_END", 0)
    trial = Trial(monkeypatch)
    when(trial, lambda: len(trial.workers) == 2)
    trial.run(lambda: trial.workers[0].kill())
    assert trial.workers[0].returncode == -signal.SIGKILL
    assert "Jobkøreren stoppede (ved signal 9) og startes igen." in capfd.readouterr().err
    assert trial.gone()


def test_a_worker_that_cannot_start_ends_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    trial = Trial(monkeypatch, worker=ENDS)
    with pytest.raises(CommandError, match=r"Jobkøreren stopper, så snart den er startet \(med status 3\)"):
        trial.run(lambda: None)
    assert len(trial.workers) == 1
    assert trial.gone()


def test_without_the_web_server_the_worker_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    trial = Trial(monkeypatch)
    with pytest.raises(CommandError, match=r"Webserveren stoppede \(ved signal 9\)"):
        trial.run(lambda: os.kill(trial.web.pid, signal.SIGKILL) if trial.web else None)
    assert trial.gone()


def test_a_web_server_that_ends_before_it_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "answers", lambda host, port: False)
    trial = Trial(monkeypatch, web=ENDS)
    with pytest.raises(CommandError, match="Webserveren startede ikke"):
        trial.run(lambda: pytest.fail("it never was ready"))
    assert trial.gone()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_way_to_end_it_ends_both(number: signal.Signals, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = Trial(monkeypatch)
    trial.run(lambda: os.kill(os.getpid(), number))
    assert trial.gone()


def test_a_starter_whose_parent_is_gone_ends_both(monkeypatch: pytest.MonkeyPatch) -> None:
    parent = subprocess.Popen(["true"])
    parent.wait()
    trial = Trial(monkeypatch, parent=parent.pid)
    trial.run(lambda: pytest.fail("nobody waits for it any more"))
    assert trial.gone()


def test_a_process_that_does_not_listen_is_killed_in_the_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    deaf = tmp_path / "deaf"
    trial = Trial(monkeypatch, worker=STUBBORN.format(str(deaf)))
    when(trial, deaf.exists)
    trial.run(lambda: None)
    assert trial.workers[0].returncode == -signal.SIGKILL
    assert trial.gone()
