"""Bodies as facts: how often they meet, how many sit there, and who holds which seat on a day."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from abc_portal.directory.models import Person
from governance.bodies.presenters import body_facts, people_words, rhythm_words
from governance.models import Body, BodyOrder, Seat, SeatHolder
from tests import factories, readers, scale
from tests.people import A_DAY, Cast


def _body(least: int | None, most: int | None, *, about: bool = False, rhythm: str = "") -> Any:
    return SimpleNamespace(meetings_least=least, meetings_most=most, meetings_about=about, rhythm=rhythm)


def _seat(least: int | None, most: int | None, *, per: str = "", ad_hoc: bool = False) -> Any:
    return SimpleNamespace(least=least, most=most, per=per, is_ad_hoc=ad_hoc)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (_body(2, 2), "2 møder om året"),
        (_body(1, 1), "1 møde om året"),
        (_body(2, None), "mindst 2 møder om året"),
        (_body(None, 4), "højst 4 møder om året"),
        (_body(2, 4), "2–4 møder om året"),
        (_body(2, 2, about=True), "ca. 2 møder om året"),
        (_body(2, 4, about=True), "ca. 2–4 møder om året"),
        (_body(0, 0), "0 møder om året"),
        (_body(0, 2), "0–2 møder om året"),
        (_body(None, None), "mødehyppighed ikke oplyst"),
        (_body(None, None, rhythm="Mødes efter behov"), "Mødes efter behov"),
        (_body(2, 2, rhythm="Forår og efterår"), "2 møder om året. Forår og efterår"),
        (_body(None, None, about=True), "mødehyppighed ikke oplyst"),
    ],
)
def test_how_often_a_body_meets(body: Any, words: str) -> None:
    assert rhythm_words(body) == words


@pytest.mark.parametrize(
    ("seat", "words"),
    [
        (_seat(1, 1), "1"),
        (_seat(1, 2), "1–2"),
        (_seat(2, None), "mindst 2"),
        (_seat(None, 3), "højst 3"),
        (_seat(0, 2), "0–2"),
        (_seat(None, None), ""),
        (_seat(None, None, ad_hoc=True), "efter behov"),
        (_seat(1, 1, ad_hoc=True), "1, efter behov"),
        (_seat(1, 2, per="boligområde"), "1–2 pr. boligområde"),
        (_seat(None, None, per="boligområde"), ""),
        (_seat(1, 2, per="boligområde", ad_hoc=True), "1–2 pr. boligområde, efter behov"),
    ],
)
def test_how_many_people_a_seat_is_for(seat: Any, words: str) -> None:
    assert people_words(seat) == words


def test_the_same_in_english() -> None:
    with translation.override("en"):
        assert rhythm_words(_body(1, 1)) == "1 meeting a year"
        assert rhythm_words(_body(2, 4, about=True)) == "about 2–4 meetings a year"
        assert people_words(_seat(1, 2, per="housing area", ad_hoc=True)) == "1–2 for each housing area, when needed"


# --- who sits there -----------------------------------------------------------------------------------------


def _facts(plan: Any, day: date = A_DAY, *, contacts: dict[int, Any] | None = None) -> list[Any]:
    rows = Body.objects.filter(plan=plan).select_related("plan", "sub_agreement", "area")
    rows = rows.prefetch_related("seats__organisation", "seats__holders__person", "meets_before__later")
    return body_facts(rows, day=day, contacts=lambda _body: contacts or {})


@pytest.fixture
def seat(cast: Cast) -> Any:
    """A seat held by one person until the end of 2022, by another from then on, and by a third all the time."""
    seat = factories.seat(factories.body(cast.plan, name="Bestyrelsen"), "Formand")
    factories.holder(seat, person=factories.person("Den første"), ends_on=date(2022, 12, 31))
    factories.holder(seat, person=factories.person("Den anden"), starts_on=date(2023, 1, 1))
    factories.holder(seat, person=factories.person("Altid"))
    return seat


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2021, 1, 1), {"Den første", "Altid"}),
        (date(2022, 12, 31), {"Den første", "Altid"}),
        (date(2023, 1, 1), {"Den anden", "Altid"}),
        (date(2030, 1, 1), {"Den anden", "Altid"}),
    ],
)
def test_who_holds_a_seat_on_a_day(cast: Cast, seat: Any, day: date, names: set[str]) -> None:
    [facts] = _facts(cast.plan, day)
    assert {holder.name for holder in facts.seats[0].holders} == names
    assert {holder.person.name for holder in SeatHolder.objects.on(day)} == names


@pytest.mark.django_db
def test_contacts_are_left_out_unless_they_may_be_seen(cast: Cast, seat: Any) -> None:
    person = Person.objects.get(name="Altid")
    details = factories.contacts(cast.plan, person, "altid@bodies.example", "12 34")
    [hidden], [shown] = _facts(cast.plan), _facts(cast.plan, contacts={person.pk: details})
    assert {(holder.email, holder.phone) for holder in hidden.seats[0].holders} == {("", "")}
    contacts = {(holder.name, holder.email, holder.phone) for holder in shown.seats[0].holders}
    assert contacts == {("Den første", "", ""), ("Altid", "altid@bodies.example", "12 34")}


@pytest.mark.django_db
def test_what_a_body_is_about_and_whom_it_meets_before(cast: Cast) -> None:
    board = factories.body(cast.plan, name="Bestyrelsen", position=9)
    group = factories.body(cast.plan, "follow_up_group", "Gruppen", sub_agreement=cast.sub, position=1)
    factories.body(cast.plan, "steering_group", "Lokalt", area=factories.area("Hedemarken"), position=2)
    factories.saved(BodyOrder(earlier=group, later=board), cast.plan)
    facts = _facts(cast.plan)
    assert [(fact.name, fact.about, fact.meets_before) for fact in facts] == [
        ("Gruppen", "Beskæftigelse", ("Bestyrelsen",)),
        ("Lokalt", "Hedemarken", ()),
        ("Bestyrelsen", "", ()),
    ]


@pytest.mark.django_db
def test_a_seat_of_no_organisation_held_by_nobody(cast: Cast) -> None:
    factories.seat(factories.body(cast.plan), "Sekretariatsleder")
    [facts] = _facts(cast.plan)
    assert (facts.seats[0].organisation, facts.seats[0].holders) == ("", ())


@pytest.mark.django_db
def test_the_facts_are_made_without_a_query(cast: Cast, django_assert_num_queries: Any) -> None:
    scale.grow(cast.plan, 3)
    rows = Body.objects.filter(plan=cast.plan).select_related("plan", "sub_agreement", "area")
    rows = list(rows.prefetch_related("seats__organisation", "seats__holders__person", "meets_before__later"))
    with django_assert_num_queries(0):
        assert "Formand" in str(body_facts(rows, day=A_DAY, contacts=lambda _body: {}))


def _group(
    cast: Cast, name: str, *, purpose: str = "Sikrer lokalt ejerskab", seats: tuple[str, ...] = ("Formand",)
) -> Body:
    body = factories.saved(Body(plan=cast.plan, kind="steering_group", name=name, purpose=purpose))
    for title in seats:
        factories.saved(Seat(body=body, title=title))
    return body


@pytest.mark.django_db
def test_bodies_alike_in_all_but_their_name_are_shown_once(cast: Cast) -> None:
    """Who holds a seat, or another purpose, is told body by body."""
    for name in ("Hedemarken", "Blokland", "Nord"):
        _group(cast, name)
    _group(cast, "En anden", purpose="Noget andet")
    held = _group(cast, "Med formand")
    factories.saved(SeatHolder(seat=held.seats.get(), person=factories.saved(Person(name="Anne Bo"))), cast.plan)
    page = cast.client("board").get(f"/planer/{cast.plan.slug}/moeder/")
    assert [[body.name for body in group.bodies] for group in page.context["groups"]] == [
        ["Hedemarken", "Blokland", "Nord"], ["En anden"], ["Med formand"],
    ]  # fmt: skip
    text = readers.words(page)
    assert text.count("Sikrer lokalt ejerskab") == 2
    assert "Styregruppe: 3 ens Hedemarken · Blokland · Nord" in text
    assert "Rediger dem hver for sig" not in text


@pytest.mark.django_db
def test_bodies_alike_are_edited_one_by_one(cast: Cast) -> None:
    bodies = [_group(cast, name) for name in ("Hedemarken", "Blokland")]
    page = cast.client("leader").get(f"/planer/{cast.plan.slug}/moeder/").content.decode()
    for body in bodies:
        assert f"/moeder/organ/{body.pk}/rediger/" in page
        assert f"/moeder/plads/{body.seats.get().pk}/rediger/" in page
