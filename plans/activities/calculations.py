"""How milestones, activities and sub-agreements stand on a day. Pure: no database, no clock.

Late is worked out, never typed. Old information is another thing than work that fails: see :func:`is_old`."""

from plans.shared.enums import ActivityState

#: States of an activity that is stopped: nobody awaits its results.
STOPPED = (ActivityState.PAUSED, ActivityState.DROPPED)
