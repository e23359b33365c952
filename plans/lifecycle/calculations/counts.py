"""What several statements of how many come to together."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from abc_portal.core.qualifiers import Range


def either(ranges: Iterable[Range]) -> Range:
    """From the least to the most that any of several statements of one fact allows."""
    listed = list(ranges)
    return Range(min(item.least for item in listed), max(item.most for item in listed))


def together(ranges: Iterable[Range]) -> Range:
    """What several places have together."""
    listed = list(ranges)
    return Range(sum(item.least for item in listed), sum(item.most for item in listed))


def least_of_parts(
    whole: Iterable[Hashable], own: Mapping[Hashable, Any], parts: Mapping[Hashable, set[Hashable]]
) -> Any:
    """The least that places have together, by what is said of each of them, or of the parts of each.

    ``own`` is the least that a place is said to have. A part that belongs to two of the places counts once.
    """
    taken = set(whole)
    least = 0
    for place in sorted(taken, key=str):
        inside = parts.get(place, set()) - taken
        taken |= inside
        least += max(own.get(place, 0), sum(own.get(part, 0) for part in inside))
    return least
