"""An activity's page, all that is edited with it as one change set, its place among the others, and the list of them
all."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from plans.models import (
    Activity,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    Anchoring,
    Position,
    SubAgreementDepartment,
    SubGoal,
)
from tests import factories, html, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def _page(cast: Cast, activity: Activity, who: str = "board", **query: str) -> str:
    return readers.words(cast.client(who).get(reverse("plans:activity", args=[cast.plan.slug, activity.code]), query))


def _position(cast: Cast, title: str = "Koordinator", **fields: Any) -> Position:
    return factories.saved(Position(plan=cast.plan, title=title, **fields), cast.plan)


def _goal(cast: Cast, text: str, sub: Any = None) -> SubGoal:
    return factories.saved(SubGoal(plan=cast.plan, sub_agreement=sub or cast.sub, text=text), cast.plan)


def _hours(activity: Activity, post: Position, least: str, **fields: Any) -> ActivityHours:
    return factories.saved(ActivityHours(activity=activity, post=post, least=Decimal(least), **fields), activity.plan)


# --- the page ------------------------------------------------------------------------------------------------


def test_the_page_tells_all_that_is_known_to_everybody_with_the_plan(cast: Cast) -> None:
    whole = factories.activity(cast.sub, "Beboerrådgivning", purpose="<p>Færre på dagpenge</p>", partners="Jobcentret")
    factories.activity(cast.sub, "Åben dør", parent=whole, state="paused")
    _hours(whole, _position(cast), "1", most=Decimal("2.50"), basis="gennemsnit over året")
    factories.saved(ActivityDepartment(activity=whole, department=cast.housing), cast.plan)
    factories.saved(ActivityGoal(activity=whole, sub_goal=_goal(cast, "Flere i arbejde")), cast.plan)
    factories.saved(Anchoring(activity=whole, who="Biblioteket", how="Overtager det"), cast.plan)
    for who in ("board", "department", "observer", "auditor"):
        page_text = _page(cast, whole, who)
        for text in ("Beskæftigelse", "Færre på dagpenge", "Jobcentret", "Koordinator", "1–2,5", "gennemsnit over året",
                     "AKB Eksempel", "Flere i arbejde", "Biblioteket", "Åben dør", "sat på pause"):  # fmt: skip
            assert text in page_text, (who, text)
        assert "Flyt" not in page_text
    assert "Flyt" in _page(cast, whole, "staff")


def test_an_activity_of_another_plan_is_not_there(cast: Cast) -> None:
    foreign = factories.activity(factories.sub_agreement(cast.other_plan))
    for address in ("plans:activity", "plans:activity_edit", "plans:activity_move_edit", "plans:anchoring_edit"):
        key = foreign.code if address == "plans:activity" else foreign.pk
        assert cast.client("leader").get(reverse(address, args=[cast.plan.slug, key])).status_code == 404, address


def test_described_together_the_one_shows_the_other_s_and_says_so_both_ways(cast: Cast) -> None:
    one = factories.activity(cast.sub, "Nyhedsbrev", purpose="<p>Alle skal vide det</p>", partners="Driften")
    other = factories.activity(cast.sub, "Hjemmeside", described_with=one, partners="Skolen")
    _hours(one, _position(cast), "5")
    factories.saved(Anchoring(activity=one, who="Driften selv"), cast.plan)
    page_text = _page(cast, other)
    assert "Beskrevet sammen med Nyhedsbrev" in page_text
    for text in ("Alle skal vide det", "Driften selv", "Koordinator", "Skolen"):
        assert text in page_text
    assert page_text.count("Står under »Nyhedsbrev«") == 3, "purpose, hours, anchoring; not partners"
    assert "Det, der står her, gælder også for: Hjemmeside" in _page(cast, one)


def test_looking_back_the_hours_are_those_of_the_day(cast: Cast) -> None:
    from datetime import date

    activity, post = factories.activity(cast.sub), _position(cast)
    _hours(activity, post, "11", ends_on=date(2022, 12, 31))
    _hours(activity, post, "22", starts_on=date(2023, 1, 1))
    then = readers.tables(
        cast.client("board").get(reverse("plans:activity", args=["plan-a", activity.code]), {"pr": "2022-05-17"})
    )
    assert [row[1] for row in then[0][1:]] == ["11"]


# --- edited as one ---------------------------------------------------------------------------------------------


def _typed(post: Position, **more: Any) -> dict[str, Any]:
    return {"hours-0-post": post.pk, "hours-0-least": "7,5", **more}


def test_hours_departments_and_sub_goals_are_saved_with_the_activity_as_one_change_set(cast: Cast) -> None:
    post, goal = _position(cast), _goal(cast, "Flere i arbejde")
    client, address = cast.client("staff"), reverse("plans:activity_add", args=[cast.plan.slug, cast.sub.slug])
    opened = html.posted(client.get(address))
    before = ChangeSet.objects.count()
    typed = _typed(post, name="Lektiecafé", for_departments=[cast.housing.pk], works_towards=[goal.pk])
    answer = client.post(address, opened | typed)
    row = Activity.objects.get(name="Lektiecafé")
    assert (answer.status_code, answer.url) == (302, f"/planer/plan-a/aktiviteter/{row.code}/")
    assert ChangeSet.objects.count() == before + 1
    assert [(hour.post, hour.least, hour.most) for hour in row.hours.all()] == [(post, Decimal("7.5"), None)]
    assert [department.department for department in row.departments.all()] == [cast.housing]
    assert [sub_goal.sub_goal for sub_goal in row.sub_goals.all()] == [goal]

    edit = reverse("plans:activity_edit", args=[cast.plan.slug, row.pk])
    opened = html.posted(client.get(edit))
    assert client.post(edit, opened).status_code == 302
    assert ChangeSet.objects.count() == before + 1, "nothing changed leaves no trace"
    opened.pop("works_towards")
    client.post(
        edit, opened | {"hours-0-DELETE": "on", "hours-1-post": post.pk, "hours-1-least": "3", "hours-1-most": "4"}
    )
    assert [(hour.least, hour.most) for hour in row.hours.all()] == [(Decimal(3), Decimal(4))]
    assert not row.sub_goals.exists()
    assert ChangeSet.objects.count() == before + 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"hours-0-least": ""}, "Timer om ugen efter stilling 1"),
        ({"hours-0-least": "7.5"}, "88,9"),
        ({"hours-0-most": "5"}, "skal være over det mindste"),
        ({"hours-0-start": "2023", "hours-0-end": "2022"}, "Den sidste dag ligger før den første"),
    ],
)
def test_a_row_with_a_fault_keeps_everything_and_is_named_at_the_top(cast: Cast, typed: Any, said: str) -> None:
    activity, post = factories.activity(cast.sub, "Jobcafé"), _position(cast)
    client, address = cast.client("staff"), reverse("plans:activity_edit", args=[cast.plan.slug, activity.pk])
    data = html.posted(client.get(address)) | _typed(post, name="Ændret navn") | typed
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert said.lower() in readers.words(answer).lower()
    assert answer.context["form"]["name"].value() == "Ændret navn"
    assert Activity.objects.get(pk=activity.pk).name == "Jobcafé"
    assert not activity.hours.exists()


def test_two_editors_of_hours_and_ticks_see_both_and_lose_nothing(cast: Cast) -> None:
    activity, post, goal = factories.activity(cast.sub), _position(cast), _goal(cast, "Flere i arbejde")
    row = _hours(activity, post, "10")
    client, address = cast.client("staff"), reverse("plans:activity_edit", args=[cast.plan.slug, activity.pk])
    mine = html.posted(client.get(address)) | {"hours-0-least": "12", "works_towards": [goal.pk]}
    theirs = html.posted(client.get(address)) | {"hours-0-least": "15", "for_departments": [cast.housing.pk]}
    assert cast.client("leader").post(address, theirs).status_code == 302

    answer = client.post(address, mine)
    text = readers.words(answer)
    assert answer.status_code == 422
    assert "AKB Eksempel" in text
    assert "gemt imens »15«, du skrev »12«" in text
    again = html.posted(answer)
    assert again["for_departments"] == [str(cast.housing.pk)]
    assert client.post(address, again).status_code == 302
    row.refresh_from_db()
    assert row.least == 12
    assert activity.departments.exists()
    assert activity.sub_goals.exists()


def test_a_row_that_somebody_deleted_concurrently_is_reported_with_what_was_typed(cast: Cast) -> None:
    activity, post = factories.activity(cast.sub), _position(cast)
    _hours(activity, post, "10")
    client, address = cast.client("staff"), reverse("plans:activity_edit", args=[cast.plan.slug, activity.pk])
    mine = html.posted(client.get(address)) | {"hours-0-least": "12"}
    cast.client("leader").post(address, html.posted(client.get(address)) | {"hours-0-DELETE": "on"})
    answer = client.post(address, mine)
    assert answer.status_code == 422
    assert "»Koordinator« blev slettet af leader" in readers.words(answer)
    assert "12" in readers.words(answer)
    assert client.post(address, html.posted(answer)).status_code == 302
    assert not activity.hours.exists()


def test_what_was_typed_in_rows_is_shown_when_the_activity_is_gone(cast: Cast) -> None:
    activity, post = factories.activity(cast.sub), _position(cast)
    client, address = cast.client("staff"), reverse("plans:activity_edit", args=[cast.plan.slug, activity.pk])
    mine = html.posted(client.get(address)) | _typed(post, **{"hours-0-basis": "gennemsnit over året"})
    address_gone = reverse("plans:activity_delete", args=[cast.plan.slug, activity.pk])
    assert client.post(address_gone, {"seen": client.get(address_gone).context["seen"]}).status_code == 302
    answer = client.post(address, mine)
    assert answer.status_code == 404
    assert "gennemsnit over året" in readers.words(answer)
    assert "7,5" in readers.words(answer)


def test_only_the_plan_s_own_are_offered(cast: Cast) -> None:
    activity = factories.activity(cast.sub)
    own, foreign = _position(cast), factories.saved(Position(plan=cast.other_plan, title="En anden"), cast.other_plan)
    near, far = _goal(cast, "Her"), _goal(cast, "Et andet sted", cast.other_sub)
    factories.takes_part(cast.other_plan, factories.department("Fremmed"))
    address = reverse("plans:activity_edit", args=[cast.plan.slug, activity.pk])
    form = cast.client("staff").get(address).context["form"]
    assert [row.name for row in form.fields["for_departments"].queryset] == ["AKB Eksempel"]
    assert list(form.fields["works_towards"].queryset) == [near]
    assert far.pk != near.pk
    data = html.posted(cast.client("staff").get(address))
    assert cast.client("staff").post(address, data | _typed(foreign)).status_code == 422
    assert cast.client("staff").post(address, data | _typed(own)).status_code == 302


# --- moving and nesting ------------------------------------------------------------------------------------------


def _move(cast: Cast, activity: Activity, place: str) -> Any:
    address = reverse("plans:activity_move_edit", args=[cast.plan.slug, activity.pk])
    client = cast.client("staff")
    return client.post(address, html.posted(client.get(address)) | {"place": place, "reason": "Hører til her"})


def test_an_activity_moves_with_its_smaller_ones_as_one_change_set(cast: Cast) -> None:
    top = factories.activity(cast.sub, "Øverst")
    middle = factories.activity(cast.sub, "Midt", parent=top)
    low = factories.activity(cast.sub, "Nederst", parent=middle)
    host = factories.activity(cast.other_sub, "Vært")
    area = cast.sub.plan_focus_area
    before = ChangeSet.objects.count()
    assert _move(cast, middle, f"activity:{host.pk}").url == f"/planer/plan-a/aktiviteter/{middle.code}/"
    rows = {row.name: row for row in Activity.objects.filter(plan=cast.plan)}
    assert (rows["Midt"].parent, rows["Midt"].sub_agreement) == (host, cast.other_sub)
    assert (rows["Nederst"].parent, rows["Nederst"].sub_agreement) == (middle, cast.other_sub)
    assert rows["Øverst"].sub_agreement == cast.sub
    assert ChangeSet.objects.count() == before + 1
    assert ChangeSet.objects.latest("pk").reason == "Hører til her"
    _move(cast, middle, f"planfocusarea:{area.pk}")
    low.refresh_from_db()
    assert (low.sub_agreement, low.plan_focus_area) == (None, area)
    _move(cast, middle, f"planfocusarea:{area.pk}")
    assert ChangeSet.objects.count() == before + 2, "moved to where it stands: nothing"


def test_an_activity_is_not_moved_under_its_own_part_or_into_another_plan(cast: Cast) -> None:
    top = factories.activity(cast.sub)
    part = factories.activity(cast.sub, parent=top)
    foreign = factories.sub_agreement(cast.other_plan)
    for place in (f"activity:{part.pk}", f"activity:{top.pk}", f"subagreement:{foreign.pk}", "plan:1", ""):
        assert _move(cast, top, place).status_code == 422, place
    assert Activity.objects.get(pk=top.pk).parent is None


def test_of_two_who_move_it_the_second_sees_where_it_went(cast: Cast) -> None:
    activity = factories.activity(cast.sub)
    address = reverse("plans:activity_move_edit", args=[cast.plan.slug, activity.pk])
    client = cast.client("leader")
    mine = html.posted(client.get(address))
    _move(cast, activity, f"subagreement:{cast.other_sub.pk}")
    answer = client.post(address, mine)
    assert answer.status_code == 422
    assert "Sundhed" in readers.words(answer)
    assert answer.context["form"]["place"].value() == f"subagreement:{cast.other_sub.pk}", "who chose nothing follows"


def test_a_smaller_one_is_where_the_one_above_is(cast: Cast) -> None:
    top = factories.activity(cast.sub, "Øverst")
    address = reverse("plans:activity_part_add", args=[cast.plan.slug, top.pk])
    client = cast.client("staff")
    assert client.post(address, html.posted(client.get(address)) | {"name": "Del"}).status_code == 302
    part = Activity.objects.get(name="Del")
    assert (part.parent, part.sub_agreement) == (top, cast.sub)
    text = readers.words(client.get(reverse("plans:activity_delete", args=[cast.plan.slug, top.pk])))
    assert "aktivitet: Del" in text


def test_a_loop_in_the_rows_ends(cast: Cast) -> None:
    """Two who move at the very same time could make one."""
    one = factories.activity(cast.sub)
    other = factories.activity(cast.sub, parent=one)
    Activity._base_manager.filter(pk=one.pk).update(parent=other)
    assert one.below() == [other, one]


# --- anchoring ----------------------------------------------------------------------------------------------------


def test_anchoring_is_entered_edited_and_taken_away(cast: Cast) -> None:
    activity, client = factories.activity(cast.sub), cast.client("staff")
    address = reverse("plans:anchoring_edit", args=[cast.plan.slug, activity.pk])
    for who, count in (("Biblioteket", 1), ("Skolen", 1)):
        answer = client.post(address, html.posted(client.get(address)) | {"who": who, "due": "ultimo 2024"})
        assert answer.url == f"/planer/plan-a/aktiviteter/{activity.code}/"
        assert Anchoring.objects.filter(activity=activity, who=who).count() == count
    assert "ultimo 2024" in _page(cast, activity)
    gone = reverse("plans:anchoring_delete", args=[cast.plan.slug, activity.pk])
    assert client.post(gone, {"seen": client.get(gone).context["seen"]}).status_code == 302
    assert "Ingen er nævnt" in _page(cast, activity)
    assert client.get(gone).status_code == 404


# --- the list of all ------------------------------------------------------------------------------------------------


def _listed(cast: Cast, **query: Any) -> list[str]:
    table = cast.client("observer").get(reverse("plans:activities", args=[cast.plan.slug]), query).context["table"]
    return sorted(row.record.name for row in table.rows)


def test_the_list_is_narrowed_by_each_filter(cast: Cast) -> None:
    job = factories.activity(cast.sub, "Jobcafé", state="running", content="<p>Kaffe og ansøgninger</p>")
    walk = factories.activity(cast.other_sub, "Gåtur", state="planned")
    post, other = _position(cast, "Koordinator"), factories.takes_part(cast.plan, factories.department("Nord"))
    _hours(job, post, "10")
    factories.saved(ActivityDepartment(activity=walk, department=cast.housing), cast.plan)
    factories.saved(SubAgreementDepartment(sub_agreement=cast.sub, department=other.department), cast.plan)
    assert _listed(cast) == ["Gåtur", "Jobcafé"]
    assert _listed(cast, q="kaffe ansøgninger") == ["Jobcafé"]
    assert _listed(cast, state="planned") == ["Gåtur"]
    assert _listed(cast, sub_agreement=cast.sub.pk) == ["Jobcafé"]
    assert _listed(cast, focus_area=cast.other_sub.plan_focus_area_id) == ["Gåtur"]
    assert _listed(cast, position=post.pk) == ["Jobcafé"]
    assert _listed(cast, department=cast.housing.pk) == ["Gåtur"], "the other's sub-agreement is for Nord alone"
    assert _listed(cast, department=other.department_id) == ["Jobcafé"]
    assert _listed(cast, sub_agreement="x", q="kaffe") == ["Gåtur", "Jobcafé"], "what is no filter narrows nothing"


def test_the_page_of_the_list_is_drawn_as_the_portal_s_lists_are(cast: Cast) -> None:
    row = factories.activity(cast.sub, "Jobcafé", state="running")
    factories.activity(cast.sub, "Åben dør", parent=row)
    answer = cast.client("observer").get(reverse("plans:activities", args=[cast.plan.slug]), {"sort": "name"})
    lines = readers.tables(answer)[0][1:]
    assert lines[0] == ["Jobcafé", "Beskæftigelse", "i gang", "alle", "ikke oplyst", "planens periode"]
    assert lines[1][:2] == ["Åben dør", "Beskæftigelse › Jobcafé"]
    assert f'href="/planer/plan-a/aktiviteter/{row.code}/"' in answer.content.decode()


def test_the_workbook_has_what_is_shown(cast: Cast) -> None:
    _hours(factories.activity(cast.sub, "Jobcafé"), _position(cast), "10", most=Decimal(12))
    factories.activity(cast.other_sub, "Gåtur")
    answer = cast.client("board").get(
        reverse("plans:activities", args=[cast.plan.slug]), {"format": "xlsx", "q": "jobcafé"}
    )
    rows = readers.sheet(answer)
    assert [row[0] for row in rows] == ["Aktivitet", "Jobcafé"]
    assert rows[1][4] == "Koordinator 10–12"
