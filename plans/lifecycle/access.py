"""When a plan's agreement holds, so that changing it asks for a reason."""

from datetime import date
from typing import Any

from django.apps import apps

from plans.lifecycle.enums import State

#: States in which the parties are bound, whatever the dates say.
BINDING = (State.GRANTED, State.RUNNING, State.CHANGE_PENDING)

#: States in which they no longer are.
OVER = (State.CLOSED, State.SETTLED)


def in_force(plan: Any, *, today: date) -> bool:
    """Whether the plan's agreement holds today, by its period or by the plan's state."""
    last = plan.steps.order_by("position", "pk").values_list("state", flat=True).last()
    if last in BINDING or last in OVER:
        return last in BINDING
    return bool(
        plan.runs_on(today) and apps.get_model("plans", "StrategicAgreement").objects.filter(plan=plan).exists()
    )
