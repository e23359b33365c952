"""A throwaway PostgreSQL with Danish collation: started for the tests, gone after them."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


class NoPostgres(RuntimeError):
    """There is no PostgreSQL on the machine, or it does not start."""


def binaries() -> Path:
    """Where ``initdb`` and ``pg_ctl`` are. Raises :class:`NoPostgres`."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    folders += sorted(Path("/opt/homebrew/opt").glob("postgresql*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        folders.insert(0, Path(found).parent)
    for folder in folders:
        if (folder / "initdb").exists():
            return folder
    raise NoPostgres("PostgreSQL is not installed; run: make setup")


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return name
    raise NoPostgres("there is no user that PostgreSQL could run as")


def _run(command: list[str], owner: str | None) -> None:
    done = subprocess.run(command, user=owner, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoPostgres(f"{Path(command[0]).name}: {(done.stderr or done.stdout).strip()[-400:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def throwaway() -> Iterator[str]:
    """The address of a running server, as a ``DATABASE_URL``; it is stopped and deleted afterwards."""
    folder, owner, port = binaries(), _owner(), _free_port()
    home = Path(tempfile.mkdtemp(prefix="abc-pg-"))
    try:
        if owner:
            shutil.chown(home, owner)
        home.chmod(0o700)
        data = str(home / "data")
        _run(
            [
                str(folder / "initdb"), "-D", data, "-U", "abc", "--auth=trust", "--encoding=UTF8", "--no-sync",
                "--locale-provider=icu", "--icu-locale=da", "--locale=C.UTF-8",
            ],
            owner,
        )  # fmt: skip
        # No socket file: its name may be at most 107 letters long, and TMPDIR may be longer.
        options = f"{OPTIONS} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -p {port}"
        # Its log goes to a file: an inherited pipe would keep the caller waiting for the server's end.
        control = [str(folder / "pg_ctl"), "-D", data, "-w", "-t", "60"]
        started = subprocess.run(
            [*control, "-l", str(home / "log"), "-o", options, "start"],
            user=owner, cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if started.returncode:
            raise NoPostgres(f"PostgreSQL does not start: {(home / 'log').read_text(errors='replace').strip()[-400:]}")
        try:
            yield f"postgres://abc@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], owner)
    finally:
        shutil.rmtree(home, ignore_errors=True)
