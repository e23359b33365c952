"""All tests: on SQLite, on a throwaway PostgreSQL, and in a real browser; then one total.

Each part is a pytest of its own. SQLite has one half of the machine, PostgreSQL and then the browser
the other; what a part printed is shown when it ends. The exit status is 0 only when all passed.
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

from tests import migrated, postgres

HERE = Path(__file__).resolve().parent.parent
#: Half of the machine.
WORKERS = max(1, (os.cpu_count() or 2) // 2)


@dataclass(frozen=True)
class Part:
    """Some of the tests, on one database, with what they print and report in a folder of the run."""

    name: str
    marks: str
    database: str | None
    results: Path

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
        spread = ["-n", str(WORKERS), "--dist", "worksteal"] if WORKERS > 1 else ["-n", "0"]
        command = [
            sys.executable, "-m", "pytest", "-q", *spread, "--durations=10", "--durations-min=5", "-m", self.marks,
            f"--junitxml={self.report}", *sys.argv[1:],
        ]  # fmt: skip
        with self.printed.open("wb") as out:
            return subprocess.Popen(command, cwd=HERE, env=environment, stdout=out, stderr=subprocess.STDOUT)

    def told(self, status: int) -> Counter[str]:
        """Show what the part printed; returns how many tests passed, failed, were skipped."""
        print(f"\n=== {self.name} ===\n{self.printed.read_text(encoding='utf-8', errors='replace')}", flush=True)
        counts = counted(self.report)
        if status and not counts["failed"]:
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


def run(lanes: list[list[Part]]) -> Counter[str]:
    """The parts of each lane one after the other, the lanes at the same time."""
    total: Counter[str] = Counter()
    running = [(lane[0], lane[0].start(), lane[1:]) for lane in lanes]
    try:
        while running:
            time.sleep(0.2)
            for each in [each for each in running if each[1].poll() is not None]:
                part, process, rest = each
                running.remove(each)
                if rest:
                    running.append((rest[0], rest[0].start(), rest[1:]))
                total += part.told(process.returncode)
    finally:
        for _part, process, _rest in running:
            process.terminate()
            process.wait()
    return total


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
        print("tests: SQLite beside PostgreSQL and Chromium; each is shown when it ends", flush=True)
        total = run([
            [Part("sqlite", "not browser", None, results)],
            [Part("postgresql", "not browser and not one_database", url, results), Part("chromium", "browser", url, results)],
        ])  # fmt: skip
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
