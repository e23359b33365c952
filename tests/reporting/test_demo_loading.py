"""``load_demo``: twice is once, what somebody worked on stays, and never in production."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.directory.models import Person, User
from abc_portal.reporting import demo as demo_cases
from abc_portal.reporting.demo import load_demo
from plans.models import Membership, Plan
from tests import state

pytestmark = pytest.mark.django_db

CASES = ["abc-2017-2020", "abc-2021-2025", "rum-for-liv-2013-2016", "alboa-2014-2015", "eksempel-2024-2028"]
OTHERS = ("abc-2021-2025", "eksempel-2024-2028")
EVERYWHERE = {("leder", "leader"), ("medarbejder", "staff"), ("revisor", "auditor")}
ROLES = {(slug, f"{name}@abc.example", role) for slug in CASES for name, role in EVERYWHERE} | {
    (slug, f"{name}@abc.example", role)
    for slug in OTHERS
    for name, role in (("bestyrelse", "board"), ("foelgegruppe", "group"), ("afdeling", "department"))
}


def _change_set() -> ChangeSet:
    return change_sets.begin(by=User.objects.get(email="leder@abc.example"))


def test_a_portal_gets_the_cases_that_it_lacks_and_the_command_tells_what_it_did(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One at first, then all but the last, then that one too, then none; what stands is not written anew."""
    versions = set()
    for known, added in ((CASES[:1], CASES[:1]), (CASES[:-1], CASES[1:-1]), (CASES, CASES[-1:])):
        monkeypatch.setattr(demo_cases, "CASES", tuple(known))
        people = Person.objects.exclude(user=None).count()
        call_command("load_demo")
        assert ", ".join(added) in capsys.readouterr().out
        assert set(Plan.objects.values_list("slug", flat=True)) == set(known)
        versions.add(Plan.objects.get(slug=CASES[0]).version)
    assert len(versions) == 1
    assert Person.objects.exclude(user=None).count() == people, "a user is one person, whatever the plan"
    call_command("load_demo")
    assert "ændret" in capsys.readouterr().out
    earlier, later = (Plan.objects.get(slug=slug) for slug in CASES[:2])
    assert [row.other_id for row in later.relations.all()] == [earlier.pk]
    leader = Person.objects.get(user__email="leder@abc.example")
    assert leader.positions.filter(post__plan__slug=CASES[-1]).exists()
    assert leader.milestones.filter(plan__slug=CASES[-1]).exists()


def test_the_people_and_their_roles(demo: None) -> None:
    held = Membership.objects.values_list("plan__slug", "user__email", "role")
    assert set(held) == ROLES
    groups = Membership.objects.filter(role="group").select_related("sub_agreement")
    assert [(group.sub_agreement.plan_id == group.plan_id, group.sub_agreement.name) for group in groups] == [
        (True, "Beskæftigelse"),
        (True, "Beskæftigelse"),
    ]
    departments = Membership.objects.filter(role="department").select_related("department", "plan")
    assert {department.plan.slug: department.department.name for department in departments} == {
        "abc-2021-2025": "AKB Hedemarken",
        "eksempel-2024-2028": "Eksempelparken",
    }
    assert User.objects.get(email="admin@abc.example").is_superuser
    assert not User.objects.get(email="udenfor@abc.example").memberships.exists()
    assert User.objects.count() == 8
    assert User.objects.filter(is_superuser=True).count() == 1


def test_everybody_can_sign_in_with_the_demo_password(demo: None) -> None:
    for user in User.objects.all():
        assert Client().login(username=user.email, password="abc-demo-2026"), user.email


def test_those_who_sit_in_bodies_have_their_account(demo: None) -> None:
    with_account = {person.user.email: person.name for person in Person.objects.exclude(user=None)}
    assert with_account == {
        "leder@abc.example": "Sekretariatsleder, ABC",
        "medarbejder@abc.example": "Sekretariatsmedarbejder, ABC",
        "bestyrelse@abc.example": "Bestyrelsesmedlem, AKB Albertslund",
        "foelgegruppe@abc.example": "Medlem af følgegruppen for Beskæftigelse",
        "afdeling@abc.example": "Afdelingsbestyrelsen, AKB Hedemarken",
    }


def test_twice_changes_nothing(demo: None) -> None:
    before = state.snapshot()
    assert load_demo() == []
    call_command("load_demo", verbosity=0)
    assert state.changed(before, state.snapshot()) == []


def test_a_whole_plan_can_be_deleted_and_loaded_again(demo: None) -> None:
    succession = Plan.objects.get(slug="abc-2021-2025").relations
    change_sets.delete(succession.get(), change_set=_change_set())  # the later plan points to the earlier
    for slug in CASES:
        plan = Plan.objects.get(slug=slug)
        assert plan.activities.exists()
        change_sets.delete(plan, change_set=_change_set())
    assert not Plan.objects.exists()
    assert load_demo() == CASES


def test_a_plan_that_somebody_changed_stays_as_it_is(demo: None) -> None:
    plan, change_set = Plan.objects.get(slug="abc-2021-2025"), _change_set()
    plan.name = "ABC, vores egen"
    change_sets.save(plan, change_set=change_set)
    change_sets.delete(plan.financing_sources.first(), change_set=change_set)
    change_sets.delete(plan.observations.first(), change_set=change_set)
    before = state.snapshot()
    assert load_demo() == []
    assert state.changed(before, state.snapshot()) == []


def test_a_role_that_somebody_removed_or_ended_stays_so(demo: None) -> None:
    change_set = _change_set()
    held = Membership.objects.filter(plan__slug="abc-2021-2025")
    change_sets.delete(held.get(role="board"), change_set=change_set)
    ended = held.get(role="group")
    ended.ends_on = date(2022, 1, 1)
    change_sets.save(ended, change_set=change_set)
    assert load_demo() == []
    assert not held.filter(role="board").exists()
    assert held.get(role="group").ends_on == date(2022, 1, 1)


def test_an_account_that_somebody_changed_stays_as_it_is(demo: None) -> None:
    user = User.objects.get(email="bestyrelse@abc.example")
    user.name, user.is_active = "Et andet navn", False
    user.set_password("another-password-here")
    user.save()
    load_demo()
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("Et andet navn", False)
    assert user.check_password("another-password-here")


def test_a_case_that_fails_leaves_nothing_of_itself(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any) -> list[Any]:
        raise RuntimeError("the roles cannot be given")

    monkeypatch.setattr(demo_cases, "_members", broken)
    with pytest.raises(RuntimeError):
        load_demo()
    assert set(Plan.objects.values_list("slug", flat=True)) == {"abc-2017-2020"}
    assert ChangeSet.objects.filter(scope="").exclude(by_name="load_reference").count() == 0


def test_production_refuses(db: None, settings: Any) -> None:
    settings.PRODUCTION = True
    before = state.snapshot()
    with pytest.raises(CommandError, match="produktion"):
        call_command("load_demo")
    assert state.changed(before, state.snapshot()) == []
    assert not User.objects.exists()


def test_every_row_of_a_case_came_in_one_change_set_with_its_author(demo: None) -> None:
    plan = Plan.objects.get(slug="abc-2017-2020")
    listed = ChangeSet.objects.filter(scope=f"plan:{plan.pk}")
    assert {change_set.by_name for change_set in listed} == {"load_demo"}
    assert not any(change_set.touched.count() == 0 for change_set in listed)
