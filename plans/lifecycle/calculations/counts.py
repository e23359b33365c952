"""What several statements of how many come to together."""

from collections.abc import Iterable

from abc_portal.core.qualifiers import Range


def either(ranges: Iterable[Range]) -> Range:
    """From the least to the most that any of several statements of one fact allows."""
    listed = list(ranges)
    return Range(min(item.least for item in listed), max(item.most for item in listed))


def together(ranges: Iterable[Range]) -> Range:
    """What several places have together."""
    listed = list(ranges)
    return Range(sum(item.least for item in listed), sum(item.most for item in listed))
