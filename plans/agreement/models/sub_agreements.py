"""The work: focus areas with their problem descriptions, sub-agreements with their sub-goals and who does what."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import DayField, NameField, in_order, known_day, partial, precision_field
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.agreement.querysets import SubGoalQuerySet
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import FocusArea, FundingRound, OverallGoal
from plans.shared.access import Resource
from plans.shared.bases import Coded, Dated, PlanRow, one_place
from plans.shared.validators import (
    check_address_is_free,
    check_is_covered,
    check_own_or_prescribed,
    check_same_plan,
    check_takes_part,
)


class PlanFocusArea(Tracked):
    """A focus area as the plan treats it: chosen or not, with its problem description (*problemkompleks*).

    One that is not chosen may say where its problems are handled instead.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="focus_areas", verbose_name=_("plan"))
    focus_area = models.ForeignKey(FocusArea, models.RESTRICT, related_name="in_plans", verbose_name=_("focus area"))
    local_name = NameField(_("local name"), blank=True)
    is_chosen = models.BooleanField(_("the plan works in it"), default=True)
    problem = RichTextField(_("problem description"))
    handled_where = models.TextField(_("where it is handled instead"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("focus_area",)
    resource = Resource.PLAN
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("focus area of the plan")
        verbose_name_plural = _("focus areas of the plan")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "focus_area"],
                name="plan_focus_area_once",
                violation_error_message=_("The plan already has that focus area."),
            )
        ]

    def __str__(self) -> str:
        return self.local_name or str(self.focus_area)

    def clean(self) -> None:
        check_own_or_prescribed(self, "focus_area")

    @property
    def focus_area_code(self) -> str:
        return self.focus_area.code


class FocusAreaDepartment(Dated, PlanRow):
    """A department that one of the plan's focus areas is for, perhaps for a time; none means all of them."""

    plan_focus_area = models.ForeignKey(
        PlanFocusArea, models.CASCADE, related_name="departments", verbose_name=_("focus area")
    )
    department = models.ForeignKey(
        HousingDepartment, models.PROTECT, related_name="+", verbose_name=_("housing department")
    )

    name_relations = ("department",)
    plan_path = "plan_focus_area__plan"

    class Meta:
        ordering = ("plan_focus_area", "department__name", "pk")
        verbose_name = _("department of a focus area")
        verbose_name_plural = _("departments of focus areas")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "plan_focus_area",
                "department",
                known_day("starts_on"),
                name="focus_area_department_once",
                violation_error_message=_("The focus area already has that department."),
            ),
            in_order("focus_area_department_period"),
        ]

    def __str__(self) -> str:
        return str(self.department)

    def clean(self) -> None:
        check_takes_part(self, self.plan_focus_area.plan_id)


class SubAgreement(Tracked):
    """The agreement for one focus area: sub-goals, activities, who does what (*delaftale*)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sub_agreements", verbose_name=_("plan"))
    plan_focus_area = models.ForeignKey(
        PlanFocusArea, models.RESTRICT, related_name="sub_agreements", verbose_name=_("focus area")
    )
    slug = models.SlugField(_("short name in addresses"), max_length=60)
    name = NameField(_("name"))
    content = RichTextField(_("content"))
    target_groups = models.TextField(_("target groups"), blank=True)
    cited_round = models.ForeignKey(
        FundingRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal basis it cites"),
        help_text=_("The round whose rules the document refers to; empty when it says nothing of it."),
    )
    starts_on = DayField(_("valid from"), null=True, blank=True, help_text=_("Empty means the plan's first day."))
    starts_on_precision = precision_field()
    ends_on = DayField(_("valid to"), null=True, blank=True, help_text=_("Empty means the plan's last day."))
    ends_on_precision = precision_field()
    start = partial("starts_on")
    end = partial("ends_on", end=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.PLAN
    valid_columns = ("starts_on", "ends_on")
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("sub-agreement")
        verbose_name_plural = _("sub-agreements")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "slug"],
                name="sub_agreement_slug_once",
                violation_error_message=_("The plan already has a sub-agreement with that short name."),
            ),
            in_order("sub_agreement_period"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    def clean(self) -> None:
        check_same_plan(self, "plan_focus_area")
        check_address_is_free(self.slug)


class SubAgreementDepartment(PlanRow):
    """A department that a sub-agreement is for; neither departments nor areas means all of the plan's."""

    sub_agreement = models.ForeignKey(
        SubAgreement, models.CASCADE, related_name="departments", verbose_name=_("sub-agreement")
    )
    department = models.ForeignKey(
        HousingDepartment, models.PROTECT, related_name="sub_agreements", verbose_name=_("housing department")
    )

    name_relations = ("department",)
    plan_path = "sub_agreement__plan"

    class Meta:
        ordering = ("sub_agreement", "pk")
        verbose_name = _("department of a sub-agreement")
        verbose_name_plural = _("departments of a sub-agreement")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["sub_agreement", "department"],
                name="sub_agreement_department_once",
                violation_error_message=_("The department is already there."),
            )
        ]

    def __str__(self) -> str:
        return str(self.department)

    def clean(self) -> None:
        check_takes_part(self, self.sub_agreement.plan_id)


