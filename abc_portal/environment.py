"""Read settings from the environment, and stop with one sentence when something is wrong.

Settings are read before Django can translate, so the sentences are in English: they are for the operator, not for the
portal's users.
"""

import importlib.util
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import dj_database_url

from abc_portal.core.proxies import Proxies, read_proxies

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})
MODES = ("demo", "production")
SHORTEST_SECRET = 50
#: A host name, one with all below it (``.example.dk``), or an IPv6 address in brackets.
HOST = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
#: The table that migrations make; many entries, since Django throws away live ones when there are more.
DATABASE_CACHE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "abc_portal_cache",
    "OPTIONS": {"MAX_ENTRIES": 200_000},
}
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
#: Write-ahead log and immediate transactions: readers never wait, and writers wait in turn instead of failing.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def stop(sentence: str) -> NoReturn:
    """End the process with the sentence on stderr and exit status 1."""
    raise SystemExit(f"abc_portal: {sentence}")


class Environment:
    """The process environment, read strictly: a bad value never passes for a good one."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values

    @property
    def mode(self) -> str:
        """``demo`` (the default in a checkout) or ``production``."""
        mode = self.values.get("ABC_ENV", "").strip() or "demo"
        if mode not in MODES:
            stop(f"ABC_ENV is {mode!r}; it must be one of: {', '.join(MODES)}.")
        return mode

    @property
    def production(self) -> bool:
        return self.mode == "production"

    def text(self, name: str, *, demo: str = "") -> str:
        """A text; production demands it, demo mode falls back."""
        value = self.values.get(name, "").strip()
        if value:
            return value
        if self.production:
            stop(f"{name} is missing. Production mode demands it; see docs/operations.md.")
        return demo

    def optional(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def words(self, name: str, *, demo: str = "") -> list[str]:
        """A comma-separated list."""
        return [word.strip() for word in self.text(name, demo=demo).split(",") if word.strip()]

    def hosts(self, name: str, *, demo: str) -> list[str]:
        """The host names that are answered; production refuses ``*``, which answers everybody's."""
        found = self.words(name, demo=demo)
        wrong = next((host for host in found if not HOST.fullmatch(host)), None)
        if self.production and wrong is not None:
            stop(
                f"{name} names {wrong!r}; write the host names that the portal is known by, such as portal.example.dk."
            )
        return found

    def site(self, name: str, *, demo: str) -> str:
        """The whole address of the portal without an ending slash; production demands https."""
        found = self.text(name, demo=demo).rstrip("/")
        example = "write the whole address, such as https://portal.example.dk."
        try:
            parts = urlsplit(found)
        except ValueError:
            stop(f"{name} is {found!r}; {example}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            stop(f"{name} is {found!r}; {example}")
        if self.production and parts.scheme != "https":
            stop(f"{name} is {found!r}; it must begin with https: people sign in there.")
        if self.production and (parts.path or parts.query or parts.fragment):
            stop(f"{name} is {found!r}; the portal has a host name of its own, so nothing stands after it.")
        return found

    def proxies(self, name: str) -> Proxies:
        """The proxies that are believed, as addresses and networks with commas between."""
        words = [word.strip() for word in self.optional(name).split(",") if word.strip()]
        try:
            return read_proxies(words)
        except ValueError as fault:
            stop(f"{name} names '{fault}'; write addresses or networks, such as 127.0.0.1,10.0.0.0/24, or unix.")

    def cache(self, name: str) -> dict[str, Any]:
        """Django's cache settings: Redis when its address is given, else the database."""
        address = self.optional(name)
        if not address:
            return dict(DATABASE_CACHE)
        if urlsplit(address).scheme not in ("redis", "rediss", "unix"):
            stop(f"{name} cannot be read; write redis://host:6379/0, rediss:// for TLS, or unix:///path/socket.")
        if importlib.util.find_spec("redis") is None:
            stop(f"{name} is set, but the package redis is missing. Install it with: .tools/bin/uv sync --extra redis")
        # An unreachable server would otherwise keep everybody waiting.
        options = {"socket_connect_timeout": 2, "socket_timeout": 2}
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": address,
            "KEY_PREFIX": "abc-portal",
            "OPTIONS": options,
        }

    def switch(self, name: str, *, default: bool) -> bool:
        value = self.values.get(name, "").strip().lower()
        if not value:
            return default
        if value in TRUE_WORDS:
            return True
        if value in FALSE_WORDS:
            return False
        stop(f"{name} is {value!r}; write yes or no.")

    def number(self, name: str, *, default: int) -> int:
        value = self.values.get(name, "").strip()
        if not value:
            return default
        if not value.isascii() or not value.isdigit():
            stop(f"{name} is {value!r}; write a whole number.")
        return int(value)

    def database(self, name: str, *, demo: str) -> dict[str, Any]:
        """Django's description of the database behind an address: PostgreSQL or SQLite."""
        example = "write postgres://user:password@host:5432/name or sqlite:////path/file"
        try:
            found = dict(dj_database_url.parse(self.text(name, demo=demo), conn_max_age=60, conn_health_checks=True))
        except (ValueError, KeyError):
            stop(f"{name} cannot be read; {example}.")
        if found["ENGINE"] not in (SQLITE, POSTGRESQL) or not found["NAME"]:
            stop(f"{name} names no PostgreSQL or SQLite database; {example}.")
        if found["ENGINE"] == SQLITE:
            found["OPTIONS"] = dict(SQLITE_OPTIONS)
        else:
            # An unreachable server would otherwise keep everybody waiting for minutes.
            found["OPTIONS"] = {"connect_timeout": 10, **found.get("OPTIONS", {})}
        return found

    def secret(self, name: str, *, demo_file: Path) -> str:
        """A secret key; demo mode makes and stores one, so that sessions survive a restart."""
        value = self.values.get(name, "").strip()
        if not value and self.production:
            stop(f"{name} is missing. Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'")
        if value and self.production and len(value) < SHORTEST_SECRET:
            stop(f"{name} has {len(value)} characters; it must have at least {SHORTEST_SECRET}.")
        return value or stored_secret(demo_file)


def stored_secret(path: Path) -> str:
    """The secret in the file, made the first time."""
    try:
        secret = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        secret = ""
    except (OSError, ValueError) as fault:
        stop(f"cannot read {path}: {getattr(fault, 'strerror', None) or 'it is not a secret key'}.")
    return secret or new_secret(path)


def new_secret(path: Path) -> str:
    """Make and store a secret; the file is written whole or not at all, also when the disk is full."""
    secret = secrets.token_urlsafe(64)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secret)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as fault:
        stop(f"cannot write {path}: {fault.strerror}.")
    return secret
