"""A result of a time that has not begun: nobody enters one by hand, and one that a document brought is seen."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from plans.models import Criterion, Result
from plans.results.presenters import facts as presenters
from tests import factories, progress
from tests.html import posted
from tests.people import Cast
from tests.plans.result_work import SECOND, SHEET, work_of
from tests.sheets import trial_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
ROOT = "/planer/plan-a/resultater/"
SENTENCE = "Den tid begynder 1. juni 2021. Et resultat indtastes, når dets tid er begyndt."


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Iterator[Cast]:
    with time_machine.travel("2021-05-31 12:00", tick=False):
        yield cast_once


@pytest.fixture
def criterion(cast: Cast) -> Criterion:
    return progress.criterion(factories.activity(cast.sub), rhythm="quarter")


def test_a_cell_of_a_quarter_to_come_is_refused_and_the_others_are_saved(cast: Cast, criterion: Criterion) -> None:
    sent = {"row": criterion.pk, "cell": ["2021-03-01", "2021-06-01"]}
    sent |= {"typed-2021-03-01": "12", "typed-2021-06-01": "13"}
    answer = cast.client("staff").post(ROOT + "raekke/", sent).json()["cells"]
    assert [answer[key]["state"] for key in ("2021-03-01", "2021-06-01")] == ["new", "refused"]
    assert answer["2021-06-01"]["message"] == SENTENCE
    assert Result.objects.get(criterion=criterion).value == 12


def test_its_time_is_there_from_its_first_day(cast: Cast, criterion: Criterion) -> None:
    with time_machine.travel("2021-06-01 12:00", tick=False):
        client = cast.client("staff")
        sent = {"row": criterion.pk, "cell": "2021-06-01", "typed-2021-06-01": "13"}
        assert client.post(ROOT + "raekke/", sent).json()["cells"]["2021-06-01"]["state"] == "new"


def test_a_workbook_tells_it_at_the_cell(cast: Cast) -> None:
    work = work_of(cast)
    filled = work.filled()
    place = filled.write(SHEET, "andel", SECOND, "20 af 40")
    outcome, _before, _after, sentence = trial_entries(work.send(filled))[place]
    assert (outcome, sentence) == ("wrong", SENTENCE)


def test_a_result_s_own_form_and_the_administration_say_the_same(cast: Cast, criterion: Criterion) -> None:
    client = cast.client("leader")
    page = ROOT + f"kriterium/{criterion.pk}/tilfoej/"
    opened = client.get(page + "?fra=2021-06-01")
    answer = client.post(page, {**posted(opened), "value": "12"})
    assert (answer.status_code, answer.context["form"].errors["when"]) == (422, [SENTENCE])
    answer = client.post(page, {**posted(opened), "when": "", "start": "1. juni 2021", "value": "12", "once": ""})
    assert (answer.status_code, answer.context["form"].errors["start"]) == (422, [SENTENCE])
    admin = cast.client("admin")
    add = "/admin/plans/result/add/"
    form = {**posted(admin.get(add)), "criterion": criterion.pk, "value": "12"}
    form |= {"start": "1. juni 2021", "end": "31. august 2021"}
    assert admin.post(add, form).context["adminform"].form.errors["start"] == [SENTENCE]
    assert not Result.objects.filter(criterion=criterion).exists()


def test_one_that_a_document_brought_is_seen_and_corrected_and_counts_in_no_sum(
    cast: Cast, criterion: Criterion
) -> None:
    progress.quarter(criterion, 1, 30)
    row = progress.quarter(criterion, 2, 4711)
    client = cast.client("leader")
    html = client.get(ROOT + "?planaar=1").content.decode()
    assert "4.711" in html
    assert "4.741" not in html
    assert "4.711" not in client.get(ROOT + "?planaar=1&pr=2021-04-01").content.decode()
    [facts] = presenters.criterion_facts([criterion], plan=cast.plan, day=date(2021, 5, 31), is_back=False, exact=True)
    assert ([result.figure for result in facts.results], facts.reading.total) == (["30", "4.711"], "30")
    sent: dict[str, Any] = {"row": criterion.pk, "cell": "2021-06-01", "version-2021-06-01": row.version}
    for typed, state in (("4712", "changed"), ("", "deleted")):
        cell = client.post(ROOT + "raekke/", {**sent, "typed-2021-06-01": typed}).json()["cells"]["2021-06-01"]
        assert cell["state"] == state
        sent["version-2021-06-01"] = cell["version"]
    row = progress.quarter(criterion, 3, 7)
    page = ROOT + f"{row.pk}/rediger/"
    form = {**posted(client.get(page)), "note": "Fra dokumentet"}
    assert client.post(page, form).status_code == 302
