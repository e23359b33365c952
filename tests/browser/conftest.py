"""A real headless Chromium for stories told in the browser: one for the session, a fresh context per test."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import migrated
from tests.browser import snapshot
from tests.browser.watch import POLICY, Watch

# Playwright's loop runs in the tests' thread; Django takes that for a coroutine and would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).resolve().parent.parent.parent
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def chromium() -> str:
    """Where the browser is; a sentence when there is none."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("Chromium is not installed; run: make setup")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: Any, tmp_path_factory: Any) -> None:
    """SQLite in a file, as in production: server, job worker and test each have a connection of their own."""
    from django.conf import settings
    from django.db import connections

    if connections["default"].vendor == "sqlite":
        path = str(tmp_path_factory.mktemp("browser") / "portal.sqlite3")
        shutil.copyfile(migrated.original(None), path)
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = path
        connections["default"].settings_dict["TEST"]["NAME"] = path


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copied file is not deleted and made anew; it goes with its folder."""
    from django.db import connection

    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


_states: dict[str, tuple[snapshot.Rows, Any]] = {}


def standing(name: str, build: Callable[[], Any]) -> Any:
    """What the builder makes in an empty database, committed, since the server answers in a thread of its own."""
    if name in _states:
        snapshot.put_back(_states[name][0])
    else:
        result = build()
        _states[name] = snapshot.taken(), result
    return deepcopy(_states[name][1])


@pytest.fixture
def cast(transactional_db: None) -> Any:
    """The cast as the server sees it."""
    from abc_portal.reporting.reference import load_reference
    from tests.people import Cast

    def build() -> Cast:
        load_reference()
        return Cast.assemble()

    return standing("cast", build)


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The demo cases with their people, as ``load_demo`` makes them."""
    from abc_portal.reporting.demo import load_demo

    standing("demo", load_demo)


@pytest.fixture(autouse=True)
def _no_limit_from_the_test_before() -> None:
    """allauth counts sign-ins per address; each test begins with a clean count."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What must not happen on any page of the test: it fails at its end with a list of what did."""
    found = Watch()
    yield found
    problems = found.problems()
    assert problems == [], "\n".join(problems)


@pytest.fixture
def visit(browser: Browser, live_server: Any, watch: Watch) -> Iterator[Callable[..., Page]]:
    """``visit()`` opens a page in a browser of its own, as a person at another machine would."""
    opened: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        # The browser speaks English: the portal shall open in Danish all the same.
        wished = {
            "base_url": live_server.url,
            "locale": "en-US",
            "timezone_id": "Europe/Copenhagen",
            "viewport": DESKTOP,
            **options,
        }
        context = browser.new_context(**wished)
        context.set_default_timeout(10_000)
        opened.append(context)
        if wished.get("java_script_enabled", True):
            context.add_init_script(POLICY)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    return visit()


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Page:
    return visit(viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)


@pytest.fixture
def run_jobs(tmp_path: Path, own_files: None) -> Callable[[], None]:
    """Run what waits in the queue until it is empty, as cron does: another process on the same database and files."""

    def run() -> None:
        environment = {**os.environ, "ABC_VAR_DIR": str(tmp_path), "DATABASE_URL": _database_url()}
        command = [sys.executable, "manage.py", "run_jobs", "--until-empty"]
        done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return run


def _database_url() -> str:
    from django.db import connection

    wanted = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{wanted['NAME']}"
    account = wanted["USER"] + (f":{wanted['PASSWORD']}" if wanted["PASSWORD"] else "")
    return f"postgres://{account}@{wanted['HOST']}:{wanted['PORT']}/{wanted['NAME']}"
