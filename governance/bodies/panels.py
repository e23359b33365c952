"""What bodies put on the pages of a plan: the group that follows a sub-agreement."""

from datetime import date
from typing import Any

from abc_portal.pages import panels
from governance.bodies.models import Body
from governance.bodies.presenters import body_facts
from governance.bodies.querysets import with_seats


def register() -> None:
    panels.register("sub_agreement", follow_up_groups)


def follow_up_groups(plan: Any, sub: Any, user: Any, day: date) -> tuple[str, dict[str, Any]]:
    """The bodies of a sub-agreement with their seats; contact details are on the bodies' own page."""
    bodies = Body.objects.visible_to(user).filter(plan=plan, sub_agreement=sub).select_related("sub_agreement", "area")
    facts = body_facts(with_seats(bodies), day=day, contacts=lambda body: {}, orders=False)
    return "governance/bodies/_panel.html", {"bodies": facts}
