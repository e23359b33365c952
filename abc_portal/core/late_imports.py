"""Parts of libraries that the portal does not use are not imported at every start."""

import sys
from functools import partial
from importlib import import_module

from django.utils.functional import SimpleLazyObject


def postpone() -> None:
    """Called before the other apps are imported; every command and every worker starts sooner."""
    import_without(
        "django.contrib.postgres.fields", "django_tables2"
    )  # for hstore columns: all of psycopg, on SQLite too
    import_when_used(
        "allauth.mfa.webauthn.internal", "auth"
    )  # for security keys, which the portal does not offer: fido2


def import_without(missing: str, name: str) -> None:
    """Import the module ``name``, which knows what to do where ``missing`` is not installed, as if it were not."""
    if missing in sys.modules:
        return
    sys.modules[missing] = None  # type: ignore[assignment]  # documented: whoever imports it gets ModuleNotFoundError
    try:
        import_module(name)
    finally:
        del sys.modules[missing]


def import_when_used(package: str, name: str) -> None:
    """Let ``from package import name`` give a stand-in that imports the module when something of it is asked for."""
    setattr(import_module(package), name, SimpleLazyObject(partial(import_module, f"{package}.{name}")))
