"""Two writers who began from the same value: which of them changed it, and what stays."""

from collections.abc import Hashable
from enum import Enum
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Changed(Enum):
    """Who changed a value, of the writer at hand and of the one who saved before."""

    NEITHER = "neither"
    MINE = "mine"
    THEIRS = "theirs"
    #: Both, to the same value.
    ALIKE = "alike"
    #: Both, to different values.
    BOTH = "both"

    @property
    def by_them(self) -> bool:
        return self not in (Changed.NEITHER, Changed.MINE)


def compared(before: T, theirs: T, mine: T) -> Changed:
    """Who changed the value ``before``: the one who stored ``theirs``, or the one who writes ``mine``."""
    if theirs == before:
        return Changed.NEITHER if mine == before else Changed.MINE
    if mine == before:
        return Changed.THEIRS
    return Changed.ALIKE if mine == theirs else Changed.BOTH


def merged(before: T, theirs: T, mine: T) -> T:
    """The merged value: theirs where only they changed it, else the writer's own."""
    return theirs if compared(before, theirs, mine) is Changed.THEIRS else mine


def merged_set(before: set[K], theirs: set[K], mine: set[K]) -> set[K]:
    """The members that stay, as each is or is not a member in the three versions."""
    every = before | theirs | mine
    return {member for member in every if merged(member in before, member in theirs, member in mine)}
