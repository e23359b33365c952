"""Django's deployment check with production settings: it must find nothing."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

#: A complete production environment, for checks only.
PRODUCTION = {
    "ABC_ENV": "production",
    "ABC_SECRET_KEY": "an example that is only used by the checks of a checkout, and is long enough",
    "ABC_HOSTS": "portal.example.dk",
    "ABC_SITE_URL": "https://portal.example.dk",
    "ABC_MAIL_FROM": "portal@example.dk",
    "ABC_MAIL_HOST": "mail.example.dk",
    "DATABASE_URL": "sqlite:////tmp/abc-portal-check.sqlite3",
}


def main() -> int:
    # Set by the browser's tests, which the check rightly would not have in production.
    inherited = {key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = {**inherited, **PRODUCTION}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=HERE, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
