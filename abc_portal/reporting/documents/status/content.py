"""The status report of a plan, for its board and for Landsbyggefonden.

:func:`build` works everything out once; the status page and the PDF show the same object.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.linked import LinkedText
from abc_portal.directory.models import CountedPlace
from abc_portal.reporting.documents import head
from abc_portal.reporting.documents.reader import DocumentReader
from budgets.financing.presenters.facts import FinancingFacts, terms_of
from budgets.financing.presenters.financing import financing_facts
from budgets.models import FinancingSource, StatedAmount
from indicators.observations.presenters.facts import GoalIndicators, goal_facts, why_none
from indicators.observations.presenters.summary import IndicatorSummary, headline
from indicators.observations.presenters.summary import summary as indicator_summary
from indicators.observations.querysets import indicators_of, observations_of
from plans.activities.presenters import FocusAreaActivities, counts_words, work_by_area
from plans.agreement.presenters.work import SubAgreementFacts, sub_agreement_facts
from plans.lifecycle.presenters.neighbours import Neighbours, neighbours
from plans.lifecycle.presenters.plan import counts_of, departments_on, plan_facts
from plans.lifecycle.presenters.stated import competing
from plans.models import Activity, Plan, PlanRelation, SubAgreement
from plans.progress.presenters.milestone_line import MilestoneSummary
from plans.progress.presenters.work import PlanWork
from plans.progress.querysets.rows import work_of
from plans.results.calculations.small_counts import EVERYTHING, SmallCounts
from plans.shared.querysets import with_places as placed


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


@dataclass(frozen=True)
class StatusReport(head.PlanDocument):
    """Everything that the status page and the status report say."""

    vision: str
    neighbours: Neighbours
    key_figures: tuple[KeyFigure, ...]
    financing: FinancingFacts
    sub_agreements: tuple[SubAgreementFacts, ...]
    areas: tuple[FocusAreaActivities, ...]
    work: PlanWork
    goals: tuple[GoalIndicators, ...]
    indicators: IndicatorSummary
    why_no_indicators: str

    @property
    def title(self) -> str:
        return _("Status report")


def build(
    plan: Plan, *, reader: DocumentReader, as_of: date, with_parties: bool = True, is_back: bool = False
) -> StatusReport:
    """The report for a reader on a day. ``plan`` comes ``with_places()``.

    The page leaves out the parties and which places the work is for, which saves it queries; the paper has them.
    ``is_back`` says that the day has gone, so that only what is known to have happened by then counts.
    """
    financing = _financing(plan, reader)
    indicators = list(indicators_of(plan))
    goals = tuple(goal_facts(indicators, observations_of(plan, day=as_of)))
    summed = indicator_summary(goals)
    held = lambda rows: rows.valid_on(as_of) if is_back else rows  # noqa: E731
    subs = list(
        _placed(held(SubAgreement.objects.filter(plan=plan)), with_parties).select_related(
            "plan_focus_area__focus_area", "cited_round", "overrule"
        )
    )
    activities = list(
        _placed(held(Activity.objects.filter(plan=plan)), with_parties, "capacities", "counts").select_related(
            "plan_focus_area__focus_area", "overrule"
        )
    )
    work = work_of(plan, day=as_of, activities=activities, subs=subs, exact=reader.exact)
    subs.sort(key=lambda sub: sub.pk not in reader.own_subs)
    on_paper = _on_paper(plan, reader, as_of) if with_parties else {}
    return StatusReport(
        plan=plan_facts(plan, today=as_of, counts=_counts(plan, as_of), competing=_competing(plan, with_parties)),
        state=head.state(plan, as_of, is_back=is_back),
        vision=plan.vision,
        as_of=as_of,
        parties=head.parties(plan, as_of, is_back=is_back) if with_parties else (),
        neighbours=_neighbours(plan),
        key_figures=_key_figures(plan, financing, summed, work, is_over=plan.is_over(as_of)),
        financing=financing,
        sub_agreements=tuple(sub_agreement_facts(subs, activities, work, **on_paper)),
        areas=work_by_area(activities, work, **on_paper),
        work=work,
        goals=goals,
        indicators=summed,
        why_no_indicators=why_none(plan),
    )


def _placed(rows: Any, with_places: bool, *more: str) -> Any:
    return placed(rows).prefetch_related(*more) if with_places else rows


def _on_paper(plan: Plan, reader: DocumentReader, day: date) -> dict[str, Any]:
    """What the paper tells of the work beside what the page does: its places, and what is counted of it."""
    rule = EVERYTHING if reader.exact else SmallCounts(plan.small_count)
    return {"with_places": True, "counted": partial(counts_words, rule=rule, day=day)}


def _competing(plan: Plan, on_paper: bool) -> tuple[str, ...]:
    """What the documents state differently, with which of it is used; the page says only that they do, and where."""
    return competing(plan.stated_values.all()) if on_paper else ()


def _financing(plan: Plan, reader: DocumentReader) -> FinancingFacts:
    return financing_facts(
        FinancingSource.objects.filter(plan=plan).with_contributions(),
        StatedAmount.objects.none(),
        terms=terms_of(plan),
        sight=reader.financing,
        own=reader.own_departments,
    )


def _counts(plan: Plan, day: date) -> list[Any]:
    """What is counted for exactly the departments that are in the plan; nothing when only a part of one is."""
    inside = departments_on(plan, day)
    departments = [] if any(item.part for item in inside) else [item.department_id for item in inside]
    touching = CountedPlace.objects.filter(department__in=departments).values("count_id")
    return counts_of(departments, CountedPlace.objects.filter(count__in=touching).select_related("count"), day=day)


def _neighbours(plan: Plan) -> Neighbours:
    rows = PlanRelation.objects.filter(Q(plan=plan) | Q(other=plan)).select_related("plan", "other")
    return neighbours(plan, rows)


def _key_figures(
    plan: Plan, financing: FinancingFacts, indicators: IndicatorSummary, work: PlanWork, *, is_over: bool
) -> tuple[KeyFigure, ...]:
    """A plan without a grant from Landsbyggefonden has no local share to tell."""
    shares = () if plan.is_own else (_local_share(financing),)
    return (_milestones(work.milestones), _spending(), _indicators(indicators, is_over=is_over), *shares)


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


def _indicators(found: IndicatorSummary, *, is_over: bool) -> KeyFigure:
    label = _("Indicators")
    found_headline = headline(found, is_over=is_over)
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
