"""What a careful colleague would say of a plan's bodies."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, GroupWords, Review, register
from governance.bodies.enums import BodyKind
from governance.bodies.querysets import bodies_of
from plans.lifecycle.findings.steps import cites_another, of_another_round


def register_checks() -> None:
    register(check_bodies, topic=Topic.BODIES, of_missing=("board-missing", "follow-up-group-missing"))


def check_bodies(review: Review) -> Iterator[Finding]:
    """The plan has a board, follow-up groups where others have one, and mandates from its own round."""
    bodies = list(bodies_of(review.plan))
    yield from check_board(review.plan, bodies)
    yield from check_follow_up_groups(review.plan, bodies)
    yield from check_mandates(review.plan, bodies)


def check_board(plan: Any, bodies: list[Any]) -> Iterator[Finding]:
    """A plan is led by a board (round 2015-18 and later: a precondition; before that, by a steering group)."""
    kinds = (BodyKind.BOARD, BodyKind.STEERING_GROUP)
    if not any(body.kind in kinds for body in bodies):
        yield Finding(
            "board-missing",
            Severity.WARNING,
            _("Bodies"),
            _("The plan has no board or steering group."),
            _("Add the body that leads the plan, with its seats and how often it meets."),
            reverse("governance:bodies", args=[plan.slug]),
            _("A plan needs a body that decides, follows up and answers for it."),
        )


def check_follow_up_groups(plan: Any, bodies: list[Any]) -> Iterator[Finding]:
    """Each sub-agreement should have a follow-up group, where the plan has such groups at all."""
    groups = {body.sub_agreement_id for body in bodies if body.kind == BodyKind.FOLLOW_UP_GROUP}
    if not groups:
        return
    fix = _("Add the group, or say in the sub-agreement who follows it.")
    link = reverse("governance:bodies", args=[plan.slug])
    group = GroupWords(_("Sub-agreements"), _many_without_group, fix, link)
    for agreement in plan.sub_agreements.all():
        if agreement.pk not in groups:
            yield Finding(
                "follow-up-group-missing",
                Severity.INFO,
                _("Sub-agreement · %s") % agreement.name,
                _("The sub-agreement “%s” has no follow-up group; others have one.") % agreement.name,
                fix,
                link,
                _("Otherwise nobody is set to follow whether the sub-agreement's goals are reached."),
                about=(agreement.slug,),
                group=group,
            )


def _many_without_group(count: int) -> str:
    sentence = ngettext(
        "%(n)s sub-agreement has no follow-up group; others have one.",
        "%(n)s sub-agreements have no follow-up group; others have one.",
        count,
    )
    return sentence % {"n": count}


def check_mandates(plan: Any, bodies: list[Any]) -> Iterator[Finding]:
    """A mandate refers to the rules of the plan's own round."""
    address = reverse("governance:bodies", args=[plan.slug])
    for body in cites_another(plan, bodies):
        yield of_another_round(plan, body, _("Mandate · %s") % body.name, address, about=("body", body.name))
