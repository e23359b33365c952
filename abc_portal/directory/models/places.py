"""Housing departments and the areas that group them."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import DayField, NameField, in_order, partial, precision_field
from abc_portal.directory.models.adding import AddedInPlace
from abc_portal.directory.models.aliases import Alias, unique_alias
from abc_portal.directory.models.organisations import Organisation
from abc_portal.directory.querysets import ReferenceQuerySet, SharedQuerySet


class HousingDepartment(AddedInPlace, Tracked):
    """The economic unit of a housing organisation (*boligafdeling*).

    Its number is text (``463-0``, ``5``, ``T15``), unique within its organisation, or absent. Its name may be
    unknown where the number is not.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="departments", verbose_name=_("housing organisation")
    )
    number = models.CharField(_("department number"), max_length=20, blank=True)
    name = NameField(_("name"), blank=True, help_text=_("Empty when only the number is known."))
    municipality = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )

    distinguished_by = ("organisation", "municipality")
    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("housing department")
        verbose_name_plural = _("housing departments")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["organisation", "number"],
                condition=~Q(number=""),
                name="department_number_once",
                violation_error_message=_("The organisation already has a department with that number."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(number=""),
                name="department_name_once",
                violation_error_message=_("The organisation already has a department of that name without a number."),
            ),
            models.CheckConstraint(
                condition=~Q(name="", number=""),
                name="department_is_named",
                violation_error_message=_("Write the department's name, or its number when the name is not known."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name; where that is not known, its number."""
        return department_label(self.name, self.number)

    def distinctions(self) -> tuple[str, ...]:
        """What tells it from another of its name."""
        return str(self.organisation), self.number, str(self.municipality or "")

    def owner_on(self, day: date) -> Organisation:
        """Who owned it that day; its present owner, where no former one with a known last day is known to have."""
        past = (row for row in self.former_owners.all() if row.ends_on is not None and row.holds_on(day))
        return next((row.organisation for row in past), self.organisation)


def department_label(name: str, number: str) -> str:
    """``Fyrparken``; ``afdeling 7``, where the name is not known."""
    return name or gettext("department %s") % number


class DepartmentAlias(Alias):
    """Another name that a department goes by."""

    department = models.ForeignKey(
        HousingDepartment, models.CASCADE, related_name="aliases", verbose_name=_("housing department")
    )

    class Meta(Alias.Meta):
        abstract = False
        constraints: ClassVar[list[Any]] = unique_alias("department")


class HousingArea(AddedInPlace, Tracked):
    """A place that groups departments, or parts of them (*boligområde*)."""

    name = NameField(_("name"))
    municipality = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )

    distinguished_by = ("municipality",)
    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("housing area")
        verbose_name_plural = _("housing areas")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["name", "municipality"],
                name="area_once",
                violation_error_message=_("The municipality already has an area of that name."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(municipality=None),
                name="area_without_municipality_once",
                violation_error_message=_("There is already an area of that name without a municipality."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def distinctions(self) -> tuple[str, ...]:
        """What tells it from another of its name."""
        return (str(self.municipality or ""),)


class AreaAlias(Alias):
    """Another name that an area goes by."""

    area = models.ForeignKey(HousingArea, models.CASCADE, related_name="aliases", verbose_name=_("housing area"))

    class Meta(Alias.Meta):
        abstract = False
        constraints: ClassVar[list[Any]] = unique_alias("area")


class AreaDepartment(Tracked):
    """A department, or a part of it in words, that belongs to an area, perhaps for a time."""

    area = models.ForeignKey(HousingArea, models.CASCADE, related_name="memberships", verbose_name=_("housing area"))
    department = models.ForeignKey(
        HousingDepartment, models.PROTECT, related_name="area_memberships", verbose_name=_("housing department")
    )
    part = models.CharField(
        _("which part"), max_length=200, blank=True, help_text=_("Empty means the whole department.")
    )
    starts_on = DayField(_("from"), null=True, blank=True)
    starts_on_precision = precision_field()
    ends_on = DayField(_("to"), null=True, blank=True)
    ends_on_precision = precision_field()
    start = partial("starts_on")
    end = partial("ends_on", end=True)

    name_relations = ("department",)
    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("area", "department", "pk")
        verbose_name = _("department of an area")
        verbose_name_plural = _("departments of an area")
        constraints: ClassVar[list[Any]] = [in_order("area_department_period")]

    def __str__(self) -> str:
        return f"{self.department} ({self.part})" if self.part else str(self.department)
