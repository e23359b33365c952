"""What of the plans a user may see; and named facts that come with them."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, Subquery, When

from abc_portal.core import word_search
from abc_portal.core.date_order import reckoned
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.shared import access
from plans.shared.querysets import with_places

#: What a plan is found by, in lists and by the search.
SEARCHED = (
    "name", "area_name", "case_number", "towns", "former_names__name", "areas__area__name",
    "areas__area__aliases__name", "departments__department__name", "departments__department__aliases__name",
    "parties__organisation__name",
)  # fmt: skip


class PlanQuerySet(models.QuerySet):
    """Plans: seen by everybody with a role in them today."""

    def visible_to(self, user: Any) -> Self:
        return self._where(user, access.FULL_SIGHT)

    def editable_by(self, user: Any) -> Self:
        return self._where(user, [access.AccessLevel.EDIT])

    def led_by(self, user: Any) -> Self:
        """Plans whose roles and state the user decides."""
        if user.is_superuser and user.is_active:
            return self
        return self.filter(pk__in=access.plans_where(user, access.Resource.ADMINISTRATION, [access.AccessLevel.EDIT]))

    def with_places(self) -> Self:
        """Each plan's areas and departments, for lists and headings."""
        related = apps.get_model
        return self.select_related("municipality", "round").prefetch_related(
            Prefetch("areas", related("plans", "PlanArea").objects.select_related("area")),
            Prefetch("departments", related("plans", "PlanDepartment").objects.select_related("department")),
        )

    def marked_if_stated_differently(self) -> Self:
        """Each plan says by ``is_stated_differently`` whether its documents print one of its values in two ways."""
        stated = apps.get_model("plans", "StatedPlanValue")._base_manager
        another = stated.filter(plan=OuterRef("plan"), subject=OuterRef("subject"))
        competing = stated.filter(Exists(another.exclude(as_printed__iexact=OuterRef("as_printed"))))
        return self.annotate(is_stated_differently=Exists(competing.filter(plan=OuterRef("pk"))))

    def newest_first(self) -> Self:
        """By their first day, the latest first; those without a known one last, on every database."""
        return self.order_by(reckoned("starts_on").desc(nulls_last=True), "name")

    def ended_last(self, today: date) -> Self:
        """As :meth:`newest_first`, but after those that have not ended come those that have."""
        has_ended = Case(When(ends_on__lt=today, then=1), default=0)
        return self.order_by(has_ended, reckoned("starts_on").desc(nulls_last=True), "name")

    def marked_if_extended(self) -> Self:
        """Each plan says by ``is_extended`` whether it was ever extended or got another name; most were not, and need
        not be asked further."""
        extensions, names = (
            apps.get_model("plans", model)._base_manager.filter(plan=OuterRef("pk"))
            for model in ("PlanExtension", "FormerPlanName")
        )
        return self.annotate(is_extended=Exists(extensions) | Exists(names))

    def with_state(self) -> Self:
        """Each plan's ``state``: that of its last step, or ``None`` when no step is entered."""
        steps = apps.get_model("plans", "PlanStep")._base_manager.filter(plan=OuterRef("pk"))
        return self.annotate(state=Subquery(steps.order_by("-position", "-pk").values("state")[:1]))

    def with_life(self) -> Self:
        """Each plan's state, the last day that its latest extension set, and its agreement with the round it cites."""
        extensions = apps.get_model("plans", "PlanExtension")._base_manager.filter(plan=OuterRef("pk"))
        latest = extensions.order_by("-position", "-pk")
        return (
            self.with_state()
            .annotate(
                extended_to_on=Subquery(latest.values("new_end_on")[:1]),
                extended_to_on_precision=Subquery(latest.values("new_end_on_precision")[:1]),
            )
            .select_related("municipality", "round", "agreement__cited_round")
        )

    def search(self, text: str) -> Self:
        """Plans whose name, title, case number, area, department or party holds every word of the text."""
        return word_search.holding(self, SEARCHED, text)  # type: ignore[return-value]

    def _where(self, user: Any, wanted: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(pk__in=access.plans_where(user, access.Resource.PLAN, wanted))


class EffortQuerySet(PlanScopedQuerySet):
    """Efforts beside a plan."""

    def with_parties(self) -> Self:
        """Who carries each out, who goes together on it, and where it is done."""
        parties = apps.get_model("plans", "EffortParty").objects.select_related("organisation")
        return with_places(self.select_related("organisation")).prefetch_related(Prefetch("parties", parties))
