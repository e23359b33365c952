"""How many milestones there are: one calculation for every page, paper and letter. No queries."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import danish
from abc_portal.core.linked import LinkedText
from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.addresses import with_standing
from plans.milestones.presenters.quarters import AFTER, BEFORE
from plans.milestones.presenters.words import STANDING_SHAPES, late_words, not_stated_words, standing_words

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
class StandingCount:
    """So many milestones with one status, and the list of just them; ``words`` are without the number."""

    standing: MilestoneStanding
    count: int
    address: str = ""

    @property
    def words(self) -> str:
        return standing_words(self.standing, self.count)

    @property
    def shape(self) -> str:
        return STANDING_SHAPES[self.standing]

    @property
    def text(self) -> LinkedText:
        """``2 forsinkede``."""
        return LinkedText.of(f"{self.count} {self.words}", self.address)


@dataclass(frozen=True)
class MilestoneCounts:
    """Milestones by status. Those given up and drafts do not count; they are said beside the others.

    ``total`` counts, ``shown`` is everything; ``after`` and ``before`` are those of the total that are due after the
    plan's last day or before its first. ``address`` is the list with all of them: each part leads to its own.
    """

    by_standing: Mapping[MilestoneStanding, int] = field(default_factory=dict)
    before: int = 0
    after: int = 0
    address: str = field(default="", compare=False)

    def __add__(self, other: "MilestoneCounts") -> "MilestoneCounts":
        summed = {item: self.of(item) + other.of(item) for item in MilestoneStanding}
        return MilestoneCounts(
            {item: count for item, count in summed.items() if count},
            self.before + other.before,
            self.after + other.after,
            self.address,
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

    def parts(self, order: Iterable[MilestoneStanding] = _COUNTED) -> tuple[StandingCount, ...]:
        """Each status that some have, in the order."""
        found = ((item, self.of(item)) for item in order)
        return tuple(StandingCount(item, count, with_standing(self.address, item)) for item, count in found if count)

    @property
    def late_text(self) -> LinkedText:
        """``3 milepæle er forsinkede``, which leads to them; empty when none is."""
        return self._said(MilestoneStanding.LATE, late_words)

    @property
    def unknown_text(self) -> LinkedText:
        """``2 ikke oplyst``."""
        return self._said(MilestoneStanding.UNKNOWN, not_stated_words)

    def _said(self, standing: MilestoneStanding, words: Callable[[int], str]) -> LinkedText:
        count = self.of(standing)
        return LinkedText.of(words(count), with_standing(self.address, standing)) if count else LinkedText()

    @property
    def counted_text(self) -> LinkedText:
        """``39 milepæle: 21 nået, 2 forsinkede og 16 planlagte``; the parts come to the number before them."""
        text = ngettext("%s milestone", "%s milestones", self.total) % self.total
        if not self.total:
            return LinkedText.of(text)
        if self.unknown == self.total:
            words = ngettext("%s milestone; not stated how it went", "%s milestones; not stated how they went",
                             self.total) % self.total  # fmt: skip
            return LinkedText.of(words, with_standing(self.address, MilestoneStanding.UNKNOWN))
        parts = LinkedText.joined((part.text for part in self.parts()), _("and"))
        return LinkedText.listed([LinkedText.of(text), parts], ": ")

    @property
    def counted_words(self) -> str:
        return self.counted_text.words

    @property
    def text(self) -> LinkedText:
        """The same with what is due outside the plan, and with what does not count."""
        rest = (LinkedText.of(self._outside_words()), self._beside_text())
        return LinkedText.listed([self.counted_text, *rest], "; ")

    @property
    def words(self) -> str:
        return self.text.words

    def _outside_words(self) -> str:
        parts = [
            *([_("%s before the plan's first day") % self.before] if self.before else []),
            *([_("%s after the plan's last day") % self.after] if self.after else []),
        ]
        return _("of these %s") % danish.joined(parts, _("and")) if parts else ""

    def _beside_text(self) -> LinkedText:
        dropped = self._said(
            MilestoneStanding.DROPPED, lambda count: ngettext("%s given up", "%s given up", count) % count
        )
        drafts = self._said(MilestoneStanding.DRAFT, lambda count: ngettext("%s draft", "%s drafts", count) % count)
        parts = LinkedText.joined([dropped, drafts], _("and"))
        verb = ngettext("%s does not count", "%s do not count", sum(self.of(item) for item in BESIDE))
        return parts.within(verb)


def counts(
    standings: Iterable[MilestoneStanding], *, before: int = 0, after: int = 0, address: str = ""
) -> MilestoneCounts:
    """The milestones with these statuses; ``before`` and ``after`` are those of them that count."""
    found = list(standings)
    by_standing = {standing: found.count(standing) for standing in MilestoneStanding if standing in found}
    return MilestoneCounts(by_standing, before, after, address)


def counts_by_place(placed: Iterable[tuple[str, MilestoneStanding]], *, address: str = "") -> MilestoneCounts:
    """The milestones with these places, from :func:`plans.milestones.presenters.quarters.due_place`, and statuses.

    ``address`` is the list with all of them.
    """
    listed = list(placed)
    counted = [place for place, standing in listed if standing not in BESIDE]
    before, after = counted.count(BEFORE), counted.count(AFTER)
    return counts((item for _place, item in listed), before=before, after=after, address=address)
