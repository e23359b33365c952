"""The administration of indicators, instruments and observations."""

from django.contrib import admin

from abc_portal.pages.admin import PlanScopedAdmin
from indicators.observations.models import Observation


@admin.register(Observation)
class ObservationAdmin(PlanScopedAdmin):
    list_display = ("indicator", "population", "part", "year", "value", "state", "is_used", "plan")
    list_filter = ("population", "state", "is_used", "plan")
    list_select_related = ("indicator", "plan")
    search_fields = ("indicator__name", "source", "place", "plan__name")
    autocomplete_fields = ("department",)
