"""The demo cases' results and milestones come out as workbooks, and read in again they change nothing."""

import pytest

from abc_portal.audit.models import ChangeSet
from plans.models import Criterion, Milestone, Plan
from tests.people import demo_client
from tests.sheets import counts, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once", "own_files")]
PLANS = ("rum-for-liv-2013-2016", "alboa-2014-2015", "eksempel-2024-2028")


@pytest.mark.parametrize("slug", PLANS)
@pytest.mark.parametrize("kind", ["resultater", "milepaele/alle"])
def test_what_is_fetched_and_read_in_again_changes_nothing(slug: str, kind: str) -> None:
    client, root, before = demo_client("leder"), f"/planer/{slug}/{kind}/", ChangeSet.objects.count()
    answer = send(client, f"{root}indlaes/", client.get(f"{root}excel/").content, clears="on")
    assert set(counts(answer)) <= {"unchanged"}
    plan = Plan.objects.get(slug=slug)
    rows = Criterion.objects.filter(plan=plan) if kind == "resultater" else Milestone.objects.filter(plan=plan)
    assert rows.exists() or not counts(answer)
    assert ChangeSet.objects.count() == before
