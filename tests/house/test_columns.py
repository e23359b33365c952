"""A column that somebody can fill in is in the document, a form, a page and the workbook, or it says why not."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model
from django.forms import ModelForm
from django.urls import get_resolver
from django.utils import translation

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import PartialProperty
from abc_portal.exchange.interchange.columns import column
from abc_portal.exchange.interchange.parts import Part, register
from budgets.financing.presenters.facts import FinancingTerms
from budgets.financing.presenters.financing import financing_facts
from budgets.financing.querysets import FinancingSight
from budgets.financing.sheets import financing_rows
from budgets.models import Contribution
from indicators.models import Observation
from indicators.observations.sheets import observation_rows
from plans.milestones.sheets.words import MilestoneSheetColumn
from plans.models import Milestone, Position
from plans.staffing.presenters import StaffingFacts
from plans.staffing.sheets import staffing_rows

OWN_APPS = ("plans", "budgets", "indicators", "governance")
#: Where a row belongs, or stands among others: it follows from the page and the place in the document.
SCOPE = ("plan", "round", "position")

#: Models that are in no plan's document.
NO_DOCUMENT = {
    "governance.ContactDetails": "how a person is reached does not travel",
    "indicators.Instrument": "reference data",
    "plans.FundingRound": "reference data",
    "plans.RoundDocument": "reference data",
    "plans.RoundSection": "reference data",
    "plans.Membership": "who may what is given in each portal",
}
#: Models in a document that have no form of their own.
NO_FORM = {
    "budgets.StatedAmount": "comes with a document",
    "governance.BodyOrder": "entered in the administration",
    "indicators.Indicator": "comes with a round or a document",
    "plans.ActivityArea": "ticked in the activity's form",
    "plans.ActivityDepartment": "ticked in the activity's form",
    "plans.ActivityGoal": "ticked in the activity's form",
    "plans.EffortArea": "ticked in the effort's form",
    "plans.EffortDepartment": "ticked in the effort's form",
    "plans.FocusArea": "comes with a round or a document",
    "plans.GoalServed": "ticked in the sub-goal's form",
    "plans.Postponement": "made by the step that puts a milestone off",
    "plans.SubAgreementArea": "ticked in the sub-agreement's form",
    "plans.SubAgreementDepartment": "ticked in the sub-agreement's form",
    "plans.SubAgreementParty": "ticked in the party's form",
}
MADE_BY_THE_PORTAL = "the portal makes it"
BY_PLACE = "chosen as one place, or given by the page's address"
BY_STEP = "changed by the steps of its life"
#: Columns that no form of their model has.
NOT_IN_FORMS = {
    **dict.fromkeys(
        (
            "plans.Activity.code", "plans.Criterion.code", "plans.Milestone.code", "plans.OverallGoal.code",
            "plans.PlanFile.key", "plans.PlanFileVersion.number", "plans.Position.code", "plans.SubAgreement.slug",
            "plans.SubGoal.code", "plans.ClosedPeriod.closed_by", "plans.ClosedPeriod.closed_on",
            "plans.Plan.entered_on",
            "plans.Result.reported_on", "plans.Result.grain", "plans.Milestone.reported_on", "plans.SetAside.code",
            "plans.SetAside.where", "plans.SetAside.message", "plans.StatusOverrule.by_name",
            "plans.StatusOverrule.decided_on", "plans.PlanExtension.former_end_on", "plans.PlanExtension.former_name",
            "plans.PlanFileVersion.name",
        ),
        MADE_BY_THE_PORTAL,
    ),
    **dict.fromkeys(
        (
            "plans.Activity.plan_focus_area", "plans.Activity.sub_agreement", "plans.Criterion.activity",
            "plans.Criterion.sub_goal", "plans.Milestone.activity", "plans.Milestone.plan_focus_area",
            "plans.Milestone.sub_agreement", "plans.Responsibility.sub_agreement", "plans.Result.criterion",
            "plans.StatusOverrule.activity", "plans.StatusOverrule.sub_agreement", "plans.SubGoal.plan_focus_area",
            "plans.SubGoal.sub_agreement",
        ),
        BY_PLACE,
    ),
    **dict.fromkeys(
        ("plans.Milestone.dropped_because", "plans.Milestone.reached_on", "plans.Milestone.state"), BY_STEP
    ),
    "governance.Body.cited_round": "comes with a document; the review compares it",
    "plans.ClosedPeriod.ends_on": "a quarter is chosen",
    "plans.ClosedPeriod.starts_on": "a quarter is chosen",
    "plans.Milestone.follows": "comes with the plan that was copied",
    "plans.Plan.is_example": "comes with a document",
    "plans.PlanFileVersion.upload": "a field of the form that is no column's",
}  # fmt: skip
#: Columns that no page of their subject tells by their name.
NOT_ON_PAGES = {
    "governance.Body.cited_round": "the review tells what does not agree",
    "governance.BodyOrder.earlier": "told by the body that comes later",
    "indicators.Indicator.better": "decides how a distance is judged",
    "indicators.Indicator.code": "a key",
    "indicators.Observation.instrument": "decides which figures are compared",
    "plans.Activity.is_period_unknown": "told as a period, see plans/shared/words.py",
    **dict.fromkeys(
        tuple(f"plans.ActivityCapacity.{name}" for name in ("per", "unit")),
        "told as one phrase, see plans/shared/words.py",
    ),
    **dict.fromkeys(
        ("plans.ActivityArea.area", "plans.ActivityDepartment.department"),
        "told as a list of places, see plans/shared/presenters.py",
    ),
    "plans.AgreementSection.round_section": "the section that it was made from has its heading",
    "plans.CooperationParty.organisation": "told by the party's own name",
    "plans.FocusArea.code": "a key",
    "plans.OverallGoal.code": "a key",
    "plans.OverallGoal.focus_area": "told among the agreement's goals, see plans/agreement/presenters/agreement.py",
    "plans.Plan.entered_on": "decides what the review asks for",
    "plans.Plan.is_financing_complete": "told on the economy page",
    "plans.Plan.small_count": "told on the pages of results",
    "plans.Plan.stale_days": "decides when a result is old",
    "plans.Plan.vision": "told on the page of agreements",
    "plans.PlanStep.is_entered_as_it_stands": "decides which steps may come before",
    "plans.Result.is_approximate": "told in the figure, see plans/results/forms/typed_results.py",
}  # fmt: skip
PAGE_ALONE = "on the page alone"
#: What the columns of a workbook tell of a model, by their heads; or why there is none.
IN_WORKBOOKS: dict[type[Model], dict[str, tuple[str, str]]] = {
    Contribution: {
        "kind": ("Paid in", ""),
        **dict.fromkeys(("is_beside_plan", "counts_as_local"), ("Counts in the plan", "")),
        "effort": ("Effort beside the plan", ""),
        "purpose": ("Purpose", ""),
        "amount_oere": ("In all, kr.", ""),
        "note": ("", PAGE_ALONE),
    },
    Milestone: {
        "code": (MilestoneSheetColumn.KEY, ""),
        "text": (MilestoneSheetColumn.TEXT, ""),
        **dict.fromkeys(("activity", "plan_focus_area", "sub_agreement"), (MilestoneSheetColumn.PLACE, "")),
        **dict.fromkeys(("due_on", "due_quarter"), (MilestoneSheetColumn.DUE, "")),
        **dict.fromkeys(("person", "post", "responsible"), (MilestoneSheetColumn.RESPONSIBLE, "")),
        **dict.fromkeys(("state", "is_draft"), (MilestoneSheetColumn.STATE, "")),
        "reached_on": (MilestoneSheetColumn.REACHED, ""),
        "dropped_because": (MilestoneSheetColumn.REASON, ""),
        "note": (MilestoneSheetColumn.NOTE, ""),
        "follows": ("", PAGE_ALONE),
        "reported_on": ("", MADE_BY_THE_PORTAL),
    },
    Position: {
        "title": ("Position", ""),
        "share": ("Share of full time, %", ""),
        "headcount": ("People", ""),
        "appointment": ("How it is filled", ""),
        "vacancy": ("Filled", ""),
        **dict.fromkeys(("starts_on", "ends_on"), ("Period", "")),
        "code": ("", "a key"),
        "note": ("", PAGE_ALONE),
    },
    Observation: {
        "indicator": ("Indicator", ""),
        "part": ("Part", ""),
        **dict.fromkeys(("population", "population_name", "department"), ("For whom", "")),
        **dict.fromkeys(("value", "state"), ("Value", "")),
        **dict.fromkeys(("as_printed", "qualifier"), ("As shown", "")),
        **dict.fromkeys(("year", "period"), ("Year", "")),
        **dict.fromkeys(("source", "place"), ("Source", "")),
        **dict.fromkeys(("area_note", "definition", "instrument"), ("Notes", "")),
        **dict.fromkeys(("is_used", "not_used_because"), ("Used", "")),
        "is_baseline": ("", PAGE_ALONE),
    },
}


def parts(found: Any = None) -> Iterator[Part]:
    for part in register.parts if found is None else found:
        yield part
        yield from parts(part.children)


def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if issubclass(model, Tracked) and model._meta.app_label in OWN_APPS]


def columns(model: type[Model]) -> list[Field]:
    """What somebody can fill in of a row, apart from where it belongs."""
    above = {name for part in parts() if part.model is model for name in (part.parent, part.nests)}
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not field.name.endswith("_precision")
        if field.name not in SCOPE and field.name not in above
    ]


def names_of(model: type[Model], field: Field) -> set[str]:
    """The column's name, and that of the date with its precision which it holds."""
    attributes = {name: getattr(model, name, None) for name in dir(model)}
    partials = {name for name, value in attributes.items() if isinstance(value, PartialProperty)}
    return {field.name, *(name for name in partials if attributes[name].column == field.name)}


