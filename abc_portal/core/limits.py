"""Rate limits, counted in the cache, which all web processes and machines share.

A rate of five in ten minutes has five places, each a cache entry that expires by itself. A try takes a free place with
``cache.add``, which is atomic in the database as in Redis (incrementing is not, in Django's database cache). The first
entry to expire says when to try again.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac

try:
    from redis.exceptions import RedisError
except ImportError:  # an optional package: only who sets ABC_REDIS_URL has it

    class RedisError(Exception):  # type: ignore[no-redef]
        """What Redis would raise."""


class Full(Exception):
    """It was tried too often. ``seconds`` says how long to wait, at least 1."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} seconds")
        self.seconds = seconds


class NotCounting(Exception):
    """The cache does not answer, so nobody knows how often something was tried."""


@dataclass(frozen=True)
class Rate:
    """At most ``most`` times in ``seconds`` seconds; ``name`` distinguishes rates."""

    name: str
    most: int
    seconds: int


def take(rate: Rate, *about: str) -> str:
    """Take one of the rate's places for, say, an account; returns its name. Raises :class:`Full`."""
    places = _places(rate, about)
    now = time.time()
    with _asking():
        taken = cache.get_many(places)
        for place in places:
            if place not in taken and cache.add(place, now + rate.seconds, rate.seconds):
                return place
        # Those that others took in the meantime have their end too.
        ends = cache.get_many(places).values()
    raise Full(max(1, math.ceil(min(ends, default=now) - now)))


def is_full(rate: Rate, *about: str) -> bool:
    """Whether no place is left."""
    places = _places(rate, about)
    with _asking():
        return len(cache.get_many(places)) >= len(places)


def give_back(places: list[str]) -> None:
    """What was tried does not count after all."""
    with _asking():
        cache.delete_many(places)


def _places(rate: Rate, about: tuple[str, ...]) -> list[str]:
    """The names of the places. Nobody reads from them whose account or which address they count."""
    digest = salted_hmac("abc_portal.core.limits", "\0".join([rate.name, *about]), algorithm="sha256").hexdigest()
    return [f"limit:{digest}:{number}" for number in range(rate.most)]


@contextmanager
def _asking() -> Iterator[None]:
    """Faults of Redis are one kind; when the database does not answer, nothing of the portal does."""
    try:
        yield
    except (OSError, RedisError) as fault:
        raise NotCounting(type(fault).__name__) from fault
