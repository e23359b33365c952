"""Who takes part in an effort beside the plan, and where it is done."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.fields import NameField
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation
from plans.lifecycle.models.steps import ParallelEffort
from plans.shared.bases import PlanRow


class EffortParty(PlanRow):
    """Who goes together on an effort beside the plan (*part i en fælles indsats*), and what each wants it to be for."""

    effort = models.ForeignKey(ParallelEffort, models.CASCADE, related_name="parties", verbose_name=_("effort"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    name = NameField(_("name"), blank=True, help_text=_("When it is not in the list, or is written in another way."))
    aim = models.TextField(_("what it is to be for"), blank=True, help_text=_("What this party gives its part for."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    name_relations = ("organisation",)
    plan_path = "effort__plan"

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("party to an effort")
        verbose_name_plural = _("parties to efforts")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name=""),
                name="effort_party_is_named",
                violation_error_message=_("Choose an organisation, or write a name."),
            ),
            models.UniqueConstraint(
                fields=["effort", "organisation"],
                name="effort_party_once",
                violation_error_message=_("The organisation is already a party to the effort."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.organisation)


class EffortDepartment(PlanRow):
    """A department that an effort beside the plan is for, in the plan or not."""

    effort = models.ForeignKey(ParallelEffort, models.CASCADE, related_name="departments", verbose_name=_("effort"))
    department = models.ForeignKey(
        HousingDepartment, models.PROTECT, related_name="efforts", verbose_name=_("housing department")
    )

    name_relations = ("department",)
    plan_path = "effort__plan"

    class Meta:
        ordering = ("effort", "pk")
        verbose_name = _("department of an effort")
        verbose_name_plural = _("departments of an effort")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["effort", "department"],
                name="effort_department_once",
                violation_error_message=_("The department is already there."),
            )
        ]

    def __str__(self) -> str:
        return str(self.department)


class EffortArea(PlanRow):
    """An area that an effort beside the plan is for, in the plan or not."""

    effort = models.ForeignKey(ParallelEffort, models.CASCADE, related_name="areas", verbose_name=_("effort"))
    area = models.ForeignKey(HousingArea, models.PROTECT, related_name="efforts", verbose_name=_("housing area"))

    name_relations = ("area",)
    plan_path = "effort__plan"

    class Meta:
        ordering = ("effort", "pk")
        verbose_name = _("area of an effort")
        verbose_name_plural = _("areas of an effort")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["effort", "area"],
                name="effort_area_once",
                violation_error_message=_("The area is already there."),
            )
        ]

    def __str__(self) -> str:
        return str(self.area)
