"""The grid of quarters with 200 milestones: its queries, and its drawing against a plain loop over the same cells."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client

from plans.milestones.presenters import grid, places
from plans.milestones.presenters.facts import milestone_facts
from plans.milestones.presenters.quarters import quarters_of
from plans.models import Milestone, Plan
from tests import factories, progress
from tests.benchmarks import measure
from tests.people import A_DAY

MILESTONES, ACTIVITIES, SUBS = 200, 40, 4


def plan_with_many() -> Plan:
    """A plan of four years: its milestones lie evenly on its activities and quarters."""
    plan = progress.followed(factories.plan("bench-milepaele"))
    subs = [factories.sub_agreement(plan, f"Delaftale {number}", position=number) for number in range(SUBS)]
    activities = [factories.activity(subs[number % SUBS], position=number) for number in range(ACTIVITIES)]
    post, quarters = progress.position(plan), len(quarters_of(plan))
    states = ("planned", "under_way", "reached", "postponed")
    for number in range(MILESTONES):
        row = progress.milestone(
            plan,
            text=f"Møde nummer {number} i gruppen er holdt",
            activity=activities[number % ACTIVITIES],
            due_quarter=number * 7 % quarters + 1,
            state=states[number % 4],
            post=post,
        )
        if row.state == "postponed":
            progress.postponement(row)
    return plan


class DrawnGrid:
    """The grid from the fetched rows on: facts, cells and the table around them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rows = list(Milestone.objects.filter(plan=plan).with_lines())
        areas = plan.focus_areas.select_related("focus_area")
        self.groups = places.groups_of(plan, areas, plan.sub_agreements.all(), plan.activities.all())

    def as_html(self, request: HttpRequest) -> str:
        facts = milestone_facts(self.plan, self.rows, A_DAY)
        placed = list(zip(map(places.key_of, self.rows), facts, strict=True))
        made = grid.grid_of(self.plan, self.groups, placed, A_DAY)
        return render_to_string("plans/milestones/_grid.html", {"grid": made}, request)


def grid_line(plan: Plan, request: HttpRequest, runs: int) -> dict[str, Any]:
    return measure.table("plans: milestones by quarter", DrawnGrid(plan), request, runs)


def page_line(client: Client, plan: Plan, runs: int) -> dict[str, Any]:
    """The page itself: as many queries with one milestone as with all of them."""
    few = factories.plan("bench-milepael")
    progress.milestone(few, due_quarter=1)
    for membership in plan.memberships.all():
        factories.member(few, membership.user, membership.role)
    return measure.page(
        client, "plans: 200 milestones", f"/planer/{few.slug}/milepaele/", f"/planer/{plan.slug}/milepaele/", runs
    )
