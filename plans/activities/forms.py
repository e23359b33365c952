"""Forms for activities, their anchoring and stories, and for positions."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.choosing import ChoiceScope, Choosable, register
from abc_portal.core.forms import NumberField, PartialDateField
from abc_portal.directory.models import HousingArea, HousingDepartment
from abc_portal.pages.forms.base import PlanRowForm, warn_of_names
from abc_portal.pages.forms.rows import Link, RowTable, RowUnder, TickField, WholeForm
from plans.activities.models import (
    Activity,
    ActivityArea,
    ActivityCapacity,
    ActivityCount,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    Anchoring,
    Story,
)
from plans.activities.presenters import no_place
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement, SubGoal
from plans.lifecycle.models.plan import Plan
from plans.staffing.models import Position


def distinct_labels(rows: Sequence[Any]) -> dict[int, str]:
    """A distinct label for each row in a list of choices, by its key.

    Rows that share a name also name their place; those that share that too, or have none, also their short name.
    """
    names = Counter(str(row) for row in rows)
    places = Counter((str(row), _place(row)) for row in rows)
    labels = {}
    for row in rows:
        name, place = str(row), _place(row)
        by = place if place and places[name, place] == 1 else row.code
        labels[row.pk] = name if names[name] == 1 else f"{name} ({by})"
    return labels


def _place(row: Any) -> str:
    """What the activity is under; empty for none."""
    above = (getattr(row, name, None) for name in ("parent", "sub_agreement", "plan_focus_area"))
    return next((str(item) for item in above if item is not None), "")


def placed(activities: Any) -> Any:
    """Activities with what they are under, for :func:`distinct_labels`."""
    return activities.select_related("parent", "sub_agreement", "plan_focus_area__focus_area")


def of_plan(scope: ChoiceScope) -> Any:
    """The plan's activities."""
    return Activity.objects.visible_to(scope.user).filter(plan=scope.plan)


def others(scope: ChoiceScope) -> Any:
    """The plan's activities without the one that is near."""
    return of_plan(scope).exclude(pk=scope.near[0]) if scope.near else of_plan(scope)


def beside(scope: ChoiceScope) -> Any:
    """The other activities under the same sub-agreement, or under the same focus area: the two other numbers."""
    _own, sub, area = (*scope.near, 0, 0, 0)[:3]
    return others(scope).filter(sub_agreement=sub or None, plan_focus_area=area or None)


def activity_choice(code: str, rows: Callable[[ChoiceScope], Any]) -> Choosable:
    """A list of activities, called by name; those of one name also by place or short name."""
    above = ("parent", "sub_agreement", "plan_focus_area__focus_area")
    columns = ("name", "code", "parent__name", "sub_agreement__name", "plan_focus_area__focus_area__name")
    return Choosable(code, rows, columns, labels=distinct_labels, related=above)


register(activity_choice("aktiviteter", of_plan), Activity)
BESIDE = register(activity_choice("aktiviteter-ved-siden", beside)).code
SELF_DESCRIBED = register(
    activity_choice("aktiviteter-med-beskrivelse", lambda scope: others(scope).filter(described_with=None))
).code
register(
    Choosable(
        "stillinger",
        lambda scope: Position.objects.visible_to(scope.user).filter(plan=scope.plan),
        ("title", "code"),
        labels=distinct_labels,
    ),
    Position,
)


class HoursForm(RowUnder):
    """Hours a week that one position gives the activity."""

    least = NumberField(label=gettext_lazy("Hours a week"))
    most = NumberField(label=gettext_lazy("To at most"), required=False)
    start = PartialDateField(label=gettext_lazy("From"), required=False, help_text="")
    end = PartialDateField(label=gettext_lazy("To"), required=False, help_text="")

    class Meta:
        model = ActivityHours
        fields = ("post", "least", "most", "basis", "start", "end")
        labels = {"basis": gettext_lazy("How it is counted")}
        help_texts = {"basis": gettext_lazy("For example: average over the year.")}


