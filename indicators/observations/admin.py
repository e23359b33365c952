"""The administration of indicators, instruments and observations."""

from django.contrib import admin

from indicators.observations.models import Observation
from plans.shared.admin import PlanScopedAdmin


@admin.register(Observation)
class ObservationAdmin(PlanScopedAdmin):
    list_display = ("indicator", "population", "part", "year", "value", "state", "is_used", "plan")
    list_filter = ("population", "state", "is_used", "plan")
    list_select_related = ("indicator", "plan")
    search_fields = ("indicator__name", "source", "place", "plan__name")
    autocomplete_fields = ("department",)
