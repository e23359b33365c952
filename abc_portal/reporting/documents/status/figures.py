"""The figures at the head of the status: each with a verdict in words, or with why it is not known. No queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.linked import LinkedText
from budgets.financing.presenters.facts import FinancingFacts
from indicators.observations.presenters.facts import why_none
from indicators.observations.presenters.summary import IndicatorSummary, headline
from plans.progress.presenters.milestone_line import MilestoneSummary
from plans.progress.presenters.work import PlanWork


@dataclass(frozen=True)
class KeyFigure:
    """One of the four figures at the top: what it is, the figure, and a verdict in words with its shape."""

    code: str
    label: str
    figure: str
    unit: str
    judged: LinkedText
    shape: str
    is_known: bool = True

    @property
    def verdict(self) -> str:
        return self.judged.words


def key_figures(
    plan: Any, day: date, financing: FinancingFacts, indicators: IndicatorSummary, work: PlanWork
) -> tuple[KeyFigure, ...]:
    """A plan without a grant from Landsbyggefonden has no local share to tell."""
    shares = () if plan.is_own else (_local_share(financing),)
    return (
        _milestones(work.milestones),
        _spending(),
        _indicators(plan, day, indicators),
        *shares,
    )


def _milestones(found: MilestoneSummary) -> KeyFigure:
    """How many are reached; a plan that nobody followed in the portal has milestones that nothing is known of."""
    label = _("Milestones")
    if not found.total:
        return _unknown("milestones", label, _("no milestones are entered"))
    counted = found.counts
    if counted.unknown == counted.total:
        words = ngettext("%s milestone, nothing told of it", "%s milestones, nothing told of them", counted.total)
        return _unknown("milestones", label, words % counted.total)
    none_is_late = LinkedText() if counted.unknown else LinkedText.of(_("none is late"))
    after = _("%s after the plan's last day") % counted.after if counted.after else ""
    parts = (counted.late_text or none_is_late, counted.unknown_text, LinkedText.of(after))
    verdict = LinkedText.listed(parts, "; ")
    if not counted.reached:  # nobody has said so of any; that is not the same as that none is
        figure, unit, shape = _("none"), _("of %s reported as reached") % counted.total, "idle"
    else:
        figure, unit, shape = str(counted.reached), _("of %s reached") % counted.total, "ok"
    return KeyFigure("milestones", label, figure, unit, verdict, "late" if counted.late else shape)


def _spending() -> KeyFigure:
    return _unknown("spending", _("Spent of budget"), _("no spending is entered"))


def _unknown(code: str, label: str, why: str) -> KeyFigure:
    return KeyFigure(code, label, _("not stated"), "", LinkedText.of(why), "idle", is_known=False)


def _indicators(plan: Any, day: date, found: IndicatorSummary) -> KeyFigure:
    label = _("Indicators")
    found_headline = headline(found, is_over=plan.is_over(day))
    if not found.lines:
        return _unknown("indicators", label, why_none(plan))
    if found_headline is None:
        why = _("no figures can be compared") if found.measured else _("no figures are entered")
        return _unknown("indicators", label, why)
    shape = ("warn" if found.widened else "ok") if found.has_moved else "idle"
    beside = LinkedText.of(found_headline.beside)
    return KeyFigure("indicators", label, str(found_headline.figure), found_headline.of, beside, shape)


def _local_share(financing: FinancingFacts) -> KeyFigure:
    shape = {True: "ok", False: "late", None: "idle"}[financing.meets]
    label = _("Local financing")
    if financing.share.share is None:
        return _unknown("local_share", label, financing.verdict)
    return KeyFigure("local_share", label, financing.share.text, "", LinkedText.of(financing.verdict), shape)
