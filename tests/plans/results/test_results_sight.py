"""Small counts outside the secretariat: on every page, in sums and shares, and in the history."""

import re
from datetime import date
from typing import Any

import pytest

from abc_portal.audit import change_sets
from abc_portal.audit.history import object_steps
from plans.models import Activity, Criterion, Plan, Result
from plans.results.enums import Progress
from plans.results.presenters import facts as presenters
from plans.shared import access
from plans.shared.access import Resource
from tests import factories, progress, readers
from tests.findings import remarks
from tests.people import Cast

pytestmark = pytest.mark.django_db
SEES, HIDDEN_FROM = ("leader", "staff", "admin"), ("board", "group", "department", "auditor", "observer")


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


def facts(criterion: Criterion, *, exact: bool = False) -> Any:
    [row] = Criterion.objects.with_place().with_results().filter(pk=criterion.pk)
    plan = criterion.plan
    return presenters.criterion_facts([row], plan=plan, day=plan.ends_on, is_back=True, exact=exact)[0]


def figures(criterion: Criterion, *, exact: bool = False) -> list[str]:
    return [result.figure for result in facts(criterion, exact=exact).results]


def test_a_sum_with_a_small_figure_in_it_is_reported_as_what_it_is_at_least(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    for number, value in enumerate((3, 20, 8), start=1):
        progress.quarter(criterion, number, value)
    assert figures(criterion, exact=True) == ["3", "20", "8"]
    assert figures(criterion) == ["under 5", "20", "8"]
    assert facts(criterion, exact=True).reading.total == "31"
    assert (facts(criterion).reading.total, facts(criterion).reading.done) == ("mindst 29", None)


def seen_by_board(cast: Cast, criterion: Criterion, day: str) -> list[str]:
    """What pages tell the board of the criterion on the day: its row in the grid, and its figure in the chain of
    goals.
    """
    slug, client = cast.plan.slug, cast.client("board")
    grid = client.get(f"/planer/{slug}/resultater/?planaar=1&pr={day}").content.decode()
    chain = client.get(f"/planer/{slug}/maalkaede/?pr={day}").content.decode()
    status = client.get(f"/planer/{slug}/?pr={day}").content.decode()
    row = grid[grid.index(f'data-row="{criterion.pk}"') :].split("</tr>")[0]
    return [*re.findall(r">([^<>]+)<", row), *re.findall(r"[^<>]* af 1[.]000[^<>]*", chain + status)]


def test_looking_back_day_by_day_tells_no_more(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 1000)
    rows = [progress.quarter(criterion, number, value) for number, value in enumerate((20, 3, 30), start=1)]
    days = ("2021-07-15", "2021-10-15", "2022-01-15")
    before = [seen_by_board(cast, criterion, day) for day in days]
    texts = [" ".join(item) for item in before]
    for least, item in zip((21, 51, 51), before, strict=True):
        assert sum(f"mindst {least} af 1.000 personer" in text for text in item) > 1
    assert all("under 5" in text and "vises ikke" not in text for text in texts)
    row = Result.objects.get(pk=rows[1].pk)
    row.value = 4
    factories.saved(row, cast.plan)
    assert [seen_by_board(cast, criterion, day) for day in days] == before


def test_a_lone_small_figure_is_not_revealed_by_its_sum_and_draws_no_bar(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    progress.quarter(criterion, 1, 3)
    progress.quarter(criterion, 2, 0)
    assert figures(criterion) == ["under 5", "0"]
    assert (facts(criterion).reading.total, facts(criterion).reading.done) == ("under 5", None)
    assert (facts(criterion, exact=True).reading.total, facts(criterion, exact=True).reading.done) == ("3", 3)


def test_a_share_with_few_on_either_side_is_withheld_as_a_whole(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 60, target_kind="share", counting="latest")
    for number, counts in enumerate(((3, 40), (38, 40), (20, 40)), start=1):
        progress.quarter(criterion, number, numerator=counts[0], denominator=counts[1])
    hidden = "vises ikke"
    assert figures(criterion) == [hidden, hidden, "20 af 40"]
    assert facts(criterion).reading.total == "50\u00a0% (20 af 40)"


def test_of_added_shares_with_a_hidden_one_the_sum_is_withheld(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 60, target_kind="share")
    for number, counts in enumerate(((3, 40), (20, 40)), start=1):
        progress.quarter(criterion, number, numerator=counts[0], denominator=counts[1])
    assert figures(criterion) == ["vises ikke", "20 af 40"]
    assert facts(criterion).reading.total == "vises ikke"
    assert "23 af 80" in facts(criterion, exact=True).reading.total


def test_a_latest_share_is_hidden_also_beside_one_without_counts(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 60, target_kind="share")
    progress.quarter(criterion, 1, 30)
    progress.quarter(criterion, 2, numerator=3, denominator=40)
    assert facts(criterion).reading.total == "vises ikke"


def test_what_does_not_count_people_is_always_shown(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), counts_people=False)
    progress.quarter(criterion, 1, 3)
    assert figures(criterion) == ["3"]


@pytest.mark.parametrize("person", [*SEES, *HIDDEN_FROM])
def test_pages_show_small_counts_to_the_secretariat_alone(cast: Cast, person: str) -> None:
    activity = factories.activity(cast.sub, f"Café {person}")
    goal = factories.sub_goal(cast.sub, f"Mål {person}")
    for criterion in (
        progress.criterion(activity, unit="", text="lod sig tælle", counting="latest"),
        progress.goal_criterion(goal, unit="", text="lod sig tælle", counting="latest"),
    ):
        progress.quarter(criterion, 1, "3.7173")
    client, slug, exact = cast.client(person), cast.plan.slug, person in SEES
    assert access.may_see(getattr(cast, person), Resource.EXACT_COUNTS, cast.plan) is exact
    for address in (
        f"/planer/{slug}/resultater/?planaar=1",
        f"/planer/{slug}/resultater/?planaar=alle",
        f"/planer/{slug}/aktiviteter/{Activity.objects.get(pk=activity.pk).code}/",
        f"/planer/{slug}/aftaler/{cast.sub.slug}/",
    ):
        html = client.get(address).content.decode()
        assert "lod sig tælle" in html, address
        assert ("3,7173" in html) is exact, address
        assert ("under 5" in html) is not exact, address


@pytest.mark.parametrize("person", ["leader", "auditor"])
def test_the_history_withholds_figures_from_the_auditor_also_of_what_is_deleted(cast: Cast, person: str) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), None, target_kind="direction", direction="up")
    criterion.baseline = 2
    factories.saved(criterion, cast.plan)
    row = progress.quarter(criterion, 1, "3.7173")
    row = Result.objects.get(pk=row.pk)
    row.value, row.source = 2, "Lister"
    factories.saved(row, cast.plan)
    client = cast.client(person)
    for deleted in (False, True):
        if deleted:
            change_sets.delete(Criterion.objects.get(pk=criterion.pk), change_set=change_sets.begin(by=cast.leader))
        html = client.get(f"/planer/{cast.plan.slug}/historik/plans.result/{row.pk}/").content.decode()
        assert "Lister" in html
        assert ("3,7173" in html) is (person == "leader")
    reader = getattr(cast, person)
    fields = [field for step in object_steps(Criterion, criterion.pk, reader=reader) for field in step.fields]
    assert [
        "2" in (item.before, item.after) for item in fields if "begyndelsen" in item.label or "start" in item.label
    ] == [person == "leader"]


