"""The rules of a milestone's date: one way of telling it, and inside the plan's quarters."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from abc_portal.core.dates import PartialDate
from plans.shared.periods import Period

#: So many milestones are named in a sentence; of the others only how many they are.
MOST_NAMED = 3


def check_due(milestone: Any) -> None:
    """The plan's quarter gives the day; a quarter that the plan does not have is refused. Raises ``ValidationError``."""
    if milestone.due_quarter is None or milestone.plan_id is None:
        return
    day = day_of_quarter(milestone.plan, milestone.due_quarter)
    if day is None:
        last = len(Period(milestone.plan.starts_on, milestone.plan.ends_on).quarters())
        raise ValidationError({"due_quarter": _("The plan has %s quarters.") % last})
    milestone.due = PartialDate(day)


def day_of_quarter(plan: Any, number: int) -> Any:
    """The last day of the plan's own quarter with that number, counted from 1; ``None`` when it has none such."""
    quarters = Period(plan.starts_on, plan.ends_on).quarters()
    return quarters[number - 1].last if 1 <= number <= len(quarters) else None


def check_quarters_stand(plan: Any) -> None:
    """A plan does not lose a quarter that milestones are due in. Raises ``ValidationError``."""
    if plan.pk is None or plan.ends_on < plan.starts_on:
        return
    last = len(Period(plan.starts_on, plan.ends_on).quarters())
    lost = plan.milestones.filter(due_quarter__gt=last).order_by("due_quarter", "pk")
    named = [_("“%s”") % row for row in lost[:MOST_NAMED]]
    if named:
        more = lost.count() - len(named)
        told = {"count": last, "names": ", ".join(named) + (f" (+ {more})" if more > 0 else "")}
        raise ValidationError(
            _("With these days the plan has %(count)s quarters, and milestones are due after them: %(names)s. "
              "Move them first.") % told
        )  # fmt: skip
