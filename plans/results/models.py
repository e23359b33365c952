"""What is to be reached, and what was counted: success criteria, their results, and closed quarters."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.date_order import by_date
from abc_portal.core.fields import DayField, in_order, partial, precision_field
from abc_portal.directory.models import HousingDepartment
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import SubGoal
from plans.lifecycle.models.plan import Plan
from plans.results.calculations.whole_counts import counts_whole
from plans.results.enums import (
    Comparison,
    Counting,
    Direction,
    Judgement,
    LadderStep,
    ResultState,
    TargetBasis,
    TargetKind,
)
from plans.results.querysets import CriterionQuerySet, ResultQuerySet
from plans.results.validators import (
    check_can_count,
    check_counting_is_unchanged,
    check_interim_is_within,
    check_is_open,
    check_none_is_closed,
    check_result,
)
from plans.shared import access
from plans.shared.access import Resource
from plans.shared.bases import Coded, Dated, PlanRow
from plans.shared.enums import Granularity
from plans.shared.validators import check_same_plan

#: Figures have up to ten digits before the comma and four after it, as the interchange writes them.
FIGURE = {"max_digits": 14, "decimal_places": 4}


class Criterion(Coded, Dated, PlanRow):
    """A success criterion (*succeskriterium*): one step of the ladder, with its target and the time it is for.

    It belongs to an activity, or to a sub-goal. Its period is a year, or the whole plan when both days are empty.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="criteria", verbose_name=_("plan"))
    activity = models.ForeignKey(
        Activity, models.CASCADE, null=True, blank=True, related_name="criteria", verbose_name=_("activity")
    )
    sub_goal = models.ForeignKey(
        SubGoal, models.CASCADE, null=True, blank=True, related_name="criteria", verbose_name=_("sub-goal")
    )
    step = models.CharField(_("step"), max_length=10, choices=LadderStep, default=LadderStep.UNKNOWN)
    text = models.CharField(
        _("what is to be reached"), max_length=400, help_text=_("Without the figure: families took part.")
    )
    target_kind = models.CharField(_("target"), max_length=10, choices=TargetKind, default=TargetKind.NUMBER)
    comparison = models.CharField(_("is to be"), max_length=2, choices=Comparison, default=Comparison.AT_LEAST)
    target = models.DecimalField(
        _("figure"),
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("A number, or a share in per cent. Empty when there is none."),
        **FIGURE,
    )
    basis = models.CharField(_("the figure is"), max_length=12, choices=TargetBasis, default=TargetBasis.FIGURE)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, blank=True)
    baseline = models.DecimalField(
        _("figure at the start"),
        null=True,
        blank=True,
        help_text=_("Where it begins. A direction without it is judged from the first result."),
        **FIGURE,
    )
    interim_target = models.DecimalField(
        _("figure on the way"),
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("A first step: 20 per cent by 2015, where the target is 30."),
        **FIGURE,
    )
    interim_on = DayField(_("to be reached by"), null=True, blank=True)
    interim_on_precision = precision_field()
    interim = partial("interim_on", end=True)
    target_text = models.TextField(_("target in words"), blank=True)
    each_department = models.BooleanField(
        _("holds for each department"),
        default=False,
        help_text=_("Then results are entered for each department, and each is judged by itself."),
    )
    department_count = models.PositiveSmallIntegerField(
        _("for how many departments"), null=True, blank=True, help_text=_("Empty when it is not stated.")
    )
    unit = models.CharField(_("unit"), max_length=80, blank=True, help_text=_("For example: families."))
    counts_people = models.BooleanField(
        _("counts people"), default=True, help_text=_("Then small counts are shown to the secretariat only.")
    )
    counting = models.CharField(_("how it is counted"), max_length=10, choices=Counting, default=Counting.CUMULATIVE)
    rhythm = models.CharField(_("is counted by"), max_length=10, choices=Granularity, default=Granularity.QUARTER)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("activity", "sub_goal")
    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("success criterion")
        verbose_name_plural = _("success criteria")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False, sub_goal=None) | Q(activity=None, sub_goal__isnull=False),
                name="criterion_has_one_place",
                violation_error_message=_("A criterion belongs to an activity or to a sub-goal."),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target_kind__in=[TargetKind.NUMBER, TargetKind.SHARE], target__gte=0),
                name="criterion_target_is_a_figure",
                violation_error_message=_("Only a number or a share has a figure as its target, and not below zero."),
            ),
            models.CheckConstraint(
                condition=Q(target_kind=TargetKind.DIRECTION) & ~Q(direction="")
                | ~Q(target_kind=TargetKind.DIRECTION) & Q(direction=""),
                name="criterion_direction",
                violation_error_message=_("Choose the direction when the target is one, and only then."),
            ),
            models.CheckConstraint(
                condition=Q(each_department=True) | Q(department_count=None),
                name="criterion_departments",
                violation_error_message=_("Only a target that holds for each department has a number of them."),
            ),
            models.CheckConstraint(
                condition=Q(basis=TargetBasis.FIGURE) | Q(target__isnull=False),
                name="criterion_basis",
                violation_error_message=_("How much more or less than at the start is a figure: write it."),
            ),
            models.CheckConstraint(
                condition=Q(interim_target=None, interim_on=None)
                | Q(interim_target__gte=0, interim_on__isnull=False, target__isnull=False),
                name="criterion_interim",
                violation_error_message=_("A figure on the way has a day, and a target that it is on the way to."),
            ),
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="criterion_code_once",
                violation_error_message=_("The plan already has a criterion with that short name."),
            ),
            in_order("criterion_period"),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        check_same_plan(self, "activity", "sub_goal")
        check_counting_is_unchanged(self)
        check_interim_is_within(self)
        above = self.activity or self.sub_goal
        first = getattr(above, "code", "")[:24].strip("-")
        self.give_code(f"{first} {self.text}"[:50], Criterion._base_manager.filter(plan=self.plan_id))

    @property
    def counts_whole(self) -> bool:
        """Whether its figures are counts of people or times, which are whole."""
        return counts_whole(
            kind=self.target_kind, counting=self.counting, counts_people=self.counts_people, unit=self.unit
        )

    @property
    def is_counted_by_period(self) -> bool:
        """Whether it is counted by periods."""
        return self.rhythm not in (Granularity.EVENT, Granularity.PERIOD)

    @property
    def has_cells(self) -> bool:
        """Whether the grid and the workbook have a cell for each period: one result a period."""
        return self.is_counted_by_period and not self.each_department

    @classmethod
    def withheld_from(cls, reader: Any, object_id: int) -> tuple[str, ...]:
        """The figure at the start is for those who see exact counts."""
        stood = cls.history.filter(id=object_id).first()
        return () if _shows_counts(reader, stood) else ("baseline",)


