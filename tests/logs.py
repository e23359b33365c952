"""What production writes to its log of the answers that it gives."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LINE = re.compile(r"\S+ \S+ INFO django\.(request|security\.\w+): (?P<status>4\d\d) [A-Z]+ \S+( address)?")
#: What stands in addresses, queries and forms of the tests, and in no log.
PRIVATE = "grethe.hansen"


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """What the handler of the settings writes."""
    handler = next(
        handler for handler in logging.getLogger("django").handlers if isinstance(handler, logging.StreamHandler)
    )
    written = io.StringIO()
    before = handler.setStream(written)
    try:
        yield written
    finally:
        handler.setStream(before)


def lines(log: io.StringIO) -> list[str]:
    """What was written since it was last asked."""
    found = log.getvalue().splitlines()
    log.seek(0)
    log.truncate()
    return found


def wrong(response: Any, log: io.StringIO) -> str:
    """What is wrong with what was written of the answer, or nothing."""
    written = lines(log)
    if response.status_code < 400:
        return "\n".join(written)
    match = LINE.fullmatch(written[0]) if len(written) == 1 else None
    is_logged = match is not None and match["status"] == str(response.status_code) and PRIVATE not in written[0]
    return "" if is_logged else f"{response.status_code}: {written}"
