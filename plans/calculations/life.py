"""A plan's life: which state can follow which, and what held on a day. Pure: no database, no clock."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from abc_portal.core.dates import PartialDate


def before_extensions(name: str, end: PartialDate, extensions: Iterable[Any], day: date) -> tuple[str, PartialDate]:
    """The plan's name and last day as they were that day.

    ``extensions`` come in their order, each with ``decided``, ``former_end`` and ``former_name``. One whose
    decision has no date counts from the day after the former last day.
    """
    for extension in reversed(list(extensions)):
        decided = extension.decided
        if (decided.first > day) if decided else (extension.former_end.last >= day):
            name, end = extension.former_name or name, extension.former_end
    return name, end
