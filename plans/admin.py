"""The administration of everything in a plan; each subject registers its own."""

from plans.activities import admin as activities
from plans.agreement.admin import agreement, goals
from plans.archive import admin as archive
from plans.cooperation import admin as cooperation
from plans.lifecycle.admin import plan, steps
from plans.milestones import admin as milestones
from plans.results import admin as results
from plans.roles import admin as roles
from plans.rounds import admin as rounds
from plans.staffing import admin as staffing

__all__ = [
    "activities",
    "agreement",
    "archive",
    "cooperation",
    "goals",
    "milestones",
    "plan",
    "results",
    "roles",
    "rounds",
    "staffing",
    "steps",
]
