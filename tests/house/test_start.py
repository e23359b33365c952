"""What every command and every worker pays for before it does anything."""

import importlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent.parent
#: Slow to import, and needed for a workbook, a calendar, an import, a PDF, an upload or a security key alone.
LATE = {"PIL", "cryptography", "fido2", "icalendar", "jsonschema", "openpyxl", "psycopg", "weasyprint"}
START = f"""
import sys
import django
django.setup()
import abc_portal.urls
print(*sorted({LATE!r} & set(sys.modules)))
"""


def test_starting_the_portal_imports_no_library_that_few_pages_need() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=HERE, capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "abc_portal.settings"},
    )  # fmt: skip
    assert done.stdout.split() == []


def test_security_keys_are_imported_as_soon_as_something_of_them_is_asked_for() -> None:
    from allauth.mfa.webauthn.internal import flows

    assert flows.auth.WebAuthn is importlib.import_module("allauth.mfa.webauthn.internal.auth").WebAuthn
