"""Activities: what is done, for whom, by whom, with how many hours, and who carries it on."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.date_order import reckoned
from abc_portal.core.fields import DayField, NameField, in_order, partial, precision_field
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.models import Organisation
from plans.activities.enums import Admission, AnchoringState, StoryKind
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement, SubGoal
from plans.lifecycle.models.plan import Plan
from plans.shared.bases import Coded, Dated, PlanRow
from plans.shared.enums import ActivityState
from plans.shared.validators import check_no_cycle, check_same_plan
from plans.staffing.models import Position

#: The hours of a week are fewer than this.
MOST_HOURS = Decimal(168 * 10)
HIGHEST_AGE = 120


class Activity(Coded, Dated, PlanRow):
    """A piece of work with a purpose (*aktivitet*); may hold smaller ones; the same name may stand twice.

    It belongs to a sub-agreement, or straight to a focus area where the round has no sub-agreements; to neither while
    it is not decided, or where the source does not say.
    Several may share one description: then it stands on one of them, and the others point to it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="activities", verbose_name=_("plan"))
    plan_focus_area = models.ForeignKey(
        PlanFocusArea,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("focus area"),
    )
    sub_agreement = models.ForeignKey(
        SubAgreement, models.RESTRICT, null=True, blank=True, related_name="activities", verbose_name=_("sub-agreement")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    described_with = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="describes",
        verbose_name=_("described together with"),
        help_text=_("When purpose, hours, partners and anchoring stand under another activity for both."),
    )
    name = NameField(_("name"))
    state = models.CharField(_("state"), max_length=10, choices=ActivityState, default=ActivityState.UNKNOWN)
    purpose = RichTextField(_("purpose"))
    content = RichTextField(_("content"))
    target_group = models.TextField(_("target group"), blank=True)
    least_age = models.PositiveSmallIntegerField(
        _("from the age of"), null=True, blank=True, validators=[MaxValueValidator(HIGHEST_AGE)]
    )
    most_age = models.PositiveSmallIntegerField(
        _("to the age of"), null=True, blank=True, validators=[MaxValueValidator(HIGHEST_AGE)]
    )
    admission = models.CharField(_("how one gets a place"), max_length=10, choices=Admission, default=Admission.UNKNOWN)
    admission_note = models.TextField(
        _("about places and admission"), blank=True, help_text=_("For example who refers, and who comes first.")
    )
    partners = models.TextField(_("partners"), blank=True)
    local_evaluation = models.TextField(_("local evaluation"), blank=True)
    is_period_unknown = models.BooleanField(
        _("period not known"),
        default=False,
        help_text=_(
            "It is done some time in the plan's period, but not known when. Without dates and without this it is done "
            "all through it."
        ),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(sub_agreement=None) | Q(plan_focus_area=None),
                name="activity_has_one_place",
                violation_error_message=_("An activity belongs to a sub-agreement or to a focus area, not to both."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="activity_not_its_own_part",
                violation_error_message=_("An activity cannot be a part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(described_with=None) | ~Q(described_with=F("id")),
                name="activity_not_described_with_itself",
                violation_error_message=_("An activity is not described together with itself."),
            ),
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="activity_code_once",
                violation_error_message=_("The plan already has an activity with that short name."),
            ),
            in_order("activity_period"),
            models.CheckConstraint(
                condition=Q(least_age=None) | Q(most_age=None) | Q(most_age__gte=F("least_age")),
                name="activity_ages",
                violation_error_message=_("The highest age is under the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(is_period_unknown=False) | Q(starts_on=None, ends_on=None),
                name="activity_period_unknown_has_no_dates",
                violation_error_message=_("With a date its period is known; take the date or the tick away."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_same_plan(self, "plan_focus_area", "sub_agreement", "parent", "described_with")
        check_no_cycle(self)
        if self.described_with is not None and self.described_with.described_with_id is not None:
            raise ValidationError({"described_with": _("“%s” is itself described elsewhere.") % self.described_with})
        if self.described_with_id and self.pk and self.describes.exists():
            raise ValidationError({"described_with": _("Other activities are described together with this one.")})
        self.give_code(self.name, Activity._base_manager.filter(plan=self.plan_id))

    def below(self) -> list["Activity"]:
        """Its smaller ones, however deep, those above before those under them; asks once for the plan's activities."""
        under: dict[int | None, list[Activity]] = {}
        for row in Activity._base_manager.filter(plan=self.plan_id):
            under.setdefault(row.parent_id, []).append(row)
        found = under.pop(self.pk, [])
        for row in found:
            found += under.pop(row.pk, [])
        return found


class ActivityGoal(PlanRow):
    """A sub-goal that an activity works towards."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sub_goals", verbose_name=_("activity"))
    sub_goal = models.ForeignKey(SubGoal, models.RESTRICT, related_name="activities", verbose_name=_("sub-goal"))

    name_relations = ("sub_goal",)
    plan_path = "activity__plan"

    class Meta:
        ordering = ("activity", "pk")
        verbose_name = _("sub-goal of an activity")
        verbose_name_plural = _("sub-goals of an activity")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["activity", "sub_goal"],
                name="activity_goal_once",
                violation_error_message=_("The activity already works towards that sub-goal."),
            )
        ]

    def __str__(self) -> str:
        return str(self.sub_goal)

    def clean(self) -> None:
        if self.sub_goal_id and self.sub_goal.plan_id != self.activity.plan_id:
            raise ValidationError({"sub_goal": _("“%s” belongs to another plan.") % self.sub_goal})


class ActivityHours(Dated, PlanRow):
    """Hours a week that a position gives to an activity: a number, or a range from ``least`` to ``most``."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="hours", verbose_name=_("activity"))
    post = models.ForeignKey(Position, models.RESTRICT, related_name="hours", verbose_name=_("position"))
    least = models.DecimalField(
        _("hours a week"),
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(MOST_HOURS)],
    )
    most = models.DecimalField(
        _("to at most"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_HOURS)],
        help_text=_("Only when it is a range."),
    )
    basis = models.CharField(
        _("how it is counted"), max_length=200, blank=True, help_text=_("For example: average over the year.")
    )

    name_relations = ("post",)
    plan_path = "activity__plan"

    class Meta:
        ordering = ("activity", "post__position", "pk")
        verbose_name = _("hours of a position")
        verbose_name_plural = _("hours of positions")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(least__gte=0) & (Q(most=None) | Q(most__gt=F("least"))),
                name="activity_hours_range",
                violation_error_message=_(
                    "The most hours must be more than the least; leave them empty for one number."
                ),
            ),
            in_order("activity_hours_period"),
        ]

    def __str__(self) -> str:
        return str(self.post)

    def clean(self) -> None:
        if self.post_id and self.post.plan_id != self.activity.plan_id:
            raise ValidationError({"post": _("“%s” belongs to another plan.") % self.post})


