"""The rules of a milestone's date: one form of date, inside the plan's quarters."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from abc_portal.core.dates import PartialDate


def check_due(milestone: Any) -> None:
    """The plan's quarter gives the day; a quarter that the plan does not have is refused. Raises
    ``ValidationError``."""
    if milestone.due_quarter is None or milestone.plan_id is None:
        return
    day = day_of_quarter(milestone.plan, milestone.due_quarter)
    if day is None:
        raise ValidationError({"due_quarter": no_such_quarter(milestone.plan)})
    milestone.due = PartialDate(day)


def day_of_quarter(plan: Any, number: int) -> Any:
    """The last day of the plan quarter with that number, counted from 1; ``None`` when there is none."""
    quarters = plan.period.whole.quarters() if plan.period.whole else []
    return quarters[number - 1].last if 1 <= number <= len(quarters) else None


def no_such_quarter(plan: Any) -> str:
    """How many quarters the plan has, or why they cannot be counted."""
    if plan.period.whole is None:
        return _("The plan's first or last day is not stated, so its quarters cannot be counted. Write a date.")
    return _("The plan has %s quarters.") % len(plan.period.whole.quarters())
