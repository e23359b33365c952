"""How many dwellings, households or residents a place had, when, and who says so."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core import numbers
from abc_portal.core.date_order import by_date
from abc_portal.core.fields import DayField, partial, precision_field
from abc_portal.core.qualifiers import Qualifier
from abc_portal.directory.enums import CountKind
from abc_portal.directory.models.places import HousingArea, HousingDepartment
from abc_portal.directory.querysets import ReferenceQuerySet


class Count(Tracked):
    """A stated number for a department, an area, or a set of them together.

    A total for four departments says nothing of each: it stands as one count with four places.
    """

    kind = models.CharField(_("what is counted"), max_length=12, choices=CountKind)
    value = models.PositiveIntegerField(_("how many"))
    qualifier = models.CharField(_("meant as"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    counted_on = DayField(_("as of"), null=True, blank=True)
    counted_on_precision = precision_field()
    counted = partial("counted_on")
    source = models.CharField(_("source"), max_length=300)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("kind", by_date("counted_on"), "pk")
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="count_has_source",
                violation_error_message=_("Say where the number comes from."),
            )
        ]

    def __str__(self) -> str:
        return f"{numbers.number(self.value)} {CountKind(self.kind).label}"


class CountedPlace(Tracked):
    """One of the places that a count covers: a department or an area."""

    count = models.ForeignKey(Count, models.CASCADE, related_name="places", verbose_name=_("count"))
    department = models.ForeignKey(
        HousingDepartment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="counts",
        verbose_name=_("housing department"),
    )
    area = models.ForeignKey(
        HousingArea, models.PROTECT, null=True, blank=True, related_name="counts", verbose_name=_("housing area")
    )

    name_relations = ("department", "area")
    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("counted place")
        verbose_name_plural = _("counted places")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(department=None, area__isnull=False) | Q(department__isnull=False, area=None),
                name="counted_place_is_one",
                violation_error_message=_("Choose either a department or an area."),
            ),
            models.UniqueConstraint(
                fields=["count", "department"],
                name="counted_department_once",
                violation_error_message=_("The department is already counted in."),
            ),
            models.UniqueConstraint(
                fields=["count", "area"],
                name="counted_area_once",
                violation_error_message=_("The area is already counted in."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.department or self.area)
