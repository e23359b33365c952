#!/usr/bin/env python3
"""Run one of the portal's commands; finds the project's virtual environment by itself."""

import gc
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OWN_PYTHON = HERE / ".venv" / "bin" / "python"


def use_own_python() -> None:
    """Start again under the project's own Python when called with another one."""
    if Path(sys.prefix).resolve() == OWN_PYTHON.parent.parent.resolve():
        return
    if OWN_PYTHON.exists():
        os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])  # noqa: S606 - the project's own interpreter


def run() -> None:
    """Django's commands and the portal's; a database or a file that cannot be used is one sentence for all."""
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import DatabaseError
    except ImportError:
        sys.exit("The portal's packages are not installed here. Run: make setup")
    try:
        execute_from_command_line(sys.argv)
    except (DatabaseError, ImproperlyConfigured, OSError) as fault:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"{type(fault).__name__}: {(str(fault).strip() or 'no reason given').splitlines()[0]}")


def main() -> None:
    use_own_python()
    gc.set_threshold(100_000, 50, 100)  # what is imported stays: looking through it for waste takes a fifth of the time
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abc_portal.settings")
    # A terminal that knows no Danish letters shows them in another way rather than ending the command.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    try:
        run()
    except KeyboardInterrupt:
        sys.exit(130)  # Ctrl+C, as shells report it


if __name__ == "__main__":
    main()
