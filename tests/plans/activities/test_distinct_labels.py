"""The same name twice in one plan: every list to choose from tells the two apart."""

import pytest
from django.urls import reverse

from abc_portal.core.choose_fields import TypedChoice
from plans.activities.forms import distinct_labels
from plans.models import Position
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


def test_the_page_that_moves_an_activity_distinguishes_two_of_one_name(cast_once: Cast) -> None:
    row = factories.activity(cast_once.sub, "Noget andet")
    for sub in (cast_once.sub, cast_once.other_sub):
        factories.activity(sub, "Lektiecafé")
    address = reverse("plans:activity_move_edit", args=[cast_once.plan.slug, row.pk])
    shown = cast_once.client("staff").get(address).content.decode()
    assert "Lektiecafé (Beskæftigelse)" in shown
    assert "Lektiecafé (Sundhed)" in shown


@pytest.mark.parametrize(
    ("page", "field"), [("story_add", "activity"), ("file_add", "activity"), ("activity_edit", "described_with")]
)
def test_fields_in_which_an_activity_is_chosen_suggest_each_by_a_name_of_its_own(
    cast_once: Cast, page: str, field: str
) -> None:
    """And what a suggestion is called can be typed."""
    row = factories.activity(cast_once.sub, "Noget andet")
    here, there = (factories.activity(sub, "Lektiecafé") for sub in (cast_once.sub, cast_once.other_sub))
    arguments = [cast_once.plan.slug, *([row.pk] if page.startswith("activity") else [])]
    client = cast_once.client("staff")
    chooses = client.get(reverse(f"plans:{page}", args=arguments)).context["form"].fields[field]
    found = client.get(chooses.address, {"q": "lektie"}).json()["rows"]
    labels = ("Lektiecafé (Beskæftigelse)", "Lektiecafé (Sundhed)")
    assert {item["key"]: item["label"] for item in found} == {here.pk: labels[0], there.pk: labels[1]}
    assert chooses.clean(TypedChoice({"x_typed": labels[0]}, "x")) == here


def test_two_positions_of_one_title_are_distinguished_where_hours_are_given(cast_once: Cast) -> None:
    row = factories.activity(cast_once.sub)
    for _number in range(2):
        factories.saved(Position(plan=cast_once.plan, title="Boligsocial medarbejder"), cast_once.plan)
    address, client = reverse("plans:activity_edit", args=[cast_once.plan.slug, row.pk]), cast_once.client("staff")
    hours = client.get(address).context["form"].row_sets[1].forms[0].fields["post"]
    found = client.get(hours.address, {"q": "boligsocial"}).json()["rows"]
    begins = "Boligsocial medarbejder (boligsocial-medarbejder"
    assert {item["label"] for item in found} == {f"{begins})", f"{begins}-2)"}
