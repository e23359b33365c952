"""Measuring pages as ratios within one run: single times vary too much between machines to say anything."""

import re
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import mark_safe

_PIECES = re.compile(r"(<[^>]*>)")
_plain: dict[str, list[Any]] = {}


def empty_page(_request: HttpRequest) -> HttpResponse:
    """What every page costs at least: middleware, session, user."""
    return HttpResponse("<!DOCTYPE html><title>Empty</title>")


def plain_page(request: HttpRequest) -> HttpResponse:
    """A plain template loop that writes the same HTML, tag by tag and text by text."""
    template = engines["django"].from_string("{% for piece in pieces %}{{ piece }}{% endfor %}")
    return HttpResponse(template.render({"pieces": _plain[request.GET["of"]]}, request))


def remember(name: str, html: str) -> None:
    """Keep a page's HTML in pieces for :func:`plain_page`."""
    _plain[name] = [mark_safe(piece) for piece in _PIECES.split(html) if piece]


def seconds(change_set: Callable[[], Any], runs: int) -> float:
    """The median of some runs, after one to warm up: the processor's, as others may use the machine meanwhile."""
    change_set()
    found = []
    for _run in range(runs):
        start = time.process_time()
        change_set()
        found.append(time.process_time() - start)
    return statistics.median(found)


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def page(client: Client, name: str, small: str, large: str, runs: int) -> dict[str, Any]:
    """One line: queries at 1 and at 20 times the data, size, and time against the plain loop and the empty view."""
    response = client.get(large)
    is_html = response.headers["Content-Type"].startswith("text/html")
    taken = seconds(lambda: client.get(large), runs)
    line = {
        "page": name,
        "queries_1": queries(client, small),
        "queries_20": queries(client, large),
        "kilobytes": round(len(response.content) / 1000, 1),
        "ratio_to_empty_view": round(taken / seconds(lambda: client.get("/bench/empty/"), runs), 1),
    }
    if is_html:
        remember(name, response.content.decode())
        plain = seconds(lambda: client.get("/bench/plain/", {"of": name}), runs)
        line["ratio_to_plain_loop"] = round(taken / plain, 1)
    return line


def table(name: str, drawn: Any, request: HttpRequest, runs: int) -> dict[str, Any]:
    """A list's table against a template loop over rows and cells that writes the same HTML."""
    html = drawn.as_html(request)
    rows = [
        [mark_safe(piece) for piece in _PIECES.split(row) if piece]
        for row in re.findall(r"<tr[ >].*?</tr>", html, re.DOTALL)
    ]
    loop = engines["django"].from_string(
        "{% for row in rows %}{% for piece in row %}{{ piece }}{% endfor %}{% endfor %}"
    )
    ratio = seconds(lambda: drawn.as_html(request), runs) / seconds(lambda: loop.render({"rows": rows}), runs)
    return {"table": name, "rows": len(rows) - 1, "ratio_to_plain_loop": round(ratio, 2)}
