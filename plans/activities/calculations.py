"""Which states of an activity count as stopped."""

from plans.shared.enums import ActivityState

#: States of an activity that is stopped: nobody awaits its results.
STOPPED = (ActivityState.PAUSED, ActivityState.DROPPED)
