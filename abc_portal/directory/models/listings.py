"""What was true of areas and departments for a time: the state's lists that they were on, and who owned them."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.date_order import by_date
from abc_portal.core.fields import DayField, in_order, known_day, partial, precision_field
from abc_portal.directory.enums import ListingKind
from abc_portal.directory.models.organisations import Organisation
from abc_portal.directory.models.places import HousingArea, HousingDepartment
from abc_portal.directory.querysets import ReferenceQuerySet


class Held(Tracked):
    """Something that held from and to a day, each as far as it is known, and who says so."""

    starts_on = DayField(_("from"), null=True, blank=True)
    starts_on_precision = precision_field()
    ends_on = DayField(_("to"), null=True, blank=True)
    ends_on_precision = precision_field()
    start = partial("starts_on")
    end = partial("ends_on", end=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


def held_once(name: str, *columns: str, message: Any) -> list[Any]:
    """The constraints that a row stands once from each day, and that its last day is not before its first."""
    return [
        models.UniqueConstraint(*columns, known_day("starts_on"), name=f"{name}_once", violation_error_message=message),
        in_order(f"{name}_period"),
    ]


class Listing(Held):
    """That a place stood on one of the state's lists, or on none, from and to a day.

    The names and rules of the lists have changed: ``kind`` is what the list is, ``printed_name`` what it was called
    then.
    """

    kind = models.CharField(_("list"), max_length=16, choices=ListingKind)
    printed_name = models.CharField(
        _("what the list was called"), max_length=200, blank=True, help_text=_("When it had another name than today.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(ListingKind(self.kind).label)


class AreaListing(Listing):
    """An area on a list (*områdeliste*)."""

    area = models.ForeignKey(HousingArea, models.CASCADE, related_name="listings", verbose_name=_("housing area"))

    class Meta:
        ordering = ("area", by_date("starts_on"), "pk")
        verbose_name = _("area list")
        verbose_name_plural = _("area lists")
        constraints: ClassVar[list[Any]] = held_once(
            "area_listing", "area", "kind", message=_("The area already stands on that list from that day.")
        )


class DepartmentListing(Listing):
    """A department on a list, where the list names departments and no area."""

    department = models.ForeignKey(
        HousingDepartment, models.CASCADE, related_name="listings", verbose_name=_("housing department")
    )

    class Meta:
        ordering = ("department", by_date("starts_on"), "pk")
        verbose_name = _("department list")
        verbose_name_plural = _("department lists")
        constraints: ClassVar[list[Any]] = held_once(
            "department_listing",
            "department",
            "kind",
            message=_("The department already stands on that list from that day."),
        )


class FormerOwner(Held):
    """A housing organisation that owned the department before its present one (*tidligere ejer*)."""

    department = models.ForeignKey(
        HousingDepartment, models.CASCADE, related_name="former_owners", verbose_name=_("housing department")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("housing organisation")
    )

    name_relations = ("organisation",)

    class Meta:
        ordering = ("department", by_date("starts_on"), "pk")
        verbose_name = _("former owner")
        verbose_name_plural = _("former owners")
        constraints: ClassVar[list[Any]] = held_once(
            "former_owner",
            "department",
            "organisation",
            message=_("The organisation already stands as owner from that day."),
        )

    def __str__(self) -> str:
        return str(self.organisation)
