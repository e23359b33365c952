"""Forms for the plan's life: steps, extensions, the plans around it, and its places."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.choosing import ChoiceScope, Choosable, register
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.core.forms import ManyField, PartialDateField
from abc_portal.directory.choices import area_choice, department_choice
from abc_portal.directory.models import HousingArea, HousingDepartment
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.pages.forms.rows import WholeForm
from plans.lifecycle.actions.moving import with_days
from plans.lifecycle.actions.steps import check_extends
from plans.lifecycle.calculations import steps as life
from plans.lifecycle.enums import State
from plans.lifecycle.forms.quarters import AsksBeforeMoving
from plans.lifecycle.forms.stated import EXTENSION_APPROVALS, STEP_APPROVALS
from plans.lifecycle.models.plan import Plan, PlanArea, PlanDepartment
from plans.lifecycle.models.steps import PlanExtension, PlanRelation, PlanStep
from plans.shared.periods import Period

LONGEST_EXTENSION = 120
#: What may join or leave when a plan is extended; a field with nothing to choose is not shown.
PLACES = ("departments_joining", "areas_joining", "departments_leaving", "areas_leaving")


class PlanStepForm(WholeForm):
    """A step of the plan: the new state, when and by whom, and who has approved it."""

    tables: ClassVar = (STEP_APPROVALS,)
    happened = PartialDateField(label=gettext_lazy("When"), required=False)

    class Meta:
        model = PlanStep
        fields = ("state", "happened", "by_whom", "lbf_wording", "case_number", "note", "is_entered_as_it_stands")
        labels: ClassVar = {"state": gettext_lazy("The plan's state")}

    field_order = Meta.fields


class NewStepForm(PlanStepForm):
    """The next step; those that can follow are offered first."""

    def limit(self, plan: Plan) -> None:
        last = PlanStep.objects.filter(plan=plan).last()
        if last is not None:
            listed = life.following(State(last.state), has_grant=not plan.is_own)
            others = [item for item in State if item not in listed]
            groups = [(_("Can follow now"), listed), (_("Other states"), others)]
            self.fields["state"].choices = [
                ("", _("choose")),
                *((label, [(state.value, state.label) for state in states]) for label, states in groups if states),
            ]


class ExtensionForm(WholeForm):
    """What is said of an extension afterwards, and who has approved it; the days it moved are its own."""

    tables: ClassVar = (EXTENSION_APPROVALS,)
    decided = PartialDateField(label=gettext_lazy("Decided"), required=False)

    class Meta:
        model = PlanExtension
        fields = ("decided", "note")

    field_order = Meta.fields


def near(plan: Plan, user: Any) -> Any:
    """The departments of the organisations that are parties to the plan or have departments in it."""
    there = Q(organisation__parties__plan=plan) | Q(organisation__departments__plans__plan=plan)
    offered = HousingDepartment.objects.offered_to(user)
    return offered.filter(pk__in=HousingDepartment.objects.filter(there).values("pk")).select_related("organisation")


def departments_joining(scope: ChoiceScope) -> Any:
    """Departments nearby that are not in the plan now."""
    inside = PlanDepartment.objects.filter(plan=scope.plan, left_on=None).values("department")
    return near(scope.plan, scope.user).exclude(pk__in=inside)


def areas_joining(scope: ChoiceScope) -> Any:
    """Areas of the plan's municipality, or of none, that are not in the plan now."""
    offered = HousingArea.objects.offered_to(scope.user)
    if scope.plan.municipality_id:
        offered = offered.filter(Q(municipality=scope.plan.municipality_id) | Q(municipality=None))
    return offered.exclude(pk__in=PlanArea.objects.filter(plan=scope.plan, left_on=None).values("area"))


NEAR = register(department_choice("afdelinger-i-naerheden", lambda scope: near(scope.plan, scope.user))).code
DEPARTMENTS_JOINING = register(department_choice("afdelinger-der-kan-komme-til", departments_joining)).code
AREAS_JOINING = register(area_choice("omraader-der-kan-komme-til", areas_joining)).code


