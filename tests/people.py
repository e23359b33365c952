"""The fixed cast: one plan with somebody in every role, a stranger, and a plan of somebody else's."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from abc_portal.directory.models import HousingDepartment, User
from plans.models import Plan, SubAgreement
from plans.shared.enums import Role
from tests import factories


@dataclass
class Cast:
    """``cast.leader`` … ``cast.observer`` have their role in ``cast.plan``; ``cast.outsider`` has none."""

    plan: Plan
    other_plan: Plan
    sub: SubAgreement
    other_sub: SubAgreement
    housing: HousingDepartment
    users: dict[str, User] = field(default_factory=dict)

    ROLES = tuple(Role.values)

    @classmethod
    def assemble(cls) -> "Cast":
        plan, other = factories.plan("plan-a", name="Plan A"), factories.plan("plan-b", name="Plan B")
        sub = factories.sub_agreement(plan, "Beskæftigelse", slug="beskaeftigelse")
        other_sub = factories.sub_agreement(plan, "Sundhed", slug="sundhed")
        department = factories.department(name="AKB Eksempel")
        factories.takes_part(plan, department)
        cast = cls(plan, other, sub, other_sub, department)
        for role in Role:
            cast.add(role)
        cast.users["admin"] = User.objects.create_superuser("admin@test.example", "x", name="Administrator")
        cast.users["outsider"] = factories.user("outsider")
        factories.member(other, factories.user("other-leader"), Role.LEADER)
        cast.users["other_leader"] = User.objects.get(email="other-leader@test.example")
        return cast

    def add(self, role: Role) -> User:
        user = factories.user(role.value)
        extra: dict[str, Any] = {}
        if role == Role.GROUP:
            extra["sub_agreement"] = self.sub
        if role == Role.DEPARTMENT:
            extra["department"] = self.housing
        factories.member(self.plan, user, role, **extra)
        self.users[role.value] = user
        return user

    def __getattr__(self, name: str) -> Any:
        users = self.__dict__.get("users", {})
        if name in users:
            # A fresh object each time, as each request has: what it remembers of its roles is its own.
            return User.objects.get(pk=users[name].pk)
        raise AttributeError(name)

    def client(self, name: str) -> Client:
        """A browser signed in as that person; ``anonymous`` is not signed in."""
        client = Client()
        if name != "anonymous":
            client.force_login(getattr(self, name), backend="django.contrib.auth.backends.ModelBackend")
        return client


#: A day inside the cast's plans.
A_DAY = date(2022, 5, 17)


def demo_client(name: str) -> Client:
    """A browser signed in as one of the demo's people: ``leder``, ``bestyrelse`` and so on."""
    client = Client()
    user = User.objects.get(email=f"{name}@abc.example")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
