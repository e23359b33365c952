"""All tests: on SQLite, on a throwaway PostgreSQL, and in a real browser; then one total.

Each part is a pytest of its own and ends with pytest's summary. The exit status is 0 only when
all of them passed.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import NoReturn

from tests import postgres

HERE = Path(__file__).resolve().parent.parent


def part(name: str, selection: list[str], database: str | None, results: Path) -> Counter[str]:
    """Run one part; returns how many tests passed, failed, were skipped."""
    print(f"\n=== {name} ===", flush=True)
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "ABC_ENV")}
    if database:
        environment["DATABASE_URL"] = database
    report = results / f"{name}.xml"
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *selection, *sys.argv[1:]]
    status = subprocess.run(command, cwd=HERE, env=environment, check=False).returncode
    counts = counted(report)
    if status and not counts["failed"]:
        counts["failed"] += 1  # pytest itself went wrong: a collection error, a crash, nothing found
    return counts


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


def end(_signal: int, _frame: object) -> NoReturn:
    sys.exit(143)  # by an exception, so that the server is stopped and its folder deleted


def main() -> int:
    signal.signal(signal.SIGTERM, end)
    started = time.monotonic()
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, postgres.throwaway() as url:
        results = Path(folder)
        total += part("sqlite", ["-n", "2", "-m", "not browser"], None, results)
        total += part("postgresql", ["-n", "2", "-m", "not browser"], url, results)
        total += part("chromium", ["-n", "2", "-m", "browser"], url, results)
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