def missing_columns(model: type[Model], has: Any) -> set[str]:
    """The model's columns of which none of the names is there."""
    return {f"{model._meta.label}.{field.name}" for field in columns(model) if not has(names_of(model, field))}


def forms() -> dict[type[Model], set[str]]:
    """The fields of all the forms of each model, those of the administration apart."""
    get_resolver().url_patterns  # noqa: B018 - loads every view, and so every form
    found: dict[type[Model], set[str]] = {}
    waiting: list[Any] = [ModelForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            model = getattr(getattr(form, "_meta", None), "model", None)
            if model is not None and form.__module__.split(".")[0] in (*OWN_APPS, "abc_portal"):
                found.setdefault(model, set()).update(form.base_fields)
    return found


@cache
def words_of_pages(app: str, subject: str) -> str:
    """What the subject's presenters, views, tables and templates say."""
    code = (path for kind in ("presenters", "views", "tables") for path in _python(app, subject, kind))
    templates = (settings.BASE_DIR / "templates" / app / subject).rglob("*.html")
    return "\n".join(path.read_text() for path in (*code, *templates))


def _python(app: str, subject: str, kind: str) -> Iterator[Path]:
    folder = settings.BASE_DIR / app / subject
    yield from folder.glob(f"{kind}.py")
    yield from (folder / kind).rglob("*.py")


def test_columns_are_in_the_plans_document() -> None:
    exchanged: dict[type[Model], set[str]] = {}
    for part in parts():
        fields = {column(part.model, field.attribute) for field in part.fields}
        exchanged.setdefault(part.model, set()).update(fields)
    missing = set().union(
        *(missing_columns(model, exchanged[model].intersection) for model in models() if model in exchanged)
    )
    assert missing == set()
    assert {model._meta.label for model in models() if model not in exchanged} == set(NO_DOCUMENT)


def test_columns_are_in_a_form() -> None:
    offered, exchanged = forms(), {part.model for part in parts()}
    missing = set().union(
        *(missing_columns(model, offered[model].intersection) for model in exchanged if model in offered)
    )
    assert missing == set(NOT_IN_FORMS)
    assert {model._meta.label for model in models() if model in exchanged and model not in offered} == set(NO_FORM)


def test_columns_are_on_a_page() -> None:
    missing = set()
    for model in {part.model for part in parts()}:
        matches = re.findall(r"\.(\w+)|\b(\w+) = ", words_of_pages(*model.__module__.split(".")[:2]))
        said = {name for pair in matches for name in pair}
        said |= {name.removeprefix("get_").removesuffix("_display") for name in said if name.startswith("get_")}
        missing |= missing_columns(model, said.intersection)
    assert missing == set(NOT_ON_PAGES)


def test_columns_are_in_their_models_workbook() -> None:
    terms = FinancingTerms(None, is_complete=False, first=date(2022, 1, 1), last=date(2025, 12, 31))
    nothing = financing_facts((), terms=terms, sight=FinancingSight.ALL)
    nobody = StaffingFacts(date(2022, 1, 1), positions=(), elsewhen=(), without_hours=())
    with translation.override("en"):
        heads: dict[type[Model], list[str]] = {
            Contribution: financing_rows(nothing)[0],
            Milestone: list(MilestoneSheetColumn),
            Position: staffing_rows(nobody)[0],
            Observation: observation_rows(())[0],
        }
    for model, heads_of in IN_WORKBOOKS.items():
        assert set(heads_of) == {field.name for field in columns(model)}
        assert {head for head, reason in heads_of.values() if not reason} <= set(heads[model])
