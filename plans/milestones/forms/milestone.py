"""Forms for milestones: one for all its fields, and a small one for each step."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit import wording
from abc_portal.core.access import Resource
from abc_portal.core.choosing import ChoiceScope, register
from abc_portal.core.dates import PartialDate
from abc_portal.core.forms import PartialDateField
from abc_portal.directory.choices import people_choice
from abc_portal.directory.models import Person
from abc_portal.pages import source
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.pages.forms.rows import RowTable, RowUnder, WholeForm
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement
from plans.lifecycle.models.plan import Plan
from plans.milestones.actions import steps
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Evidence, Milestone
from plans.milestones.presenters import places
from plans.milestones.presenters.quarters import quarters_of


class QuarterField(forms.TypedChoiceField):
    """One of the plan's own quarters, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"coerce": int, "empty_value": None, "required": False, **kwargs})

    def offer(self, plan: Plan) -> None:
        self.choices = [("", _("none")), *((item.number, item.words) for item in quarters_of(plan))]


def responsible_people(scope: ChoiceScope) -> Any:
    """The user's colleagues, and who is responsible for something in the plan already."""
    in_plan = Milestone.objects.filter(plan=scope.plan).values("person")
    offered = Person.objects.offered_to(scope.user).order_by().values("pk")
    if not source.plans.may_edit(scope.user, Resource.PLAN, scope.plan):
        return Person.objects.filter(pk__in=offered)
    return Person.objects.filter(Q(pk__in=offered) | Q(pk__in=in_plan))


#: Whom a milestone of the plan may have as responsible.
RESPONSIBLE = register(people_choice("ansvarlige", responsible_people)).code


class EvidenceForm(RowUnder):
    """One piece of evidence: a note, a link, or a file of the archive."""

    class Meta:
        model = Evidence
        fields = ("note", "link", "file")

    def offer(self, name: str, field: Any) -> None:
        """A file is put into the archive first."""
        field.empty_label = gettext_lazy("none")


EVIDENCE = RowTable(
    "evidence",
    EvidenceForm,
    gettext_lazy("Evidence"),
    gettext_lazy("What shows that it is reached: a note, a link, or a file that stands in the archive. One row each."),
    1,
)


