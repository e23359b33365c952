"""Where an activity is done: the departments and areas that it is for by name."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.directory.models import HousingArea, HousingDepartment
from plans.activities.models.activities import Activity
from plans.shared.bases import PlanRow
from plans.shared.validators import check_is_covered, check_takes_part


class ActivityDepartment(PlanRow):
    """A department that an activity is for; neither departments nor areas means all of its sub-agreement's or
    plan's."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="departments", verbose_name=_("activity"))
    department = models.ForeignKey(
        HousingDepartment, models.PROTECT, related_name="activities", verbose_name=_("housing department")
    )

    name_relations = ("department",)
    plan_path = "activity__plan"

    class Meta:
        ordering = ("activity", "pk")
        verbose_name = _("department of an activity")
        verbose_name_plural = _("departments of an activity")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["activity", "department"],
                name="activity_department_once",
                violation_error_message=_("The department is already there."),
            )
        ]

    def __str__(self) -> str:
        return str(self.department)

    def clean(self) -> None:
        check_takes_part(self, self.activity.plan_id)


class ActivityArea(PlanRow):
    """An area that an activity is for, with all its departments that are in the plan."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="areas", verbose_name=_("activity"))
    area = models.ForeignKey(HousingArea, models.PROTECT, related_name="activities", verbose_name=_("housing area"))

    name_relations = ("area",)
    plan_path = "activity__plan"

    class Meta:
        ordering = ("activity", "pk")
        verbose_name = _("area of an activity")
        verbose_name_plural = _("areas of an activity")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["activity", "area"],
                name="activity_area_once",
                violation_error_message=_("The area is already there."),
            )
        ]

    def __str__(self) -> str:
        return str(self.area)

    def clean(self) -> None:
        check_is_covered(self, self.activity.plan_id)
