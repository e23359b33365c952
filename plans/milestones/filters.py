"""How a plan's milestones are narrowed; the filters live in the address, and the three views share them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core import danish
from abc_portal.core.distinctions import apart
from abc_portal.core.word_search import holding
from abc_portal.directory.models import Person
from plans.milestones.enums import MilestoneStanding
from plans.milestones.models import Milestone
from plans.milestones.presenters import places
from plans.milestones.presenters.addresses import NO_DATE
from plans.milestones.presenters.places import PlaceGroup
from plans.milestones.presenters.quarters import (
    AFTER,
    BEFORE,
    DATED,
    UNDATED,
    due_place,
    outside_label,
    quarters_of,
    years_of,
)
from plans.milestones.querysets.standing import mine, where
from plans.milestones.search import COLUMNS

NOBODY = "ingen"


@dataclass(frozen=True)
class FilterOffer:
    """What the filters offer beside the plan's own quarters: places, and who is responsible for something."""

    groups: Sequence[PlaceGroup]
    people: Sequence[tuple[str, str]]
    sees_drafts: bool


def people_of(milestones: QuerySet) -> list[tuple[str, str]]:
    """Who is responsible for one of the milestones, as keys (``person:3``, ``post:5``) and names; asks once."""
    found: dict[str, str] = {}
    names = ("person", "person__name", "person__title", "post", "post__title")
    people: dict[int, Person] = {}
    for row in milestones.order_by().values(*names).distinct():
        if row["person"]:
            key = row["person"]
            people[key] = Person(pk=key, name=row["person__name"], title=row["person__title"])
        if row["post"]:
            found[f"post:{row['post']}"] = row["post__title"]
    found |= {f"person:{key}": label for key, label in apart(list(people.values())).items()}
    return sorted(found.items(), key=lambda item: danish.sort_key(item[1]))


class Box(django_filters.Filter):
    """A box to tick; unticked narrows nothing."""

    field_class = forms.BooleanField

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, method="by_box")


class MilestoneFilter(django_filters.FilterSet):
    """Words, place, status, quarter, plan year, responsible; mine, late, postponed."""

    q = django_filters.CharFilter(label=gettext_lazy("Search"), method="search")
    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("Standing"), method="by_standing", empty_label=gettext_lazy("all")
    )
    year = django_filters.ChoiceFilter(
        label=gettext_lazy("Plan year"), method="by_year", empty_label=gettext_lazy("all")
    )
    quarter = django_filters.ChoiceFilter(
        label=gettext_lazy("Quarter"), method="by_quarter", empty_label=gettext_lazy("all")
    )
    place = django_filters.ChoiceFilter(
        label=gettext_lazy("Belongs to"), method="by_place", empty_label=gettext_lazy("all")
    )
    responsible = django_filters.ChoiceFilter(
        label=gettext_lazy("Responsible"), method="by_responsible", empty_label=gettext_lazy("all")
    )
    mine = Box(gettext_lazy("Mine only"))
    late = Box(gettext_lazy("Late only"))
    moved = Box(gettext_lazy("Postponed at some time"))

    #: Fields that are always shown; the others open with a button.
    first = ("q", "standing", "year")

    class Meta:
        model = Milestone
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, plan: Any, day: date, offer: FilterOffer, **kwargs: Any) -> None:
        self.plan, self.day = plan, day
        super().__init__(*args, **kwargs)
        kinds = [item for item in MilestoneStanding if item != MilestoneStanding.DRAFT or offer.sees_drafts]
        self._choose("standing", [(kind.value, kind.label) for kind in kinds])
        self._choose("year", [(str(item.number), item.words) for item in years_of(plan)])
        quarters = [(str(item.number), item.words) for item in quarters_of(plan)]
        dated = [] if quarters else [(DATED, outside_label(DATED))]
        outside = [(BEFORE, outside_label(BEFORE)), (AFTER, outside_label(AFTER)), (NO_DATE, _("no date"))]
        self._choose("quarter", [*quarters, *dated, *outside])
        self._choose("place", places.choices(offer.groups, whole_groups=True))
        self._choose("responsible", [*offer.people, (NOBODY, _("nobody"))])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.filters[name].extra["choices"] = choices

    @property
    def shown_first(self) -> list[Any]:
        return [self.form[name] for name in self.first]

    @property
    def shown_behind(self) -> list[Any]:
        return [self.form[name] for name in self.form.fields if name not in self.first]

    @property
    def narrows_behind(self) -> bool:
        """Whether one of the fields behind the button is in use."""
        return any(name not in self.first for name in self.form.changed_data)

    def found(self) -> QuerySet:
        """The milestones that fit; all where the address holds what no filter knows."""
        return self.qs if self.is_valid() else self.queryset.all()

    def search(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Milestones whose text, note, responsible or place holds every word."""
        return holding(rows, (*COLUMNS, "activity__name", "sub_agreement__name"), value)

    def by_standing(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        return rows.filter(where(MilestoneStanding(value), self.plan, self.day))

    def by_year(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        quarters = years_of(self.plan)[int(value) - 1].quarters
        return self._due_in(rows, {str(quarter.number) for quarter in quarters})

    def by_quarter(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        return self._due_in(rows, {UNDATED if value == NO_DATE else value})

    def _due_in(self, rows: QuerySet, wanted: set[str]) -> QuerySet:
        """The milestones that the grid has in these columns: a date that is known less exactly counts as there."""
        dated = self.queryset.model._base_manager.filter(plan=self.plan).only("due_on", "due_on_precision")
        return rows.filter(pk__in=[row.pk for row in dated if due_place(self.plan, row.due) in wanted])

    def by_place(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        return rows.filter(places.within(value))

    def by_responsible(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        if value == NOBODY:
            return rows.filter(person=None, post=None, responsible="")
        kind, _colon, pk = value.partition(":")
        return rows.filter(**{kind: pk})

    def by_box(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        if not value:
            return rows
        if name == "mine":
            return rows.filter(mine(self.request.user, self.day))
        if name == "late":
            return rows.filter(where(MilestoneStanding.LATE, self.plan, self.day))
        return rows.filter(pk__in=self.queryset.model.objects.exclude(postponements=None).values("pk"))


#: What a saved filter holds: the filters and the view.
QUERY_KEYS = (*MilestoneFilter.base_filters, "vis", "sort")


def filter_query(query: QueryDict) -> str:
    """The non-empty filters of a query string, as they are saved and passed on."""
    chosen = QueryDict(mutable=True)
    for name in QUERY_KEYS:
        if value := query.get(name, "").strip():
            chosen[name] = value[:200]
    return chosen.urlencode()
