"""The work: focus areas with their problem descriptions, sub-agreements and activities."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import DayField, NameField, partial, precision_field
from abc_portal.core.richtext import RichTextField
from plans.access import Thing
from plans.models.plan import Plan
from plans.models.rounds import FocusArea
from plans.querysets import PlanScopedQuerySet
from plans.validators import check_address_is_free, check_no_cycle, check_own_or_prescribed, check_same_plan


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
    thing = Thing.PLAN
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


class SubAgreement(Tracked):
    """The agreement for one focus area: sub-goals, activities, who does what (*delaftale*)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sub_agreements", verbose_name=_("plan"))
    plan_focus_area = models.ForeignKey(
        PlanFocusArea, models.RESTRICT, related_name="sub_agreements", verbose_name=_("focus area")
    )
    slug = models.SlugField(_("short name in addresses"), max_length=60)
    name = NameField(_("name"))
    content = RichTextField(_("content"))
    starts_on = DayField(_("valid from"), null=True, blank=True, help_text=_("Empty means the plan's first day."))
    starts_on_precision = precision_field()
    ends_on = DayField(_("valid to"), null=True, blank=True, help_text=_("Empty means the plan's last day."))
    ends_on_precision = precision_field()
    start = partial("starts_on")
    end = partial("ends_on", end=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    thing = Thing.PLAN
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
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="sub_agreement_period",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_same_plan(self, "plan_focus_area")
        check_address_is_free(self.slug)


class Activity(Tracked):
    """A piece of work with a purpose (*aktivitet*); may hold smaller ones; the same name may stand twice.

    It belongs to a sub-agreement, or straight to a focus area where the round has no sub-agreements.
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
    name = NameField(_("name"))
    purpose = RichTextField(_("purpose and content"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    thing = Thing.PLAN
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(sub_agreement__isnull=False, plan_focus_area=None)
                | Q(sub_agreement=None, plan_focus_area__isnull=False),
                name="activity_has_one_place",
                violation_error_message=_("An activity belongs to a sub-agreement or to a focus area."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
                name="activity_not_its_own_part",
                violation_error_message=_("An activity cannot be a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_same_plan(self, "plan_focus_area", "sub_agreement", "parent")
        check_no_cycle(self)
