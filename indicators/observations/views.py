"""The indicators page, and the values behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from abc_portal.pages.rows import AddRow
from indicators.observations.forms import ObservationForm
from indicators.observations.models import Observation
from indicators.observations.presenters import facts as presenters
from indicators.observations.presenters.summary import headline, summary
from indicators.observations.querysets import indicators_of, observations_of
from indicators.observations.sheets import observation_rows


class Indicators(PlanPage):
    """Goal by goal: the area, its comparator, the distance, the year and the source."""

    template_name = "indicators/observations/overview.html"
    nav = "indicators"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        observations = observations_of(self.plan, day=self.day).visible_to(request.user)
        goals = presenters.goal_facts(indicators_of(self.plan), observations)
        if request.GET.get("format") == "xlsx":
            head, rows = observation_rows(goals)
            return xlsx.response(
                _("indicators") + f"-{self.plan.in_file_names}", xlsx.workbook(_("Indicators"), head, rows)
            )
        found = headline(summary(goals), is_over=self.plan.is_over(self.day))
        return self.show({"goals": goals, "headline": found, "why_none": presenters.why_none(self.plan)})


class AddObservation(AddRow):
    """Without any indicator, the page says where to add one."""

    def show_form(self, form: Any, status: int = 200) -> HttpResponse:
        if form.fields["indicator"].queryset.exists():
            return super().show_form(form, status)
        self.template_name = "indicators/observations/no_indicators.html"
        return self.show({"title": self.title(form.instance), "why_none": presenters.why_none(self.plan)}, status)


class ObservationPages(RowPages):
    """A figure for one of the plan's indicators, which ``?indikator=`` names for a new one."""

    name, nav, home = "indicators:observation", "indicators", "indicators:overview"
    model, form = Observation, ObservationForm
    add_view = AddObservation

    def new(self) -> Observation:
        row: Observation = super().new()
        chosen = self.request.GET.get("indikator", "")
        if chosen.isascii() and chosen.isdigit():
            row.indicator = indicators_of(self.plan).filter(pk=chosen).first()
        return row
