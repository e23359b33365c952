"""How many milestones there are: one calculation for every page, paper and letter. No queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import danish
from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.quarters import AFTER, BEFORE
from plans.milestones.presenters.words import standing_words

#: What stands beside the milestones that count.
BESIDE = (MilestoneStanding.DROPPED, MilestoneStanding.DRAFT)
#: The order in which milestones that count are said.
_COUNTED = (
    MilestoneStanding.REACHED,
    MilestoneStanding.LATE,
    MilestoneStanding.UNDER_WAY,
    MilestoneStanding.POSTPONED,
    MilestoneStanding.PLANNED,
    MilestoneStanding.UNKNOWN,
)


@dataclass(frozen=True)
class MilestoneCounts:
    """Milestones by status. Those given up and drafts do not count; they are said beside the others.

    ``total`` counts, ``shown`` is everything; ``after`` and ``before`` are those of the total that are due after the
    plan's last day or before its first.
    """

    by_standing: Mapping[MilestoneStanding, int] = field(default_factory=dict)
    before: int = 0
    after: int = 0

    def __add__(self, other: "MilestoneCounts") -> "MilestoneCounts":
        summed = {item: self.of(item) + other.of(item) for item in MilestoneStanding}
        return MilestoneCounts(
            {item: count for item, count in summed.items() if count},
            self.before + other.before,
            self.after + other.after,
        )

    def of(self, standing: MilestoneStanding) -> int:
        return self.by_standing.get(standing, 0)

    @property
    def shown(self) -> int:
        return sum(self.by_standing.values())

    @property
    def total(self) -> int:
        return self.shown - sum(self.of(item) for item in BESIDE)

    @property
    def reached(self) -> int:
        return self.of(MilestoneStanding.REACHED)

    @property
    def late(self) -> int:
        return self.of(MilestoneStanding.LATE)

    @property
    def unknown(self) -> int:
        return self.of(MilestoneStanding.UNKNOWN)

    @property
    def counted_words(self) -> str:
        """``39 milepæle: 21 nået, 2 forsinkede og 16 planlagte``; the parts come to the number before them."""
        text = ngettext("%s milestone", "%s milestones", self.total) % self.total
        if not self.total:
            return text
        if self.unknown == self.total:
            return ngettext("%s milestone; not stated how it went", "%s milestones; not stated how they went",
                            self.total) % self.total  # fmt: skip
        parts = [f"{self.of(item)} {standing_words(item, self.of(item))}" for item in _COUNTED if self.of(item)]
        return f"{text}: {danish.joined(parts, _('and'))}"

    @property
    def words(self) -> str:
        """The same with what is due outside the plan, and with what does not count."""
        return "; ".join(part for part in (self.counted_words, self._outside_words(), self._beside_words()) if part)

    def _outside_words(self) -> str:
        parts = [
            *([_("%s before the plan's first day") % self.before] if self.before else []),
            *([_("%s after the plan's last day") % self.after] if self.after else []),
        ]
        return _("of these %s") % danish.joined(parts, _("and")) if parts else ""

    def _beside_words(self) -> str:
        dropped, drafts = (self.of(item) for item in BESIDE)
        parts = [
            *([ngettext("%s given up", "%s given up", dropped) % dropped] if dropped else []),
            *([ngettext("%s draft", "%s drafts", drafts) % drafts] if drafts else []),
        ]
        if not parts:
            return ""
        verb = ngettext("%s does not count", "%s do not count", dropped + drafts)
        return verb % danish.joined(parts, _("and"))


def counts(standings: Iterable[MilestoneStanding], *, before: int = 0, after: int = 0) -> MilestoneCounts:
    """The milestones with these statuses; ``before`` and ``after`` are those of them that count."""
    found = list(standings)
    by_standing = {standing: found.count(standing) for standing in MilestoneStanding if standing in found}
    return MilestoneCounts(by_standing, before, after)


def counts_by_place(placed: Iterable[tuple[str, MilestoneStanding]]) -> MilestoneCounts:
    """The milestones with these places, from :func:`plans.milestones.presenters.quarters.due_place`, and statuses."""
    listed = list(placed)
    counted = [place for place, standing in listed if standing not in BESIDE]
    return counts((item for _place, item in listed), before=counted.count(BEFORE), after=counted.count(AFTER))
