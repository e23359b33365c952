"""The page where each chooses their reminders and gets their calendar's address."""

import re
from typing import Any

import pytest

from abc_portal.notifications import actions
from abc_portal.notifications.enums import CalendarSpan, Letters
from abc_portal.notifications.models import CalendarAddress, Preference
from tests import readers
from tests.people import Cast

pytestmark = pytest.mark.django_db
PAGE, MAKE, SPAN, CLOSE = (
    f"/paamindelser/{place}" for place in ("", "kalender/", "kalender/indhold/", "kalender/luk/")
)


def chosen(cast: Cast, name: str = "staff") -> str:
    return Preference.objects.get(user=getattr(cast, name)).letters


def made(answer: Any) -> str:
    """The path of the address that the page shows."""
    return answer.context["made"].removeprefix("http://127.0.0.1:8000")


@pytest.mark.parametrize("person", ["leader", "observer", "admin", "outsider"])
def test_everybody_has_the_page_and_finds_it_under_their_name(cast_once: Cast, person: str) -> None:
    answer = cast_once.client(person).get(PAGE)
    assert answer.status_code == 200
    menu = answer.content.decode().split('<details class="abc-user">')[1].split("</details>")[0]
    assert 'href="/paamindelser/"' in menu


def test_who_has_chosen_nothing_is_written_to_at_once(cast_once: Cast) -> None:
    assert cast_once.client("staff").get(PAGE).context["letters_form"].initial == {"letters": Letters.AT_ONCE}


@pytest.mark.parametrize("letters", Letters.values)
def test_each_choice_is_stored(cast_once: Cast, letters: str) -> None:
    client = cast_once.client("staff")
    answer = client.post(PAGE, {"letters": letters}, follow=True)
    assert "Dit valg er gemt." in readers.words(answer)
    assert answer.context["letters_form"].initial == {"letters": letters}
    assert chosen(cast_once) == letters
    client.post(PAGE, {"letters": "weekly"})
    assert chosen(cast_once) == "weekly"
    assert Preference.objects.count() == 1, "nobody else's is touched"


@pytest.mark.parametrize("letters", ["", "hourly"])
def test_no_choice_and_no_such_choice_are_reported_at_the_place(cast_once: Cast, letters: str) -> None:
    answer = cast_once.client("staff").post(PAGE, {"letters": letters})
    assert answer.status_code == 422
    assert answer.context["letters_form"].errors
    assert not Preference.objects.exists()


def test_an_address_is_shown_once_and_opens_the_calendar(cast_once: Cast) -> None:
    client = cast_once.client("staff")
    answer = client.post(MAKE, {"span": "all"})
    address = made(answer)
    assert answer.context["made"] in answer.content.decode()
    assert f"webcal://127.0.0.1:8000{address}" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert cast_once.client("anonymous").get(address).status_code == 200
    again = client.get(PAGE)
    assert address not in again.content.decode()
    assert "Du har en adresse" in readers.words(again)
    assert CalendarAddress.objects.get().span == CalendarSpan.ALL


def test_the_database_does_not_hold_what_opens_the_calendar(cast_once: Cast) -> None:
    token = actions.make_address(span=CalendarSpan.MINE, by=cast_once.staff)
    address = CalendarAddress.objects.get()
    assert re.fullmatch("[0-9a-f]{48}", token), "192 random bits"
    assert token not in str(vars(address))
    assert len(address.digest) == 64
    assert actions.make_address(span=CalendarSpan.MINE, by=cast_once.staff) != token


def test_a_new_address_stops_the_old_one(cast_once: Cast) -> None:
    client, anybody = cast_once.client("staff"), cast_once.client("anonymous")
    old = made(client.post(MAKE, {"span": "mine"}))
    new = made(client.post(MAKE, {"span": "mine"}))
    assert (anybody.get(old).status_code, anybody.get(new).status_code) == (404, 200)
    assert "Den blev sidst hentet" in readers.words(client.get(PAGE))


def test_a_closed_address_opens_nothing(cast_once: Cast) -> None:
    client = cast_once.client("staff")
    address = made(client.post(MAKE, {"span": "mine"}))
    mine = made(cast_once.client("board").post(MAKE, {"span": "mine"}))
    assert "Adressen er lukket" in readers.words(client.post(CLOSE, follow=True))
    anybody = cast_once.client("anonymous")
    assert (anybody.get(address).status_code, anybody.get(mine).status_code) == (404, 200)
    assert client.post(CLOSE).status_code == 302, "closing what is closed is no fault"


def test_the_content_is_chosen_without_a_new_address(cast_once: Cast) -> None:
    client = cast_once.client("staff")
    address = made(client.post(MAKE, {"span": "mine"}))
    cast_once.client("board").post(MAKE, {"span": "mine"})
    client.post(SPAN, {"span": "all"})
    spans = dict(CalendarAddress.objects.values_list("user__email", "span"))
    assert spans == {"staff@test.example": "all", "board@test.example": "mine"}
    assert cast_once.client("anonymous").get(address).status_code == 200


@pytest.mark.parametrize("place", [MAKE, SPAN])
def test_no_content_is_reported_at_the_place_and_nothing_is_made(cast_once: Cast, place: str) -> None:
    answer = cast_once.client("staff").post(place, {"span": "everything"})
    assert answer.status_code == 422
    assert answer.context["span_form"].errors
    assert not CalendarAddress.objects.exists()


@pytest.mark.parametrize("place", [MAKE, SPAN, CLOSE])
def test_looking_changes_nothing(cast_once: Cast, place: str) -> None:
    assert cast_once.client("staff").get(place).headers["Location"] == PAGE
    assert not CalendarAddress.objects.exists()


@pytest.mark.parametrize("place", [PAGE, MAKE, SPAN, CLOSE])
def test_who_is_not_signed_in_comes_to_sign_in(cast_once: Cast, place: str) -> None:
    for answer in (cast_once.client("anonymous").get(place), cast_once.client("anonymous").post(place)):
        assert answer.headers["Location"] == f"/konto/log-ind/?next={place}"
