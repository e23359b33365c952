"""What the tests of a plan that is followed share: its plan, and a day in its second year."""

from collections.abc import Iterator

import pytest
import time_machine

from plans.models import Plan
from tests import progress
from tests.people import Cast


@pytest.fixture
def in_may() -> Iterator[None]:
    with time_machine.travel("2022-05-17 12:00", tick=False):
        yield


@pytest.fixture
def in_march() -> Iterator[None]:
    with time_machine.travel("2022-03-15 12:00", tick=False):
        yield


@pytest.fixture
def followed(cast_once: Cast) -> Plan:
    """The cast's plan, followed since before it began: what is not told of is late."""
    return progress.followed(cast_once.plan)
