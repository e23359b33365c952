"""Forms for the agreement: its texts, parties and signatures, focus areas, sub-agreements, goals and what it supports.

What the parties have signed is not changed without a word: while the agreement holds, a reason is asked for.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.forms import PartialDateField
from abc_portal.directory.models import HousingArea, HousingDepartment
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.pages.forms.rows import Link, RowTable, RowUnder, TickField, WholeForm
from plans.agreement.enums import SignatureState
from plans.agreement.models.agreement import (
    AgreementSection,
    Party,
    Signatory,
    StrategicAgreement,
    SubAgreementParty,
    Support,
)
from plans.agreement.models.sub_agreements import (
    FocusAreaDepartment,
    GoalServed,
    PlanFocusArea,
    SubAgreement,
    SubAgreementArea,
    SubAgreementDepartment,
    SubGoal,
)
from plans.agreement.presenters.labels import focus_area_label
from plans.lifecycle.enums import DepartmentStatus
from plans.lifecycle.forms.reasons import AgreementTextForm
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import FocusArea, OverallGoal, RoundSection
from plans.shared.bases import free_code
from plans.shared.choices import PLAN_DEPARTMENTS
from plans.shared.validators import TAKEN_WORDS

HIGHEST_NUMBER = 999


class AgreementForm(AgreementTextForm):
    """What the strategic agreement says of itself."""

    valid_from = PartialDateField(label=gettext_lazy("Valid from"), required=False)
    valid_to = PartialDateField(label=gettext_lazy("Valid to"), required=False)

    class Meta:
        model = StrategicAgreement
        fields = ("kind", "printed_area", "valid_from", "valid_to", "cited_round", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])


class AllSectionsForm(PlanRowForm):
    """A yes to the sections that the round prescribes."""

    class Meta:
        model = StrategicAgreement
        fields = ()


class NewSectionForm(PlanRowForm):
    """A section to add: one that the round prescribes and the agreement lacks, or one of the plan's own."""

    class Meta:
        model = AgreementSection
        fields = ("round_section", "heading", "text")

    def limit(self, plan: Plan) -> None:
        section = self.fields["round_section"]
        section.queryset = RoundSection.objects.filter(round=plan.round_id, document=None).exclude(
            pk__in=AgreementSection.objects.filter(agreement__plan=plan, round_section__isnull=False).values(
                "round_section"
            )
        )
        section.empty_label = _("a section of the plan's own")
        self.fields["heading"].required = False
        self.fields["heading"].help_text = _("For a section of the plan's own.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        prescribed = cleaned.get("round_section")
        if prescribed is not None:
            cleaned["heading"], self.instance.position = prescribed.heading, prescribed.position
        elif not cleaned.get("heading"):
            self.add_error("heading", _("Write a heading, or choose a prescribed section."))
        return cleaned


class SectionForm(AgreementTextForm):
    """One section of the strategic agreement; an official heading is LBF's and stays."""

    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        min_value=1,
        max_value=HIGHEST_NUMBER,
        help_text=gettext_lazy("A section that has the number already moves one place, and so do those between."),
    )

    class Meta:
        model = AgreementSection
        fields = ("heading", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = self.instance.position
        self.order_fields(["number", "heading", "text", "reason"])
        if self.instance.round_section_id:
            self.fields["heading"].disabled = True
            self.fields["heading"].help_text = _("Landsbyggefonden's official heading.")


class PartyForm(AgreementTextForm):
    """An organisation that takes part in the agreement, from and to when, and who acts for it."""

    joined = PartialDateField(
        label=gettext_lazy("From"), required=False, help_text=gettext_lazy("Empty means from the plan's first day.")
    )
    left = PartialDateField(
        label=gettext_lazy("To"), required=False, help_text=gettext_lazy("Empty means to the plan's last day.")
    )

    class Meta:
        model = Party
        fields = ("organisation", "role", "printed_name", "represented_by", "joined", "left", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["represented_by"].empty_label = _("acts for itself")
        self.order_fields([*self.Meta.fields, "reason"])


class SignatoryForm(AgreementTextForm):
    """Who signs for a party, as what, which agreement, and whether and when."""

    signed = PartialDateField(
        label=gettext_lazy("Signed on"),
        required=False,
        help_text=gettext_lazy("With a date it is signed. Empty when it is not signed, or the date is not known."),
    )

    class Meta:
        model = Signatory
        fields = ("person", "title", "sub_agreement", "state", "signed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])

    def limit(self, plan: Plan) -> None:
        super().limit(plan)
        agreement = self.fields["sub_agreement"]
        agreement.queryset = SubAgreement.objects.filter(plan=plan)
        agreement.empty_label = _("the strategic agreement")
        agreement.help_text = ""

    def clean(self) -> dict[str, Any]:
        """A date sets the state to signed, unless the writer just chose another state."""
        cleaned = super().clean()
        if cleaned.get("signed") and "state" not in self.changed_data:
            cleaned["state"] = SignatureState.SIGNED
        return cleaned


class FocusAreaDepartmentForm(RowUnder):
    """A department that the focus area is for, and when."""

    start = PartialDateField(label=gettext_lazy("From"), required=False, help_text="")
    end = PartialDateField(label=gettext_lazy("To"), required=False, help_text="")

    class Meta:
        model = FocusAreaDepartment
        fields = ("department", "start", "end")

    field_order = Meta.fields
    lists: ClassVar = {"department": PLAN_DEPARTMENTS}


class FocusAreaForm(WholeForm, AgreementTextForm):
    """How the plan treats a focus area, and for which departments."""

    tables: ClassVar = (
        RowTable(
            "departments",
            FocusAreaDepartmentForm,
            gettext_lazy("Departments"),
            gettext_lazy("None means all of the plan's departments."),
        ),
    )

    class Meta:
        model = PlanFocusArea
        fields = ("local_name", "is_chosen", "problem", "handled_where", "position")


class NewFocusAreaForm(FocusAreaForm):
    """A focus area to take up: one of the round's or the plan's own that it does not treat yet."""

    class Meta(FocusAreaForm.Meta):
        fields = ("focus_area", *FocusAreaForm.Meta.fields)

    def limit(self, plan: Plan) -> None:
        self.fields["focus_area"].queryset = FocusArea.objects.of_plan(plan).exclude(in_plans__plan=plan)


class OwnFocusAreaForm(PlanRowForm):
    """A focus area of the plan's own, by its name."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)

    class Meta:
        model = PlanFocusArea
        fields = ("is_chosen", "problem", "handled_where")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", *self.Meta.fields])


class OwnGoalForm(AgreementTextForm):
    """An overall goal of the plan's own."""

    class Meta:
        model = OverallGoal
        fields = ("text", "focus_area", "position")

    def limit(self, plan: Plan) -> None:
        super().limit(plan)
        self.fields["focus_area"].queryset = FocusArea.objects.of_plan(plan)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.code and cleaned.get("text"):
            taken = set(OverallGoal.objects.filter(plan=self.plan).values_list("code", flat=True))
            self.instance.code = free_code(cleaned["text"], taken)
        return cleaned


class SupportForm(AgreementTextForm):
    """Something that the plan supports."""

    class Meta:
        model = Support
        fields = ("kind", "number", "name", "organisation", "note", "position")


class SubAgreementForm(WholeForm, AgreementTextForm):
    """A sub-agreement's name, validity, parties, scope, target groups and content."""

    start = PartialDateField(label=gettext_lazy("Valid from"), required=False)
    end = PartialDateField(label=gettext_lazy("Valid to"), required=False)
    its_parties = TickField(
        model=Party,
        label=gettext_lazy("Parties"),
        help_text=gettext_lazy("Those of the plan's parties that this agreement binds."),
    )
    its_departments = TickField(
        model=HousingDepartment,
        label=gettext_lazy("Departments"),
        help_text=gettext_lazy("Neither areas nor departments ticked means all of the plan's departments."),
    )
    its_areas = TickField(
        model=HousingArea,
        label=gettext_lazy("Areas"),
        help_text=gettext_lazy("When it is for whole areas, rather than for departments one by one."),
    )
    links: ClassVar = {
        "its_parties": Link(SubAgreementParty, "sub_agreement", "party"),
        "its_areas": Link(SubAgreementArea, "sub_agreement", "area"),
        "its_departments": Link(SubAgreementDepartment, "sub_agreement", "department"),
    }

    class Meta:
        model = SubAgreement
        fields = ("name", "plan_focus_area", "start", "end", "target_groups", "content", "cited_round", "position")
        widgets: ClassVar = {"target_groups": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = ("its_parties", "its_areas", "its_departments", "target_groups")
        self.order_fields(
            ["name", "plan_focus_area", "start", "end", "cited_round", "position", *scope, "content", "reason"]
        )

    def limit(self, plan: Plan) -> None:
        super().limit(plan)
        area = self.fields["plan_focus_area"]
        area.queryset = PlanFocusArea.objects.filter(plan=plan).select_related("focus_area")
        area.label_from_instance = focus_area_label  # type: ignore[attr-defined]
        self.fields["its_parties"].queryset = Party.objects.filter(plan=plan)
        departments = HousingDepartment.objects.filter(plans__plan=plan, plans__status=DepartmentStatus.IN_PLAN)
        self.fields["its_departments"].queryset = departments
        self.fields["its_areas"].queryset = HousingArea.objects.filter(plans__plan=plan).distinct()


class NewSubAgreementForm(SubAgreementForm):
    """A sub-agreement to add; its address is made from its name."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if name := cleaned.get("name"):
            self.instance.slug = free_slug(name, SubAgreement.objects.filter(plan=self.plan))
        return cleaned


def free_slug(name: str, rows: Any) -> str:
    """A short name for addresses, made from the name, that no other of the rows has."""
    return free_code(name, {*rows.values_list("slug", flat=True), *TAKEN_WORDS}, "delaftale")


class SubGoalForm(WholeForm, AgreementTextForm):
    """A sub-goal and the overall goals that it serves."""

    its_goals = TickField(model=OverallGoal, label=gettext_lazy("Overall goals that it serves"))
    links: ClassVar = {"its_goals": Link(GoalServed, "sub_goal", "goal")}

    class Meta:
        model = SubGoal
        fields = ("text", "position")
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["text", "its_goals", "position", "reason"])
        if not self.fields["its_goals"].choices:
            self.fields["its_goals"].help_text = _("The plan has no overall goals; they stand on the agreements page.")

    def limit(self, plan: Plan) -> None:
        super().limit(plan)
        self.fields["its_goals"].queryset = OverallGoal.objects.of_plan(plan)
