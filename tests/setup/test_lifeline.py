"""Nothing of the portal outlives its starter: real processes, killed as nobody can prepare for."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import migrated

HERE = Path(__file__).resolve().parent.parent.parent
#: Seconds until all are up, and until all are gone.
START, END = 60, 15
#: The watch as ``run_portal`` runs it, without what the command does before.
STARTER = """
import sys
import django
django.setup()
from abc_portal.reporting.processes import Processes
Processes("127.0.0.1", int(sys.argv[1])).run(lambda: None)
"""


class Tree:
    """shell → starter → gunicorn's master → its workers, and the job worker; known by their own ``ABC_VAR_DIR``."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        shutil.copyfile(migrated.original(None), folder / "portal.sqlite3")
        (folder / "starter.py").write_text(STARTER, encoding="utf-8")
        self.mark = f"ABC_VAR_DIR={folder}\0".encode()
        inherited = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "ABC_ENV")}
        self.shell = subprocess.Popen(
            ["sh", "-c", f"{sys.executable} {folder / 'starter.py'} {self.port}; true"], cwd=HERE,
            env={**inherited, "ABC_VAR_DIR": str(folder), "PYTHONPATH": str(HERE),
                 "DJANGO_SETTINGS_MODULE": "abc_portal.settings"},
        )  # fmt: skip

    def found(self, word: str = "") -> list[int]:
        """The numbers of the tree's processes whose command line has the word, the oldest first."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                ours = self.mark in (folder / "environ").read_bytes() + b"\0"
                dead = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
                words = (folder / "cmdline").read_bytes().decode()
            except OSError:
                continue
            if ours and not dead and word in words:
                found.append(int(folder.name))
        return sorted(found)

    def is_up(self) -> bool:
        locks = Path(self.mark[12:-1].decode()) / "workers"
        return len(self.found("gunicorn")) == 3 and len(self.found("run_jobs")) == 1 and any(locks.glob("*"))

    def is_gone(self) -> bool:
        return not self.found()


def wait(done: Callable[[], bool], seconds: int) -> None:
    last = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < last
        time.sleep(0.1)


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Tree]:
    found = Tree(tmp_path)
    try:
        wait(found.is_up, START)
        yield found
    finally:
        for number in found.found():
            os.kill(number, signal.SIGKILL)
        found.shell.wait()


def starter(tree: Tree) -> list[int]:
    return [number for number in tree.found("starter.py") if number != tree.shell.pid]


def starter_and_master(tree: Tree) -> list[int]:
    """The workers of a master that is gone are ended by the system alone."""
    return [*starter(tree), tree.found("gunicorn")[0]]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found by Linux's /proc")
@pytest.mark.parametrize("killed", [starter, starter_and_master])
def test_a_killed_starter_takes_web_server_and_worker_with_it(killed: Callable[[Tree], list[int]], tree: Tree) -> None:
    for number in killed(tree):
        os.kill(number, signal.SIGKILL)
    tree.shell.wait()
    wait(tree.is_gone, END)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", tree.port))


def test_make_run_ends_with_make() -> None:
    dry_run = subprocess.run(["make", "-n", "run"], cwd=HERE, capture_output=True, text=True, check=True)
    assert "run_portal --with-parent" in dry_run.stdout
