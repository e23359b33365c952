"""What an import asks before it takes a shared row for one that is there, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: The answer that none of the candidates is meant.
NEW = "new"


@dataclass(frozen=True)
class Candidate:
    """A stored row that may be the one that is meant: its number, and what it is known by."""

    number: int
    words: str


@dataclass(frozen=True)
class SharedQuestion:
    """Is the document's entry one of these, or a new one? ``words`` is what the document says of it."""

    namespace: str
    key: str
    path: str
    kind: str
    words: str
    candidates: tuple[Candidate, ...]

    @property
    def code(self) -> str:
        """What an answer names the question by: ``organisations/sab``."""
        return f"{self.namespace}/{self.key}"


@dataclass(frozen=True)
class Answers:
    """Answers by the question's code: the number of a candidate, or :data:`NEW`.

    ``known`` are numbers of the rows that keys stand for, in a document that the portal made itself.
    """

    given: Mapping[str, str]
    known: Mapping[tuple[str, str], Any]

    def chosen(self, question: SharedQuestion) -> int | str | None:
        """The candidate's number or :data:`NEW`; ``None`` without an answer that fits."""
        answer = self.given.get(question.code, "")
        if answer == NEW:
            return NEW
        return next((item.number for item in question.candidates if str(item.number) == answer), None)


NO_ANSWERS = Answers({}, {})
