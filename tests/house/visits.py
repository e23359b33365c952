"""What somebody gets at every address, fetched once for all that is asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client

from plans.models import Plan
from tests import logs
from tests.house import addresses
from tests.people import Cast
from tests.readers import text_of


@dataclass(frozen=True)
class Visit:
    """One answer: ``log`` is what is wrong with what was written of a refusal, ``fields`` those of the page's form."""

    address: str
    status: int
    headers: dict[str, str]
    content: str
    log: str = ""
    fields: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        return self.status == 200 and "html" in self.headers.get("Content-Type", "")

    @property
    def file(self) -> str:
        """The name of a file that is given out."""
        return self.headers.get("Content-Disposition", "")


def visit(client: Client, address: str, log: str = "") -> Visit:
    return _visit_of(client.get(address), address, log)


def _visit_of(answer: Any, address: str, log: str) -> Visit:
    form = answer.context.get("form") if answer.context else None
    fields = tuple(field.html_name for field in form or ())
    return Visit(address, answer.status_code, dict(answer.headers), text_of(answer), log, fields)


class Visits:
    """The visits of everybody to the plan that has one of everything; name of the address → visit."""

    def __init__(self, cast: Cast, arguments: dict[str, dict[str, Any]]) -> None:
        self.cast, self.arguments = cast, arguments
        self._made: dict[str, dict[str, Visit]] = {}

    def of(self, person: str) -> dict[str, Visit]:
        """Where the person is refused, there is something in the address that no log may hold."""
        if person not in self._made:
            self._made[person] = dict(self._of(person))
        return self._made[person]

    def of_an_example_in_english(self) -> dict[str, Visit]:
        """The leader's, who has chosen English, while the plan is made up. Files are asked for where there are any."""
        if "example" not in self._made:
            with transaction.atomic():
                Plan.objects.filter(pk=self.cast.plan.pk).update(is_example=True)
                self._made["example"] = dict(self._in_english())
                transaction.set_rollback(True)
        return self._made["example"]

    def pages(self, person: str) -> dict[str, Visit]:
        return {name: visit for name, visit in self.of(person).items() if visit.is_page}

    def _of(self, person: str) -> Iterator[tuple[str, Visit]]:
        client = self.cast.client(person)
        client.raise_request_exception = False
        with logs.listening() as log:
            for name, answers in addresses.expected().items():
                refused = answers[person] in ("403", "404")
                address = self._address(name) + (f"?q={logs.PRIVATE}" if refused else "")
                logs.lines(log)
                answer = client.get(address)
                yield name, _visit_of(answer, address, logs.wrong(answer, log) if refused else "")

    def _in_english(self) -> Iterator[tuple[str, Visit]]:
        client = self.cast.client("leader")
        assert client.post("/sprog/", {"language": "en"}).status_code == 302
        for name in addresses.names():
            address = self._address(name)
            if address.startswith(f"/planer/{self.cast.plan.slug}/"):
                found = visit(client, f"{address}?format=xlsx")
                if found.is_page:
                    yield name, found
                    continue
                yield f"{name} as a file", found
            yield name, visit(client, address)

    def _address(self, name: str) -> str:
        return addresses.address(name, self.arguments, self.cast)
