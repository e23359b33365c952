"""What the pages ask of plans, gathered: see ``abc_portal.pages.source``."""

from abc_portal.pages.source import PlanSource
from plans.lifecycle.models.plan import Plan
from plans.shared import access, actions

SOURCE = PlanSource(
    every_plan=lambda: Plan.objects.select_related("municipality", "round"),
    plan_of=actions.plan_of,
    scope_of=actions.scope_of,
    resource_of=actions.resource_of,
    deletion_resource_of=actions.deletion_resource_of,
    check_can_see=access.check_can_see,
    check_can_edit=access.check_can_edit,
    may_see=access.may_see,
    may_edit=access.may_edit,
    edits_any=access.edits_any,
    plans_seen=lambda user, resource: access.plans_where(user, resource, access.FULL_SIGHT),
    plans_edited=lambda user, resource: access.plans_where(user, resource, [access.AccessLevel.EDIT]),
    save_whole=actions.save_whole,
    delete_row=actions.delete_row,
)
