"""How a plan's activities and stories are narrowed; the plan is the page's."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from abc_portal.core.word_search import holding
from abc_portal.directory.models import HousingDepartment
from abc_portal.pages.filters import DistinctChoiceFilter
from plans.activities.enums import StoryKind
from plans.activities.models import Activity, Story
from plans.activities.search import COLUMNS
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement
from plans.shared.enums import ActivityState
from plans.staffing.models import Position


def sub_agreements(request: Any) -> QuerySet:
    return SubAgreement.objects.filter(plan=request.plan)


def focus_areas(request: Any) -> QuerySet:
    return PlanFocusArea.objects.filter(plan=request.plan).select_related("focus_area")


def departments(request: Any) -> QuerySet:
    return HousingDepartment.objects.filter(plans__plan=request.plan).distinct()


def positions(request: Any) -> QuerySet:
    """The positions that give hours to activities."""
    return Position.objects.filter(plan=request.plan, hours__isnull=False).distinct()


def _names(department: Any, above: str = "") -> Q:
    """Rows that are for the department by its own name or by that of an area that it belongs to."""
    by_area = Q(**{f"{above}areas__area__memberships__department": department})
    return Q(**{f"{above}departments__department": department}) | by_area


def _names_nothing(above: str = "") -> Q:
    return Q(**{f"{above}departments": None, f"{above}areas": None})


class ActivityFilter(django_filters.FilterSet):
    """Words, sub-agreement, focus area, state, department and position."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    sub_agreement = django_filters.ModelChoiceFilter(
        label=_("Sub-agreement"), queryset=sub_agreements, empty_label=_("all")
    )
    focus_area = django_filters.ModelChoiceFilter(
        label=_("Focus area"), queryset=focus_areas, method="by_focus_area", empty_label=_("all")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ActivityState, empty_label=_("all"))
    department = DistinctChoiceFilter(
        label=_("Department"), queryset=departments, method="by_department", empty_label=_("all")
    )
    position = django_filters.ModelChoiceFilter(
        label=_("Position"), queryset=positions, method="by_position", empty_label=_("all")
    )

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def search(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Activities whose texts hold every word."""
        return holding(rows, COLUMNS, value)

    def by_focus_area(self, rows: QuerySet, _name: str, value: Any) -> QuerySet:
        return rows.filter(Q(plan_focus_area=value) | Q(sub_agreement__plan_focus_area=value))

    def by_department(self, rows: QuerySet, _name: str, value: Any) -> QuerySet:
        """Those for the department: by name or by area, or because neither they nor their sub-agreement name any."""
        by_sub = Q(sub_agreement=None) | _names(value, "sub_agreement__") | _names_nothing("sub_agreement__")
        return rows.filter(_names(value) | (_names_nothing() & by_sub)).distinct()

    def by_position(self, rows: QuerySet, _name: str, value: Any) -> QuerySet:
        return rows.filter(pk__in=value.hours.values("activity"))


class StoryFilter(django_filters.FilterSet):
    """Kind and sub-agreement; a story of an activity belongs to the activity's sub-agreement too."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=StoryKind, empty_label=_("all"))
    sub_agreement = django_filters.ModelChoiceFilter(
        label=_("Sub-agreement"), queryset=sub_agreements, method="by_sub_agreement", empty_label=_("all")
    )

    class Meta:
        model = Story
        fields: tuple[str, ...] = ()

    def by_sub_agreement(self, rows: QuerySet, _name: str, value: Any) -> QuerySet:
        return rows.filter(Q(sub_agreement=value) | Q(activity__sub_agreement=value))
