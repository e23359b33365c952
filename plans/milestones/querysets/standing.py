"""The rule of ``milestone_standing`` as conditions for the database."""

from datetime import date
from typing import Any

from django.db.models import Q

from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.staffing.models import PositionHolder


def where(standing: MilestoneStanding, plan: Any, day: date) -> Q:
    """The plan's milestones with that status on the day."""
    if standing == MilestoneStanding.DRAFT:
        return Q(is_draft=True)
    real = Q(is_draft=False)
    if standing == MilestoneStanding.DROPPED:
        return real & Q(state=MilestoneState.DROPPED)
    reached_later = Q(state=MilestoneState.REACHED, reached_on__gt=day)
    if standing == MilestoneStanding.REACHED:
        return real & Q(state=MilestoneState.REACHED) & ~Q(reached_on__gt=day, reached_on__isnull=False)
    unknown = Q(state=MilestoneState.PLANNED, reported_on=None)
    if standing == MilestoneStanding.UNKNOWN:
        return real & unknown if plan.was_entered_after_its_end else Q(pk__in=[])
    if plan.was_entered_after_its_end:
        real &= ~unknown
    past = Q(due_on__lt=day, due_on__isnull=False)
    if standing == MilestoneStanding.LATE:
        waits = Q(state__in=[MilestoneState.PLANNED, MilestoneState.UNDER_WAY, MilestoneState.POSTPONED])
        return real & (waits | reached_later) & past
    said = Q(state=standing.value)
    if standing == MilestoneStanding.PLANNED:
        said |= reached_later
    return real & said & ~past


def mine(user: Any, day: date) -> Q:
    """The milestones whose responsible the user is: by name, or by the position that the user's person holds that
    day."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    held = PositionHolder.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day), person__user=user
    )
    return Q(person__user=user) | Q(post__in=held.values("post"))
