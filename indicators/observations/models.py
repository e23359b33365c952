"""What was measured."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.qualifiers import Qualifier
from abc_portal.directory.models import HousingDepartment
from abc_portal.pages.querysets import PlanScopedQuerySet
from indicators.definitions.models import Indicator, Instrument
from indicators.observations.enums import Population, ValueState
from plans.models import Plan
from plans.shared.access import Resource
from plans.shared.validators import check_own_or_prescribed


class Observation(Tracked):
    """A value of an indicator for a population and a year (*måling*), with its source.

    Two sources may disagree: both stand, one is used, and the other says why it is not. ``part``
    names the part of an indicator that is printed in two; ``area_note`` says when the figure is
    for another set of departments than the plan's; ``definition`` when the words behind it differ.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="observations", verbose_name=_("plan"))
    indicator = models.ForeignKey(Indicator, models.RESTRICT, related_name="observations", verbose_name=_("indicator"))
    population = models.CharField(_("for whom"), max_length=12, choices=Population)
    population_name = models.CharField(
        _("for whom, as stated"), max_length=120, blank=True, help_text=_("For example: all 66 plans.")
    )
    department = models.ForeignKey(
        HousingDepartment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("housing department")
    )
    part = models.CharField(
        _("part"), max_length=120, blank=True, help_text=_("When the indicator is stated in parts.")
    )
    year = models.PositiveSmallIntegerField(
        _("data year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1980), MaxValueValidator(2199)],
        help_text=_("The year that the figure is about; empty when it is not one year."),
    )
    period = models.CharField(_("period, as stated"), max_length=80, blank=True)
    state = models.CharField(_("value is"), max_length=12, choices=ValueState, default=ValueState.KNOWN)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(_("meant as"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    as_printed = models.CharField(_("as printed"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    place = models.CharField(_("where it stands"), max_length=200, blank=True)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="observations", verbose_name=_("instrument")
    )
    area_note = models.CharField(
        _("differs from the plan's area"),
        max_length=200,
        blank=True,
        help_text=_("For example: includes Kanalens Kvarter."),
    )
    definition = models.CharField(
        _("differs from the definition"), max_length=300, blank=True, help_text=_("The words used, when they differ.")
    )
    is_baseline = models.BooleanField(_("is a baseline"), default=False)
    is_used = models.BooleanField(_("is the value used"), default=True)
    not_used_because = models.CharField(_("why it is not used"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("indicator",)
    resource = Resource.PLAN
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("indicator__position", "position", "pk")
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(state=ValueState.KNOWN, value__isnull=False) | (~Q(state=ValueState.KNOWN) & Q(value=None)),
                name="observation_value_fits_state",
                violation_error_message=_("A known value has a figure; one that is missing or suppressed has none."),
            ),
            models.CheckConstraint(
                condition=Q(is_used=True) | ~Q(not_used_because=""),
                name="observation_unused_has_reason",
                violation_error_message=_("Say why the value is not the one that is used."),
            ),
            models.CheckConstraint(
                condition=Q(population=Population.DEPARTMENT, department__isnull=False)
                | (~Q(population=Population.DEPARTMENT) & Q(department=None)),
                name="observation_department_fits",
                violation_error_message=_("Choose the housing department that the value is for; others have none."),
            ),
            models.UniqueConstraint(
                "plan",
                "indicator",
                "population",
                "part",
                Coalesce("year", 0),
                condition=Q(is_used=True, department=None) & ~Q(population=Population.OTHER),
                name="observation_one_used",
                violation_error_message=_("Another value is already the one used for that year. Mark one as not used."),
            ),
        ]

    def __str__(self) -> str:
        whom = self.population_name or self.get_population_display()
        return f"{self.indicator}: {whom} {self.year or self.period}".strip()

    def clean(self) -> None:
        check_own_or_prescribed(self, "indicator")
