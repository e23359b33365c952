"""Positions: who is employed to do the plan's work, by whom, and who pays."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.date_order import by_date
from abc_portal.core.fields import NameField, in_order, known_day
from abc_portal.directory.models import Organisation, Person
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.lifecycle.models.plan import Plan
from plans.shared.access import Resource
from plans.shared.bases import Coded, Dated
from plans.staffing.enums import EmploymentRole, OfficeKind, Vacancy

#: More people than this hold no position together.
MOST_PEOPLE = 1000


class Position(Coded, Dated, Tracked):
    """A post in the plan's work (*stilling*): its share of full time may be unknown, and it may stand vacant.

    Several people may hold it together: how many, and each one's share where it is known, among its holders.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="positions", verbose_name=_("plan"))
    title = NameField(_("title"))
    share = models.PositiveSmallIntegerField(
        _("share of full time"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10000)],
        help_text=_("In tenths of a per cent: 1000 is one full-time post of 37 hours a week. Empty is unknown."),
    )
    headcount = models.PositiveSmallIntegerField(
        _("number of people"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
        help_text=_("When several people hold it, or may hold it, together. Empty is one, or not stated."),
    )
    vacancy = models.CharField(_("filled"), max_length=8, choices=Vacancy, default=Vacancy.UNKNOWN)
    appointment = models.TextField(
        _("how it is filled"),
        blank=True,
        help_text=_("Who approves the notice, who is on the appointment committee, and who appoints: as roles."),
    )
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
            models.CheckConstraint(
                condition=Q(headcount=None) | Q(headcount__gte=1),
                name="position_headcount",
                violation_error_message=_("At least one person holds a position; leave it empty when it is unknown."),
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
    """Who holds a position, or a share of it, from a day to a day; what falls due for it is theirs meanwhile.

    The person may be left unnamed, when only the share is known.
    """

    post = models.ForeignKey(Position, models.CASCADE, related_name="holders", verbose_name=_("position"))
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
        verbose_name=_("person"),
        help_text=_("Empty when nobody is to be named."),
    )
    share = models.PositiveSmallIntegerField(
        _("share of full time"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("In tenths of a per cent: 500 is half time. Empty is unknown."),
    )

    name_relations = ("person",)
    resource = Resource.REVIEW
    plan_path = "post__plan"
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("post", by_date("starts_on"), "pk")
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
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=1, share__lte=1000),
                name="position_holder_share",
                violation_error_message=_("One person has at most full time; leave it empty when it is unknown."),
            ),
            in_order("position_holder_period"),
        ]

    def __str__(self) -> str:
        return str(self.person or _("somebody not named"))


class Office(Dated, Tracked):
    """Where the plan's staff is found (*sekretariat, satellitkontor*)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="offices", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=12, choices=OfficeKind, default=OfficeKind.SECRETARIAT)
    name = NameField(_("name"), blank=True, help_text=_("For example the area or the house where it is."))
    address = models.CharField(_("address"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("For example when it is open."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    resource = Resource.REVIEW
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(address=""),
                name="office_is_somewhere",
                violation_error_message=_("Write a name or an address."),
            ),
            in_order("office_period"),
        ]

    def __str__(self) -> str:
        return self.name or self.address
