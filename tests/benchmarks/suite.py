"""What is measured: every watched page at 1 and at 20 times the data, also within the plan's period, and long lists."""

from collections.abc import Iterator
from typing import Any

import time_machine
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from abc_portal.directory.models import User
from abc_portal.reporting.reference import load_reference
from plans.lifecycle.tables import PlanTable
from plans.models import Plan
from plans.results.presenters import grid
from plans.results.presenters.drawn import Drawn
from plans.shared.enums import Role
from tests import factories, pages, scale
from tests.benchmarks import measure, milestones, writes
from tests.people import A_DAY

#: The targets of the pages: (line's key, largest value).
TARGETS = {
    "reporting: status": (("queries_20", 20), ("kilobytes", 100)),
    "plans: list": (("queries_20", 12),),
}
#: The pages that are also measured on a day on which the plan runs.
RUNNING = (
    ("reporting", "status"), ("reporting", "findings"), ("plans", "milestones"), ("plans", "results"),
    ("plans", "activities"), ("plans", "staffing"), ("notifications", "reminders"),
)  # fmt: skip
EVERY_PAGE = ("queries_20", 20)
TABLE_RATIO = 2.5
LIST_ROWS = 50
CRITERIA = 150


def lines(runs: int) -> Iterator[dict[str, Any]]:
    """Every measurement as one line, then whether the targets are held."""
    with translation.override("da"):
        leader, small, large = _furnish()
        found = []
        for line in _measured(leader, small, large, runs):
            found.append(line)
            yield line
        yield {"target": "all", "held": not (missed := list(_missed(found))), "missed": missed}


def _measured(leader: User, small: Plan, large: Plan, runs: int) -> Iterator[dict[str, Any]]:
    yield from _pages(leader, small, large, runs)
    yield from _while_it_runs(leader, small, large, runs)
    yield from _lists_of_the_administration(runs)
    yield _table(leader, runs)
    yield from _milestones(leader, runs)
    yield from _results(leader, runs)
    yield from writes.lines(_client(leader.email), Plan.objects.get(slug="bench-results-150"))


def _furnish() -> tuple[User, Plan, Plan]:
    load_reference()
    leader = factories.user("leader")
    User.objects.create_superuser("admin@test.example", "x", name="Administrator")
    plans = []
    for slug, times in (("bench-1", 1), ("bench-20", 20)):
        plan = factories.plan(slug)
        factories.member(plan, leader, Role.LEADER)
        scale.grow(plan, times)
        scale.reminders(leader, plan, times)
        plans.append(plan)
    scale.other_plans(leader, LIST_ROWS)
    return leader, plans[0], plans[1]


def _client(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _pages(leader: User, small: Plan, large: Plan, runs: int) -> Iterator[dict[str, Any]]:
    few, many = pages.watched(small), pages.watched(large)
    for app, addresses in many.items():
        client = _client("admin@test.example" if app == "administration" else leader.email)
        for name, address in addresses.items():
            yield measure.page(client, f"{app}: {name}", few[app][name], address, runs)


def _while_it_runs(leader: User, small: Plan, large: Plan, runs: int) -> Iterator[dict[str, Any]]:
    """The pages on which much depends on the day, on a day within the plans' period."""
    with time_machine.travel(A_DAY, tick=True):
        few, many = pages.watched(small), pages.watched(large)
        for app, name in RUNNING:
            line = measure.page(_client(leader.email), f"{app}: {name}, running", few[app][name], many[app][name], runs)
            yield line


def _lists_of_the_administration(runs: int) -> Iterator[dict[str, Any]]:
    client = _client("admin@test.example")
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        yield measure.page(client, f"administration: list of {model._meta.label}", address, address, runs)


def _table(leader: User, runs: int) -> dict[str, Any]:
    request = RequestFactory().get("/planer/")
    request.user = leader
    request.csp_nonce = ""
    table = PlanTable(Plan.objects.visible_to(leader).with_places().with_state(), today=timezone.localdate())
    table.paginate()
    return measure.table("plans: list", table, request, runs)


def _milestones(leader: User, runs: int) -> Iterator[dict[str, Any]]:
    plan = milestones.plan_with_many()
    factories.member(plan, leader, Role.LEADER)
    yield milestones.page_line(_client(leader.email), plan, runs)
    request = RequestFactory().get("/planer/")
    request.user, request.csp_nonce = leader, ""
    yield milestones.grid_line(plan, request, runs)


def _results(leader: User, runs: int) -> Iterator[dict[str, Any]]:
    """The results grid with 150 criteria and 16 quarters: its queries, and how it is drawn from fetched rows."""
    few, many = factories.plan("bench-results-1"), factories.plan("bench-results-150")
    for plan, count in ((few, 1), (many, CRITERIA)):
        factories.member(plan, leader, Role.LEADER)
        scale.results_grid(plan, count)
    addresses = [reverse("plans:results", args=[plan.slug], query={"planaar": "alle"}) for plan in (few, many)]
    yield measure.page(_client(leader.email), "plans: results of 150 criteria", *addresses, runs)
    request = RequestFactory().get(addresses[1])
    yield measure.table("plans: results of 150 criteria", ResultsGrid(many), request, runs)


class ResultsGrid:
    """The grid of a plan's results, drawn anew each time from rows that are fetched once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rows = list(plan.criteria.with_place().with_results())

    def as_html(self, _request: Any) -> str:
        facts = grid.grid(
            self.plan, self.rows, [], view=grid.View(None), day=self.plan.ends_on, is_back=True, exact=True, writes=True
        )
        return Drawn(facts, self.plan, writes=True).body()


def _missed(found: list[dict[str, Any]]) -> Iterator[str]:
    for line in found:
        if "write" in line:
            yield from writes.missed(line)
            continue
        if "table" in line:
            if line["ratio_to_plain_loop"] > TABLE_RATIO:
                yield f"{line['table']}: drawn in {line['ratio_to_plain_loop']} times a plain loop"
            continue
        if line["queries_1"] != line["queries_20"]:
            yield f"{line['page']}: {line['queries_1']} queries at 1, {line['queries_20']} at 20 times the data"
        for key, most in (EVERY_PAGE, *TARGETS.get(line["page"], ())):
            if line[key] > most:
                yield f"{line['page']}: {key} is {line[key]}, more than {most}"
