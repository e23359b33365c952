"""The demo cases and the people who try them; never in production.

Whatever exists is left alone: a demo plan that somebody has worked on stays as they left it.
"""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q

from abc_portal.audit import change_sets
from abc_portal.directory.models import HousingDepartment, Person, User
from abc_portal.reporting.interchange import import_plan
from abc_portal.reporting.reference import load_reference
from governance.models import ContactDetails
from plans.models import Membership, Plan, SubAgreement
from plans.shared.actions import scope_of
from plans.shared.enums import Role

EXAMPLE = "eksempel-2024-2028"
CASES = ("abc-2017-2020", "abc-2021-2025", "rum-for-liv-2013-2016", "alboa-2014-2015", EXAMPLE)
FOLDER = settings.BASE_DIR / "fixtures" / "demo"

#: Name in the address → name on pages; the password is ``settings.DEMO_PASSWORD``.
PEOPLE = {
    "leder": "Sekretariatsleder, ABC",
    "medarbejder": "Sekretariatsmedarbejder, ABC",
    "bestyrelse": "Bestyrelsesmedlem, AKB Albertslund",
    "foelgegruppe": "Medlem af følgegruppen for Beskæftigelse",
    "afdeling": "Afdelingsbestyrelsen, AKB Hedemarken",
    "revisor": "Revisor",
    "admin": "Systemadministrator",
    "udenfor": "Bruger uden plan",
}
#: Who has which role in every demo plan.
EVERYWHERE = {"leder": Role.LEADER, "medarbejder": Role.STAFF, "revisor": Role.AUDITOR}
#: The plans that the others try too: the sub-agreement of the follow-up group, the department of its representative.
FOR_THE_OTHERS = {"abc-2021-2025": ("beskaeftigelse", "AKB Hedemarken"), EXAMPLE: ("beskaeftigelse", "Eksempelparken")}


def load_demo() -> list[str]:
    """Load the cases that are missing; returns their short names."""
    load_reference()
    users = _users()
    missing = [slug for slug in CASES if not Plan.objects.filter(slug=slug).exists()]
    for slug in missing:
        _load_case(slug, users)
    return missing


def _users() -> dict[str, User]:
    """Those who try the demo, by name; who is missing is made. They have one password, which is hashed once."""
    users = {user.email: user for user in User.objects.filter(email__in=map(_email, PEOPLE))}
    hashed = make_password(settings.DEMO_PASSWORD) if len(users) < len(PEOPLE) else ""
    for name, shown in PEOPLE.items():
        if _email(name) not in users:
            users[_email(name)] = User.objects.create(
                email=_email(name), password=hashed, name=shown, is_superuser=name == "admin"
            )
    return {name: users[_email(name)] for name in PEOPLE}


def _email(name: str) -> str:
    return f"{name}@abc.example"


@transaction.atomic
def _load_case(slug: str, users: dict[str, User]) -> None:
    plan = import_plan((FOLDER / f"{slug}.json").read_bytes(), program="load_demo")
    assert plan is not None  # only a trial gives none
    change_set = change_sets.begin(by=None, program="load_demo", scope=scope_of(plan))
    for name, role in EVERYWHERE.items():
        change_sets.save(Membership(plan=plan, user=users[name], role=role), change_set=change_set)
    if slug in FOR_THE_OTHERS:
        for membership in _members(plan, users):
            change_sets.save(membership, change_set=change_set)
        _give_accounts(users, change_set)
        _write_contacts(plan, users, change_set)


def _members(plan: Plan, users: dict[str, User]) -> list[Membership]:
    """Those who do not try every plan."""
    sub, name = FOR_THE_OTHERS[plan.slug]
    employment = SubAgreement.objects.get(plan=plan, slug=sub)
    department = HousingDepartment.objects.get(Q(plans__plan=plan), name=name)
    return [
        Membership(plan=plan, user=users["bestyrelse"], role=Role.BOARD),
        Membership(plan=plan, user=users["foelgegruppe"], role=Role.GROUP, sub_agreement=employment),
        Membership(plan=plan, user=users["afdeling"], role=Role.DEPARTMENT, department=department),
    ]


def _give_accounts(users: dict[str, User], change_set: change_sets.ChangeSet) -> None:
    """The persons who sit in bodies or hold positions and are the demo's users get their account.

    A user is one person only, also where several plans name it: the plans' documents share the person.
    """
    for name, user in users.items():
        person = Person.objects.filter(name=PEOPLE[name], user=None).first()
        if person is not None and not hasattr(user, "person"):
            person.user = user
            change_sets.save(person, change_set=change_set)


def _write_contacts(plan: Plan, users: dict[str, User], change_set: change_sets.ChangeSet) -> None:
    """The plan's secretariat has written the addresses of those among them who sit in its bodies or hold its
    positions."""
    at_work = Q(seats__seat__body__plan=plan) | Q(positions__post__plan=plan)
    for person in Person.objects.filter(at_work, user__in=users.values()).select_related("user").distinct():
        change_sets.save(ContactDetails(plan=plan, person=person, email=person.user.email), change_set=change_set)
