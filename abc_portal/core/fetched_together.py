"""What the keys of many fields of a page stand for, fetched by one query."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Fetched = TypeVar("Fetched")


class FetchedTogether(Generic[Fetched]):
    """What keys stand for: the first that is asked for fetches it for all that are expected."""

    def __init__(self, fetch: Callable[[set[int]], dict[int, Fetched]]) -> None:
        self._fetch = fetch
        self._keys: set[int] = set()
        self._found: dict[int, Fetched | None] = {}

    def expect(self, keys: Iterable[int]) -> None:
        self._keys.update(keys)

    def get(self, key: int) -> Fetched | None:
        """What the key stands for; ``None`` where there is nothing."""
        self.expect([key])
        if not self._keys <= self._found.keys():
            self._found = dict.fromkeys(self._keys) | self._fetch(self._keys)
        return self._found[key]
