"""Extensions of a plan: what they move in one change set, what undoing them gives back, and what is in the way."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.core.dates import PartialDate
from plans.lifecycle.actions import steps as actions_life
from plans.models import ActivityDepartment, Plan, PlanArea, PlanExtension
from tests import factories
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db


def test_an_extension_moves_end_name_and_places_in_one_change_set(cast_once: Cast) -> None:
    plan, leader = Plan.objects.get(pk=cast_once.plan.pk), cast_once.leader
    leaving, joining, area = plan.departments.get(), factories.department(), factories.area()
    before = ChangeSet.objects.count()
    extension = actions_life.extend_plan(
        extension=PlanExtension(plan=plan, new_end=PartialDate(date(2025, 8, 31))),
        by=leader, new_name="Plan A 2021-2025", joining=[joining, area], leaving=[leaving],
    )  # fmt: skip
    assert ChangeSet.objects.count() == before + 1
    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.name, plan.ends_on) == ("Plan A 2021-2025", date(2025, 8, 31))
    assert (extension.former_name, extension.former_end_on) == ("Plan A", date(2025, 2, 28))
    left, joined = plan.departments.all()
    assert (left.left_on, joined.department, joined.joined_on) == (date(2025, 2, 28), joining, date(2025, 3, 1))
    assert PlanArea.objects.get(plan=plan).joined_on == date(2025, 3, 1)

    extension = PlanExtension.objects.get(pk=extension.pk)
    actions_life.undo_extension(extension=extension, by=leader)
    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.name, plan.ends_on) == ("Plan A", date(2025, 2, 28))
    assert plan.departments.get().left_on is None
    assert not PlanArea.objects.filter(plan=plan).exists()
    assert not PlanExtension.objects.filter(plan=plan).exists()


def test_undoing_an_extension_leaves_alone_what_it_did_not_set(cast_once: Cast) -> None:
    plan, leader = Plan.objects.get(pk=cast_once.plan.pk), cast_once.leader
    gone_before = factories.takes_part(plan, factories.department("Den, der gik"), left=PartialDate(plan.ends_on))
    leaving = plan.departments.exclude(pk=gone_before.pk).get()
    extension = actions_life.extend_plan(
        extension=PlanExtension(plan=plan, new_end=PartialDate(date(2025, 8, 31))),
        by=leader, new_name="Plan A 2021-2025", leaving=[leaving],
    )  # fmt: skip
    page = cast_once.client("leader").get(f"/planer/{plan.slug}/forloeb/forlaengelse/{extension.pk}/slet/")
    assert f"Går ikke længere ud af planen 28. februar 2025: {leaving}." in words(page)
    plan = Plan.objects.get(pk=plan.pk)
    plan.name = "Plan A, ny"
    factories.saved(plan, plan)
    later = factories.takes_part(plan, factories.department("Den sene"), joined=PartialDate(date(2025, 5, 1)))
    extension = PlanExtension.objects.get(pk=extension.pk)
    with pytest.raises(Refused, match=r"Den sene.* kom til efter 28\. februar 2025"):
        actions_life.undo_extension(extension=extension, by=leader)
    change_sets.delete(later, change_set=change_sets.begin(by=None, program="tests"))
    actions_life.undo_extension(extension=PlanExtension.objects.get(pk=extension.pk), by=leader)
    left = dict(plan.departments.values_list("pk", "left_on"))
    assert left == {gone_before.pk: date(2025, 2, 28), leaving.pk: None}
    assert Plan.objects.get(pk=plan.pk).name == "Plan A, ny"


def test_only_the_latest_extension_is_undone_and_only_while_the_end_is_its_own(cast_once: Cast) -> None:
    plan, leader = Plan.objects.get(pk=cast_once.plan.pk), cast_once.leader
    made = [
        actions_life.extend_plan(extension=PlanExtension(plan=plan, new_end=PartialDate(day)), by=leader)
        for day in (date(2025, 8, 31), date(2026, 2, 28))
    ]
    with pytest.raises(Refused, match="Kun den seneste"):
        actions_life.undo_extension(extension=made[0], by=leader)
    plan.end = PartialDate(date(2026, 12, 31))
    factories.saved(plan, plan)
    with pytest.raises(Refused, match="og ikke 28"):
        actions_life.undo_extension(extension=made[1], by=leader)
    with pytest.raises(ValidationError, match="efter den nuværende"):
        actions_life.extend_plan(extension=PlanExtension(plan=plan, new_end=PartialDate(date(2026, 6, 1))), by=leader)
    with pytest.raises(LostUpdate):
        actions_life.extend_plan(
            extension=PlanExtension(plan=plan, new_end=PartialDate(date(2027, 6, 1))), by=leader, made_from=1
        )
    with pytest.raises(Refused):
        actions_life.extend_plan(
            extension=PlanExtension(plan=plan, new_end=PartialDate(date(2027, 6, 1))), by=cast_once.staff
        )


def test_the_page_extends_by_months_and_guards_the_plan(cast_once: Cast) -> None:
    plan, client = cast_once.plan, cast_once.client("leader")
    address = f"/planer/{plan.slug}/forloeb/forlaengelse/"
    version = client.get(address).context["form"]["plan_version"].value()
    both = client.post(address, {"plan_version": version, "months": "6", "new_end": "2026"})
    assert "Skriv enten" in both.context["form"].errors["new_end"][0]
    stale = client.post(address, {"plan_version": version + 1, "months": "6"})
    assert stale.status_code == 422
    assert stale.context["form"]["plan_version"].value() == str(version)
    assert client.post(address, {"plan_version": version, "months": "6"}).status_code == 302
    assert Plan.objects.get(pk=plan.pk).ends_on == date(2025, 8, 31)


def test_who_cannot_join_or_leave_is_named_and_nothing_is_extended(cast_once: Cast) -> None:
    plan, client = cast_once.plan, cast_once.client("leader")
    owner = plan.departments.get().department.organisation
    there, late = (factories.department(name, owner=owner) for name in ("AKB Igen", "AKB Sen"))
    factories.takes_part(plan, there, joined_on=date(2025, 3, 1), left_on=date(2025, 4, 1))
    leaving = factories.takes_part(plan, late, joined_on=date(2025, 6, 1))
    address = f"/planer/{plan.slug}/forloeb/forlaengelse/"
    for name, key in (("departments_joining", there.pk), ("departments_leaving", leaving.pk)):
        version = client.get(address).context["form"]["plan_version"].value()
        answer = client.post(address, {"plan_version": version, "months": "6", "new_name": "Plan Å", name: [key]})
        assert answer.status_code == 422
        assert (
            answer.context["form"]
            .non_field_errors()[0]
            .startswith("AKB Igen: Afdelingen er allerede" if key == there.pk else "AKB Sen: ")
        )
        assert "28. februar 2025" in answer.context["lead"], "the plan as it stands"
    unchanged = Plan.objects.get(pk=plan.pk)
    assert (unchanged.name, unchanged.ends_on, unchanged.extensions.count()) == ("Plan A", date(2025, 2, 28), 0)


def test_a_department_that_the_work_names_does_not_leave_as_if_it_had_never_been_there(cast_once: Cast) -> None:
    plan, client, row = cast_once.plan, cast_once.client("leader"), cast_once.plan.departments.get()
    activity = factories.activity(cast_once.sub, "Lektiecafé")
    tie = factories.saved(ActivityDepartment(activity=activity, department=row.department))
    address = f"/planer/{plan.slug}/forloeb/afdeling/{row.pk}/slet/"
    page = client.get(address)
    assert page.context["in_the_way"] == ["aktivitet: Lektiecafé"]
    assert "er nævnt i dette. Fjern den dér først:" in page.content.decode()
    assert client.post(address, {"seen": page.context["seen"]}).status_code == 422
    row.department = factories.department()
    with pytest.raises(ValidationError, match="Fjern den dér først"):
        row.full_clean()
    other = factories.takes_part(plan, tie.department, part="Blok 3")
    row.full_clean()
    change_sets.delete(other, change_set=change_sets.begin(by=None, program="tests"))
    change_sets.delete(tie, change_set=change_sets.begin(by=None, program="tests"))
    assert client.post(address, {"seen": page.context["seen"]}).status_code == 302
