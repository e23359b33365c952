"""Learning and stories: the newest first, narrowed, on the activity they are of, and never a resident's name."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from plans.models import Story
from tests import factories, html, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def _story(cast: Cast, title: str, **fields: Any) -> Story:
    return factories.saved(Story(plan=cast.plan, title=title, text="<p>Det gik godt.</p>", **fields), cast.plan)


def _titles(cast: Cast, **query: Any) -> list[str]:
    answer = cast.client("board").get(reverse("plans:stories", args=[cast.plan.slug]), query)
    return [item.title for item in answer.context["stories"]]


def test_the_newest_first_and_those_without_a_date_last(cast: Cast) -> None:
    _story(cast, "Uden dato")
    _story(cast, "Gammel", happened_on=date(2021, 5, 1))
    _story(cast, "Ny", happened_on=date(2023, 5, 1))
    assert _titles(cast) == ["Ny", "Gammel", "Uden dato"]
    assert _titles(cast, pr="2022-05-17") == ["Gammel"]


def test_narrowed_by_kind_and_by_sub_agreement(cast: Cast) -> None:
    activity = factories.activity(cast.sub)
    _story(cast, "Af aktiviteten", activity=activity, kind="learning")
    _story(cast, "Af delaftalen", sub_agreement=cast.sub)
    _story(cast, "Af en anden", sub_agreement=cast.other_sub)
    _story(cast, "Af planen")
    assert _titles(cast, kind="learning") == ["Af aktiviteten"]
    assert sorted(_titles(cast, sub_agreement=cast.sub.pk)) == ["Af aktiviteten", "Af delaftalen"]


def test_a_story_is_added_from_an_activity_and_shown_there(cast: Cast) -> None:
    activity, client = factories.activity(cast.sub, "Jobcafé"), cast.client("staff")
    address = reverse("plans:story_add", args=[cast.plan.slug]) + f"?aktivitet={activity.code}"
    opened = client.get(address)
    assert "Skriv aldrig en beboers navn" in readers.words(opened)
    data = html.posted(opened)
    assert data["activity"] == activity.pk
    answer = client.post(address, data | {"title": "Første job", "text": "<p>Tre fik job.</p>", "kind": "story"})
    assert answer.url == f"/planer/plan-a/aktiviteter/{activity.code}/"
    assert "Tre fik job." in readers.words(cast.client("observer").get(answer.url))
    row = Story.objects.get(title="Første job")
    assert row.sub_agreement == cast.sub
    gone = reverse("plans:story_delete", args=[cast.plan.slug, row.pk])
    client.post(gone, {"seen": client.get(gone).context["seen"]})
    assert not Story.objects.filter(pk=row.pk).exists()


def test_a_story_has_one_place(cast: Cast) -> None:
    activity, client = factories.activity(cast.sub), cast.client("staff")
    address = reverse("plans:story_add", args=[cast.plan.slug])
    typed = {"title": "X", "text": "<p>Y</p>", "activity": activity.pk, "sub_agreement": cast.other_sub.pk}
    answer = client.post(address, html.posted(client.get(address)) | typed)
    assert answer.status_code == 422
    assert "står under en anden delaftale" in readers.words(answer)
    assert client.get(address + "?aktivitet=findes-ikke").status_code == 404


@pytest.mark.parametrize("name", ["plans:activity_edit", "plans:anchoring_edit"])
def test_free_text_warns_against_naming_residents(cast: Cast, name: str) -> None:
    activity = factories.activity(cast.sub)
    text = readers.words(cast.client("staff").get(reverse(name, args=[cast.plan.slug, activity.pk])))
    assert "Skriv aldrig en beboers navn" in text
