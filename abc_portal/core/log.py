"""What is logged of requests: a refusal is one line at INFO, a fault an ERROR with its traceback.

Django logs every answer of 400 and more with its path. A path can hold names, e-mail addresses and tokens, and a query
what somebody searched for, so the line names the URL pattern instead. The logger's name gives the kind of refusal, as
in ``django.security.csrf``.
"""

import logging
from typing import Any

from django.http import UnreadablePostError

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


class AnswerLine(logging.Filter):
    """Rewrites what Django logs of an answer to ``403 POST plans:edit``; other records pass as they are."""

    def filter(self, record: logging.LogRecord) -> bool:
        status, request = getattr(record, "status_code", None), getattr(record, "request", None)
        if status is None or request is None:
            return True
        record.msg, record.args = "%s %s %s", (status, _method(request), _address(request))
        if status < 500 or _visitor_left(record):
            record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
            record.exc_info = record.exc_text = record.stack_info = None
        return True


def _method(request: Any) -> str:
    return request.method if request.method in METHODS else "other method"


def _address(request: Any) -> str:
    """The name of the URL pattern; nothing of an address that matches none."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else "") or "no address"


def _visitor_left(record: logging.LogRecord) -> bool:
    """The browser was closed in the middle of a request: nobody sees the answer, and nothing is wrong here."""
    fault = record.exc_info[1] if record.exc_info else None
    return isinstance(fault, UnreadablePostError)