class MilestoneForm(WholeForm):
    """A milestone with its evidence. Its progress is reported by the steps on its page, not here."""

    place = forms.ChoiceField(label=gettext_lazy("Belongs to"))
    due_quarter = QuarterField(
        label=gettext_lazy("Due in the plan's quarter"),
        help_text=gettext_lazy("Choose a quarter, or write a date below. Neither means that the date is not known."),
    )
    due = PartialDateField(label=gettext_lazy("Due on a date"), required=False)
    is_correction = forms.BooleanField(
        label=gettext_lazy("The date was entered wrong"),
        required=False,
        help_text=gettext_lazy("Tick it when a later date corrects a mistake. Otherwise postpone the milestone."),
    )
    tables = (EVIDENCE,)
    lists: ClassVar = {"person": RESPONSIBLE}
    combined: ClassVar = {"place": places.key_of}

    class Meta:
        model = Milestone
        fields = ("text", "due_quarter", "person", "post", "responsible", "note", "is_draft")
        widgets: ClassVar = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([
            "text", "place", "due_quarter", "due", "is_correction", "person", "post", "responsible", "note",
            "is_draft", "reason",
        ])  # fmt: skip

    def limit(self, plan: Plan) -> None:
        self._offer_places(plan)
        field: Any = self.fields["due_quarter"]
        field.offer(plan)
        if self.instance.due_quarter is not None:
            self.fields["due"].initial = None  # the quarter says it
        self.fields["person"].empty_label = self.fields["post"].empty_label = _("none")
        if self.instance.pk and not self.instance.is_draft:
            del self.fields["is_draft"]
        else:
            self.fields["is_draft"].help_text = _(
                "A draft counts in no sum, and only those who see the plan's drafts see it."
            )
        if not self.instance.pk or self.instance.is_draft or self.instance.due_on is None:
            del self.fields["is_correction"]

    def _offer_places(self, plan: Plan) -> None:
        areas = PlanFocusArea.objects.filter(plan=plan).select_related("focus_area")
        groups = places.groups_of(
            plan, areas, SubAgreement.objects.filter(plan=plan), Activity.objects.filter(plan=plan)
        )
        self.places = places.labels(groups)
        field: Any = self.fields["place"]
        field.choices = places.choices(groups, whole_groups=False)
        field.initial = places.key_of(self.instance)

    def clean_text(self) -> str:
        """One line, however it was pasted."""
        return " ".join(self.cleaned_data["text"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("place"):
            for column, pk in places.columns_of(cleaned["place"]).items():
                setattr(self.instance, column, pk)
        try:
            day = steps.new_day(self.plan, cleaned.get("due"), cleaned.get("due_quarter"))
        except ValidationError as fault:
            self.add_error("due", fault)
        else:
            self._check_no_quiet_delay(day, correction=cleaned.get("is_correction", False))
        return cleaned

    def _check_no_quiet_delay(self, day: Any, *, correction: bool) -> None:
        """A later date is a postponement, which stores the former date and a reason, unless the former was wrong."""
        due = self.instance.due_on
        if self.instance.state == MilestoneState.POSTPONED and due is None:
            self._check_gets_coming_date(day)
        if "is_correction" in self.fields and not correction and due and (day is None or day > due):
            self.add_error(
                "due_quarter",
                _("This puts the milestone off. Use “Postpone” on its page, so that the old date and the reason are "
                  "kept, or say below that the date was entered wrong."),
            )  # fmt: skip

    def _check_gets_coming_date(self, day: Any) -> None:
        """A milestone that was put off without a new date gets one that is to come."""
        try:
            steps.check_not_gone(self.instance, day, timezone.localdate())
        except ValidationError as fault:
            self.add_error("due", fault)

    def shower(self, name: str) -> Callable[[Any], str]:
        if name != "place":
            return super().shower(name)
        return lambda key: self.places[key].label if key in self.places else wording.plain(None)


class MilestoneStepForm(PlanRowForm):
    """One step of a milestone: its fields are those of the step, not the row's own."""

    class Meta:
        model = Milestone
        fields: tuple[str, ...] = ()

    def partials(self) -> list[str]:
        return []

    @property
    def today(self) -> Any:
        return timezone.localdate()

    def asks_why(self, label: Any, missing: Any) -> None:
        """Make the reason required: it is shown wherever the step is."""
        reason = self.fields["reason"]
        reason.label, reason.required, reason.help_text = label, True, ""
        reason.error_messages["required"] = missing
        reason.widget = forms.Textarea(attrs={"rows": 3, "maxlength": 500})


class ReachForm(WholeForm, MilestoneStepForm):
    """It is reached: when, and what shows it."""

    on = PartialDateField(label=gettext_lazy("When was it reached?"), required=False)
    tables = (EVIDENCE,)

    class Meta(MilestoneStepForm.Meta):
        pass

    def limit(self, plan: Plan) -> None:
        self.fields["on"].initial = PartialDate(self.today)

    def clean_on(self) -> PartialDate | None:
        steps.check_not_ahead(self.cleaned_data["on"], self.today)
        return self.cleaned_data["on"]


class PostponeForm(MilestoneStepForm):
    """It is put off: to a quarter, a date, or without a new date; always with a reason."""

    to_quarter = QuarterField(label=gettext_lazy("To the plan's quarter"))
    to = PartialDateField(label=gettext_lazy("Or to a date"), required=False)

    class Meta(MilestoneStepForm.Meta):
        pass

    def limit(self, plan: Plan) -> None:
        field: Any = self.fields["to_quarter"]
        field.offer(plan)
        due = self.instance.due_on
        past = plan.was_entered_after_its_end
        coming = [item for item in quarters_of(plan) if past or item.period.last >= self.today]
        later = [item for item in coming if due is None or item.period.last > due]
        field.choices = [("", _("none")), *((item.number, item.words) for item in later)]
        field.help_text = _("Neither a quarter nor a date means that it is put off without a new date.")
        self.asks_why(_("Why is it postponed?"), _("Write why the milestone is put off."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day = steps.new_day(self.plan, cleaned.get("to"), cleaned.get("to_quarter"))
        try:
            steps.check_is_later(self.instance, day)
            steps.check_not_gone(self.instance, day, self.today)
        except ValidationError as fault:
            self.add_error("to", fault)
        return cleaned


class DropForm(MilestoneStepForm):
    """It is given up, with a reason."""

    class Meta(MilestoneStepForm.Meta):
        pass

    def limit(self, plan: Plan) -> None:
        self.asks_why(_("Why is it given up?"), _("Write why the milestone is given up."))


class PlainStepForm(MilestoneStepForm):
    """A step that asks for nothing more."""

    class Meta(MilestoneStepForm.Meta):
        pass
