"""The plan itself: its period, its departments and areas."""

from copy import copy
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core import danish
from abc_portal.core.fields import DayField, NameField, in_order, known_day, partial, precision_field
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.lifecycle.calculations.steps import before_extensions, name_on
from plans.lifecycle.enums import DepartmentStatus
from plans.lifecycle.querysets import PlanQuerySet
from plans.rounds.models import FundingRound
from plans.shared.access import Resource
from plans.shared.periods import PartialPeriod, Period, Phase, partial_period
from plans.shared.validators import check_plan_word_is_free


class Plan(Tracked):
    """The whole effort for one or more areas in one period (*boligsocial helhedsplan*).

    Its period is any first day to any last day, known to the day or only to the month or year, or not known at all.
    """

    slug = models.SlugField(
        _("short name in addresses"),
        max_length=60,
        unique=True,
        validators=[check_plan_word_is_free],
        error_messages={"unique": _("There is already a plan with that short name.")},
    )
    name = NameField(_("name"), help_text=_("Short, with the years: ABC 2021-2025."))
    area_name = NameField(_("title"), blank=True, help_text=_("The name of the area, as the agreement calls it."))
    municipality = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    towns = models.CharField(
        _("towns"), max_length=300, blank=True, help_text=_("When the plan covers several; with a comma between them.")
    )
    round = models.ForeignKey(
        FundingRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("funding round"),
        help_text=_("Empty when it is not known, or when the plan has no grant from Landsbyggefonden."),
    )
    is_own = models.BooleanField(
        _("without a grant from Landsbyggefonden"),
        default=False,
        help_text=_("A plan that its own organisations have decided. It has no funding round."),
    )
    case_number = models.CharField(
        _("LBF case number"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[\w ./-]+$", _("Use letters, digits, spaces and . / -"))],
        help_text=_("Six digits in the present case system; older cases have other forms."),
    )
    starts_on = DayField(_("first day"), null=True, blank=True, help_text=_("Empty when it is not known."))
    starts_on_precision = precision_field()
    ends_on = DayField(_("last day"), null=True, blank=True, help_text=_("Empty when it is not known."))
    ends_on_precision = precision_field()
    start = partial("starts_on")
    end = partial("ends_on", end=True)
    stated_departments = models.PositiveSmallIntegerField(
        _("stated number of departments"),
        null=True,
        blank=True,
        help_text=_("How many departments a document says the plan is for. The review tells when others are entered."),
    )
    covers_all_departments = models.BooleanField(
        _("for all departments of the housing organisation"),
        default=False,
        help_text=_("As a housing organisation's own strategy is; departments need then not be entered one by one."),
    )
    stated_areas = models.PositiveSmallIntegerField(
        _("stated number of areas"),
        null=True,
        blank=True,
        help_text=_("How many areas a document says the plan is for."),
    )
    accounting_month = models.PositiveSmallIntegerField(
        _("first month of the accounting year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("1 is January. Empty when it is not known."),
    )
    is_financing_complete = models.BooleanField(
        _("the financing is stated in full"),
        default=False,
        help_text=_(
            "Everybody who pays to the plan and everything they pay is entered. Until then a sum is at least what is "
            "entered, and the local share is not known."
        ),
    )
    vision = RichTextField(_("vision"))
    small_count = models.PositiveSmallIntegerField(
        _("small counts are those under"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Outside the secretariat a smaller count of people is shown as such. 1 shows every count."),
    )
    stale_days = models.PositiveSmallIntegerField(
        _("information is old after days"),
        default=120,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Old information is marked as old; that is not the same as work that is behind."),
    )
    entered_on = models.DateField(
        _("entered in the portal"),
        null=True,
        blank=True,
        help_text=_("In a plan entered after its end nothing is late that nobody told of. Empty means today."),
    )
    is_example = models.BooleanField(
        _("made-up example"), default=False, help_text=_("Then every page and document says so.")
    )

    resource = Resource.PLAN
    plan_path = "pk"
    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_period",
                violation_error_message=_("The plan's last day is before its first."),
            ),
            models.CheckConstraint(
                condition=Q(is_own=False) | Q(round=None),
                name="own_plan_has_no_round",
                violation_error_message=_("A plan without a grant from Landsbyggefonden has no funding round."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.entered_on is None:
            stored = Plan._base_manager.filter(pk=self.pk).values_list("entered_on", flat=True).first()
            self.entered_on = stored or timezone.localdate()

    @property
    def was_entered_after_its_end(self) -> bool:
        """Whether it was over when it came to the portal: nobody followed it here while it ran."""
        return self.entered_on is not None and self.is_over(self.entered_on)

    @property
    def period(self) -> Period | PartialPeriod:
        """From its first day to its last, as far as they are known."""
        return partial_period(self.starts_on, self.ends_on)

    def is_over(self, day: date) -> bool:
        """Whether the day lies after its last, where that is known."""
        return self.period.phase(day) == Phase.OVER

    @property
    def title(self) -> str:
        """The heading of its pages and documents."""
        return self.area_name or self.name

    @property
    def in_file_names(self) -> str:
        """How it is called in the name of a file: a made-up one says so there too."""
        return f"{self.slug}-{danish.slug(str(_('made-up example')))}" if self.is_example else self.slug

    def runs_on(self, day: date) -> bool:
        """Whether the day is known to lie in its period."""
        return self.period.phase(day) == Phase.RUNNING

    def as_it_was_on(self, day: date) -> "Plan":
        """The plan with the name and the last day it had on that past day; only to be shown, never saved."""
        if not getattr(self, "is_extended", True):  # known of plans that come ``marked_if_extended()``
            return self
        prefetch_related_objects([self], "extensions", "former_names")
        extensions = list(self.extensions.all())
        name = name_on(self.name, extensions, self.former_names.all(), day)
        end = before_extensions(self.end, extensions, day)
        if (name, end) == (self.name, self.end):
            return self
        was = copy(self)
        was.name, was.end = name, end
        return was


class PlanArea(Tracked):
    """An area that the plan covers."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="areas", verbose_name=_("plan"))
    area = models.ForeignKey(HousingArea, models.PROTECT, related_name="plans", verbose_name=_("housing area"))
    joined_on = DayField(_("from"), null=True, blank=True, help_text=_("Empty means from the plan's first day."))
    joined_on_precision = precision_field()
    left_on = DayField(_("to"), null=True, blank=True, help_text=_("Empty means to the plan's last day."))
    left_on_precision = precision_field()
    joined = partial("joined_on")
    left = partial("left_on", end=True)
    joint_name = NameField(
        _("joint name"),
        blank=True,
        help_text=_("When the plan has one name for several areas: write the same for each of them."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("area",)
    resource = Resource.PLAN
    valid_columns = ("joined_on", "left_on")
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("area of the plan")
        verbose_name_plural = _("areas of the plan")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "plan",
                "area",
                known_day("joined_on"),
                name="plan_area_once",
                violation_error_message=_("The plan already covers that area."),
            ),
            in_order("plan_area_period", "joined_on", "left_on"),
        ]

    def __str__(self) -> str:
        return str(self.area)

    def clean(self) -> None:
        """Refuse another area while the plan's work names this one."""
        stored = PlanArea._base_manager.filter(pk=self.pk).exclude(area=self.area_id).first()
        if stored is not None and (named := stored.named_by()):
            values = {"area": stored.area, "what": ", ".join(map(str, named))}
            raise ValidationError({"area": _("%(area)s is named by: %(what)s. Take it out there first.") % values})

    def named_by(self) -> list[Any]:
        """The sub-agreements and activities for the area, unless another row includes it in the plan too."""
        rows = PlanArea._base_manager.filter(plan=self.plan_id, area=self.area_id)
        if rows.exclude(pk=self.pk).exists():
            return []
        subs = self.plan.sub_agreements.filter(areas__area=self.area_id)
        return [*subs, *self.plan.activities.filter(areas__area=self.area_id)]


class PlanDepartment(Tracked):
    """A housing department, or a part of it, that takes part in the plan, perhaps for a time."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="departments", verbose_name=_("plan"))
    department = models.ForeignKey(
        HousingDepartment, models.PROTECT, related_name="plans", verbose_name=_("housing department")
    )
    status = models.CharField(
        _("takes part as"), max_length=12, choices=DepartmentStatus, default=DepartmentStatus.IN_PLAN
    )
    part = models.CharField(
        _("which part"), max_length=200, blank=True, help_text=_("Empty means the whole department.")
    )
    joined_on = DayField(_("from"), null=True, blank=True, help_text=_("Empty means from the plan's first day."))
    joined_on_precision = precision_field()
    left_on = DayField(_("to"), null=True, blank=True, help_text=_("Empty means to the plan's last day."))
    left_on_precision = precision_field()
    joined = partial("joined_on")
    left = partial("left_on", end=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("department",)
    resource = Resource.PLAN
    valid_columns = ("joined_on", "left_on")
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("department of the plan")
        verbose_name_plural = _("departments of the plan")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "plan",
                "department",
                "part",
                known_day("joined_on"),
                name="plan_department_once",
                violation_error_message=_("The department is already in the plan."),
            ),
            in_order("plan_department_period", "joined_on", "left_on"),
        ]

    def __str__(self) -> str:
        return f"{self.department} ({self.part})" if self.part else str(self.department)

    def clean(self) -> None:
        """Refuse another department while the plan's work names this one."""
        stored = PlanDepartment._base_manager.filter(pk=self.pk).exclude(department=self.department_id).first()
        if stored is not None and (named := stored.named_by()):
            values = {"department": stored.department, "what": ", ".join(map(str, named))}
            raise ValidationError(
                {"department": _("%(department)s is named by: %(what)s. Take it out there first.") % values}
            )

    def named_by(self) -> list[Any]:
        """The focus areas, sub-agreements and activities for the department, unless another row includes it too."""
        if (
            PlanDepartment._base_manager.filter(plan=self.plan_id, department=self.department_id)
            .exclude(pk=self.pk)
            .exists()
        ):
            return []
        areas, subs, activities = (
            rows.filter(departments__department=self.department_id).distinct()
            for rows in (self.plan.focus_areas, self.plan.sub_agreements, self.plan.activities)
        )
        return [*areas, *subs, *activities]
