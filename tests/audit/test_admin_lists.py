"""The administration's lists ask the database as often for many rows as for few."""

import re
from collections import Counter

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories, scale
from tests.people import Cast

pytestmark = pytest.mark.django_db
#: Rows of each kind at least; a list that asks once a row repeats a question as often.
MANY = 5


def test_no_list_asks_once_a_row(cast: Cast) -> None:
    scale.grow(cast.plan, MANY)
    for number in range(MANY):
        factories.party(cast.plan, organisation=factories.organisation(f"Part {number}"))
    client, repeated = cast.client("admin"), {}
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        asked = Counter(re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries)
        if max(asked.values()) >= MANY - 1:
            repeated[model._meta.label] = asked.most_common(1)
    assert repeated == {}
