"""What ``deploy/setup.sh`` says on machines that lack something; nothing is installed here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent.parent
#: Stand-ins for the machine's own commands: a user without rights on a bare system with room enough.
MACHINE = {
    "python3": f'case "$*" in *ensurepip*) exit 1;; esac; exec {sys.executable} "$@"',
    "id": "echo 1000",
    "uname": "echo Linux",
    "ldconfig": "true",
    "df": 'echo head; echo "disk 9 9 9999999 1% /"',
    "apt-get": 'echo "$@" >>apt-was-called',
    "sudo": "exit 1",
}
MISSING = "python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout, as far as the script needs one, and a folder with the stand-ins."""
    (tmp_path / "deploy").mkdir()
    for name in ("deploy/setup.sh", "uv.lock", "package-lock.json"):
        shutil.copy(HERE / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    return tmp_path


def run_script(checkout: Path, want: str, **instead: str) -> subprocess.CompletedProcess[str]:
    for name, does in (MACHINE | {key.replace("_", "-"): value for key, value in instead.items()}).items():
        file = checkout / "bin" / name
        file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        file.chmod(0o755)
    return subprocess.run(
        ["/bin/sh", "deploy/setup.sh", want], cwd=checkout, capture_output=True, text=True, check=False, timeout=60,
        env={"PATH": f"{checkout / 'bin'}:{os.defpath}:/usr/sbin", "HOME": str(checkout)},
    )  # fmt: skip


def set_up(checkout: Path, want: str, **instead: str) -> subprocess.CompletedProcess[str]:
    done = run_script(checkout, want, **instead)
    assert not (checkout / ".venv").exists()
    return done


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The one line it ended with."""
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done
    return done.stderr.strip()


def test_without_the_right_to_install_it_tells_the_exact_command(checkout: Path) -> None:
    command = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {MISSING} && make run"
    assert said(set_up(checkout, "run")) == f"setup: this machine lacks {MISSING}. Run: {command}"
    assert not (checkout / "apt-was-called").exists()


def test_on_a_mac_it_tells_brews_command(checkout: Path) -> None:
    if Path("/opt/homebrew").exists() or Path("/usr/local/lib/libpango-1.0.dylib").exists():
        pytest.skip("this is a Mac that has Pango")
    sentence = said(set_up(checkout, "run", uname="echo Darwin"))
    assert sentence == "setup: this machine lacks pango. Run: brew install pango && make run"


@pytest.mark.parametrize(("want", "room"), [("run", "600"), ("dev", "900")])
def test_it_asks_for_room_before_it_begins(checkout: Path, want: str, room: str) -> None:
    sentence = said(set_up(checkout, want, df='echo head; echo "disk 9 9 102400 1% /"'))
    assert sentence == f"setup: the disk has 100 MB left; the portal's packages need about {room} MB."


def test_what_was_installed_before_needs_no_room_again(checkout: Path) -> None:
    (checkout / ".tools").mkdir()
    left = 'case "$*" in *.tools) printf "563200\\t.tools\\n";; esac'
    sentence = said(set_up(checkout, "run", du=left, df='echo head; echo "disk 9 9 51200 1% /"'))
    assert sentence == "setup: the disk has 50 MB left; the portal's packages need about 100 MB."
    assert "lacks" in said(set_up(checkout, "run", du=left, df='echo head; echo "disk 9 9 153600 1% /"'))


def test_an_old_python_is_named(checkout: Path) -> None:
    pretends = f'exec {sys.executable} -c "import sys; sys.version_info = (3, 10); exec(sys.argv[1])" "$2"'
    sentence = said(
        set_up(checkout, "run", python3=f'[ "$1" != -V ] || {{ echo "Python 3.10.9"; exit 0; }}; {pretends}')
    )
    assert sentence.endswith("is Python 3.10.9; the portal needs Python 3.11 or newer.")


def test_root_installs_and_a_failure_is_one_sentence(checkout: Path) -> None:
    fails = MACHINE["apt-get"] + '; echo "E: Temporary failure resolving deb.debian.org" >&2; exit 100'
    done = set_up(checkout, "run", id="echo 0", apt_get=fails)
    assert done.stdout == f"setup: installing from Debian: {MISSING}\n"
    assert done.stderr == (
        f"setup: installing {MISSING} failed: the network cannot be reached."
        " Check the connection, and http_proxy and https_proxy if there is a proxy.\n"
    )
    assert (checkout / "apt-was-called").read_text(encoding="utf-8").splitlines()[0] == "update -q"
    assert done.returncode == 1


def test_code_is_compiled_where_everything_is_installed_already(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / "node_modules" / "dkfds").mkdir(parents=True)
    (checkout / ".venv" / ".setup-run").write_text("the same\n", encoding="utf-8")
    own_python = checkout / ".venv" / "bin" / "python"
    own_python.write_text('#!/bin/sh\necho "$@" >>python-was-called\n', encoding="utf-8")
    own_python.chmod(0o755)
    done = run_script(checkout, "run", cksum="cat >/dev/null; echo the same")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    called = (checkout / "python-was-called").read_text(encoding="utf-8").splitlines()
    assert "-m compileall -q abc_portal plans budgets indicators governance" in called
