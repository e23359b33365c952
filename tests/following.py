"""Rows of what follows the plan, for tests: milestones, and who holds the positions they belong to."""

from datetime import date
from itertools import count
from typing import Any

from abc_portal.directory.models import Person, User
from plans.models import Milestone, Plan, Position, PositionHolder
from tests import factories

_numbers = count(1)


def milestone(plan: Plan, text: str = "", **fields: Any) -> Milestone:
    text = text or f"Milepæl {next(_numbers)} er nået"
    return factories.saved(Milestone(plan=plan, text=text, **fields), plan)


def post(plan: Plan, title: str = "", **fields: Any) -> Position:
    return factories.saved(Position(plan=plan, title=title or f"Stilling {next(_numbers)}", **fields), plan)


def post_holder(post: Position, person: Person, **fields: Any) -> PositionHolder:
    return factories.saved(PositionHolder(post=post, person=person, **fields), post.plan)


def person_of(user: User) -> Person:
    """The person that the user is, made when there is none."""
    return Person.objects.filter(user=user).first() or factories.person(str(user), user=user)


def mine(plan: Plan, user: User, due_on: date | None, text: str = "", **fields: Any) -> Milestone:
    """A milestone that the user is responsible for."""
    return milestone(plan, text, person=person_of(user), due_on=due_on, **fields)
