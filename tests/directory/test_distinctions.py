"""Two of the shared lists that are called the same can be told apart wherever one is chosen, and only then."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abc_portal.core.distinctions import apart
from plans.milestones.filters import people_of
from plans.models import Milestone, PlanArea, PlanDepartment
from tests import factories, progress
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_organisations_of_one_name_say_only_what_they_differ_in() -> None:
    town = factories.organisation("Odense Kommune", kind="municipality")
    rows = [
        factories.organisation("SAB", kind="housing"),
        factories.organisation("sab", kind="housing", municipality=town),
        factories.organisation("SAB", kind="other", cvr="12345674"),
        factories.organisation("AAB", kind="housing"),
    ]
    assert list(apart(rows).values()) == [
        "SAB (boligorganisation)", "sab (boligorganisation, Odense Kommune)",
        "SAB (anden organisation, CVR 12345674)", "AAB",
    ]  # fmt: skip


def test_departments_of_one_name_say_organisation_and_number() -> None:
    owner, other = factories.organisation("AKB"), factories.organisation("VA")
    rows = [
        factories.department("Nord", "1", owner=owner),
        factories.department("Nord", "2", owner=owner),
        factories.department("Nord", "", owner=other),
    ]
    assert list(apart(rows).values()) == ["Nord (AKB, 1)", "Nord (AKB, 2)", "Nord (VA)"]


def test_people_of_one_name_and_title_say_their_number_when_nothing_else_differs(cast: Cast) -> None:
    one, other = (factories.person("Bo Holm", by=cast.leader) for _place in range(2))
    assert apart([one, other]) == {one.pk: f"Bo Holm, nr. {one.pk}", other.pk: f"Bo Holm, nr. {other.pk}"}


def test_names_that_differ_cost_no_query() -> None:
    rows = [factories.department(name) for name in ("Nord", "Syd", "Vest")]
    rows = [type(row).objects.get(pk=row.pk) for row in rows]
    with CaptureQueriesContext(connection) as queries:
        apart(rows)
    assert len(queries) == 0


@pytest.fixture
def doubles(cast: Cast) -> Cast:
    """The plan has two departments of one name, and two areas."""
    for number in ("1", "2"):
        department = factories.department("Nord", number, owner=factories.organisation(f"Org {number}"))
        factories.saved(PlanDepartment(plan=cast.plan, department=department), cast.plan)
        town = factories.organisation(f"By {number}", kind="municipality")
        factories.saved(PlanArea(plan=cast.plan, area=factories.area("Park", municipality=town)), cast.plan)
    return cast


def test_lists_to_tick_tell_departments_and_areas_apart(doubles: Cast) -> None:
    address = reverse("plans:activity_edit", args=[doubles.plan.slug, factories.activity(doubles.sub).pk])
    shown = doubles.client("staff").get(address).content.decode()
    for label in ("Nord (Org 1, 1)", "Nord (Org 2, 2)", "Park (By 1)", "Park (By 2)"):
        assert label in shown


def test_filters_tell_departments_apart(doubles: Cast) -> None:
    shown = doubles.client("staff").get(reverse("plans:activities", args=[doubles.plan.slug])).content.decode()
    assert "Nord (Org 1, 1)" in shown


def test_filters_tell_responsible_people_apart(cast: Cast) -> None:
    for title in ("Formand", "Kasserer"):
        row = progress.milestone(cast.plan, text=title)
        row.person = factories.person("Bo Holm", by=cast.leader, title=title)
        factories.saved(row, cast.plan)
    offered = people_of(Milestone.objects.filter(plan=cast.plan))
    assert [label for _key, label in offered] == ["Bo Holm (Formand)", "Bo Holm (Kasserer)"]


def test_suggestions_and_lists_of_the_administration_tell_them_apart(doubles: Cast) -> None:
    client = doubles.client("admin")
    asked = {"term": "Nord", "app_label": "plans", "model_name": "plandepartment", "field_name": "department"}
    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert {item["text"] for item in found} == {"Nord (Org 1, 1)", "Nord (Org 2, 2)"}
    factories.organisation("Org 1", kind="fund")
    shown = client.get(reverse("admin:directory_housingdepartment_changelist")).content.decode()
    assert "Org 1 (fond)" in shown


def test_suggestions_of_the_portal_tell_them_apart(doubles: Cast) -> None:
    found = doubles.client("staff").get(f"/planer/{doubles.plan.slug}/valg/omraader/", {"q": "park"}).json()["rows"]
    assert {item["label"] for item in found} == {"Park (By 1)", "Park (By 2)"}
