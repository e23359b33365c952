"""The status report of a plan, for its board and for Landsbyggefonden.

:func:`build` works everything out once; the status page and the PDF show the same object.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from abc_portal.directory.models import CountedPlace
from abc_portal.reporting.documents import head
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.documents.status.brief import Answer, answers, late_milestones
from abc_portal.reporting.documents.status.figures import KeyFigure, key_figures
from budgets.financing.presenters.facts import FinancingFacts, terms_of
from budgets.financing.presenters.financing import financing_facts
from budgets.models import FinancingSource, StatedAmount
from governance.bodies.presenters import rhythm_words
from governance.models import Body
from indicators.observations.presenters.facts import GoalIndicators, goal_facts, why_none
from indicators.observations.presenters.summary import IndicatorSummary
from indicators.observations.presenters.summary import summary as indicator_summary
from indicators.observations.querysets import indicators_of, observations_of
from plans.activities.presenters import FocusAreaActivities, counts_words, work_by_area
from plans.agreement.presenters.work import SubAgreementFacts, sub_agreement_facts
from plans.lifecycle.presenters.neighbours import Neighbours, neighbours
from plans.lifecycle.presenters.plan import counts_of, departments_on, plan_facts
from plans.lifecycle.presenters.stated import competing
from plans.milestones.presenters.facts import MilestoneFacts
from plans.models import Activity, Milestone, Plan, PlanRelation, Position, SubAgreement
from plans.progress.presenters.work import PlanWork
from plans.progress.querysets.rows import Rows, criteria_of, work_of
from plans.results.calculations.small_counts import EVERYTHING, SmallCounts
from plans.shared.querysets import with_places as placed
from plans.staffing.calculations import PositionShare
from plans.staffing.words import share_words


@dataclass(frozen=True)
class PlanContent:
    """What a plan was, told first of one that ended and of whose work nothing was reported.

    Bodies by how often they meet, positions with their share and how many there are of them; ``None`` where the reader
    does not see the staff.
    """

    bodies: tuple[tuple[str, tuple[str, ...]], ...]
    positions: tuple[str, ...] | None


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
    brief: tuple[Answer, ...]
    late: tuple[MilestoneFacts, ...]
    content: PlanContent | None
    goals: tuple[GoalIndicators, ...]
    indicators: IndicatorSummary
    why_no_indicators: str

    @property
    def title(self) -> str:
        return _("Status report")

    @property
    def known_figures(self) -> list[KeyFigure]:
        return [figure for figure in self.key_figures if figure.is_known]

    @property
    def unknown_figures(self) -> list[KeyFigure]:
        """Told in a line each: what is not known takes no more room than that."""
        return [figure for figure in self.key_figures if not figure.is_known]

    def key_figure(self, code: str) -> KeyFigure | None:
        return next((figure for figure in self.key_figures if figure.code == code), None)

    @property
    def indicators_in_short(self) -> str:
        """What is said of the indicators before they are unfolded."""
        figure = self.key_figure("indicators")
        return f"{figure.figure} {figure.unit}" if figure and figure.is_known else ""


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
    rows = Rows(list(criteria_of(plan)), list(Milestone.objects.filter(plan=plan, is_draft=False).with_lines()))
    work = work_of(plan, day=as_of, activities=activities, subs=subs, exact=reader.exact, rows=rows)
    late, bodies = late_milestones(plan, rows.milestones, as_of), list(Body.objects.filter(plan=plan))
    facts = plan_facts(plan, today=as_of, counts=_counts(plan, as_of), competing=_competing(plan, with_parties))
    subs.sort(key=lambda sub: sub.pk not in reader.own_subs)
    on_paper = _on_paper(plan, reader, as_of) if with_parties else {}
    return StatusReport(
        plan=facts,
        state=head.state(plan, as_of, is_back=is_back),
        vision=plan.vision,
        as_of=as_of,
        parties=head.parties(plan, as_of, is_back=is_back) if with_parties else (),
        neighbours=_neighbours(plan),
        key_figures=key_figures(plan, as_of, financing, summed, work),
        financing=financing,
        sub_agreements=tuple(sub_agreement_facts(subs, activities, work, **on_paper)),
        areas=work_by_area(activities, work, **on_paper),
        work=work,
        brief=answers(plan, as_of, work, activities, late=late, bodies=bodies, gone=facts.gone_words),
        late=late,
        content=_content(plan, bodies, reader) if _is_only_content(plan, as_of, work) else None,
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


def _is_only_content(plan: Plan, day: date, work: PlanWork) -> bool:
    """Whether the plan has ended, its work is described, and nothing was reported of it."""
    return plan.is_over(day) and bool(work.activities or work.sub_agreements) and not work.is_reported


def _content(plan: Plan, bodies: Iterable[Any], reader: DocumentReader) -> PlanContent:
    by_rhythm: dict[str, list[str]] = {}
    for body in bodies:
        by_rhythm.setdefault(rhythm_words(body), []).append(body.name)
    positions = _positions(Position.objects.filter(plan=plan)) if reader.staffing else None
    return PlanContent(tuple((words, tuple(names)) for words, names in by_rhythm.items()), positions)


def _positions(rows: Iterable[Any]) -> tuple[str, ...]:
    """``Medarbejder (50 %) × 2``."""
    named = (f"{row.title} ({share_words(PositionShare(row.share))})" if row.share else row.title for row in rows)
    return tuple(f"{name} × {count}" if count > 1 else name for name, count in Counter(named).items())
