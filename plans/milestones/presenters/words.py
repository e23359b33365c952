"""The words and shapes of what is worked out: one map an enum, and none of its members is left out."""

from django.utils.translation import ngettext, npgettext

from plans.milestones.enums import MilestoneStanding

STANDING_SHAPES: dict[MilestoneStanding, str] = {
    MilestoneStanding.LATE: "late",
    MilestoneStanding.UNDER_WAY: "going",
    MilestoneStanding.POSTPONED: "moved",
    MilestoneStanding.PLANNED: "idle",
    MilestoneStanding.REACHED: "ok",
    MilestoneStanding.DROPPED: "dropped",
    MilestoneStanding.DRAFT: "draft",
    MilestoneStanding.UNKNOWN: "unknown",
}


def late_words(count: int) -> str:
    """``3 milepæle er forsinkede``; pages say it with a link: :attr:`MilestoneCounts.late_text`."""
    return ngettext("%s milestone is late", "%s milestones are late", count) % count


def standing_words(standing: MilestoneStanding, count: int) -> str:
    """The status of so many milestones, without the number: Danish says ``1 forsinket`` and ``2 forsinkede``."""
    return {
        MilestoneStanding.LATE: npgettext("how milestones stand", "late", "late", count),
        MilestoneStanding.POSTPONED: npgettext("how milestones stand", "postponed", "postponed", count),
        MilestoneStanding.PLANNED: npgettext("how milestones stand", "planned", "planned", count),
    }.get(standing, str(standing.label))


def not_stated_words(count: int) -> str:
    """How many milestones were never reported."""
    return ngettext("%s not stated", "%s not stated", count) % count
