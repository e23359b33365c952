"""What every test of the interchange has: the reference data, and the plan before the one of the document."""

import pytest

from tests import factories


@pytest.fixture
def ready(reference: None) -> None:
    factories.plan("plan-foer", name="Planen før", round=None)
