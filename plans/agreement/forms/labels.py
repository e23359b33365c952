"""Forms for the plan's own pages. The guard against lost updates and the history's reason come with each."""

from plans.agreement.models.sub_agreements import PlanFocusArea


def focus_area_label(row: PlanFocusArea) -> str:
    return row.local_name or row.focus_area.name
