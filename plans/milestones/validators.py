"""The rules of a milestone's date: one form of date, inside the plan's quarters."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from abc_portal.core.dates import PartialDate
from plans.shared.periods import Period


def check_due(milestone: Any) -> None:
    """The plan's quarter gives the day; a quarter that the plan does not have is refused. Raises
    ``ValidationError``."""
    if milestone.due_quarter is None or milestone.plan_id is None:
        return
    day = day_of_quarter(milestone.plan, milestone.due_quarter)
    if day is None:
        last = len(Period(milestone.plan.starts_on, milestone.plan.ends_on).quarters())
        raise ValidationError({"due_quarter": _("The plan has %s quarters.") % last})
    milestone.due = PartialDate(day)


def day_of_quarter(plan: Any, number: int) -> Any:
    """The last day of the plan quarter with that number, counted from 1; ``None`` when there is none."""
    quarters = Period(plan.starts_on, plan.ends_on).quarters()
    return quarters[number - 1].last if 1 <= number <= len(quarters) else None
