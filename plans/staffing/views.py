"""The staffing page: positions, the hours that activities take of them, and the week they have."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.shared.access import Resource
from plans.staffing.forms import OfficeForm, PositionForm
from plans.staffing.models import Office, Position, PositionHolder
from plans.staffing.presenters import StaffingFacts, staffing_facts
from plans.staffing.sheets import staffing_rows


class Staffing(PlanPage):
    """Per position: its share of the week against the hours summed over the activities."""

    resource = Resource.REVIEW
    template_name = "plans/staffing/staffing.html"
    nav = "staffing"

    def facts(self) -> StaffingFacts:
        user = self.request.user
        positions = Position.objects.visible_to(user).filter(plan=self.plan)
        activities = self.plan.activities.visible_to(user)
        return staffing_facts(
            self.plan,
            positions=positions.prefetch_related(
                "organisations__organisation",
                Prefetch("holders", PositionHolder.objects.select_related("person")),
            ),
            activities=activities.prefetch_related("hours"),
            day=self.day,
            offices=Office.objects.visible_to(user).filter(plan=self.plan),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        facts = self.facts()
        if request.GET.get("format") == "xlsx":
            head, rows = staffing_rows(facts)
            return xlsx.response(
                _("staffing") + f"-{self.plan.in_file_names}", xlsx.workbook(_("Staffing"), head, rows)
            )
        return self.show({"staffing": facts})


class PositionPages(RowPages):
    """A position, on the staffing page."""

    name, nav, home = "plans:position", "staffing", "plans:staffing"
    resource = Resource.REVIEW
    model, form = Position, PositionForm


class OfficePages(PositionPages):
    """Where the plan's staff is found, on the staffing page."""

    name = "plans:office"
    model, form = Office, OfficeForm
