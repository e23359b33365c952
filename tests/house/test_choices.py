"""No page of the portal carries a list that grows: one types, and gets suggestions."""

from collections.abc import Iterator

from django.forms import BaseForm
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField
from django.urls import get_resolver

from abc_portal.core.choose_fields import choosable_of
from abc_portal.directory.models import HousingArea, HousingDepartment
from indicators.models import Instrument
from plans.models import (
    FundingRound,
    OverallGoal,
    ParallelEffort,
    Party,
    Plan,
    PlanArea,
    PlanDepartment,
    PlanFocusArea,
    RoundSection,
    SubAgreement,
    SubGoal,
)
from plans.rounds.models import FocusArea

#: What a plan has a handful of, what a round prescribes, and what the country has a handful of; may only shrink.
HANDFULS = {
    FocusArea, FundingRound, Instrument, OverallGoal, ParallelEffort, Party, PlanArea, PlanDepartment, PlanFocusArea,
    RoundSection, SubAgreement, SubGoal,
}  # fmt: skip
#: Fields that hold only what the plan has already, or what one leads; may only shrink.
OWN = {
    ("ActivityForm", HousingDepartment), ("ActivityForm", HousingArea), ("SubAgreementForm", HousingDepartment),
    ("SubAgreementForm", HousingArea), ("NewSubAgreementForm", HousingDepartment), ("NewSubAgreementForm", HousingArea),
    ("EffortForm", HousingArea), ("WayForm", Plan),
}  # fmt: skip
APPS = ("abc_portal", "plans", "budgets", "indicators", "governance")


def page_forms() -> Iterator[type[BaseForm]]:
    """Every form of the portal's own pages; the administration's have their own boxes with suggestions."""
    get_resolver().url_patterns  # noqa: B018 - imports every form
    waiting, seen = [BaseForm], set()
    while waiting:
        for form in waiting.pop().__subclasses__():
            if form not in seen:
                seen.add(form)
                waiting.append(form)
                if form.__module__.partition(".")[0] in APPS and "admin" not in form.__module__:
                    yield form


def test_no_form_of_a_page_renders_a_list_that_grows() -> None:
    forms = list(page_forms())
    assert len(forms) > 40
    held = set()
    for form in forms:
        for name, field in getattr(form, "base_fields", {}).items():
            if not isinstance(field, ModelChoiceField) or field.queryset.model in HANDFULS:
                continue
            code = getattr(form, "lists", {}).get(name, "")
            if form.__name__ == "WayForm" or (isinstance(field, ModelMultipleChoiceField) and not code):
                held.add((form.__name__, field.queryset.model))
            else:
                assert choosable_of(field, code), f"{form.__name__}.{name}"
    assert held == OWN
