"""What of the plans a user may see; and named facts that come with them."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from abc_portal.directory import access as directory_access
from abc_portal.directory.querysets import ReferenceQuerySet
from plans import access


def _has(model: str, **lookup: str) -> Q:
    """Plans with a row of that model that the lookup finds; a subquery, so that no plan comes twice."""
    return Q(pk__in=apps.get_model("plans", model)._base_manager.filter(**lookup).values("plan"))


class PlanScopedQuerySet(models.QuerySet):
    """Rows that belong to a plan, by the model's ``plan_path``; seen by the right over its ``thing``."""

    def visible_to(self, user: Any) -> Self:
        return self._where(user, access.FULL_SIGHT)

    def editable_by(self, user: Any) -> Self:
        return self._where(user, [access.Right.EDIT])

    def valid_on(self, day: date) -> Self:
        """Rows that hold on that day, by the model's ``valid_columns``; an unknown first or last day is open."""
        first, last = self.model.valid_columns
        return self.filter(
            Q(**{first: None}) | Q(**{f"{first}__lte": day}), Q(**{last: None}) | Q(**{f"{last}__gte": day})
        )

    def _where(self, user: Any, wanted: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        path = getattr(self.model, "plan_path", "plan")
        return self.filter(**{f"{path}__in": access.plans_where(user, self.model.thing, wanted)})


class FileQuerySet(PlanScopedQuerySet):
    """Files of the archive and their versions: seen by those whom each is for."""

    def visible_to(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        path, sight_path = getattr(self.model, "plan_path", "plan"), getattr(self.model, "sight_path", "sight")
        seen = Q(pk__in=[])
        for sight, roles in access.SEES_FILES.items():
            seen |= Q(**{sight_path: sight, f"{path}__in": access.held_today(user, roles).values("plan_id")})
        return self.filter(seen)

    def with_versions(self) -> Self:
        """Files with all that lists and pages tell of them."""
        return self.select_related("sub_agreement", "activity").prefetch_related("versions")

    def search(self, text: str) -> Self:
        """Files whose title, description, short name or a version's name holds every word of the text."""
        found = self
        for word in text.split()[:8]:
            versions = apps.get_model("plans", "PlanFileVersion")._base_manager.filter(name__icontains=word)
            found = found.filter(
                Q(title__icontains=word)
                | Q(description__icontains=word)
                | Q(key__icontains=word)
                | Q(pk__in=versions.values("file"))
            )
        return found


class PartyQuerySet(PlanScopedQuerySet):
    """An agreement's parties."""

    def with_signatures(self) -> Self:
        """Each party's organisation, who acts for it, and who signs which agreement for it."""
        signatories = apps.get_model("plans", "Signatory").objects.select_related("person", "sub_agreement")
        related = self.select_related("organisation", "represented_by")
        return related.prefetch_related(Prefetch("signatories", signatories))

    def with_sub_agreements(self) -> Self:
        """The sub-agreements that each is a party to."""
        subs = apps.get_model("plans", "SubAgreementParty").objects.select_related("sub_agreement")
        return self.prefetch_related(Prefetch("sub_agreements", subs.order_by("sub_agreement__position")))


class SubGoalQuerySet(PlanScopedQuerySet):
    """Sub-goals."""

    def with_goals(self) -> Self:
        """The overall goals that each serves, and the activities that work towards it."""
        related = apps.get_model
        return self.prefetch_related(
            Prefetch("goals", related("plans", "GoalServed").objects.select_related("goal")),
            Prefetch("activities", related("plans", "ActivityGoal").objects.select_related("activity")),
        )


class PrescribedQuerySet(ReferenceQuerySet):
    """What rounds prescribe, as the other shared lists; and plans' own, seen and edited as the rest of the plan."""

    def visible_to(self, user: Any) -> Self:
        return self._shared_and_own(user, access.FULL_SIGHT)

    def offered_to(self, user: Any) -> Self:
        return self._shared_and_own(user, [access.Right.EDIT])

    def editable_by(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(plan__in=access.plans_where(user, access.Thing.PLAN, [access.Right.EDIT]))

    def of_plan(self, plan: Any) -> Self:
        """What the plan's round prescribes and what is the plan's own."""
        return self.filter(Q(plan=plan) | Q(round=plan.round_id, round__isnull=False))

    def _shared_and_own(self, user: Any, wanted: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        own = Q(plan__in=access.plans_where(user, access.Thing.PLAN, wanted))
        return self.filter(own | Q(plan=None) if directory_access.may_see_reference(user) else own)


class PlanQuerySet(models.QuerySet):
    """Plans: seen by everybody with a role in them today."""

    def visible_to(self, user: Any) -> Self:
        return self._where(user, access.FULL_SIGHT)

    def editable_by(self, user: Any) -> Self:
        return self._where(user, [access.Right.EDIT])

    def led_by(self, user: Any) -> Self:
        """Plans whose roles and state the user decides."""
        if user.is_superuser and user.is_active:
            return self
        return self.filter(pk__in=access.plans_where(user, access.Thing.ADMINISTRATION, [access.Right.EDIT]))

    def running_on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def with_places(self) -> Self:
        """Each plan's areas and departments, for lists and headings."""
        related = apps.get_model
        return self.select_related("municipality", "round").prefetch_related(
            Prefetch("areas", related("plans", "PlanArea").objects.select_related("area")),
            Prefetch("departments", related("plans", "PlanDepartment").objects.select_related("department")),
        )

    def marked_if_extended(self) -> Self:
        """Each plan says by ``is_extended`` whether it was ever extended; most were not, and need not be asked further."""
        extensions = apps.get_model("plans", "PlanExtension")._base_manager.filter(plan=OuterRef("pk"))
        return self.annotate(is_extended=Exists(extensions))

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
        found = self
        for word in text.split()[:8]:
            found = found.filter(
                Q(name__icontains=word)
                | Q(area_name__icontains=word)
                | Q(case_number__icontains=word)
                | _has("PlanArea", area__name__icontains=word)
                | _has("PlanArea", area__aliases__name__icontains=word)
                | _has("PlanDepartment", department__name__icontains=word)
                | _has("PlanDepartment", department__aliases__name__icontains=word)
                | _has("Party", organisation__name__icontains=word)
            )
        return found

    def _where(self, user: Any, wanted: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(pk__in=access.plans_where(user, access.Thing.PLAN, wanted))


class MembershipQuerySet(PlanScopedQuerySet):
    """Roles in plans."""

    def with_names(self) -> Self:
        return self.select_related("user", "sub_agreement", "department", "plan")
