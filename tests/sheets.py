"""A workbook of the portal as somebody fills it in: opened, changed by row and column, saved, and read in again."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from abc_portal.audit.models import ChangeSet
from tests.people import Cast
from tests.readers import words


class Filled:
    """A workbook under somebody's hands."""

    def __init__(self, content: Any) -> None:
        self.book = openpyxl.load_workbook(BytesIO(getattr(content, "content", content)))

    def column(self, sheet: str, head: str) -> int:
        """The column whose head begins so."""
        heads = [str(cell.value or "") for cell in self.book[sheet][1]]
        return next(number for number, item in enumerate(heads, 1) if item.startswith(head))

    def row(self, sheet: str, key: str) -> int:
        """The row with that key in column A."""
        keys = [cell.value for cell in self.book[sheet]["A"]]
        return keys.index(key) + 1

    def cell(self, sheet: str, key: str, head: str) -> Any:
        return self.book[sheet].cell(self.row(sheet, key), self.column(sheet, head))

    def write(self, sheet: str, key: str, head: str, value: Any) -> str:
        """Write in the cell; returns its place, as the portal names it."""
        cell = self.cell(sheet, key, head)
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def add(self, sheet: str, **values: Any) -> str:
        """Write a row below the last; underscores stand for spaces. Returns the place of its first cell."""
        number = self.book[sheet].max_row + 1
        for head, value in values.items():
            self.book[sheet].cell(number, self.column(sheet, head.replace("_", " "))).value = value
        return f"{sheet}!A{number}"

    def save(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


@dataclass
class Handed:
    """A leader's workbook that goes out at one address and in at another."""

    OUT: ClassVar[str]
    IN: ClassVar[str]
    cast: Cast

    def filled(self) -> Filled:
        return Filled(self.cast.client("leader").get(self.OUT))

    def send(self, filled: Filled, **data: Any) -> Any:
        return send(self.cast.client("leader"), self.IN, filled.save(), **data)

    def read_in(self, filled: Filled, **data: Any) -> Any:
        client = self.cast.client("leader")
        return confirm(client, self.IN, send(client, self.IN, filled.save(), **data))


def change_sets() -> int:
    """How many change sets there were so far."""
    return ChangeSet.objects.count()


def send(client: Client, address: str, content: bytes, name: str = "ark.xlsx", **data: Any) -> HttpResponse:
    """Choose the file and see the trial."""
    return client.post(address, {"file": SimpleUploadedFile(name, content), **data}, follow=True)


def confirm(client: Client, address: str, trial: Any, **data: Any) -> HttpResponse:
    """Press the button of the trial's page."""
    context = trial.context
    sent = {"seen": context["trial"].mark, "once": str(context["token"]), **data}
    if context["clears"]:
        sent["clears"] = "on"
    return client.post(address, sent, follow=True)


def trial_entries(answer: Any) -> dict[str, tuple[str, str, str, str]]:
    """What the trial tells: place → (fate, before, after, sentence)."""
    trial = answer.context["trial"]
    return {entry.place: (entry.outcome.value, entry.before, entry.after, entry.sentence) for entry in trial.entries}


def counts(answer: Any) -> dict[str, int]:
    return {outcome.value: count for outcome, count in answer.context["trial"].counts}


def said(answer: Any) -> str:
    return words(answer)
