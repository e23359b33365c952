"""What every test of the interchange has: the reference data, and the plan before the one of the document."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from abc_portal.reporting.interchange import import_plan
from abc_portal.reporting.reference import load_reference
from tests import factories
from tests.exchange.documents import everything


@pytest.fixture
def ready(reference: None) -> None:
    factories.plan("plan-foer", name="Planen før", round=None)


@pytest.fixture(scope="module")
def stored(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """The plan of everything, taken in once for the file; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        factories.plan("plan-foer", name="Planen før", round=None)
        import_plan(json.dumps(everything()))
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()
        transaction.set_rollback(True)
