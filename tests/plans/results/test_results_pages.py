"""The grid and what surrounds it: cells by rhythm, the plain form, saving a row, a result's own form,
closed quarters.
"""

from datetime import date
from typing import Any

import pytest

from plans.models import ClosedPeriod, Criterion, Result
from plans.results.presenters import grid
from plans.results.presenters.grid import View
from tests import factories, progress
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


def root(cast: Cast) -> str:
    return f"/planer/{cast.plan.slug}/resultater/"


def made(cast: Cast, criterion: Criterion, view: View, *, exact: bool = True, writes: bool = True) -> Any:
    """The criterion's row in the grid."""
    rows = Criterion.objects.filter(pk=criterion.pk).with_place().with_results()
    closed = grid.closings(cast.plan.closed_periods.all())
    found = grid.grid(
        cast.plan, list(rows), closed, view=view, day=date(2024, 1, 1), is_back=True, exact=exact, writes=writes
    )
    return found.rows[0] if found.rows else None


@pytest.mark.parametrize(
    ("rhythm", "year", "spans"),
    [
        ("quarter", 1, [1, 1, 1, 1]),
        ("half_year", 1, [2, 2]),
        ("year", 1, [4]),
        ("quarter", None, [1] * 16),
        ("half_year", None, [2] * 8),
        ("year", None, [4] * 4),
    ],
)
def test_each_row_has_cells_by_its_own_rhythm(cast: Cast, rhythm: str, year: int | None, spans: list[int]) -> None:
    row = made(cast, progress.criterion(factories.activity(cast.sub), rhythm=rhythm), View(year))
    assert [cell.span for cell in row.cells] == spans
    assert all(cell.is_open and cell.key for cell in row.cells)


def test_months_are_entered_by_month_and_summed_up_by_quarter(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), rhythm="month")
    for month in (3, 4, 6):
        first = date(2021, month, 1)
        last = date(2021, month, 30 if month in (4, 6) else 31)
        progress.result(criterion, 10, first, last=last, grain="month")
    row = made(cast, criterion, View(1))
    assert [cell.text for cell in row.cells] == ["20 (2 af 3 måneder)", "10 (1 af 3 måneder)", "", ""]
    assert not any(cell.key for cell in row.cells)
    assert row.others == []
    by_months = made(cast, criterion, View(1, by_months=True))
    assert [cell.text for cell in by_months.cells][:4] == ["10", "10", "", "10"]
    quarterly = made(cast, progress.criterion(factories.activity(cast.sub)), View(1, by_months=True))
    assert [cell.span for cell in quarterly.cells] == [3, 3, 3, 3]


def test_events_and_odd_periods_are_listed_and_none_is_lost(cast: Cast) -> None:
    activity = factories.activity(cast.sub)
    events = progress.criterion(activity, rhythm="event")
    progress.result(events, 25, date(2021, 5, 1), last=date(2021, 5, 1), grain="event", label="Fællesspisning")
    row = made(cast, events, View(1))
    assert (row.cells, row.takes_others) == ([], True)
    assert [(other.when, other.text) for other in row.others] == [("Fællesspisning (1. maj 2021)", "25")]
    assert made(cast, events, View(2)).others == []
    odd = progress.criterion(activity, counting="latest")
    progress.result(odd, 7, date(2021, 3, 10), last=date(2021, 4, 2), grain="period")
    row = made(cast, odd, View(1))
    assert [cell.text for cell in row.cells] == [""] * 4
    assert [(other.when, other.text) for other in row.others] == [("10. marts 2021 – 2. april 2021", "7")]


def test_cells_outside_the_criterions_own_time_are_not_offered(cast: Cast) -> None:
    own = {"starts_on": date(2022, 3, 1), "ends_on": date(2023, 2, 28)}
    criterion = progress.criterion(factories.activity(cast.sub), **own)
    assert made(cast, criterion, View(1)) is None
    assert [bool(cell.key) for cell in made(cast, criterion, View(None)).cells] == [False] * 4 + [True] * 4 + [
        False
    ] * 8


