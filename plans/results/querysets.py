"""What a user may see of criteria and results."""

from typing import Self

from django.apps import apps
from django.db.models import Prefetch

from abc_portal.core.date_order import by_date
from abc_portal.pages.querysets import PlanScopedQuerySet


def with_results() -> Prefetch:
    """A criterion's results, the earliest first; each knows its criterion."""
    results = apps.get_model("plans", "Result")._base_manager.select_related("department")
    results = results.order_by(by_date("ends_on", end=True), by_date("starts_on"), "label", "pk")
    return Prefetch("results", results)


class CriterionQuerySet(PlanScopedQuerySet):
    """Success criteria."""

    def with_place(self) -> Self:
        """Criteria with the activity or sub-goal they belong to, and where that belongs."""
        return self.select_related(
            "activity__sub_agreement", "activity__plan_focus_area__focus_area",
            "sub_goal__sub_agreement", "sub_goal__plan_focus_area__focus_area",
        )  # fmt: skip

    def with_results(self) -> Self:
        """Criteria with their results, the earliest first; each result knows its criterion."""
        return self.prefetch_related(with_results())


class ResultQuerySet(PlanScopedQuerySet):
    """Results."""

    def with_criterion(self) -> Self:
        """Results with their criterion and its place."""
        return self.select_related("criterion__plan", "criterion__activity", "criterion__sub_goal", "department")
