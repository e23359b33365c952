"""Activities, with what they are for, where, with how many hours, and who carries them on."""

from plans.activities.models.activities import Activity, ActivityGoal, ActivityHours, Anchoring, Story
from plans.activities.models.counts import ActivityCapacity, ActivityCount
from plans.activities.models.places import ActivityArea, ActivityDepartment

__all__ = [
    "Activity",
    "ActivityArea",
    "ActivityCapacity",
    "ActivityCount",
    "ActivityDepartment",
    "ActivityGoal",
    "ActivityHours",
    "Anchoring",
    "Story",
]