class Anchoring(PlanRow):
    """Who carries an activity on when the grant ends, how, when, and how far it is (*forankring*)."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="anchoring", verbose_name=_("activity"))
    who = models.CharField(_("who takes over"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    how = models.TextField(_("how"), blank=True)
    due_on = DayField(_("when"), null=True, blank=True)
    due_on_precision = precision_field()
    due = partial("due_on", end=True)
    state = models.CharField(_("how far it is"), max_length=16, choices=AnchoringState, default=AnchoringState.UNKNOWN)
    note = models.TextField(_("note"), blank=True)

    plan_path = "activity__plan"

    class Meta:
        ordering = ("activity",)
        verbose_name = _("anchoring")
        verbose_name_plural = _("anchorings")

    def __str__(self) -> str:
        return self.who or str(self._meta.verbose_name)

    @property
    def is_empty(self) -> bool:
        """Nothing is said of who takes over or how."""
        return not (self.who or self.organisation_id or self.how)


class Story(PlanRow):
    """What was learned, or a story from the work (*læring*, *fortælling*): documentation is more than numbers."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stories", verbose_name=_("plan"))
    sub_agreement = models.ForeignKey(
        SubAgreement, models.RESTRICT, null=True, blank=True, related_name="stories", verbose_name=_("sub-agreement")
    )
    activity = models.ForeignKey(
        Activity, models.CASCADE, null=True, blank=True, related_name="stories", verbose_name=_("activity")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=StoryKind, default=StoryKind.STORY)
    title = NameField(_("title"))
    happened_on = DayField(_("when"), null=True, blank=True)
    happened_on_precision = precision_field()
    happened = partial("happened_on")
    text = RichTextField(_("text"), blank=False)
    told_by = models.CharField(
        _("told by"), max_length=200, blank=True, help_text=_("As a role; never the name of a resident.")
    )

    class Meta:
        ordering = (reckoned("happened_on").desc(nulls_last=True), "-pk")
        verbose_name = _("learning or story")
        verbose_name_plural = _("learning and stories")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        check_same_plan(self, "sub_agreement", "activity")
