"""Bodies and the seats in them: seats are wanted roles, filled by persons from and to a date."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import DayField, NameField, in_order, known_day
from abc_portal.core.richtext import RichTextField
from abc_portal.directory.models import HousingArea, Organisation, Person
from abc_portal.pages.querysets import PlanScopedQuerySet
from governance.bodies.enums import BodyKind
from governance.bodies.querysets import SeatHolderQuerySet
from plans.models import FundingRound, Plan, SubAgreement
from plans.shared.access import Resource
from plans.shared.validators import check_same_plan


class Body(Tracked):
    """A board, steering group, follow-up group or network of a plan (*organ*).

    Its rhythm is a number of meetings a year, a range, or only words.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="bodies", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    name = NameField(_("name"))
    sub_agreement = models.ForeignKey(
        SubAgreement, models.RESTRICT, null=True, blank=True, related_name="bodies", verbose_name=_("sub-agreement")
    )
    area = models.ForeignKey(
        HousingArea, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("housing area")
    )
    purpose = RichTextField(_("purpose and tasks"))
    meetings_least = models.PositiveSmallIntegerField(_("meetings a year, at least"), null=True, blank=True)
    meetings_most = models.PositiveSmallIntegerField(_("meetings a year, at most"), null=True, blank=True)
    meetings_about = models.BooleanField(_("the number is approximate"), default=False)
    rhythm = models.CharField(_("rhythm in words"), max_length=300, blank=True)
    cited_round = models.ForeignKey(
        FundingRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal basis its mandate cites"),
        help_text=_("The round whose rules the mandate refers to; empty when it says nothing of it."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.PLAN
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "name"],
                name="body_once",
                violation_error_message=_("The plan already has a body of that name."),
            ),
            models.CheckConstraint(
                condition=Q(meetings_least=None) | Q(meetings_most=None) | Q(meetings_most__gte=F("meetings_least")),
                name="body_meetings_range",
                violation_error_message=_("The most meetings are fewer than the least."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_same_plan(self, "sub_agreement")


class BodyOrder(Tracked):
    """One body meets before another, so that its needs and proposals reach it."""

    earlier = models.ForeignKey(Body, models.CASCADE, related_name="meets_before", verbose_name=_("meets first"))
    later = models.ForeignKey(Body, models.CASCADE, related_name="meets_after", verbose_name=_("meets after"))

    name_relations = ("earlier", "later")
    resource = Resource.PLAN
    plan_path = "earlier__plan"
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("later", "earlier", "pk")
        verbose_name = _("order of meetings")
        verbose_name_plural = _("orders of meetings")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["earlier", "later"],
                name="body_order_once",
                violation_error_message=_("That order is already stated."),
            ),
            models.CheckConstraint(
                condition=~Q(earlier=F("later")),
                name="body_not_before_itself",
                violation_error_message=_("A body cannot meet before itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"

    def clean(self) -> None:
        later = getattr(self, "later", None)
        if later is not None and later.plan_id != self.earlier.plan_id:
            raise ValidationError({"later": _("“%s” belongs to another plan.") % later})


class Seat(Tracked):
    """A place in a body with a wanted role (*plads*): one, a range, or an unknown number of people."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats", verbose_name=_("body"))
    title = NameField(_("wanted role"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    least = models.PositiveSmallIntegerField(_("people, at least"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("people, at most"), null=True, blank=True)
    per = models.CharField(_("for each"), max_length=120, blank=True, help_text=_("For example: housing area."))
    is_ad_hoc = models.BooleanField(_("when needed"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.PLAN
    plan_path = "body__plan"
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")),
                name="seat_range",
                violation_error_message=_("The most people are fewer than the least."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class SeatHolder(Tracked):
    """A person who holds a seat from and to a date."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="holders", verbose_name=_("seat"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name=_("person"))
    starts_on = DayField(_("from"), null=True, blank=True)
    ends_on = DayField(_("to"), null=True, blank=True)

    name_relations = ("person",)
    resource = Resource.PLAN
    plan_path = "seat__body__plan"
    objects = SeatHolderQuerySet.as_manager()

    class Meta:
        ordering = (F("starts_on").asc(nulls_first=True), "pk")
        verbose_name = _("seat holder")
        verbose_name_plural = _("seat holders")
        constraints: ClassVar[list[Any]] = [
            in_order("seat_holder_period"),
            models.UniqueConstraint(
                "seat",
                "person",
                known_day("starts_on"),
                name="seat_holder_once",
                violation_error_message=_("That person already holds the seat."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