def test_a_cell_tells_of_missing_suppressed_and_approximate_figures_and_of_notes(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    progress.quarter(criterion, 1, state="not_stated")
    progress.quarter(criterion, 2, state="suppressed")
    progress.quarter(criterion, 3, 7, is_approximate=True, note="Talt ved døren")
    row = made(cast, criterion, View(1))
    assert [cell.text for cell in row.cells] == ["ikke oplyst", "diskretioneret", "ca. 7", ""]
    assert [cell.has_note for cell in row.cells] == [False, False, True, False]
    assert row.reading.total == "mindst 7"


def test_a_closed_quarter_is_locked_with_who_and_why(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    progress.quarter(criterion, 1, 12)
    progress.closed_quarter(cast.plan, 1, reason="Indberettet til bestyrelsen")
    row = made(cast, criterion, View(1))
    assert [(cell.is_open, cell.is_closed) for cell in row.cells] == [(False, True)] + [(True, False)] * 3
    html = cast.client("staff").get(root(cast) + "?planaar=1").content.decode()
    assert "Lukket af Sekretariatsleder" in html
    assert "Indberettet til bestyrelsen" in html
    assert "Sekretariatslederen kan åbne det." in html
    assert "Åbn igen" in cast.client("leader").get(root(cast) + "?planaar=1").content.decode()


def test_odd_addresses_show_the_fitting_year(cast: Cast) -> None:
    progress.criterion(factories.activity(cast.sub))
    client = cast.client("board")
    for query in ("?planaar=99", "?planaar=x&vis=y", "?planaar=alle&vis=maaneder", "?side=9", "?pr=2022-05-17"):
        assert client.get(root(cast) + query).status_code == 200, query
    assert client.get(root(cast) + "?pr=2022-05-17").context["view"].year == 2
    assert client.get(root(cast) + "?rediger=1").status_code == 403
    assert cast.client("leader").get(root(cast) + "?rediger=1&pr=2022-05-17").status_code == 403


def test_looking_back_shows_what_had_begun_by_then(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), text="personer så tilbage")
    progress.quarter(criterion, 1, 4101)
    progress.quarter(criterion, 3, 4103)
    html = cast.client("leader").get(root(cast) + "?planaar=1&pr=2021-06-15").content.decode()
    assert "4.101" in html
    assert "4.103" not in html
    assert "data-abc-grid" not in html


# --- saving ------------------------------------------------------------------------------------------------


def test_a_row_is_saved_and_each_cell_answers(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    sent = {
        "row": criterion.pk,
        "cell": ["2021-03-01", "2021-06-01"],
        "typed-2021-03-01": "12",
        "typed-2021-06-01": "x",
    }
    answer = cast.client("staff").post(root(cast) + "raekke/", sent).json()
    assert answer["cells"]["2021-03-01"]["state"] == "new"
    assert answer["cells"]["2021-03-01"]["pk"] == Result.objects.get(criterion=criterion).pk
    assert answer["cells"]["2021-06-01"]["state"] == "refused"
    assert answer["ends"]["total"] == "12"
    sent = {"row": criterion.pk, "cell": "2021-03-01", "typed-2021-03-01": "13", "version-2021-03-01": "0"}
    lost = cast.client("leader").post(root(cast) + "raekke/", sent).json()["cells"]["2021-03-01"]
    assert (lost["state"], lost["text"], lost["version"]) == ("lost", "12", 1)


def test_a_row_of_nothing_of_another_plan_or_without_the_right_is_reported(cast: Cast) -> None:
    foreign = progress.criterion(factories.activity(factories.sub_agreement(cast.other_plan)))
    address = root(cast) + "raekke/"
    for row in ("", "x", "9" * 30, foreign.pk, 0):
        answer = cast.client("leader").post(address, {"row": row, "cell": "2021-03-01", "typed-2021-03-01": "1"})
        assert answer.status_code == 404
        assert answer.json()["message"]
    own = progress.criterion(factories.activity(cast.sub))
    refused = cast.client("board").post(address, {"row": own.pk, "cell": "2021-03-01", "typed-2021-03-01": "1"})
    assert (refused.status_code, "rolle" in refused.json()["message"]) == (403, True)
    odd = cast.client("leader").post(
        address, {"row": own.pk, "cell": "i går", "typed-i går": "1", "version-i går": "½"}
    )
    assert odd.json()["cells"]["i går"]["state"] == "refused"
    assert not own.results.exists()


def test_the_plain_form_saves_what_is_right_and_keeps_what_is_wrong(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    client, query = cast.client("leader"), "?planaar=1&rediger=1"
    assert f"celle-{criterion.pk}-2021-03-01" in client.get(root(cast) + query).content.decode()
    sent = {f"celle-{criterion.pk}-2021-03-01": "12", f"celle-{criterion.pk}-2021-06-01": "tolv"}
    answer = client.post(root(cast) + "side/" + query, sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="tolv"' in html
    assert "1 celle blev ikke gemt" in html
    assert Result.objects.get(criterion=criterion).value == 12
    sent[f"celle-{criterion.pk}-2021-06-01"] = "13"
    sent[f"version-{criterion.pk}-2021-03-01"] = "1"
    answer = client.post(root(cast) + "side/" + query, sent)
    assert answer.status_code == 302
    assert answer.headers["Location"] == root(cast) + query
    assert "1 resultat er gemt" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("slip", ["12 af 40.", "1.5 af 40", "12 34/50", "12.3/40", "5 af 0"])
def test_a_slip_in_a_share_costs_no_other_cell(cast: Cast, slip: str) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), 60, target_kind="share", counting="latest")
    client, query = cast.client("leader"), "?planaar=1&rediger=1"
    sent = {"row": criterion.pk, "cell": ["2021-03-01"], "typed-2021-03-01": slip}
    cell = client.post(root(cast) + "raekke/", sent).json()["cells"]["2021-03-01"]
    assert (cell["state"], bool(cell["message"])) == ("refused", True)
    page = {f"celle-{criterion.pk}-2021-03-01": slip, f"celle-{criterion.pk}-2021-06-01": "20 af 40"}
    answer = client.post(root(cast) + "side/" + query, page)
    assert (answer.status_code, f'value="{slip}"' in answer.content.decode()) == (422, True)
    assert Result.objects.get(criterion=criterion).numerator == 20


def test_the_plain_form_has_few_enough_fields_a_page(cast: Cast) -> None:
    plan = factories.plan()
    factories.member(plan, cast.leader, "leader")
    activity = factories.activity(factories.sub_agreement(plan))
    for _number in range(17):
        progress.criterion(activity, rhythm="month")
    client, address = cast.client("leader"), f"/planer/{plan.slug}/resultater/?planaar=1&vis=maaneder&rediger=1"
    page = client.get(address)
    assert 300 < page.content.decode().count("<input") < 1000
    assert len(page.context["entries"]) == 15
    assert len(client.get(address + "&side=2").context["entries"]) == 2


def test_what_was_typed_is_shown_when_it_cannot_be_saved_any_more(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    sent = {f"celle-{criterion.pk}-2021-03-01": "4711"}
    address = root(cast) + "side/?planaar=1"
    for person in ("board", "anonymous"):
        answer = cast.client(person).post(address, sent)
        assert (answer.status_code, "4711" in answer.content.decode()) == (403, True), person
    answer = cast.client("outsider").post(address, sent)
    assert (answer.status_code, "4711" in answer.content.decode()) == (404, True)
    gone = cast.client("leader").post(address, {"celle-999999-2021-03-01": "4711"}, follow=True)
    assert "4711" in gone.content.decode()
    assert not criterion.results.exists()


# --- one result's own form -----------------------------------------------------------------------------------


def test_a_result_is_added_for_a_reporting_period_an_event_and_free_days(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub), counting="latest")
    client, place = cast.client("staff"), root(cast) + f"kriterium/{criterion.pk}/tilfoej/"
    opened = client.get(place + "?fra=2021-06-01")
    assert opened.context["form"]["when"].value() == "2021-06-01"
    form = {**posted(opened), "value": "1.200", "source": "Lister"}
    assert client.post(place, form).headers["Location"] == f"{root(cast)}#kriterium-{criterion.pk}"
    event = {**form, "when": "", "start": "1. maj 2022", "end": "", "label": "Sommerfest", "value": "30", "once": ""}
    assert client.post(place, event).status_code == 302
    period = {**form, "when": "", "start": "10-03-2023", "end": "20-03-2023", "value": "7", "once": ""}
    assert client.post(place, period).status_code == 302
    assert [(row.grain, str(row.value), row.label) for row in criterion.results.order_by("starts_on")] == [
        ("quarter", "1200.0000", ""), ("event", "30.0000", "Sommerfest"), ("period", "7.0000", ""),
    ]  # fmt: skip
    assert criterion.results.get(grain="event").ends_on == date(2022, 5, 1)
    wrong = client.post(place, {**form, "when": "", "start": "", "value": "8", "once": ""})
    assert (wrong.status_code, wrong.context["form"]["value"].value()) == (422, "8")
    assert client.post(place, {**form, "label": "Fest", "value": "8", "once": ""}).status_code == 302
    assert criterion.results.get(label="Fest").grain == "event"


@pytest.mark.parametrize(
    ("kind", "has", "has_not"),
    [
        ("number", {"value", "is_approximate"}, {"numerator", "text", "judgement"}),
        ("share", {"numerator", "denominator", "value"}, {"text", "judgement"}),
        ("text", {"text", "judgement"}, {"value", "numerator", "is_approximate"}),
    ],
)
def test_a_results_form_shows_only_what_fits(cast: Cast, kind: str, has: set[str], has_not: set[str]) -> None:
    target = None if kind == "text" else 60
    criterion = progress.criterion(factories.activity(cast.sub), target, target_kind=kind, unit="")
    fields = set(cast.client("leader").get(root(cast) + f"kriterium/{criterion.pk}/tilfoej/").context["form"].fields)
    assert has <= fields
    assert not has_not & fields


def test_a_result_that_is_not_stated_has_no_figure(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    client, place = cast.client("leader"), root(cast) + f"kriterium/{criterion.pk}/tilfoej/?fra=2021-03-01"
    form = {**posted(client.get(place)), "state": "not_stated", "value": "5"}
    assert client.post(place, form).status_code == 422
    assert client.post(place, {**form, "value": ""}).status_code == 302


def test_a_quarter_is_closed_and_opened_on_pages(cast: Cast) -> None:
    client, place = cast.client("staff"), root(cast) + "kvartal/2/luk/"
    opened = client.get(place)
    assert "Luk juni–august 2021?" in opened.content.decode()
    assert client.post(place, {**posted(opened), "reason": " "}).status_code == 422
    assert client.post(place, {**posted(opened), "reason": "Indberettet"}).status_code == 302
    row = ClosedPeriod.objects.get(starts_on=date(2021, 6, 1), plan=cast.plan)
    assert row.closed_by == str(cast.staff)
    assert client.post(place, {**posted(client.get(place)), "reason": "Igen"}).status_code == 422
    assert client.get(root(cast) + "kvartal/17/luk/").status_code == 404
    assert client.get(root(cast) + "kvartal/0/luk/").status_code == 404
    opening = root(cast) + f"lukket/{row.pk}/aabn/"
    assert client.get(opening).status_code == 403
    leader = cast.client("leader")
    page = leader.get(opening)
    assert "Indberettet" in page.content.decode()
    assert leader.post(opening, {"seen": page.context["seen"], "reason": ""}).status_code == 422
    assert leader.post(opening, {"seen": page.context["seen"], "reason": "Fejl"}).status_code == 302
    assert not ClosedPeriod.objects.filter(pk=row.pk).exists()


def test_the_administration_keeps_closed_results_and_closed_quarters(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    row = progress.quarter(criterion, 1, 12)
    closed = progress.closed_quarter(cast.plan, 1, reason="Sendt")
    leader, staff = cast.client("leader"), cast.client("staff")
    page = leader.get(f"/admin/plans/result/{row.pk}/delete/")
    answer = leader.post(
        f"/admin/plans/result/{row.pk}/delete/", {"post": "yes", "seen": page.context["seen"]}, follow=True
    )
    assert "er lukket (Sendt)" in answer.content.decode()
    assert Result.objects.filter(pk=row.pk).exists()
    opened = leader.get(f"/admin/plans/result/{row.pk}/change/")
    assert leader.post(f"/admin/plans/result/{row.pk}/change/", {**posted(opened), "value": "13"}).status_code == 200
    assert Result.objects.get(pk=row.pk).value == 12
    delete = f"/admin/plans/closedperiod/{closed.pk}/delete/"
    assert staff.get(delete).status_code == 403
    page = leader.get(delete)
    seen = {"post": "yes", "seen": page.context["seen"]}
    assert "hvorfor kvartalet åbnes" in leader.post(delete, seen, follow=True).content.decode()
    assert leader.post(delete, {**seen, "reason": "Fejl i tallene"}).status_code == 302
    assert not ClosedPeriod.objects.filter(pk=closed.pk).exists()