class SubAgreementArea(PlanRow):
    """An area that a sub-agreement is for, with all its departments that are in the plan."""

    sub_agreement = models.ForeignKey(
        SubAgreement, models.CASCADE, related_name="areas", verbose_name=_("sub-agreement")
    )
    area = models.ForeignKey(HousingArea, models.PROTECT, related_name="sub_agreements", verbose_name=_("housing area"))

    name_relations = ("area",)
    plan_path = "sub_agreement__plan"

    class Meta:
        ordering = ("sub_agreement", "pk")
        verbose_name = _("area of a sub-agreement")
        verbose_name_plural = _("areas of a sub-agreement")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["sub_agreement", "area"],
                name="sub_agreement_area_once",
                violation_error_message=_("The area is already there."),
            )
        ]

    def __str__(self) -> str:
        return str(self.area)

    def clean(self) -> None:
        check_is_covered(self, self.sub_agreement.plan_id)


class SubGoal(Coded, PlanRow):
    """What a sub-agreement, or a focus area without one, is to reach (*delmål*)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sub_goals", verbose_name=_("plan"))
    sub_agreement = models.ForeignKey(
        SubAgreement, models.RESTRICT, null=True, blank=True, related_name="sub_goals", verbose_name=_("sub-agreement")
    )
    plan_focus_area = models.ForeignKey(
        PlanFocusArea, models.RESTRICT, null=True, blank=True, related_name="sub_goals", verbose_name=_("focus area")
    )
    text = models.TextField(_("sub-goal"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SubGoalQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("sub-goal")
        verbose_name_plural = _("sub-goals")
        constraints: ClassVar[list[Any]] = [
            one_place("sub_goal_has_one_place", _("A sub-goal belongs to a sub-agreement or to a focus area.")),
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="sub_goal_code_once",
                violation_error_message=_("The plan already has a sub-goal with that short name."),
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"

    def clean(self) -> None:
        check_same_plan(self, "sub_agreement", "plan_focus_area")
        self.give_code(self.text, SubGoal._base_manager.filter(plan=self.plan_id))


class GoalServed(PlanRow):
    """An overall goal that a sub-goal serves."""

    sub_goal = models.ForeignKey(SubGoal, models.CASCADE, related_name="goals", verbose_name=_("sub-goal"))
    goal = models.ForeignKey(OverallGoal, models.RESTRICT, related_name="served_by", verbose_name=_("overall goal"))

    name_relations = ("goal",)
    plan_path = "sub_goal__plan"

    class Meta:
        ordering = ("sub_goal", "goal__position", "pk")
        verbose_name = _("goal that a sub-goal serves")
        verbose_name_plural = _("goals that sub-goals serve")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["sub_goal", "goal"],
                name="goal_served_once",
                violation_error_message=_("The sub-goal already serves that goal."),
            )
        ]

    def __str__(self) -> str:
        return str(self.goal)

    def clean(self) -> None:
        if self.goal_id and self.goal.plan_id not in (None, self.sub_goal.plan_id):
            raise ValidationError({"goal": _("“%s” belongs to another plan.") % self.goal})


class Responsibility(PlanRow):
    """Who contributes what (*ansvars- og rollefordeling*): one line of a sub-agreement's table, or of the plan's
    own."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="responsibilities", verbose_name=_("plan"))
    sub_agreement = models.ForeignKey(
        SubAgreement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name=_("sub-agreement"),
    )
    phase = models.CharField(
        _("phase or subject"), max_length=200, blank=True, help_text=_("When the table is arranged by phases.")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    who = models.CharField(_("who, as a role"), max_length=300, blank=True)
    contributes = models.TextField(_("contributes with"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("organisation",)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("role and responsibility")
        verbose_name_plural = _("roles and responsibilities")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(who=""),
                name="responsibility_names_somebody",
                violation_error_message=_("Choose an organisation, or write who it is."),
            )
        ]

    def __str__(self) -> str:
        return self.who or str(self.organisation)

    def clean(self) -> None:
        check_same_plan(self, "sub_agreement")
