"""The review's checks of the targets themselves: there is one, it is above what there is already, the steps of a ladder
fall, and it agrees with how often the text says that it happens."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.numbers import number, plain_value
from abc_portal.core.richtext import sentences
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, GroupWords, short
from plans.results.calculations.promised import shares_a_word, times_a_year
from plans.results.enums import Comparison, LadderStep, TargetBasis, TargetKind
from plans.results.findings.places import all_results, where_of
from plans.results.presenters import readings

#: What a target that must be reached is compared by.
UPWARDS = (Comparison.AT_LEAST, Comparison.MORE, Comparison.EXACTLY)
DOWNWARDS = (Comparison.AT_MOST, Comparison.LESS)
STEPS = (LadderStep.REACH, LadderStep.COMPLETION, LadderStep.CHANGE)


def check_targets(plan: Any, activities: list[Any], criteria: list[Any], exact: bool) -> Iterator[Finding]:
    """What is to be reached is stated, and can be what is meant."""
    yield from check_stated(plan, criteria)
    yield from check_baselines(plan, criteria, exact)
    yield from check_ladders(plan, criteria)
    yield from check_frequencies(plan, activities, criteria)


def _edit(plan: Any, criterion: Any) -> str:
    return reverse("plans:criterion_edit", args=[plan.slug, criterion.pk])


def _is_number_to_reach(row: Any) -> bool:
    """Whether the target is a number by itself, and at least that."""
    is_number = row.target_kind == TargetKind.NUMBER and row.basis == TargetBasis.FIGURE
    return is_number and row.comparison in UPWARDS


def _words(value: Decimal) -> str:
    return number(plain_value(value))


# --- a target ---------------------------------------------------------------------------------------------


def check_stated(plan: Any, criteria: list[Any]) -> Iterator[Finding]:
    """Each criterion has a target, and one that is reckoned from a start has that start."""
    for row in criteria:
        is_figure = row.target_kind in (TargetKind.NUMBER, TargetKind.SHARE)
        if (is_figure and row.target is None) or (row.target_kind == TargetKind.TEXT and not row.target_text.strip()):
            message = _("“%s” has no target.") % row.text
            fix = _("Write the figure, the direction or the words by which it is known to be reached.")
            sentence = _many_without_target
        elif is_figure and row.basis != TargetBasis.FIGURE and row.baseline is None:
            message = _("The target of “%s” is reckoned from a start that is not stated.") % row.text
            fix = _("Write the figure at the start.")
            sentence = _many_without_start
        else:
            continue
        yield Finding(
            code="criterion-without-target",
            severity=Severity.INFO,
            where=where_of(row),
            message=message,
            fix=fix,
            link=_edit(plan, row),
            why=_("Without a target nobody can say whether it was reached."),
            about=(row.code,),
            group=GroupWords(_("Success criteria"), sentence, fix, all_results(plan)),
            detail=row.text,
        )


def _many_without_start(count: int) -> str:
    sentence = ngettext(
        "The target of %(n)s success criterion is reckoned from a start that is not stated.",
        "The targets of %(n)s success criteria are reckoned from a start that is not stated.",
        count,
    )
    return sentence % {"n": count}


def _many_without_target(count: int) -> str:
    sentence = ngettext("%(n)s success criterion has no target.", "%(n)s success criteria have no target.", count)
    return sentence % {"n": count}


# --- what there is already --------------------------------------------------------------------------------


def check_baselines(plan: Any, criteria: list[Any], exact: bool) -> Iterator[Finding]:
    """A target that is to be reached is not behind where one began.

    A figure at the start that is a small count is in no sentence, and what follows from it is for who sees it.
    """
    fix = _("Find out whether the two count the same; if they do, set the target higher or say why less is enough.")
    group = GroupWords(_("Success criteria"), _many_behind, fix, all_results(plan))
    for row in criteria:
        if not _is_behind(row):
            continue
        is_hidden = readings.counts_shown(row, plan, exact=False).is_small(row.baseline)
        if is_hidden and not exact:
            continue
        values = {"name": short(row.text), "target": _words(row.target), "start": _words(row.baseline)}
        known = _("“%(name)s” is to reach %(target)s, but it was %(start)s at the start.")
        yield Finding(
            code="target-behind-start",
            severity=Severity.WARNING,
            where=where_of(row),
            message=(_("“%(name)s” was better at the start than the target, %(target)s.") if is_hidden else known)
            % values,
            fix=fix,
            link=_edit(plan, row),
            why=_("A target that is reached before the work begins cannot show what the work did."),
            about=(row.code,),
            facts=(row.target, row.comparison),
            group=group,
            detail=row.text if is_hidden else _("%(name)s: %(target)s, from %(start)s") % values,
        )


def _is_behind(row: Any) -> bool:
    if row.target is None or row.baseline is None or row.basis != TargetBasis.FIGURE:
        return False
    rises = row.comparison in UPWARDS and row.baseline > row.target
    return rises or (row.comparison in DOWNWARDS and row.baseline < row.target)


def _many_behind(count: int) -> str:
    sentence = ngettext(
        "%(n)s target is lower than what there was at the start.",
        "%(n)s targets are lower than what there was at the start.",
        count,
    )
    return sentence % {"n": count}


# --- ladders ----------------------------------------------------------------------------------------------


def check_ladders(plan: Any, criteria: list[Any]) -> Iterator[Finding]:
    """Fewer complete than take part, and fewer change than complete: from step to step a ladder falls."""
    ladders: dict[Any, list[Any]] = {}
    for row in criteria:
        if row.step in STEPS and row.target and _is_number_to_reach(row):
            place = (row.activity_id, row.sub_goal_id, row.starts_on, row.ends_on)
            ladders.setdefault(place, []).append(row)
    for rows in ladders.values():
        ordered = sorted(rows, key=lambda row: STEPS.index(row.step))
        if rising := _rising(ordered):
            yield _rising_finding(plan, ordered, *rising)
        elif len({row.step for row in ordered}) > 1 and len({row.target for row in ordered}) == 1:
            yield _level_finding(plan, ordered)


def _rising(ordered: list[Any]) -> tuple[Any, Any] | None:
    """Two criteria that count the same unit, of which the later step is to reach more."""
    pairs = ((one, other) for one, other in combinations(ordered, 2) if STEPS.index(one.step) < STEPS.index(other.step))
    alike = ((one, other) for one, other in pairs if one.unit.casefold() == other.unit.casefold())
    return next(((one, other) for one, other in alike if other.target > one.target), None)


def _ladder(plan: Any, rows: list[Any], message: str, group: GroupWords, severity: Severity, detail: str) -> Finding:
    return Finding(
        code="ladder-not-falling",
        severity=severity,
        where=where_of(rows[0]),
        message=message,
        fix=group.fix,
        link=_edit(plan, rows[-1]),
        why=_("Not everybody who takes part completes, and not everybody who completes changes."),
        about=tuple(row.code for row in rows),
        facts=tuple(row.target for row in rows),
        group=group,
        detail=detail,
    )


def _rising_finding(plan: Any, rows: list[Any], earlier: Any, later: Any) -> Finding:
    values = {"earlier": short(earlier.text), "less": _words(earlier.target)}
    values |= {"later": short(later.text), "more": _words(later.target)}
    message = _("The ladder rises: “%(later)s” has the target %(more)s, but “%(earlier)s”, the step before, %(less)s.")
    fix = _("Correct the steps or the targets, or say in the note whom each step counts.")
    group = GroupWords(_("Success criteria"), _many_rising, fix, all_results(plan))
    return _ladder(plan, rows, message % values, group, Severity.WARNING, f"{values['less']} → {values['more']}")


def _many_rising(count: int) -> str:
    return ngettext("%(n)s ladder rises.", "%(n)s ladders rise.", count) % {"n": count}


def _level_finding(plan: Any, rows: list[Any]) -> Finding:
    target = _words(rows[0].target)
    fix = _("Ask whether everybody is really to reach the last step; if so, set the remark aside and say why.")
    group = GroupWords(_("Success criteria"), _many_level, fix, all_results(plan))
    message = _("The ladder does not fall: every step has the target %s.") % target
    return _ladder(plan, rows, message, group, Severity.INFO, target)


def _many_level(count: int) -> str:
    sentence = ngettext(
        "%(n)s ladder does not fall: every step has the same target.",
        "%(n)s ladders do not fall: every step has the same target.",
        count,
    )
    return sentence % {"n": count}


# --- how often --------------------------------------------------------------------------------------------


def check_frequencies(plan: Any, activities: list[Any], criteria: list[Any]) -> Iterator[Finding]:
    """What a text says to happen at least so often is not less as a target for the same time.

    The sentence and the criterion must have a word in common, and what is counted is not people.
    """
    for row in criteria:
        if row.counts_people or row.target is None or row.activity_id is None or not _is_number_to_reach(row):
            continue
        years = readings.period_of(row, plan).days / 365.25
        for sentence in _said_of(row.activity_id, activities):
            implied = int((times_a_year(sentence) or 0) * years)
            if implied > row.target and shares_a_word(sentence, f"{row.text} {row.unit}"):
                yield _frequency_finding(plan, row, sentence, implied)
                break


def _said_of(activity: int, activities: list[Any]) -> Iterator[str]:
    """The sentences on the activity and on those described together with it."""
    for row in activities:
        if activity in (row.pk, row.described_with_id):
            for text in (row.purpose, row.content):
                yield from sentences(text)


def _frequency_finding(plan: Any, row: Any, sentence: str, implied: int) -> Finding:
    return Finding(
        code="frequency-above-target",
        severity=Severity.WARNING,
        where=where_of(row),
        message=_("“%(sentence)s” makes at least %(implied)s in the time, but the target of “%(name)s” is %(target)s.")
        % {"sentence": short(sentence), "implied": implied, "name": short(row.text), "target": _words(row.target)},
        fix=_("Correct the text or the target, or say in the note what the target counts."),
        link=_edit(plan, row),
        why=_("Who keeps to the text reaches the target early; who keeps to the target breaks what the text says."),
        about=(row.code,),
        facts=(row.target, implied),
    )
