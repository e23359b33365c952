"""Production, in a process of its own: what it demands, what it refuses, and how its answers are guarded."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import migrated
from tests.deploy_check import HERE, PRODUCTION, main

DEMANDED = ("ABC_SECRET_KEY", "ABC_HOSTS", "ABC_SITE_URL", "ABC_MAIL_FROM", "ABC_MAIL_HOST", "DATABASE_URL")
ASK = """
import json
from unittest import mock
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from whitenoise.compress import Compressor
with mock.patch.object(Compressor, "compress", return_value=[]):  # packed copies take long, and none is asked for
    call_command("collectstatic", interactive=False, verbosity=0)
def summary(answer):
    cookies = {name: [bool(cookie["secure"]), bool(cookie["httponly"])] for name, cookie in answer.cookies.items()}
    return {"status": answer.status_code, "headers": dict(answer.headers), "cookies": cookies, "body": answer.content.decode()}
client = Client(headers={"host": "portal.example.dk"})
found = {"plain": summary(client.get("/konto/log-ind/")), "healthz": summary(client.get("/healthz"))}
found["login"] = summary(client.get("/konto/log-ind/", secure=True))
found["language"] = summary(client.post("/sprog/", {"language": "en"}, secure=True))
found["missing"] = summary(client.get("/findes-ikke/", secure=True))
found["stranger"] = summary(Client(headers={"host": "x.example"}).get("/konto/log-ind/", secure=True))
with mock.patch.object(connection, "cursor", side_effect=OperationalError("gone")):
    found["down"] = summary(client.get("/healthz"))
found["settings"] = {name: getattr(settings, name) for name in (
    "DEBUG", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_SECURE", "DEMO_PASSWORD", "SECURE_HSTS_SECONDS",
)}
print(json.dumps(found))
"""


def environment(folder: Path, **changes: str | None) -> dict[str, str]:
    """A complete production environment with some of it changed, or taken away."""
    inherited = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    database = f"sqlite:///{folder / 'portal.sqlite3'}"
    values = {**inherited, **PRODUCTION, "DATABASE_URL": database, "ABC_VAR_DIR": str(folder), **changes}
    return {key: value for key, value in values.items() if value is not None}


def run(folder: Path, *arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=HERE, env=environment(folder, **changes), capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip


def refusal(folder: Path, *arguments: str, **changes: str | None) -> str:
    """The one line with which it ends; nothing was made."""
    done = run(folder, "manage.py", *arguments, **changes)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize("name", DEMANDED)
def test_each_secret_and_address_is_demanded(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, "check", **{name: None}).startswith(f"abc_portal: {name} is missing.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ABC_SECRET_KEY", "for-kort", "ABC_SECRET_KEY has 8 characters; it must have at least 50."),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL names no PostgreSQL or SQLite database"),
        ("DATABASE_URL", "nonsens", "DATABASE_URL "),
        ("ABC_SITE_URL", "portal.example.dk", "ABC_SITE_URL is 'portal.example.dk'; write the whole address"),
        ("ABC_ENV", "prod", "ABC_ENV is 'prod'; it must be one of: demo, production."),
        ("ABC_MAIL_PORT", "smtp", "ABC_MAIL_PORT is 'smtp'; write a whole number."),
        ("ABC_BEHIND_PROXY", "maybe", "ABC_BEHIND_PROXY is 'maybe'; write yes or no."),
        ("ABC_BEHIND_PROXY", "yes", "ABC_BEHIND_PROXY is yes; name the proxy in ABC_TRUSTED_PROXIES too"),
    ],
)
def test_a_wrong_value_is_one_sentence(tmp_path: Path, name: str, value: str, said: str) -> None:
    assert said in refusal(tmp_path, "check", **{name: value})


def test_the_demo_cases_are_refused(tmp_path: Path) -> None:
    assert "ABC_ENV=production" in refusal(tmp_path, "load_demo")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: Any) -> Any:
    """What the portal answers in production, asked in a process of its own, on SQLite whatever the tests run on."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("asked once, in the run on SQLite")
    folder = tmp_path_factory.mktemp("production")
    shutil.copyfile(migrated.original(None), folder / "portal.sqlite3")
    done = run(folder, "-c", ASK, DJANGO_SETTINGS_MODULE="abc_portal.settings")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_everything_but_the_health_page_goes_over_https(answers: Any) -> None:
    assert answers["plain"]["status"] == 301
    assert answers["plain"]["headers"]["Location"] == "https://portal.example.dk/konto/log-ind/"
    assert (answers["healthz"]["status"], answers["healthz"]["body"]) == (200, "ok\n")
    assert (answers["down"]["status"], "ok" in answers["down"]["body"]) == (503, False)


@pytest.mark.parametrize("page", ["login", "missing"])
def test_every_page_carries_the_headers_that_guard_it(answers: Any, page: str) -> None:
    headers = answers[page]["headers"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_cookies_travel_over_https_alone(answers: Any) -> None:
    assert answers["login"]["cookies"] == {"csrftoken": [True, True]}
    assert answers["language"]["cookies"] == {"django_language": [True, True]}
    assert answers["settings"] == {
        "DEBUG": False, "SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_HTTPONLY": True, "CSRF_COOKIE_SECURE": True,
        "DEMO_PASSWORD": "", "SECURE_HSTS_SECONDS": 31536000,
    }  # fmt: skip


def test_a_stranger_s_host_name_is_refused_without_a_trace(answers: Any) -> None:
    assert answers["stranger"]["status"] == 400
    assert "Traceback" not in answers["stranger"]["body"]
    assert "ALLOWED_HOSTS" not in answers["stranger"]["body"]


def test_djangos_own_deployment_check_finds_nothing(capfd: Any) -> None:
    assert main() == 0
    assert "no issues" in capfd.readouterr().out