class CapacityForm(RowUnder):
    """How many the activity has room for, of what, and per what."""

    class Meta:
        model = ActivityCapacity
        fields = ("least", "most", "qualifier", "unit", "per")


class ActivityCountForm(PlanRowForm):
    """What was counted of an activity, and when."""

    counted = PartialDateField(label=gettext_lazy("When"), required=False)

    class Meta:
        model = ActivityCount
        fields = ("kind", "label", "value", "qualifier", "counted", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])


class ActivityForm(WholeForm):
    """An activity with the hours given to it, the departments it is for, and the sub-goals it works towards."""

    start = PartialDateField(label=gettext_lazy("From"), required=False)
    end = PartialDateField(label=gettext_lazy("To"), required=False)
    for_departments = TickField(
        model=HousingDepartment,
        label=gettext_lazy("Departments"),
        help_text=gettext_lazy("Neither areas nor departments means all that the sub-agreement or the plan is for."),
    )
    for_areas = TickField(
        model=HousingArea,
        label=gettext_lazy("Areas"),
        help_text=gettext_lazy("When it is for whole areas, rather than for departments one by one."),
    )
    lists: ClassVar = {"parent": BESIDE, "described_with": SELF_DESCRIBED}
    works_towards = TickField(model=SubGoal, label=gettext_lazy("Sub-goals it works towards"))
    tables = (
        RowTable(
            "capacities",
            CapacityForm,
            gettext_lazy("How many it has room for"),
            gettext_lazy("For example 24 places per course. Write the most only when it is a range."),
        ),
        RowTable(
            "hours",
            HoursForm,
            gettext_lazy("Hours a week by position"),
            gettext_lazy(
                "One row a position. Write the most only when it is a range; dates only when the hours change."
            ),
        ),
    )
    links = {
        "for_areas": Link(ActivityArea, "activity", "area"),
        "for_departments": Link(ActivityDepartment, "activity", "department"),
        "works_towards": Link(ActivityGoal, "activity", "sub_goal"),
    }

    class Meta:
        model = Activity
        fields = (
            "name",
            "parent",
            "state",
            "start",
            "end",
            "is_period_unknown",
            "purpose",
            "content",
            "target_group",
            "least_age",
            "most_age",
            "admission",
            "admission_note",
            "partners",
            "local_evaluation",
            "described_with",
            "position",
        )
        labels: ClassVar = {"state": gettext_lazy("State")}
        widgets = {
            "position": forms.NumberInput(attrs={"min": 0}),
            "target_group": forms.Textarea(attrs={"rows": 3}),
            "admission_note": forms.Textarea(attrs={"rows": 3}),
            "partners": forms.Textarea(attrs={"rows": 3}),
            "local_evaluation": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = ("for_areas", "for_departments")
        ordered = [*self.Meta.fields[:8], *places, "target_group", "works_towards", *self.Meta.fields[9:]]
        self.order_fields([*ordered, "reason"])
        warn_of_names(self, "content", "target_group", "admission_note", "local_evaluation")

    def near(self) -> tuple[int, ...]:
        own = self.instance
        return own.pk or 0, own.sub_agreement_id or 0, own.plan_focus_area_id or 0

    def limit(self, plan: Plan) -> None:
        self.fields["parent"].empty_label = _("stands by itself")
        self.fields["described_with"].empty_label = _("is described by itself")
        self.fields["for_departments"].queryset = HousingDepartment.objects.filter(plans__plan=plan).distinct()
        self.fields["for_areas"].queryset = HousingArea.objects.filter(plans__plan=plan).distinct()
        self.fields["works_towards"].queryset = self._goals(plan)

    def _goals(self, plan: Plan) -> Any:
        """The sub-goals of the activity's own place and of its focus area; all where it has none."""
        own = self.instance
        if own.sub_agreement_id is None and own.plan_focus_area_id is None:
            return SubGoal.objects.filter(plan=plan)
        area = own.sub_agreement.plan_focus_area_id if own.sub_agreement_id else own.plan_focus_area_id
        fitting = Q(plan_focus_area=area)
        if own.sub_agreement_id:
            fitting |= Q(sub_agreement=own.sub_agreement_id)
        return SubGoal.objects.filter(fitting, plan=plan)


#: The choice for no sub-agreement, focus area or other activity.
NOWHERE = "nowhere"


def _key(row: Any) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _place_key(activity: Activity) -> str:
    """The choice for the activity's present place."""
    if activity.parent_id:
        return f"activity:{activity.parent_id}"
    if activity.sub_agreement_id:
        return f"subagreement:{activity.sub_agreement_id}"
    return f"planfocusarea:{activity.plan_focus_area_id}" if activity.plan_focus_area_id else NOWHERE


class MoveActivityForm(PlanRowForm):
    """Where an activity is to belong: one list of sub-agreements, focus areas and other activities."""

    place = forms.ChoiceField(label=gettext_lazy("Where does it belong?"))
    combined: ClassVar = {"place": _place_key}

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def limit(self, plan: Plan) -> None:
        below = {self.instance.pk, *(row.pk for row in self.instance.below())}
        subs = SubAgreement.objects.filter(plan=plan)
        areas = PlanFocusArea.objects.filter(plan=plan).select_related("focus_area")
        above = [row for row in placed(Activity.objects.filter(plan=plan)) if row.pk not in below]
        self.places: dict[str, Any] = {_key(row): row for row in (*subs, *areas, *above)}
        groups = {_("Sub-agreements"): subs, _("Focus areas"): areas, _("Under another activity"): above}
        names = {_key(row): str(row) for row in (*subs, *areas)}
        names |= {_key(row): label for row, label in zip(above, distinct_labels(above).values(), strict=True)}
        field: Any = self.fields["place"]
        field.choices = [
            *((name, [(_key(row), names[_key(row)]) for row in rows]) for name, rows in groups.items() if rows),
            (NOWHERE, no_place()),
        ]
        field.initial = _place_key(self.instance)

    def where(self) -> dict[str, Any]:
        """The columns that the chosen place sets; a part has the place of the activity above it."""
        chosen = self.places.get(self.cleaned_data["place"])
        if isinstance(chosen, Activity):
            return {
                "parent": chosen,
                "sub_agreement_id": chosen.sub_agreement_id,
                "plan_focus_area_id": chosen.plan_focus_area_id,
            }
        columns = {"parent": None, "sub_agreement_id": None, "plan_focus_area_id": None}
        if chosen is None:
            return columns
        return {
            **columns,
            ("sub_agreement_id" if isinstance(chosen, SubAgreement) else "plan_focus_area_id"): chosen.pk,
        }

    def shower(self, name: str) -> Callable[[Any], str]:
        if name != "place":
            return super().shower(name)
        return lambda key: str(self.places[key]) if key in self.places else no_place()


class AnchoringForm(PlanRowForm):
    """Who carries the activity on when the grant ends."""

    due = PartialDateField(label=gettext_lazy("When"), required=False)

    class Meta:
        model = Anchoring
        fields = ("who", "organisation", "how", "due", "state", "note")
        widgets = {"how": forms.Textarea(attrs={"rows": 4}), "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])
        self.fields["who"].help_text = _("As a role, for example: the library's head of activities.")
        warn_of_names(self, "how", "note")


class StoryForm(PlanRowForm):
    """What was learned, or a story from the work."""

    happened = PartialDateField(label=gettext_lazy("When"), required=False)

    class Meta:
        model = Story
        fields = ("kind", "title", "happened", "text", "told_by", "sub_agreement", "activity")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])
        warn_of_names(self, "text")

    def limit(self, plan: Plan) -> None:
        self.fields["sub_agreement"].queryset = SubAgreement.objects.filter(plan=plan)
        self.fields["sub_agreement"].empty_label = self.fields["activity"].empty_label = _("the whole plan")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        sub, activity = cleaned.get("sub_agreement"), cleaned.get("activity")
        if sub and activity and activity.sub_agreement_id != sub.pk:
            self.add_error("activity", _("“%s” stands under another sub-agreement.") % activity)
        return cleaned
