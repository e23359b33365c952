"""The words and shapes of what is worked out: one map an enum, and none of its members is left out."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from plans.results.calculations.progress import CountedTarget, CriterionReading, meets
from plans.results.calculations.small_counts import EVERYTHING, SmallCounts
from plans.results.enums import Comparison, Direction, Progress, TargetKind

PROGRESS_SHAPES: dict[Progress, str] = {
    Progress.REACHED: "done",
    Progress.AHEAD: "ok",
    Progress.ON_TRACK: "ok",
    Progress.TOO_EARLY: "idle",
    Progress.BEHIND: "warn",
    Progress.NOT_REACHED: "late",
    Progress.NO_TARGET: "idle",
    Progress.UNKNOWN: "idle",
}


#: Shown beside a verdict and a status that the reader may not see; see ``plans.results.calculations.hidden``.
HIDDEN_SHAPE = "hidden"


def hidden_words() -> str:
    """The one wording for what would reveal a small count."""
    return _("cannot be shown")


def progress_words(progress: Progress | None) -> str:
    return str(progress.label) if progress else hidden_words()


def progress_shape(progress: Progress | None) -> str:
    return PROGRESS_SHAPES[progress] if progress else HIDDEN_SHAPE


def decided_by_small_words(count: int) -> str:
    """Of how many criteria the verdict is withheld."""
    return ngettext("small counts decide %s criterion", "small counts decide %s criteria", count) % count


#: How a unit that is per cent may be written.
PERCENT = ("%", "procent", "pct", "per cent", "percent")


def behind_words(count: int) -> str:
    return ngettext("%s criterion is behind", "%s criteria are behind", count) % count


def not_reached_words(count: int) -> str:
    return ngettext("%s criterion was not reached", "%s criteria were not reached", count) % count


def missing_words(count: int) -> str:
    """Says that results are missing, which does not mean that the work is behind."""
    return ngettext("results are missing for %s criterion", "results are missing for %s criteria", count) % count


def number(value: Any) -> str:
    """``1.234,5``: at most one decimal."""
    return numbers.number(numbers.plain_value(round(Decimal(value), 1)))


def unit_words(criterion: Any) -> str:
    """What a figure of the criterion is counted in: ``families``; ``%`` however per cent is written."""
    unit = str(criterion.unit)
    is_percent = criterion.target_kind == TargetKind.SHARE or unit.casefold().rstrip(".") in PERCENT
    return "%" if is_percent else unit


def with_unit(figure: str, criterion: Any) -> str:
    return f"{figure} {unit_words(criterion)}".strip()


def target_words(criterion: Any, rule: SmallCounts = EVERYTHING) -> str:
    """``at least 100 families``, ``at most 10 %``, the way the figure is to go, the target in words, or that there
    is none; ``rule`` says whether the figure that a movement starts from is shown.
    """
    if criterion.target_kind == TargetKind.TEXT:
        return criterion.target_text or _("no target")
    if criterion.target_kind == TargetKind.DIRECTION:
        return _way_words(criterion, rule)
    if criterion.target is None:
        return _("no target")
    values = {
        "how": Comparison(criterion.comparison).label,
        "figure": number(criterion.target),
        "unit": unit_words(criterion),
    }
    return (_("%(how)s %(figure)s %(unit)s") % values).strip()


def _way_words(criterion: Any, rule: SmallCounts) -> str:
    """``is to fall (from 12,1 %)``: which way, and from where, when that is known."""
    way = str(Direction(criterion.direction).label)
    if criterion.baseline is None:
        return way
    start = _("under %s") % rule.limit if rule.is_small(criterion.baseline) else number(criterion.baseline)
    return _("%(way)s (from %(figure)s)") % {"way": way, "figure": with_unit(start, criterion)}


def beside_target(criterion: Any, target: CountedTarget, figure: str, rule: SmallCounts, *, is_least: bool) -> str:
    """The figure with its target: ``36 of 50 families`` where it grows towards it, else ``10, at most 8 evenings``.

    ``is_least`` says that part of it is missing.
    """
    least = (_("at least %s") % figure) if is_least else figure
    if target.kind == TargetKind.DIRECTION:
        return f"{with_unit(figure, criterion)}, {target_words(criterion, rule)}"
    if target.target is None:
        return least if target.kind == TargetKind.SHARE else with_unit(least, criterion)
    if target.grows and target.comparison == Comparison.AT_LEAST:
        counted = _("%(figure)s of %(target)s") % {"figure": least, "target": number(target.target)}
        return with_unit(counted, criterion)
    return f"{least}, {target_words(criterion)}"


def verdict_words(criterion: Any, read: CriterionReading, *, is_shown: bool = True) -> str:
    """The verdict; before the period has ended, how the figure compares so far, if the reader sees it."""
    if read.progress is None:
        return _("%s: small counts are withheld") % hidden_words()
    if read.progress != Progress.TOO_EARLY or read.total is None or not is_shown:
        return progress_words(read.progress)
    if criterion.target_kind == TargetKind.DIRECTION:
        movement = _movement_so_far(criterion, read.total)
    elif criterion.target is None:
        movement = ""
    elif meets(Comparison(criterion.comparison), read.total, criterion.target):
        movement = _("meets the target now")
    else:
        movement = _("does not meet the target yet")
    if not movement:
        return progress_words(read.progress)
    whole = criterion.starts_on is None and criterion.ends_on is None
    end = _("settled at the end of the plan") if whole else _("settled at the end of the period")
    return f"{movement}; {end}"


def _movement_so_far(criterion: Any, total: Decimal) -> str:
    """Whether the latest figure is nearer to where it is to go than at the start; nothing where that is unknown."""
    if criterion.baseline is None:
        return ""
    if total == criterion.baseline:
        return _("has not moved yet")
    rises = total > criterion.baseline
    is_right = rises == (criterion.direction == Direction.UP)
    return _("moves the right way") if is_right else _("moves the wrong way")