class ExtendForm(AsksBeforeMoving, PlanRowForm):
    """Extend the plan to a day or by months, perhaps with another name or other participants."""

    months = forms.IntegerField(
        label=gettext_lazy("Extended by, in months"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_EXTENSION)],
        help_text=gettext_lazy("Write either the months or the new last day."),
    )
    new_end = PartialDateField(label=gettext_lazy("New last day"), required=False)
    decided = PartialDateField(label=gettext_lazy("Decided"), required=False)
    new_name = forms.CharField(
        label=gettext_lazy("New name of the plan"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty when the plan keeps its name."),
    )
    departments_joining = ManyField(
        HousingDepartment.objects.none(),
        label=gettext_lazy("Departments that join"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas_joining = ManyField(
        HousingArea.objects.none(),
        label=gettext_lazy("Areas that join"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    departments_leaving = ManyField(
        PlanDepartment.objects.none(),
        label=gettext_lazy("Departments that leave at the former last day"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas_leaving = ManyField(
        PlanArea.objects.none(),
        label=gettext_lazy("Areas that leave at the former last day"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    plan_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    lists: ClassVar = {"departments_joining": DEPARTMENTS_JOINING, "areas_joining": AREAS_JOINING}

    class Meta:
        model = PlanExtension
        fields = ("new_end", "decided", "note")

    field_order = (
        "months", "new_end", "decided", "new_name", "departments_joining", "areas_joining",
        "departments_leaving", "areas_leaving", "note",
    )  # fmt: skip

    def limit(self, plan: Plan) -> None:
        self.fields["plan_version"].initial = plan.version
        departments, areas = plan.departments.filter(left_on=None), plan.areas.filter(left_on=None)
        self.fields["departments_leaving"].queryset = departments.select_related("department")
        self.fields["areas_leaving"].queryset = areas.select_related("area")
        self.fields["departments_joining"].help_text = _(
            "From the day after the former last day. Others are added under Departments."
        )
        for name in PLACES:
            if not self.fields[name].queryset.exists():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("plan_version") != self.plan.version:
            self._tell_of_change()
        self.instance.former_end = self.plan.end
        if not {"months", "new_end"} & self.errors.keys():
            cleaned["new_end"] = self._new_end(cleaned)
            check_extends(self.plan, cleaned["new_end"])
        return cleaned

    def moved_plan(self) -> Plan | None:
        new_end = self.cleaned_data.get("new_end")
        return with_days(self.plan, self.plan.start, new_end) if new_end else None

    def _tell_of_change(self) -> None:
        """Report that the plan was changed since the page was opened; the next submission is accepted."""
        self.data = self.data.copy()
        self.data[self.add_prefix("plan_version")] = str(self.plan.version)
        sentence = _(
            "The plan was changed while the page stood open; its last day is %(day)s. Look once more, then save."
        )
        day = self.plan.end or _("not stated")
        self.add_error(None, ValidationError(sentence % {"day": day}, code="lost-update"))

    def _new_end(self, cleaned: dict[str, Any]) -> PartialDate:
        months, new_end = cleaned.get("months"), cleaned.get("new_end")
        if (months is None) == (new_end is None):
            raise ValidationError({"new_end": _("Write either how many months, or the new last day.")})
        if new_end is None and self.plan.end is None:
            raise ValidationError({"months": _("The plan's last day is not stated. Write the new last day instead.")})
        return new_end or months_on(self.plan, months)


def months_on(plan: Plan, months: int) -> PartialDate:
    """The plan's last day that many months on, as exactly as the present one is known, but at least to the month."""
    last = Period(plan.starts_on or plan.ends_on, plan.ends_on).extended(months).last
    return PartialDate.around(last, Precision.DAY if plan.end.precision == Precision.DAY else Precision.MONTH)


#: The plans that the user sees, without the one that they stand beside.
OTHER_PLANS = register(
    Choosable(
        "andre-planer",
        lambda scope: Plan.objects.visible_to(scope.user).exclude(pk=scope.plan.pk),
        ("name", "slug", "area_name", "municipality__name"),
        note=lambda plan: str(plan.municipality or ""),
        related=("municipality",),
    ),
    Plan,
).code


class RelationForm(PlanRowForm):
    """A plan before, after or beside this one."""

    class Meta:
        model = PlanRelation
        fields = ("kind", "other", "other_name", "note")

    lists: ClassVar = {"other": OTHER_PLANS}

    def limit(self, plan: Plan) -> None:
        self.fields["other"].empty_label = _("not in the portal")


class PlaceForm(PlanRowForm):
    """When a place joined and left the plan."""

    joined = PartialDateField(label=gettext_lazy("From"), required=False)
    left = PartialDateField(label=gettext_lazy("To"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["joined"].help_text = _("Empty means from the plan's first day.")
        self.fields["left"].help_text = _("Empty means to the plan's last day.")


class AreaForm(PlaceForm):
    """An area that the plan covers."""

    class Meta:
        model = PlanArea
        fields = ("area", "joint_name", "joined", "left")

    field_order = Meta.fields

    def limit(self, plan: Plan) -> None:
        self.fields["area"].help_text = _("Write its name. One that the list lacks is added here.")


class DepartmentForm(PlaceForm):
    """A department, or a part of one, that takes part in the plan."""

    class Meta:
        model = PlanDepartment
        fields = ("department", "status", "part", "joined", "left")

    field_order = Meta.fields

    def limit(self, plan: Plan) -> None:
        self.fields["department"].help_text = _("Write its number or name. One that the list lacks is added here.")
