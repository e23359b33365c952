"""A plan that is followed, with somebody who is responsible for something in it."""

from datetime import date
from typing import Any

import pytest

from plans.models import Plan
from tests import factories
from tests.people import Cast

#: A Wednesday in the cast's plan.
TODAY = date(2024, 3, 13)
MONDAY = date(2024, 3, 18)


@pytest.fixture
def plan(cast_once: Cast) -> Any:
    """The cast's plan, as entered on its first day."""
    plan = Plan.objects.get(pk=cast_once.plan.pk)
    plan.entered_on = plan.starts_on
    return factories.saved(plan)
