"""Who is shown which figure of a criterion: one rule for grids, pages, papers and workbooks. No queries."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from plans.results.calculations.progress import CriterionReading
from plans.results.calculations.small_counts import CountSight, SeenSum, SmallCounts
from plans.results.enums import Counting, ResultState, TargetKind


class Sights:
    """How each result of a criterion, and what they come to, is shown under a rule."""

    def __init__(self, criterion: Any, rule: SmallCounts) -> None:
        self.criterion, self.rule = criterion, rule
        self._hides = rule.limit > 1 and criterion.target_kind != TargetKind.TEXT

    def of(self, result: Any) -> CountSight:
        """How one result is shown: it follows from itself alone."""
        if not self._hides or result.state != ResultState.COUNTED:
            return CountSight.SHOWN
        if self.criterion.target_kind == TargetKind.SHARE:
            return self.rule.share(result.numerator, result.denominator)
        return self.rule.sight(result.value)

    def total(self, found: CriterionReading, results: Iterable[Any], day: date) -> SeenSum:
        """How the sum, or the latest figure, of the results is shown; only those that the day's reading holds count."""
        if not self._hides or found.total is None:
            return SeenSum(CountSight.SHOWN)
        rows = [row for row in results if row.starts_on <= day and row.state == ResultState.COUNTED]
        adds_up = self.criterion.counting == Counting.CUMULATIVE
        if self.criterion.target_kind == TargetKind.SHARE:
            if found.numerator is None or not adds_up:  # the latest share, by itself
                return SeenSum(self.of(max(rows, key=lambda row: (row.ends_on, row.starts_on, row.label))))
            return SeenSum(self.rule.total_share([(row.numerator, row.denominator) for row in rows]))
        if adds_up and self.criterion.target_kind == TargetKind.NUMBER:
            return self.rule.total([row.value for row in rows])
        return SeenSum(self.rule.sight(found.total))
