"""The same plan with one of everything, or with twenty: for query counts and benchmarks."""

from datetime import date
from typing import Any

from abc_portal.audit import change_sets
from abc_portal.core.tokens import digest_of_token
from abc_portal.directory.models import Count, CountedPlace, User
from abc_portal.notifications.enums import CalendarSpan
from abc_portal.notifications.models import CalendarAddress
from abc_portal.reporting.models import DocumentRequest
from budgets.models import StatedAmount
from plans.models import Plan, PlanArea, Result
from plans.shared.enums import Role
from plans.shared.periods import Period
from tests import depth, factories, progress
from tests.findings import remarks

YEARS = (2021, 2022, 2023, 2024)
#: What opens the calendar of the user with much data.
TOKEN = "x" * 43
#: A figure in a text is worked out when the text is shown; the demo's texts refer to such figures.
TEXT = "<p>[[tal:boliger]] i [[tal:afdelinger]] afdelinger</p>"


def grow(plan: Plan, times: int) -> None:
    """Add ``times`` of each kind of row to the plan, wherever they hang."""
    agreement = factories.agreement(plan)
    for number in range(times):
        _places(plan, number)
        _work(plan, agreement, number)
        _results(plan, number)
        _money(plan, number)
        _measures(plan, number)
        _bodies(plan, number)
    _set_aside(plan, times)


def _places(plan: Plan, number: int) -> None:
    department = factories.department()
    factories.takes_part(plan, department, position=number)
    factories.saved(PlanArea(plan=plan, area=factories.area(), position=number), plan)
    count = factories.saved(Count(kind="dwellings", value=100 + number, source="Optælling"), plan)
    factories.saved(CountedPlace(count=count, department=department), plan)


def _work(plan: Plan, agreement: Any, number: int) -> None:
    from plans.models import AgreementSection

    heading = f"Afsnit {number + 1}"
    factories.saved(AgreementSection(agreement=agreement, position=number + 1, heading=heading, text=TEXT), plan)
    factories.signatory(factories.party(plan, position=number))
    sub = factories.sub_agreement(plan, f"Delaftale {number}", position=number)
    activity = factories.activity(sub, purpose="<p>Formål</p>")
    progress.overrule(factories.activity(sub, parent=activity))
    progress.overrule(sub)
    depth.furnish(plan, sub, number)
    file = factories.plan_file(plan, sub_agreement=sub, position=number)
    factories.cooperation(plan, file=file, position=number)


def _results(plan: Plan, number: int) -> None:
    """Two criteria of the latest activity with results, one of a sub-goal, and the first quarters closed one by one."""
    activity, goal = plan.activities.last(), plan.sub_goals.last()
    assert activity is not None
    assert goal is not None
    for rhythm in ("quarter", "half_year"):
        criterion = progress.criterion(activity, rhythm=rhythm, starts_on=plan.starts_on, ends_on=date(2022, 2, 28))
        progress.quarter(criterion, 3, 12, grain=rhythm, note="Talt")
    progress.quarter(criterion, 4, 12, label="Fest", grain="event")
    progress.goal_criterion(goal)
    if number < 2:
        progress.closed_quarter(plan, number + 1)


def results_grid(plan: Plan, count: int) -> None:
    """``count`` criteria, three an activity, each with a result in every quarter; as one change set, for there are
    many."""
    sub, change_set = factories.sub_agreement(plan), change_sets.begin(by=None, program="tests")
    quarters = Period(plan.starts_on, plan.ends_on).quarters()
    for number in range(count):
        activity = factories.activity(sub) if number % 3 == 0 else plan.activities.latest("pk")
        criterion = progress.criterion(activity)
        for place, quarter in enumerate(quarters):
            days = {"starts_on": quarter.first, "ends_on": quarter.last}
            change_sets.save(
                Result(criterion=criterion, value=10 + (number + place) % 9, **days), change_set=change_set
            )


def _money(plan: Plan, number: int) -> None:
    source = factories.source(plan, "department", position=number)
    contribution = factories.contribution(source, 400_00)
    for year in YEARS:
        factories.contribution_period(contribution, year, 100_00)
    factories.contribution(source, 50_00, is_beside_plan=True)
    factories.saved(StatedAmount(plan=plan, subject="total", as_printed="1 mio. kr.", place="Essens"), plan)


def _measures(plan: Plan, number: int) -> None:
    indicator = factories.indicator(plan, position=number)
    for year in (2019, 2021):
        factories.observation(plan, indicator, 50 + number % 9, year=year, is_baseline=year == 2019)
        factories.observation(plan, indicator, 60, "municipality", year=year)
    extra = {"is_used": False, "not_used_because": "En anden kilde"}
    factories.observation(plan, indicator, 40, year=2019, **extra)


def _bodies(plan: Plan, number: int) -> None:
    body = factories.body(plan, "follow_up_group", position=number)
    seat = factories.seat(body, organisation=factories.organisation())
    factories.holder(seat, person=factories.person(organisation=factories.organisation()))


def _set_aside(plan: Plan, times: int) -> None:
    different = {remark.mark: remark for remark in remarks(plan).open}
    for remark in list(different.values())[:times]:
        factories.set_aside(plan, remark)
        factories.set_aside(plan)


def other_plans(user: User, times: int) -> None:
    """More plans in which the user works."""
    for number in range(times):
        plan = factories.plan(name=f"Plan {number:02d}", municipality=factories.organisation(kind="municipality"))
        factories.member(plan, user, Role.LEADER)
        factories.takes_part(plan, factories.department())
        factories.saved(PlanArea(plan=plan, area=factories.area()), plan)


def reminders(user: User, plan: Plan, times: int) -> None:
    """Milestones of the user's that are late in a plan that is followed, and a calendar at the address of ``TOKEN``."""
    plan = Plan.objects.get(pk=plan.pk)
    plan.entered_on = plan.starts_on
    factories.saved(plan)
    person, activity = progress.person_of(user), factories.activity(plan.sub_agreements.last())
    for number in range(times):
        post = progress.position(plan)
        progress.position_holder(post, person=person)
        progress.milestone(plan, due_on=date(2022, 1, 1 + number), post=post, activity=activity)
        progress.milestone(plan, due_on=date(2022, 2, 1 + number), person=person, sub_agreement=activity.sub_agreement)
    CalendarAddress.objects.update_or_create(
        user=user, defaults={"digest": digest_of_token(TOKEN), "span": CalendarSpan.ALL}
    )


def saved_filters(user: User, plan: Plan, times: int) -> None:
    """Filters of the milestones that somebody else shares."""
    other = factories.user(f"deler-{plan.slug}")
    factories.member(plan, other, Role.BOARD)
    for number in range(times):
        progress.saved_filter(plan, user, f"Eget {number}")
        progress.saved_filter(plan, other, f"Delt {number}", is_shared=True)


def documents(user: User, plan: Plan, times: int) -> None:
    for number in range(times):
        DocumentRequest.objects.create(plan=plan, kind="status", as_of=date(2022, 1, 1 + number), asked_by=user)
