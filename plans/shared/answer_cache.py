"""What several checks, figures and pages need of a plan is fetched once while one answer is made.

The rows are kept on the plan itself, and only inside :func:`answer_cache`: who holds a plan longer than that always asks anew.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_KEPT = "_kept_for_this_answer"


@contextmanager
def answer_cache(plan: Any) -> Iterator[None]:
    """Inside, :func:`fetch_once` asks for each thing of the plan only the first time."""
    if is_cached(plan):
        yield
        return
    setattr(plan, _KEPT, {})
    try:
        yield
    finally:
        delattr(plan, _KEPT)


def is_cached(plan: Any) -> bool:
    """Whether what is asked of the plan now is kept."""
    return _KEPT in plan.__dict__


def fetch_once(plan: Any, name: str, fetch: Callable[[Any], Iterable[Any]]) -> list[Any]:
    """The rows under that name; fetched for the plan each time, or inside :func:`answer_cache` the first time."""
    found: dict[str, list[Any]] | None = plan.__dict__.get(_KEPT)
    if found is None:
        return list(fetch(plan))
    if name not in found:
        found[name] = list(fetch(plan))
    return found[name]
