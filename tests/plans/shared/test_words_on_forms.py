"""Words that a reader meets in forms and where nothing stands."""

from typing import Any

import pytest
from django.urls import reverse

from plans.results.presenters import facts as presenters
from tests import factories, progress
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


def page(cast: Cast, name: str, *args: Any) -> Any:
    return cast.client("leader").get(reverse(name, args=[cast.plan.slug, *args]))


def test_how_far_an_activity_is_has_the_name_it_has_on_its_page(cast: Cast) -> None:
    """*Status* is what is worked out; what its people say is its *tilstand*."""
    activity = factories.activity(cast.sub)
    form = page(cast, "plans:activity_edit", activity.pk).context["form"]
    assert str(form.fields["state"].label) == "Tilstand"


def test_the_next_step_begins_with_a_word(cast: Cast) -> None:
    factories.step(cast.plan, "running")
    form = page(cast, "plans:step_add").context["form"]
    assert form.fields["state"].choices[0] == ("", "vælg")


def test_where_nothing_is_shown_no_shape_of_a_status_is_drawn(cast: Cast) -> None:
    activity = factories.activity(cast.sub)
    empty = page(cast, "plans:activity", activity.code).content.decode().split('<p class="abc-empty">')[1]
    assert "<svg" not in empty.split("</p>")[0]


@pytest.mark.parametrize(
    ("unit", "text", "said"),
    [
        (
            "børn",
            "Børn i de tre afdelinger begyndte i skole",
            "Mindst 75 % af børn i de tre afdelinger begyndte i skole",
        ),
        ("børn", "af børnene begyndte i skole", "Mindst 75 % af børnene begyndte i skole"),
        ("", "gennemførte", "Mindst 75 % gennemførte"),
    ],
)
def test_a_share_is_of_those_it_counts(cast: Cast, unit: str, text: str, said: str) -> None:
    row = progress.criterion(factories.activity(cast.sub), 75, target_kind="share", unit=unit, text=text)
    assert presenters.sentence(row, cast.plan) == f"{said}, hele planen"
