"""Milestones: the grid of quarters, the table, the list by quarter, and the page of one milestone."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from abc_portal.core import xlsx
from abc_portal.core.dates import written
from abc_portal.pages.base import PlanPage
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement
from plans.milestones.actions import saved_filters, steps
from plans.milestones.actions.bulk import BulkAction
from plans.milestones.enums import MilestoneStanding
from plans.milestones.filters import FilterOffer, MilestoneFilter, filter_query, people_of
from plans.milestones.models import Milestone
from plans.milestones.presenters import grid, places
from plans.milestones.presenters.addresses import LIST
from plans.milestones.presenters.counts import counts_by_place
from plans.milestones.presenters.facts import milestone_facts, milestone_page
from plans.milestones.presenters.quarters import due_place, years_of
from plans.milestones.presenters.standing import standing_of
from plans.milestones.presenters.words import STANDING_SHAPES
from plans.milestones.tables import MilestoneTable
from plans.shared import access
from plans.shared.access import Resource

PAGE = "milepaele"
GRID, TABLE = "kvartaler", "tabel"
#: What counting milestones needs of them.
COUNTED = ("state", "due_on", "due_on_precision", "reached_on", "is_draft", "reported_on")
SHAPES = tuple(dict.fromkeys(STANDING_SHAPES.values()))


class NarrowedMilestones(PlanPage):
    """A page about those milestones that the filters in its address find."""

    nav = "milestones"

    @cached_property
    def rows(self) -> Any:
        """All of the plan's milestones that the user sees."""
        return Milestone.objects.visible_to(self.request.user).filter(plan=self.plan)

    @cached_property
    def groups(self) -> tuple[places.PlaceGroup, ...]:
        user = self.request.user
        areas = PlanFocusArea.objects.visible_to(user).filter(plan=self.plan).select_related("focus_area")
        subs = SubAgreement.objects.visible_to(user).filter(plan=self.plan)
        return places.groups_of(self.plan, areas, subs, Activity.objects.visible_to(user).filter(plan=self.plan))

    @cached_property
    def filter(self) -> MilestoneFilter:
        sees_drafts = access.may_see_some(self.request.user, Resource.DRAFTS, self.plan)
        offer = FilterOffer(self.groups, people_of(self.rows), sees_drafts)
        return MilestoneFilter(
            self.request.GET, self.rows, request=self.request, plan=self.plan, day=self.day, offer=offer
        )


class Milestones(NarrowedMilestones):
    """The plan's milestones in three views: the grid of quarters, a table, and a list by quarter."""

    template_name = "plans/milestones/overview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "xlsx":
            return xlsx.response(
                _("milestones") + f"-{self.plan.in_file_names}", self.table().workbook(_("Milestones"))
            )
        return super().get(request, *args, **kwargs)

    @property
    def view(self) -> str:
        asked = self.request.GET.get("vis", GRID)
        return asked if asked in (GRID, TABLE, LIST) else GRID

    def context(self) -> dict[str, Any]:
        user, root = self.request.user, reverse("plans:milestones", args=[self.plan.slug])
        shown = self.in_table() if self.view == TABLE else self.in_quarters()
        narrowed = self.filter.form.has_changed()
        return {
            **shown,
            "filter": self.filter,
            "view": self.view,
            "views": ((GRID, _("Quarters")), (TABLE, _("Table")), (LIST, _("List"))),
            "years": years_of(self.plan),
            "year": self.year,
            "of_all": self.rows.count() if narrowed else None,
            "begins": written(self.plan.starts_on) if years_of(self.plan) else "",
            "filters_saved": saved_filters.filter_facts(
                saved_filters.of_page(user, self.plan, PAGE), user, self.plan, root
            ),
            "filter_query": filter_query(self.request.GET),
            "shapes": SHAPES,
        }

    @property
    def any_standing(self) -> str:
        """The same view narrowed as it is, whatever status the milestones have."""
        query = QueryDict(filter_query(self.request.GET), mutable=True)
        query["vis"] = self.view
        for name in ("standing", "late"):
            query.pop(name, None)
        return f"?{query.urlencode()}"

    @property
    def year(self) -> int | None:
        """The plan year that is asked for."""
        asked = self.filter.form.cleaned_data.get("year") if self.filter.is_valid() else ""
        return int(asked) if asked else None

    def in_quarters(self) -> dict[str, Any]:
        """The same milestones as a grid and as a list: a narrow screen is shown the list."""
        rows = list(self.filter.found().with_lines())
        facts = milestone_facts(self.plan, rows, self.day)
        placed = list(zip((places.key_of(row) for row in rows), facts, strict=True))
        shown = {
            "counts": counts_by_place(((fact.column, fact.standing) for fact in facts), address=self.any_standing),
            "sections": grid.sections_of(self.plan, facts, self.day, self.year) if facts else (),
        }
        if self.view == GRID:
            shown["grid"] = grid.grid_of(self.plan, self.groups, placed, self.day, self.year) if facts else None
        return shown

    def in_table(self) -> dict[str, Any]:
        table = self.table()
        bare = self.filter.found().only(*COUNTED)
        changes = BulkAction.choices if self.may_edit(Resource.PLAN) else []
        return {
            "table": table,
            "counts": counts_by_place(
                ((due_place(self.plan, row.due), standing_of(row, self.plan, self.day)) for row in bare),
                address=self.any_standing,
            ),
            "changes": changes,
        }

    def table(self) -> MilestoneTable:
        table = MilestoneTable(
            self.filter.found().with_lines(),
            plan=self.plan,
            day=self.day,
            may_change=self.may_edit(Resource.PLAN),
        )
        RequestConfig(self.request).configure(table)
        return table


class MilestonePage(PlanPage):
    """All about one milestone, with links to its steps."""

    template_name = "plans/milestones/milestone.html"
    nav = "milestones"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        seen = Milestone.objects.visible_to(user).filter(plan=self.plan)
        row = get_object_or_404(seen.with_lines().with_all().select_related("follows"), code=self.kwargs["code"])
        follows = row.follows if row.follows is None or seen.filter(pk=row.follows_id).exists() else None
        row.follows = follows
        facts = milestone_page(
            self.plan,
            row,
            self.day,
            sights=access.file_sights(user, self.plan),
            followed_by=seen.filter(follows=row.pk),
        )
        may_edit = self.may_edit(Resource.PLAN)
        return {
            "milestone": facts,
            "steps": self.steps(row) if may_edit else (),
            "sees_history": access.may_see(user, Resource.REVIEW, self.plan),
            "is_draft": facts.line.standing == MilestoneStanding.DRAFT,
        }

    def steps(self, row: Milestone) -> list[tuple[str, str]]:
        """Address and label of each step that makes sense now."""
        labels = {
            "approve": _("Approve the draft"),
            "reached": _("Reached"),
            "under_way": _("Under way"),
            "postpone": _("Postpone"),
            "drop": _("Give up"),
            "take_back": _("Undo what was reported"),
        }
        may = steps.open_steps(row)
        return [
            (reverse(f"plans:milestone_{name}_act", args=[self.plan.slug, row.pk]), label)
            for name, label in labels.items()
            if name in may
        ]
