#!/usr/bin/env python3
"""Run one of the portal's commands; finds the project's virtual environment by itself."""

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


def main() -> None:
    use_own_python()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abc_portal.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("The portal's packages are not installed here. Run: make setup")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
