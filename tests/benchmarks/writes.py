"""What large writes cost: the largest demo plan read in, and a workbook in which every cell of a large plan is new."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import openpyxl
from django.db import connection, transaction
from django.test import Client

from abc_portal.audit.models import Touched
from abc_portal.reporting.demo import EXAMPLE, FOLDER
from abc_portal.reporting.interchange import import_plan
from plans.models import Plan, Result
from tests import sheets

#: The most queries that a write may take.
TARGETS = {"import": 1_500}


class _Undone(Exception):
    """Takes back what was written to be measured."""


def lines(client: Client, plan: Plan) -> Iterator[dict[str, Any]]:
    """One line a write: its rows, its queries, and the processor time."""
    content = (FOLDER / f"{EXAMPLE}.json").read_bytes()
    yield _measured(f"import of {EXAMPLE}", "import", lambda: import_plan(content))
    filled = _filled(client, plan)
    yield _measured("workbook of 2,400 cells, tried and taken", "workbook", lambda: _read_in(client, plan, filled))


def missed(line: dict[str, Any]) -> Iterator[str]:
    """What a line says that is over its target."""
    most = TARGETS.get(line["kind"])
    if most is not None and line["queries"] > most:
        yield f"{line['write']}: {line['queries']} queries, more than {most}"


def _measured(name: str, kind: str, write: Callable[[], Any]) -> dict[str, Any]:
    """Done twice and taken back: the queries of the first, the processor time of the second."""
    queries = Counter[str]()

    def counted(execute: Any, sql: str, *args: Any) -> Any:
        queries[sql.partition(" ")[0]] += 1  # Django's own log of queries forgets the first of so many
        return execute(sql, *args)

    with connection.execute_wrapper(counted):
        rows, _seconds = _undone(write)
    _rows, seconds = _undone(write)
    total = queries.total()
    return {"write": name, "kind": kind, "rows": rows, "queries": total, "processor_seconds": round(seconds, 2)}


def _undone(write: Callable[[], Any]) -> tuple[int, float]:
    """How many rows it wrote, and the seconds of processor time."""
    before = Touched.objects.count()
    try:
        with transaction.atomic():
            start = time.process_time()
            write()
            taken, rows = time.process_time() - start, Touched.objects.count() - before
            raise _Undone
    except _Undone:
        return rows, taken


def _filled(client: Client, plan: Plan) -> bytes:
    """The plan's workbook, in which every figure is another than the one in the portal."""
    response = client.get(f"/planer/{plan.slug}/resultater/excel/")
    book = openpyxl.load_workbook(BytesIO(response.content))
    for row in book["Kvartaler"].iter_rows(min_row=2, min_col=5):
        for cell in row:
            cell.value = (cell.value or 0) + 1
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _read_in(client: Client, plan: Plan, content: bytes) -> None:
    """What a person does: choose the file, see the trial, and take it."""
    address = f"/planer/{plan.slug}/resultater/indlaes/"
    sheets.confirm(client, address, sheets.send(client, address, content))
    assert Result.objects.filter(criterion__plan=plan, version=2).exists()
