"""The administration of indicators, instruments and observations."""

from django.contrib import admin

from abc_portal.directory.admin import ReferenceAdmin
from indicators.models import Indicator, Instrument, Observation
from plans.admin import PlanScopedAdmin


@admin.register(Indicator)
class IndicatorAdmin(ReferenceAdmin):
    list_display = ("name", "round", "plan", "goal", "unit", "better")
    list_filter = ("round", "unit")
    list_select_related = ("round", "plan", "goal")
    search_fields = ("name", "code")


@admin.register(Instrument)
class InstrumentAdmin(ReferenceAdmin):
    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(Observation)
class ObservationAdmin(PlanScopedAdmin):
    list_display = ("indicator", "population", "part", "year", "value", "state", "is_used", "plan")
    list_filter = ("population", "state", "is_used", "plan")
    list_select_related = ("indicator", "plan")
    search_fields = ("indicator__name", "source", "place", "plan__name")
    autocomplete_fields = ("department",)
