"""The administration of rounds, plans, agreements, activities and roles."""

from typing import ClassVar

from django.contrib import admin

from abc_portal.audit.admin import TrackedInline
from abc_portal.directory.reference_admin import ReferenceAdmin
from plans.rounds.models import FocusArea, FundingRound, OverallGoal, RoundDocument, RoundSection


class FocusAreaInline(TrackedInline):
    model = FocusArea
    fields = ("code", "name", "position", "made_from")


class OverallGoalInline(TrackedInline):
    model = OverallGoal
    fields = ("code", "text", "focus_area", "position", "made_from")


class RoundDocumentInline(TrackedInline):
    model = RoundDocument


class RoundSectionInline(TrackedInline):
    model = RoundSection
    fields = ("document", "position", "heading", "made_from")


@admin.register(FundingRound)
class FundingRoundAdmin(ReferenceAdmin):
    list_display = ("name", "code", "first_year", "last_year", "least_local_share", "hours_count")
    search_fields = ("name", "code")
    inlines: ClassVar = [RoundDocumentInline, RoundSectionInline, FocusAreaInline, OverallGoalInline]


@admin.register(RoundSection)
class RoundSectionAdmin(ReferenceAdmin):
    """A prescribed section with its fixed text, which each installation fills in."""

    list_display = ("heading", "round", "document", "position")
    list_filter = ("round",)
    list_select_related = ("round", "document")
    search_fields = ("heading", "round__name")
