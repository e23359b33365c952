"""Positions: who is employed to do the plan's work, by whom, and who pays."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import NameField, known_day
from abc_portal.directory.models import Organisation, Person
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.lifecycle.models.plan import Plan
from plans.shared.access import Resource
from plans.shared.bases import Coded, Dated, in_order
from plans.staffing.enums import EmploymentRole, Vacancy


class Position(Coded, Dated, Tracked):
    """A post in the plan's work (*stilling*): its share of full time may be unknown, and it may stand vacant."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="positions", verbose_name=_("plan"))
    title = NameField(_("title"))
    share = models.PositiveSmallIntegerField(
        _("share of full time"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10000)],
        help_text=_("In tenths of a per cent: 1000 is one full-time post of 37 hours a week. Empty is unknown."),
    )
    vacancy = models.CharField(_("filled"), max_length=8, choices=Vacancy, default=Vacancy.UNKNOWN)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.REVIEW
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="position_code_once",
                violation_error_message=_("The plan already has a position with that short name."),
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=1),
                name="position_share",
                violation_error_message=_("A position is more than nothing; leave it empty when it is unknown."),
            ),
            in_order("position_period"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        self.give_code(self.title, Position._base_manager.filter(plan=self.plan_id))


class PositionOrganisation(Tracked):
    """Who employs a position or pays for it; both may be shared between organisations."""

    post = models.ForeignKey(Position, models.CASCADE, related_name="organisations", verbose_name=_("position"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="positions", verbose_name=_("organisation")
    )
    role = models.CharField(_("is"), max_length=10, choices=EmploymentRole, default=EmploymentRole.EMPLOYER)
    share = models.PositiveSmallIntegerField(
        _("share of the position"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("In tenths of a per cent: 500 is half. Empty is unknown, or all of it."),
    )

    name_relations = ("organisation",)
    resource = Resource.REVIEW
    plan_path = "post__plan"
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("role", "pk")
        verbose_name = _("employer or payer")
        verbose_name_plural = _("employers and payers")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["post", "organisation", "role"],
                name="position_organisation_once",
                violation_error_message=_("The organisation already stands there."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class PositionHolder(Dated, Tracked):
    """Who holds a position, from a day to a day; what falls due for the position is theirs meanwhile."""

    post = models.ForeignKey(Position, models.CASCADE, related_name="holders", verbose_name=_("position"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="positions", verbose_name=_("person"))

    name_relations = ("person",)
    resource = Resource.REVIEW
    plan_path = "post__plan"
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("post", F("starts_on").asc(nulls_first=True), "pk")
        verbose_name = _("who holds a position")
        verbose_name_plural = _("who holds positions")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                "post",
                "person",
                known_day("starts_on"),
                name="position_holder_once",
                violation_error_message=_("The person already stands there from that day."),
            ),
            in_order("position_holder_period"),
        ]

    def __str__(self) -> str:
        return str(self.person)
