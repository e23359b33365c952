"""How the list of plans is narrowed."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from abc_portal.directory.models import Organisation
from abc_portal.pages.filters import DistinctChoiceFilter
from plans.lifecycle.enums import State
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import FundingRound

NO_STATE = "none"


def rounds(request: Any) -> QuerySet:
    """The rounds of the plans that the user sees."""
    return FundingRound.objects.filter(pk__in=Plan.objects.visible_to(request.user).values("round"))


def municipalities(request: Any) -> QuerySet:
    """The municipalities of the plans that the user sees; the whole list is the secretariats'."""
    return Organisation.objects.filter(pk__in=Plan.objects.visible_to(request.user).values("municipality"))


class PlanFilter(django_filters.FilterSet):
    """Search, funding round, municipality, and whether the plan runs."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    round = django_filters.ModelChoiceFilter(label=_("Funding round"), queryset=rounds, empty_label=_("all"))
    municipality = DistinctChoiceFilter(label=_("Municipality"), queryset=municipalities, empty_label=_("all"))
    phase = django_filters.ChoiceFilter(
        label=_("Period"),
        method="by_phase",
        choices=[
            ("running", _("running")),
            ("coming", _("not begun")),
            ("over", _("ended")),
            ("unknown", _("not stated")),
        ],
        empty_label=_("all"),
    )
    state = django_filters.ChoiceFilter(
        label=_("The plan's state"),
        method="by_state",
        choices=[*State.choices, (NO_STATE, _("not stated"))],
        empty_label=_("all"),
    )

    class Meta:
        model = Plan
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def search(self, plans: Any, _name: str, value: str) -> QuerySet:
        return plans.search(value)

    def by_state(self, plans: Any, _name: str, value: str) -> QuerySet:
        return plans.with_state().filter(**({"state__isnull": True} if value == NO_STATE else {"state": value}))

    def by_phase(self, plans: QuerySet, _name: str, value: str) -> QuerySet:
        return in_phase(plans, value, self.today)


def in_phase(plans: QuerySet, phase: str, day: date) -> QuerySet:
    """Plans that run on the day, begin after it, ended before it, or of which that is not known."""
    if phase == "coming":
        return plans.filter(starts_on__gt=day)
    if phase == "over":
        return plans.filter(ends_on__lt=day)
    if phase == "unknown":
        partly = plans.filter(Q(starts_on=None) | Q(ends_on=None))
        return partly.exclude(starts_on__gt=day).exclude(ends_on__lt=day)
    return plans.filter(starts_on__lte=day, ends_on__gte=day)
