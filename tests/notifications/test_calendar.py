"""The calendar, read as calendar programs read it."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.utils import timezone

from abc_portal.notifications import actions
from abc_portal.notifications.enums import CalendarSpan
from abc_portal.notifications.models import CalendarAddress
from plans.shared.enums import Role
from tests import factories, progress
from tests.notifications.conftest import TODAY
from tests.people import Cast

pytestmark = pytest.mark.django_db


def address(cast: Cast, name: str = "staff", span: CalendarSpan = CalendarSpan.MINE) -> str:
    return f"/kalender/{actions.make_address(span=span, by=getattr(cast, name))}.ics"


def fetched(cast: Cast, place: str) -> Any:
    answer = cast.client("anonymous").get(place)
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.content)


def events(cast: Cast, place: str) -> list[Any]:
    return list(fetched(cast, place).walk("VEVENT"))


def titles(cast: Cast, place: str) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(cast, place)]


def test_a_milestone_is_a_whole_day_with_words_and_a_way_there(cast_once: Cast, plan: Any, settings: Any) -> None:
    settings.SITE_URL = "https://portal.example.dk"
    row = progress.mine(plan, cast_once.staff, TODAY, "Mødet er holdt; alle var med", sub_agreement=cast_once.sub)
    calendar = fetched(cast_once, address(cast_once))
    assert [str(calendar[name]) for name in ("VERSION", "METHOD", "CALSCALE", "X-WR-CALNAME")] == [
        "2.0", "PUBLISH", "GREGORIAN", "ABC-portalen: mine milepæle",
    ]  # fmt: skip
    (event,) = calendar.walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (TODAY, TODAY + timedelta(days=1))
    assert event["UID"] == f"milestone-{row.pk}@portal.example.dk"
    assert event["SUMMARY"] == "Mødet er holdt; alle var med"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Plan A", "Beskæftigelse", "Frist: 13. marts 2024", "Tilstand: planlagt",
    ]  # fmt: skip
    assert event["URL"].startswith("https://portal.example.dk/planer/plan-a/")
    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CONFIRMED", "TRANSPARENT", 0)
    assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP")
    assert abs(event.decoded("LAST-MODIFIED") - timezone.now()) < timedelta(minutes=5)


def test_due_in_a_quarter_is_on_its_last_day_in_words(cast_once: Cast, plan: Any) -> None:
    progress.milestone(plan, due_quarter=2, person=progress.person_of(cast_once.staff))
    (event,) = events(cast_once, address(cast_once))
    assert event.decoded("DTSTART") == date(2021, 8, 31)
    assert "Frist: 1. planår, 2. kvartal (juni–august 2021)" in event["DESCRIPTION"]


def test_a_change_moves_the_sequence_and_the_time_on_and_the_name_stays(cast_once: Cast, plan: Any) -> None:
    row, place = progress.mine(plan, cast_once.staff, TODAY), address(cast_once)
    (before,) = events(cast_once, place)
    row.due_on = TODAY + timedelta(days=30)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        factories.saved(row)
    (after,) = events(cast_once, place)
    assert (before["UID"], before["SEQUENCE"] + 1) == (after["UID"], after["SEQUENCE"])
    assert before.decoded("LAST-MODIFIED") < after.decoded("LAST-MODIFIED")
    assert after.decoded("DTSTART") == row.due_on


def test_what_is_given_up_is_cancelled_and_what_is_reached_says_so(cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY, "A", state="dropped", dropped_because="Ingen penge")
    progress.mine(plan, cast_once.staff, TODAY, "B", state="reached", reached_on=TODAY)
    given_up, reached = events(cast_once, address(cast_once))
    assert (given_up["STATUS"], given_up["SUMMARY"]) == ("CANCELLED", "Opgivet: A")
    assert "Ingen penge" in given_up["DESCRIPTION"]
    assert (reached["STATUS"], reached["SUMMARY"]) == ("CONFIRMED", "Nået: B")
    assert "Nået: 13. marts 2024" in reached["DESCRIPTION"]


def test_drafts_and_what_has_no_date_are_never_in_it(cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.leader, TODAY, is_draft=True)
    progress.mine(plan, cast_once.leader, None)
    for span in CalendarSpan:
        assert events(cast_once, address(cast_once, "leader", span)) == []


def test_it_holds_one_s_own_or_everything_of_one_s_plans(cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY, "Mit")
    progress.mine(plan, cast_once.board, TODAY, "Dit")
    progress.mine(cast_once.other_plan, cast_once.staff, TODAY, "En anden plans")
    assert titles(cast_once, address(cast_once)) == ["Mit"]
    assert titles(cast_once, address(cast_once, span=CalendarSpan.ALL)) == ["Mit", "Dit"]
    for name in ("admin", "outsider"):
        assert titles(cast_once, address(cast_once, name, CalendarSpan.ALL)) == [], name


def test_who_leaves_a_plan_loses_it_at_the_same_address(cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY)
    place = address(cast_once, span=CalendarSpan.ALL)
    assert len(events(cast_once, place)) == 1
    held = cast_once.staff.memberships.get()
    held.ends_on = timezone.localdate() - timedelta(days=1)
    factories.saved(held)
    assert events(cast_once, place) == []
    factories.member(plan, cast_once.staff, Role.OBSERVER)
    assert len(events(cast_once, place)) == 1


def test_unknown_closed_and_blocked_addresses_get_the_very_same_answer(cast_once: Cast) -> None:
    closed, blocked = address(cast_once, "board"), address(cast_once, "staff")
    actions.close_address(by=cast_once.board)
    user = cast_once.staff
    user.is_active = False
    user.save()
    odd = ["/kalender/x.ics", "/kalender/%00.ics", "/kalender/%F0%9F.ics", f"/kalender/{'x' * 3000}.ics"]
    answers = [cast_once.client("anonymous").get(place) for place in (closed, blocked, *odd)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, str(sorted(answer.headers.items()))) for answer in answers}) == 1
    assert answers[0].headers["Cache-Control"] == "private, no-cache"


def test_it_stays_private_and_is_not_sent_again_while_nothing_changed(cast_once: Cast, plan: Any) -> None:
    row, place = progress.mine(plan, cast_once.staff, TODAY), address(cast_once)
    anybody = cast_once.client("anonymous")
    first = anybody.get(place)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in first.headers
    headers = {"If-None-Match": first.headers["ETag"]}
    assert anybody.get(place, headers=headers).status_code == 304
    row.text = "Et nyt navn"
    factories.saved(row)
    assert anybody.get(place, headers=headers).status_code == 200


def test_it_is_danish_whatever_the_program_speaks(cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY)
    client = cast_once.client("anonymous")
    client.cookies["django_language"] = "en"
    assert "Frist: 13. marts 2024" in client.get(address(cast_once), headers={"accept-language": "en"}).content.decode()


def test_the_made_up_example_says_so(cast_once: Cast, plan: Any) -> None:
    plan.is_example = True
    factories.saved(plan)
    progress.mine(plan, cast_once.staff, TODAY, "Mødet er holdt")
    (event,) = events(cast_once, address(cast_once))
    assert event["SUMMARY"] == "Eksempel: Mødet er holdt"
    assert event["DESCRIPTION"].startswith("Plan A (opdigtet eksempel)")


@pytest.mark.parametrize("times", [1, 20])
def test_however_many_it_asks_as_often(cast_once: Cast, plan: Any, times: int, django_assert_num_queries: Any) -> None:
    activity = factories.activity(cast_once.sub)
    for _number in range(times):
        progress.mine(plan, cast_once.staff, TODAY, activity=activity)
        progress.mine(plan, cast_once.staff, TODAY, plan_focus_area=cast_once.sub.plan_focus_area)
    place, anybody = address(cast_once), cast_once.client("anonymous")
    with django_assert_num_queries(3):
        anybody.get(place)
    with django_assert_num_queries(2):
        assert anybody.get(place).content.count(b"BEGIN:VEVENT") == 2 * times


def test_the_day_it_was_fetched_is_remembered(cast_once: Cast) -> None:
    place = address(cast_once)
    assert CalendarAddress.objects.get().fetched_on is None
    cast_once.client("anonymous").get(place)
    assert CalendarAddress.objects.get().fetched_on == timezone.localdate()


def test_it_is_only_read(cast_once: Cast) -> None:
    anybody, place = cast_once.client("anonymous"), address(cast_once)
    assert [getattr(anybody, verb)(place).status_code for verb in ("post", "put", "delete")] == [405] * 3
    assert anybody.head(place).status_code == 200
