"""The same name twice in one plan: every list to choose from tells the two apart."""

import pytest
from django.urls import reverse

from plans.activities.forms import distinct_labels
from plans.models import Activity, Position
from tests import factories
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_rows_of_one_name_say_where_they_stand_and_else_their_short_name(cast_once: Cast) -> None:
    above = factories.activity(cast_once.sub, "Ungdomsklubben")
    here, there = (factories.activity(sub, "Lektiecafé") for sub in (cast_once.sub, cast_once.other_sub))
    again = factories.activity(cast_once.other_sub, "Lektiecafé")
    under = factories.activity(cast_once.sub, "Lektiecafé", parent=above)
    labels = distinct_labels([above, here, there, again, under])
    assert labels[above.pk] == "Ungdomsklubben"
    assert labels[here.pk] == "Lektiecafé (Beskæftigelse)"
    assert labels[under.pk] == "Lektiecafé (Ungdomsklubben)"
    assert labels[there.pk] == "Lektiecafé (lektiecafe-2)"
    assert labels[again.pk] == "Lektiecafé (lektiecafe-3)"


@pytest.mark.parametrize("page", ["story_add", "file_add", "activity_edit", "activity_move_edit"])
def test_pages_that_let_one_choose_an_activity(cast_once: Cast, page: str) -> None:
    row = factories.activity(cast_once.sub, "Noget andet")
    for sub in (cast_once.sub, cast_once.other_sub):
        factories.activity(sub, "Lektiecafé")
    arguments = [cast_once.plan.slug, *([row.pk] if page.startswith("activity") else [])]
    shown = cast_once.client("staff").get(reverse(f"plans:{page}", args=arguments)).content.decode()
    assert "Lektiecafé (Beskæftigelse)" in shown
    assert "Lektiecafé (Sundhed)" in shown
    assert Activity.objects.filter(plan=cast_once.plan, name="Lektiecafé").count() == 2


def test_two_positions_of_one_title_are_distinguished_where_hours_are_given(cast_once: Cast) -> None:
    row = factories.activity(cast_once.sub)
    for _number in range(2):
        factories.saved(Position(plan=cast_once.plan, title="Boligsocial medarbejder"), cast_once.plan)
    address = reverse("plans:activity_edit", args=[cast_once.plan.slug, row.pk])
    page = cast_once.client("staff").get(address).content.decode()
    assert "Boligsocial medarbejder (boligsocial-medarbejder)" in page
    assert "Boligsocial medarbejder (boligsocial-medarbejder-2)" in page