def test_a_reader_who_is_nobody_sees_no_figure_in_a_history(cast: Cast) -> None:
    row = progress.quarter(progress.criterion(factories.activity(cast.sub)), 1, 3)
    assert Result.withheld_from(None, row.pk) == ("value", "numerator", "denominator")
    assert Result.withheld_from(cast.leader, 10**9) == ("value", "numerator", "denominator")
    open_to_all = progress.quarter(progress.criterion(factories.activity(cast.sub), counts_people=False), 1, 3)
    assert Result.withheld_from(cast.auditor, open_to_all.pk) == ()


# --- what would tell them otherwise ----------------------------------------------------------------------


def test_a_verdict_that_a_small_count_decides_cannot_be_shown(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 18)
    for number, value in enumerate((4, 4, 5, 5), start=1):
        progress.quarter(criterion, number, value)
    seen, whole = facts(criterion).reading, facts(criterion, exact=True).reading
    assert (seen.total, seen.words, seen.shape) == ("mindst 12", "kan ikke vises: små antal holdes tilbage", "hidden")
    assert (whole.total, whole.words) == ("18", "nået")
    assert (seen.progress, whole.progress) == (None, Progress.REACHED)


def test_a_sum_of_small_counts_alone_is_shown(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    progress.quarter(criterion, 1, 3)
    progress.quarter(criterion, 2, 2)
    assert facts(criterion).reading.total == "mindst 2"


@pytest.mark.parametrize(("person", "status"), [("leader", "bagud"), ("observer", "kan ikke vises")])
def test_statuses_that_a_small_count_decides_cannot_be_shown(cast: Cast, person: str, status: str) -> None:
    """Nor is a criterion that is on track told instead of the one that decides."""
    activity = factories.activity(cast.other_sub, "Café")
    year = {"starts_on": date(2021, 3, 1), "ends_on": date(2022, 2, 28)}
    progress.quarter(progress.criterion(activity, 8, **year), 1, 1)
    progress.quarter(progress.criterion(activity, 100, **year), 1, 26)
    client, root = cast.client(person), f"/planer/{cast.plan.slug}/"
    page = readers.words(client.get(f"{root}aktiviteter/{activity.code}/?pr=2021-07-15"))
    assert f"{status}: " in page
    sub = readers.words(client.get(f"{root}aftaler/{cast.other_sub.slug}/?pr=2021-07-15"))
    whole = readers.words(client.get(f"{root}?pr=2021-07-15"))
    words = {"leader": "1 aktivitet er bagud", "observer": "små antal afgør 1 aktivitet"}[person]
    assert words in sub
    assert words in whole
    assert ("små antal afgør 1 kriterium" in whole) is (person == "observer")


def test_the_chain_does_not_tell_the_small_figure_that_a_movement_starts_from(cast: Cast) -> None:
    kind = {"target_kind": "direction", "direction": "up", "counting": "latest"}
    progress.criterion(factories.activity(cast.sub), None, baseline="3.7173", **kind)
    pages = {
        see: cast.client(see).get(f"/planer/{cast.plan.slug}/maalkaede/").content.decode()
        for see in (*SEES, *HIDDEN_FROM)
    }
    assert [item for item, html in pages.items() if "fra 3,7" in html] == list(SEES)
    assert [item for item, html in pages.items() if "fra under 5" in html] == list(HIDDEN_FROM)


@pytest.mark.parametrize(("first", "last", "is_shown"), [(40, 3, True), (10, 3, False), (2, 20, True), (2, 12, False)])
def test_the_auditor_sees_a_remark_on_a_figure_only_when_no_small_count_decides_it(
    cast: Cast, first: int, last: int, is_shown: bool
) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    for number in range(1, 4):
        progress.quarter(criterion, number, first)
    progress.quarter(criterion, 4, last)
    plan = Plan.objects.with_life().get(pk=cast.plan.pk)
    codes = {exact: [remark.finding.code for remark in remarks(plan, exact=exact).all] for exact in (True, False)}
    assert codes[True].count("result-far-outside") == 1
    assert codes[False].count("result-far-outside") == int(is_shown)


def test_the_auditor_does_not_see_that_a_remark_on_a_hidden_figure_was_set_aside(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 60, target_kind="share")
    progress.quarter(criterion, 1, numerator=4, denominator=3)
    plan = Plan.objects.with_life().get(pk=cast.plan.pk)
    [remark] = [remark for remark in remarks(plan).all if remark.finding.code == "share-over-hundred"]
    aside = factories.set_aside(plan, remark)
    assert [item.aside for item in remarks(plan).set_aside] == [aside]
    seen = remarks(plan, exact=False)
    assert (aside in seen.past, [item.aside for item in seen.set_aside]) == (False, [])
    pages = {
        name: readers.words(cast.client(name).get(f"/planer/{plan.slug}/gennemgang/?tilsidesatte=on"))
        for name in ("leader", "auditor")
    }
    assert [item for item, page in pages.items() if "over 100 procent" in page] == ["leader"]
    assert [item for item, page in pages.items() if "små antal personer, vises kun for sekretariatet" in page] == [
        "auditor"
    ]