def _shows_counts(reader: Any, criterion: Any) -> bool:
    """Whether the reader sees every figure of the criterion, found in its history since it may be deleted."""
    if reader is None or criterion is None:
        return False
    return not criterion.counts_people or access.may_see(reader, Resource.EXACT_COUNTS, Plan(pk=criterion.plan_id))


class Result(PlanRow):
    """What was counted for a criterion in a stretch of time or at an event (*resultat*).

    A share is kept as ``numerator`` of ``denominator``; ``value`` is a share in per cent only where the source gives
    no counts. Nothing is worked out here: see ``calculations/progress.py``.
    """

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="results", verbose_name=_("criterion"))
    grain = models.CharField(_("is for"), max_length=10, choices=Granularity, default=Granularity.QUARTER)
    starts_on = DayField(_("from"))
    starts_on_precision = precision_field()
    ends_on = DayField(_("to"))
    ends_on_precision = precision_field()
    start = partial("starts_on")
    end = partial("ends_on", end=True)
    department = models.ForeignKey(
        HousingDepartment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("housing department"),
        help_text=_("Where the target holds for each department."),
    )
    label = models.CharField(_("event"), max_length=200, blank=True, help_text=_("What it was: never who was there."))
    state = models.CharField(_("is there a figure"), max_length=10, choices=ResultState, default=ResultState.COUNTED)
    value = models.DecimalField(_("figure"), null=True, blank=True, **FIGURE)
    numerator = models.PositiveIntegerField(_("of them"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    is_approximate = models.BooleanField(_("approximate"), default=False)
    text = models.TextField(_("in words"), blank=True)
    judgement = models.CharField(_("judged as"), max_length=12, choices=Judgement, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Never the names of residents."))
    reported_on = models.DateField(_("entered"), null=True, blank=True)

    name_relations = ("criterion",)
    plan_path = "criterion__plan"
    valid_columns = ("starts_on", "ends_on")
    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ("criterion", by_date("ends_on", end=True), by_date("starts_on"), "label", "pk")
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["criterion", "starts_on", "ends_on", "label"],
                condition=Q(department=None),
                name="result_once",
                violation_error_message=_("There is already a result for that time. Change it instead."),
            ),
            models.UniqueConstraint(
                fields=["criterion", "starts_on", "ends_on", "label", "department"],
                condition=Q(department__isnull=False),
                name="result_once_a_department",
                violation_error_message=_("There is already a result for that time. Change it instead."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=ResultState.COUNTED)
                    & (Q(value__isnull=False) | Q(numerator__isnull=False) | ~Q(text="") | ~Q(judgement=""))
                )
                | (
                    ~Q(state=ResultState.COUNTED)
                    & Q(value=None, numerator=None, denominator=None, text="", judgement="")
                ),
                name="result_counted_or_not",
                violation_error_message=_("A counted result has a figure or words; one that is not counted has none."),
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__isnull=False, denominator__isnull=False, value=None),
                name="result_share_is_two_counts",
                violation_error_message=_("A share is two counts: how many, out of how many."),
            ),
            in_order("result_period"),
        ]

    def __str__(self) -> str:
        when = self.start if self.start == self.end else f"{self.start} – {self.end}"
        return f"{self.criterion}: {self.label or when}"

    def clean(self) -> None:
        if self.criterion_id:
            check_result(self)
            check_can_count(self)

    def check_can_write(self, stored: Any = None) -> None:
        """Refuse every write in a closed quarter."""
        check_is_open(self, stored)

    @classmethod
    def check_can_go(cls, rows: list[Any], *, origin: models.Model) -> None:
        """Results of a closed quarter are deleted only with the whole plan, not with their activity."""
        if not isinstance(origin, Plan):
            check_none_is_closed(rows, ClosedPeriod)

    @classmethod
    def withheld_from(cls, reader: Any, object_id: int) -> tuple[str, ...]:
        """Figures of people are for those who see exact counts, also once the result is deleted."""
        above = cls.history.filter(id=object_id).values("criterion_id")
        stood = Criterion.history.filter(id__in=above).first()
        return () if _shows_counts(reader, stood) else ("value", "numerator", "denominator")


class ClosedPeriod(PlanRow):
    """A stretch of time whose results are closed (*lukket kvartal*): nothing that ends in it is written.

    Deleting the row opens it again, which only the leader may, with a reason. Who closed it and why is in its change
    set.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="closed_periods", verbose_name=_("plan"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = models.CharField(_("why it is closed"), max_length=300)
    closed_by = models.CharField(_("closed by"), max_length=200, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    deletion_resource = Resource.ADMINISTRATION
    deleting_says_why = _("Write why the quarter is opened again.")

    class Meta:
        ordering = ("starts_on", "pk")
        verbose_name = _("closed quarter")
        verbose_name_plural = _("closed quarters")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "starts_on", "ends_on"],
                name="closed_period_once",
                violation_error_message=_("That quarter is closed already."),
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="closed_period_has_reason",
                violation_error_message=_("Write why it is closed."),
            ),
            in_order("closed_period_period"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d-%m-%Y} – {self.ends_on:%d-%m-%Y}"

    def covers(self, day: date) -> bool:
        """Whether a result that ends on the day is closed."""
        return self.starts_on <= day <= self.ends_on
