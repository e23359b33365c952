"""Every page asks the database a fixed number of times, written down in one file per app.

``ABC_WRITE_QUERY_COUNTS=1`` writes the files anew; look at the difference before committing it.
"""

import json
import os
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abc_portal.reporting.interchange import export_plan
from tests import pages, scale
from tests.people import Cast
from tests.query_limits import COURSE, MOST, REVIEW

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent.parent
WRITING = os.environ.get("ABC_WRITE_QUERY_COUNTS") == "1"
TARGETS = {"status": 20, "list": 12, "list searched": 12}
#: What is not opened daily, and export and documents.
LARGE = dict.fromkeys(("findings", "findings set aside", "findings as xlsx", "set aside", "take back"), REVIEW)
LARGE["whole-plan export"] = 80
#: What goes with an activity is asked of each kind of row under it.
LARGE["activity delete"] = 30
LARGE |= {"life": COURSE, "life looking back": COURSE}
# Seen once, when the plan is made: its steps, and of one that is over what it holds.
LARGE["status of a new plan"] = MOST + 1


def counts_at(cast: Cast, times: int) -> dict[str, dict[str, int]]:
    """App → page → queries, for a leader (the administration: the system administrator) with that much data."""
    scale.grow(cast.plan, times)
    scale.other_plans(cast.leader, times)
    scale.saved_filters(cast.leader, cast.plan, times)
    scale.documents(cast.leader, cast.plan, times)
    scale.reminders(cast.leader, cast.plan, times)
    # What is asked for once a process or once a day is asked for before the first page.
    ContentType.objects.get_for_models(*apps.get_models())
    cast.client("leader").get(pages.watched(cast.plan)["notifications"]["calendar"])
    found: dict[str, dict[str, int]] = {}
    for app, addresses in pages.watched(cast.plan).items():
        client = cast.client("admin" if app == "administration" else "leader")
        for name, address in addresses.items():
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            assert response.status_code == 200, f"{address}: {response.status_code}"
            found.setdefault(app, {})[name] = len(queries)
    with CaptureQueriesContext(connection) as queries:
        export_plan(cast.plan)
    found["reporting"]["whole-plan export"] = len(queries)
    return found


def written(app: str) -> dict[str, int]:
    return json.loads((FILES / app / "query_counts.json").read_text(encoding="utf-8"))


#: More than one of everything: a page that asks once a row asks several times more than is written.
MANY = 5


@pytest.mark.parametrize("times", [1, pytest.param(MANY, marks=pytest.mark.one_database)])
def test_each_page_asks_as_often_as_is_written(cast: Cast, times: int) -> None:
    found = counts_at(cast, times)
    if WRITING and times == 1:
        for app, counts in found.items():
            (FILES / app).mkdir(exist_ok=True)
            (FILES / app / "query_counts.json").write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    assert found == {app: written(app) for app in found}


def test_the_written_numbers_keep_the_targets() -> None:
    for app in ("plans", "budgets", "indicators", "governance", "reporting", "notifications", "administration"):
        for name, count in written(app).items():
            assert count <= {**TARGETS, **LARGE}.get(name, MOST), f"{app}: {name} asks {count} times"
