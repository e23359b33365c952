"""The words and shapes of what is worked out: one map an enum, and none of its members is left out."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from abc_portal.core.dates import PartialDate, Precision, written
from plans.results.calculations.counted import CountedTarget, meets
from plans.results.calculations.progress import CriterionReading
from plans.results.calculations.small_counts import EVERYTHING, SmallCounts
from plans.results.calculations.targets import figure_to_reach, rule_of
from plans.results.enums import Comparison, Direction, Progress, TargetBasis, TargetKind

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


def with_day(verdict: str, read: CriterionReading) -> str:
    """The verdict with the last day of the results that it rests on; one that rests on none as it is."""
    if read.latest_on is None or read.progress in (None, Progress.UNKNOWN, Progress.NO_TARGET):
        return verdict
    return _("%(verdict)s (as of %(day)s)") % {"verdict": verdict, "day": written(read.latest_on)}


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
    """``at least 100 families``, ``at most 10 % (from 12 %), 11 % by 2015``, the way the figure is to go, the target in
    words, or that there is none; ``rule`` says whether the figure that it begins with is shown.
    """
    if criterion.target_kind == TargetKind.TEXT:
        said = f"{criterion.target_text or _('no target')}{_start_words(criterion, rule)}"
        return f"{said}{_departments_words(criterion)}"
    if criterion.target_kind == TargetKind.DIRECTION:
        way = f"{Direction(criterion.direction).label}{_start_words(criterion, rule)}"
    else:
        way = f"{figure_target_words(criterion)}{_start_words(criterion, rule)}"
    return f"{way}{beside_figure_words(criterion)}"


def figure_target_words(criterion: Any) -> str:
    """The target's own figure: ``at least 100 families``, ``at least 20 % more than at the start``."""
    if criterion.target is None:
        return _("no target")
    how, figure = Comparison(criterion.comparison).label, _target_figure(criterion, criterion.target)
    words = (_("%(how)s %(figure)s") % {"how": how, "figure": figure}).strip()
    return _changed_words(criterion, words)


def _target_figure(criterion: Any, value: Decimal) -> str:
    """A figure as the target writes it, with what it is counted in."""
    if criterion.basis in (TargetBasis.PERCENT_MORE, TargetBasis.PERCENT_LESS):
        return f"{number(value)} %"
    if criterion.basis != TargetBasis.FIGURE and unit_words(criterion) == "%":
        return _("%s percentage points") % number(value)
    return with_unit(number(value), criterion)


def _changed_words(criterion: Any, words: str) -> str:
    if criterion.basis == TargetBasis.FIGURE:
        return words
    if criterion.basis in (TargetBasis.PERCENT_MORE, TargetBasis.MORE):
        return _("%s more than at the start") % words
    return _("%s less than at the start") % words


def _start_words(criterion: Any, rule: SmallCounts) -> str:
    """`` (from 12,1 %)``: where it begins, when that is known."""
    if criterion.baseline is None:
        return ""
    start = _("under %s") % rule.limit if rule.is_small(criterion.baseline) else number(criterion.baseline)
    return " " + _("(from %s)") % with_unit(start, criterion)


def beside_figure_words(criterion: Any) -> str:
    """What the target says beside its figure: the figure on the way, and its words."""
    said = _departments_words(criterion)
    if criterion.interim_on is not None and criterion.interim_target is not None:
        figure = _changed_words(criterion, _target_figure(criterion, criterion.interim_target))
        said += _(", %(figure)s by %(day)s") % {"figure": figure, "day": _day_words(criterion.interim)}
    if criterion.target_text and criterion.target_kind != TargetKind.TEXT:
        said = f"{said}; {' '.join(criterion.target_text.split()).rstrip('.')}"
    return said


def _departments_words(criterion: Any) -> str:
    if not criterion.each_department:
        return ""
    count = criterion.department_count
    return _(", in each of %s departments") % count if count else _(", in each department")


def _day_words(day: PartialDate) -> str:
    return written(day.last) if day.precision == Precision.DAY else str(day)


def beside_target(criterion: Any, target: CountedTarget, figure: str, rule: SmallCounts, *, is_least: bool) -> str:
    """The figure with its target: ``36 of 50 families`` where it grows towards it, else ``10, at most 8 evenings``.

    ``is_least`` says that part of it is missing.
    """
    least = (_("at least %s") % figure) if is_least else figure
    if target.kind == TargetKind.DIRECTION:
        return f"{with_unit(figure, criterion)}, {target_words(criterion, rule)}"
    if criterion.target is None and not criterion.target_text:
        return least if target.kind == TargetKind.SHARE else with_unit(least, criterion)
    is_plain = criterion.basis == TargetBasis.FIGURE and criterion.interim_on is None and not criterion.target_text
    if is_plain and target.target is not None and target.grows and target.comparison == Comparison.AT_LEAST:
        counted = _("%(figure)s of %(target)s") % {"figure": least, "target": number(target.target)}
        return with_unit(counted, criterion)
    return f"{least}, {target_words(criterion, rule)}"


def verdict_words(criterion: Any, read: CriterionReading, *, is_shown: bool = True) -> str:
    """The verdict; before the period has ended, how the figure compares so far, if the reader sees it."""
    if read.progress is None:
        return _("%s: small counts are withheld") % hidden_words()
    if read.progress == Progress.UNKNOWN and read.latest_on is not None:
        return _unknown_words(criterion, read)
    if read.progress != Progress.TOO_EARLY or read.total is None or not is_shown:
        return progress_words(read.progress)
    if criterion.target_kind == TargetKind.DIRECTION:
        movement = _movement_so_far(criterion, read.total)
    elif (goal := figure_to_reach(criterion.target, criterion.basis, criterion.baseline)) is None:
        movement = ""
    elif meets(rule_of(Comparison(criterion.comparison), criterion.basis), read.total, goal):
        movement = _("meets the target now")
    else:
        movement = _("does not meet the target yet")
    if not movement:
        return progress_words(read.progress)
    whole = criterion.starts_on is None and criterion.ends_on is None
    end = _("settled at the end of the plan") if whole else _("settled at the end of the period")
    return f"{movement}; {end}"


def _unknown_words(criterion: Any, read: CriterionReading) -> str:
    """What is known so far, where what is known does not settle it."""
    if criterion.target_kind == TargetKind.TEXT and not read.is_judged:
        return _("not judged")
    if criterion.target is not None and criterion.basis != TargetBasis.FIGURE and criterion.baseline is None:
        return _("the figure at the start is not known")
    if read.departments is not None and not read.departments.is_whole:
        known, expected = read.departments.known, read.departments.expected
        if expected is None:
            return ngettext("known for %s department", "known for %s departments", known) % known
        return _("known for %(known)s of %(all)s departments") % {"known": known, "all": expected}
    return _("known up to %s only: too little to settle it") % written(read.latest_on)


def _movement_so_far(criterion: Any, total: Decimal) -> str:
    """Whether the latest figure is nearer to where it is to go than at the start; nothing where that is unknown."""
    if criterion.baseline is None:
        return ""
    if total == criterion.baseline:
        return _("has not moved yet")
    rises = total > criterion.baseline
    is_right = rises == (criterion.direction == Direction.UP)
    return _("moves the right way") if is_right else _("moves the wrong way")
