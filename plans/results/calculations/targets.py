"""What a target comes to: its figure, worked out from the figure at the start where it is so much more or less. Pure.

``12 per cent more than at the start`` of 50 is 56; ``5 less`` is 45, and of a share 5 percentage points less. Without
the figure at the start the target is not known.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.results.enums import Comparison, TargetBasis

#: Figures are stored with four decimals.
_FINEST = Decimal("0.0001")
_DOWN = (TargetBasis.PERCENT_LESS, TargetBasis.LESS)
_PERCENT = (TargetBasis.PERCENT_MORE, TargetBasis.PERCENT_LESS)
#: Words that mean the same have one rule.
_SAME = {Comparison.NOT_LOWER: Comparison.AT_LEAST, Comparison.NOT_HIGHER: Comparison.AT_MOST}
#: "At least 10 per cent less" is at most nine tenths of the start.
_TURNED = {
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.MORE: Comparison.LESS,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.LESS: Comparison.MORE,
    Comparison.EXACTLY: Comparison.EXACTLY,
}


@dataclass(frozen=True)
class InterimTarget:
    """What is to be reached on the way, by the day; ``figure`` is ``None`` where the start is not known."""

    figure: Decimal | None
    by: date


def figure_to_reach(target: Decimal | None, basis: TargetBasis, baseline: Decimal | None) -> Decimal | None:
    """The figure itself, in the target's own unit; ``None`` without a target, or without the start it is reckoned
    from."""
    if target is None or basis == TargetBasis.FIGURE:
        return target
    if baseline is None:
        return None
    change = baseline * target / 100 if basis in _PERCENT else target
    reached = baseline - change if basis in _DOWN else baseline + change
    return max(Decimal(0), reached).quantize(_FINEST).normalize() + 0


def rule_of(comparison: Comparison, basis: TargetBasis) -> Comparison:
    """How the result is compared with the figure to reach."""
    plain = _SAME.get(comparison, comparison)
    return _TURNED[plain] if basis in _DOWN else plain
