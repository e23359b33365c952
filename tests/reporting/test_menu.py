"""A plan's menu: at most six rooms, with what the reader may see in each, and the tools beside them."""

from typing import Any

import pytest
from django.urls import reverse

from tests.people import Cast

pytestmark = pytest.mark.django_db


def menu_of(cast: Cast, who: str, page: str = "reporting:status") -> Any:
    return cast.client(who).get(reverse(page, args=[cast.plan.slug])).context["plan_menu"]


def test_a_menu_has_at_most_six_rooms_and_its_pages_in_them(cast: Cast) -> None:
    menu = menu_of(cast, "leader")
    assert {room.label: [page.label for page in room.pages] for room in menu.rooms} == {
        "Overblik": ["Status", "Forløb"],
        "Aftale": ["Aftaler", "Fra mål til resultater"],
        "Arbejdet": ["Aktiviteter", "Milepæle", "Resultater", "Indikatorer", "Bemanding"],
        "Økonomi": ["Økonomi"],
        "Organisering": ["Organisering", "Roller"],
        "Dokumenter": ["Dokumenter", "Arkiv"],
    }
    assert [tool.label for tool in menu.tools] == ["Gennemgang", "Historik"]


def test_a_reader_without_the_right_sees_neither_tools_nor_staffing(cast: Cast) -> None:
    menu = menu_of(cast, "board")
    assert menu.tools == ()
    assert "Bemanding" not in [page.label for room in menu.rooms for page in room.pages]


def test_the_room_and_the_page_that_one_is_on_are_marked(cast: Cast) -> None:
    menu = menu_of(cast, "leader", "plans:milestones")
    assert (menu.room.label, menu.here) == ("Arbejdet", "Milepæle")
    assert menu_of(cast, "leader", "reporting:history").room is None


def test_the_room_leads_to_the_first_of_its_pages(cast: Cast) -> None:
    menu = menu_of(cast, "leader")
    assert [room.address for room in menu.rooms][2] == reverse("plans:activities", args=[cast.plan.slug])


def test_a_page_of_a_room_stands_under_it_and_the_room_is_not_said_to_be_the_page(cast: Cast) -> None:
    page = cast.client("leader").get(reverse("plans:milestones", args=[cast.plan.slug])).content.decode()
    assert 'aria-current="true"' in page
    assert '<nav class="abc-rooms__pages" aria-label="Arbejdet">' in page
    alone = cast.client("leader").get(reverse("budgets:overview", args=[cast.plan.slug])).content.decode()
    assert "abc-rooms__pages" not in alone
