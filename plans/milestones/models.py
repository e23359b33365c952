"""Milestones: what is to have happened by a quarter or a date, what was put off, and what proves it."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.date_order import by_date
from abc_portal.core.fields import DayField, LinkField, NameField, partial, precision_field
from abc_portal.directory.models import Person
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement
from plans.archive.models import PlanFile
from plans.lifecycle.models.plan import Plan
from plans.milestones.enums import MilestoneState
from plans.milestones.querysets.milestones import MilestoneQuerySet, MilestoneRowQuerySet, SavedFilterQuerySet
from plans.milestones.validators import check_due
from plans.shared.bases import Coded, PlanRow
from plans.shared.validators import check_same_plan
from plans.staffing.models import Position


class Milestone(Coded, PlanRow):
    """An event that is to have happened by a quarter or a date (*milepæl*).

    It belongs to an activity, a sub-agreement, a focus area, or the whole plan when none is chosen. ``due_on`` is the
    last day of the quarter, month … that it is due in; ``due_quarter`` counts the plan's own quarters from its first
    day. A milestone is late when that day has gone: nobody types it. A draft is for those who see drafts only.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="milestones", verbose_name=_("plan"))
    plan_focus_area = models.ForeignKey(
        PlanFocusArea,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("focus area"),
    )
    sub_agreement = models.ForeignKey(
        SubAgreement,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("sub-agreement"),
    )
    activity = models.ForeignKey(
        Activity, models.RESTRICT, null=True, blank=True, related_name="milestones", verbose_name=_("activity")
    )
    text = models.CharField(
        _("milestone"), max_length=400, help_text=_("As something that has happened: the first meeting is held.")
    )
    due_on = DayField(_("due"), null=True, blank=True)
    due_on_precision = precision_field()
    due = partial("due_on", end=True)
    due_quarter = models.PositiveSmallIntegerField(
        _("due in the plan's quarter"),
        null=True,
        blank=True,
        help_text=_("Counted from the plan's first day: 5 is the first quarter of its second year."),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name=_("responsible person")
    )
    post = models.ForeignKey(
        Position,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("responsible position"),
    )
    responsible = models.CharField(
        _("responsible, in words"), max_length=200, blank=True, help_text=_("When it is neither: as a role.")
    )
    state = models.CharField(_("state"), max_length=10, choices=MilestoneState, default=MilestoneState.PLANNED)
    is_draft = models.BooleanField(_("draft"), default=False)
    reached_on = DayField(_("reached"), null=True, blank=True)
    reached_on_precision = precision_field()
    reached = partial("reached_on")
    dropped_because = models.CharField(_("why it is given up"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    reported_on = models.DateField(_("last told of"), null=True, blank=True)
    follows = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("copied forward from"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("activity", "sub_agreement", "plan_focus_area")
    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = (by_date("due_on", end=True), "position", "pk")
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(plan_focus_area=None, sub_agreement=None)
                | Q(plan_focus_area=None, activity=None)
                | Q(sub_agreement=None, activity=None),
                name="milestone_has_one_place",
                violation_error_message=_(
                    "A milestone belongs to an activity, a sub-agreement, a focus area or the plan."
                ),
            ),
            models.CheckConstraint(
                condition=Q(due_quarter=None) | Q(due_quarter__gte=1, due_on__isnull=False),
                name="milestone_quarter_from_one",
                violation_error_message=_("The plan's quarters are counted from 1."),
            ),
            models.CheckConstraint(
                condition=Q(reached_on=None) | Q(state=MilestoneState.REACHED),
                name="milestone_reached_has_state",
                violation_error_message=_("Only a milestone that is reached has the day it was."),
            ),
            models.CheckConstraint(
                condition=Q(state=MilestoneState.DROPPED, dropped_because__regex=r"\S")
                | ~Q(state=MilestoneState.DROPPED) & Q(dropped_because=""),
                name="milestone_dropped_has_reason",
                violation_error_message=_("Write why the milestone is given up; only one that is has a reason."),
            ),
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="milestone_code_once",
                violation_error_message=_("The plan already has a milestone with that short name."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        check_same_plan(self, "plan_focus_area", "sub_agreement", "activity", "post", "follows")
        check_due(self)
        self.give_code(self.text, Milestone._base_manager.filter(plan=self.plan_id))

    @property
    def place(self) -> Any:
        """What it belongs to; ``None`` is the plan itself."""
        return self.activity or self.sub_agreement or self.plan_focus_area


class MilestoneRow(PlanRow):
    """A row under a milestone, visible to those who see the milestone."""

    plan_path = "milestone__plan"
    objects = MilestoneRowQuerySet.as_manager()

    class Meta:
        abstract = True


class Postponement(MilestoneRow):
    """One time a milestone was put off: the date it had, and why (*udskydelse*)."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="postponements", verbose_name=_("milestone"))
    former_on = DayField(_("was due"), null=True, blank=True)
    former_on_precision = precision_field()
    former = partial("former_on", end=True)
    former_quarter = models.PositiveSmallIntegerField(_("was due in the plan's quarter"), null=True, blank=True)
    decided_on = DayField(_("put off"), null=True, blank=True)
    decided_on_precision = precision_field()
    decided = partial("decided_on")
    reason = models.CharField(_("why it is put off"), max_length=500)

    class Meta:
        ordering = ("milestone", "pk")
        verbose_name = _("postponement")
        verbose_name_plural = _("postponements")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="postponement_has_reason",
                violation_error_message=_("Write why the milestone is put off."),
            ),
            models.CheckConstraint(
                condition=Q(former_quarter=None) | Q(former_quarter__gte=1),
                name="postponement_quarter_from_one",
                violation_error_message=_("The plan's quarters are counted from 1."),
            ),
            models.CheckConstraint(
                condition=Q(former_quarter=None) | Q(former_on__isnull=False),
                name="postponement_quarter_has_date",
                violation_error_message=_("Write the former date too: the quarter says how it was written."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Evidence(MilestoneRow):
    """What shows that a milestone is reached: a note, a link, or a file of the archive (*dokumentation*)."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="evidence", verbose_name=_("milestone"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    link = LinkField(_("link"), blank=True)
    file = models.ForeignKey(
        PlanFile, models.RESTRICT, null=True, blank=True, related_name="evidence", verbose_name=_("file")
    )

    name_relations = ("file",)

    class Meta:
        ordering = ("milestone", "pk")
        verbose_name = _("evidence")
        verbose_name_plural = _("pieces of evidence")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(note="") | ~Q(link="") | Q(file__isnull=False),
                name="evidence_is_something",
                violation_error_message=_("Write a note, give a link, or choose a file."),
            )
        ]

    def __str__(self) -> str:
        return self.note or self.link or str(self.file)

    def clean(self) -> None:
        if self.file_id and self.milestone_id and self.file.plan_id != self.milestone.plan_id:
            raise ValidationError({"file": _("“%s” belongs to another plan.") % self.file})


class SavedFilter(models.Model):
    """A list's filters under a name (*gemt filter*): one's own, or shared with everybody who has a role in the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="saved_filters", verbose_name=_("plan"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("user")
    )
    page = models.CharField(_("list"), max_length=40)
    name = NameField(_("name"), max_length=80)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    is_shared = models.BooleanField(_("shared with everybody who has a role in the plan"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "user", "page", "name"],
                name="saved_filter_name_once",
                violation_error_message=_("You already have a filter with that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
