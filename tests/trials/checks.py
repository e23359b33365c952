"""What a trial says: figures, and how it ends when something does not hold."""

from typing import Any


class NotTried(Exception):
    """This machine lacks what the trial needs; the message says what."""


class Wrong(Exception):
    """Something that must hold did not."""


def figure(what: str, value: Any) -> None:
    """One line with what was found."""
    print(f"  {what}: {value}", flush=True)


def must_be(what: str, found: Any, wanted: Any) -> None:
    """Tell the figure. Raises :class:`Wrong` when it is another."""
    figure(what, found)
    if found != wanted:
        raise Wrong(f"{what}: {found}, not {wanted}")
