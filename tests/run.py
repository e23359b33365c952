"""All tests: on SQLite, on a throwaway PostgreSQL, and in a real browser; then one total.

Each part is a pytest of its own. Two run at a time, each on one half of the machine, and the next
begins when one of them ends; so the tests on SQLite, which are most, come in small parts at the end,
and neither half waits long for the other. What a part printed is shown when it ends. The exit status
is 0 only when all passed.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from tests import migrated, postgres

HERE = Path(__file__).resolve().parent.parent
AT_A_TIME = 2
#: Of one part.
WORKERS = max(1, (os.cpu_count() or 2) // AT_A_TIME)


@dataclass(frozen=True)
class Part:
    """Some of the tests, on one database, with what they print and report in a folder of the run."""

    name: str
    marks: str
    database: str | None
    results: Path
    files: tuple[str, ...] = ()

    @property
    def printed(self) -> Path:
        return self.results / f"{self.name}.txt"

    @property
    def report(self) -> Path:
        return self.results / f"{self.name}.xml"

    def start(self) -> "subprocess.Popen[bytes]":
        environment = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
        if self.database:
            environment["DATABASE_URL"] = self.database
            environment["TOX_PARALLEL_ENV"] = self.name  # part of the test database's name: two may use the server
        spread = ["-n", str(WORKERS), "--dist", "worksteal"] if WORKERS > 1 else ["-n", "0"]
        command = [
            sys.executable, "-m", "pytest", "-q", *spread, "--durations=10", "--durations-min=5", "-m", self.marks,
            f"--junitxml={self.report}", *self.files, *sys.argv[1:],
        ]  # fmt: skip
        with self.printed.open("wb") as out:
            return subprocess.Popen(command, cwd=HERE, env=environment, stdout=out, stderr=subprocess.STDOUT)

    def summarise(self, status: int, used: float) -> Counter[str]:
        """Show what the part printed and the seconds of the processor it used; returns how many tests came out how."""
        print(
            f"\n=== {self.name}: {used:.0f}s of the processor ===\n{self.printed.read_text(encoding='utf-8', errors='replace')}",
            flush=True,
        )
        counts = counted(self.report)
        narrowed = status == pytest.ExitCode.NO_TESTS_COLLECTED and sys.argv[1:]
        if status and not counts["failed"] and not narrowed:
            counts["failed"] += 1  # pytest itself went wrong: a collection error, a crash, nothing found
        return counts


#: Of the environment what each part chooses itself; and Python may keep what it compiled, as every start needs it.
LEFT_OUT = ("DATABASE_URL", "ABC_ENV", "PYTHONDONTWRITEBYTECODE")


def counted(report: Path) -> Counter[str]:
    """What a report in JUnit's form says."""
    counts: Counter[str] = Counter()
    if report.exists():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            counts["failed"] += failed
            counts["skipped"] += skipped
            counts["passed"] += int(suite.get("tests", 0)) - failed - skipped
    return counts


def seconds_of(process: "subprocess.Popen[bytes]") -> float | None:
    """What a process that has ended used of the processor, with those it started; ``None`` while it runs."""
    pid, status, used = os.wait4(process.pid, os.WNOHANG)
    if not pid:
        return None
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def run(parts: list[Part]) -> Counter[str]:
    """Two at a time, in the order given."""
    total: Counter[str] = Counter()
    waiting = list(parts)
    running: list[tuple[Part, subprocess.Popen[bytes]]] = []
    try:
        while waiting or running:
            while waiting and len(running) < AT_A_TIME:
                running.append((waiting[0], waiting.pop(0).start()))
            time.sleep(0.2)
            for part, process in list(running):
                used = seconds_of(process)
                if used is not None:
                    running.remove((part, process))
                    total += part.summarise(process.returncode, used)
    finally:
        for _part, process in running:
            process.terminate()
            process.wait()
    return total


#: Of the tests on SQLite.
SMALL_PARTS = 5


def parts(url: str, results: Path) -> list[Part]:
    """The browser's first, one beside another part, as Chromium takes some of the other half; the smallest last."""
    files = sorted(str(path) for path in (HERE / "tests").rglob("test_*.py"))
    browser = [path for path in files if "/tests/browser/" in path]
    others = [path for path in files if path not in browser]
    sqlite = [
        Part(f"sqlite-{number}", "not browser", None, results, tuple(others[number - 1 :: SMALL_PARTS]))
        for number in range(1, SMALL_PARTS + 1)
    ]
    return [
        Part("chromium-1", "browser", url, results, tuple(browser[::2])),
        sqlite[0],
        Part("chromium-2", "browser", url, results, tuple(browser[1::2])),
        Part("postgresql", "not browser and not one_database", url, results),
        *sqlite[1:],
    ]


def migrate_first(url: str) -> None:
    """Both originals at once; a part would otherwise make its own while the other's worker waits."""
    with ThreadPoolExecutor() as both:
        list(both.map(migrated.original, (None, url)))


def end(_signal: int, _frame: object) -> NoReturn:
    sys.exit(143)  # by an exception, so that the server is stopped and its folder deleted


def main() -> int:
    signal.signal(signal.SIGTERM, end)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, postgres.throwaway() as url:
        results = Path(folder)
        migrate_first(url)
        print("tests: two parts at a time, each shown when it ends", flush=True)
        total = run(parts(url, results))
    words = ", ".join(f"{total[key]} {key}" for key in ("passed", "failed", "skipped") if total[key] or key == "passed")
    print(f"\n=== total: {words} in {time.monotonic() - started:.0f}s (SQLite, PostgreSQL, Chromium) ===")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except postgres.NoPostgres as fault:
        sys.exit(f"tests: {fault}")
    except KeyboardInterrupt:
        sys.exit(130)
