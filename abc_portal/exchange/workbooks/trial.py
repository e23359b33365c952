"""Preview of a workbook's changes: every cell or row that matters, with its sheet and address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from abc_portal.core import three_way
from abc_portal.core.digests import digest_of
from abc_portal.core.three_way import Changed
from abc_portal.exchange.workbooks.reading import UnreadableWorkbook


class CellOutcome(TextChoices):
    """What becomes of a cell or a row of the file, in the order of the preview."""

    WRONG = "wrong", _("wrong")
    DELETED = "deleted", _("deleted")
    CHANGED = "changed", _("changed")
    NEW = "new", _("new")
    PRESERVED = "kept", _("changed in the portal since; kept as it is there")
    IGNORED = "ignored", _("not read")
    UNCHANGED = "unchanged", _("unchanged")


#: Most cells or rows written at once: each is checked, guarded and recorded in the history by itself.
MOST_WRITES = 2_500
#: What is written when the file is taken.
WRITING = (CellOutcome.DELETED, CellOutcome.CHANGED, CellOutcome.NEW)


@dataclass(frozen=True)
class TrialEntry:
    """One cell or row: its address (``Kvartaler!D7``), what it is about, its outcome and why."""

    outcome: CellOutcome
    place: str
    what: str = ""
    before: str = ""
    after: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Trial:
    """The whole file. Of what stays as it is only the number is known."""

    entries: tuple[TrialEntry, ...] = ()
    unchanged: int = 0

    @classmethod
    def of(cls, entries: Iterable[TrialEntry]) -> "Trial":
        """The entries sorted by what becomes of them, each kind in the file's own order."""
        listed = list(entries)
        order = list(CellOutcome)
        shown = [item for item in listed if item.outcome != CellOutcome.UNCHANGED]
        return cls(tuple(sorted(shown, key=lambda item: order.index(item.outcome))), len(listed) - len(shown))

    def count(self, outcome: CellOutcome) -> int:
        return self.unchanged if outcome == CellOutcome.UNCHANGED else self._counts.get(outcome, 0)

    @cached_property
    def _counts(self) -> dict[CellOutcome, int]:
        found: dict[CellOutcome, int] = {}
        for entry in self.entries:
            found[entry.outcome] = found.get(entry.outcome, 0) + 1
        return found

    @property
    def counts(self) -> list[tuple[CellOutcome, int]]:
        """Every fate that something of the file meets, and how much."""
        return [(outcome, self.count(outcome)) for outcome in CellOutcome if self.count(outcome)]

    @property
    def wrong(self) -> int:
        """How much of it is wrong: then nothing can be written."""
        return self.count(CellOutcome.WRONG)

    @property
    def is_wrong(self) -> bool:
        return self.wrong > 0

    @property
    def writes(self) -> int:
        """How many cells or rows it would write."""
        return sum(self.count(outcome) for outcome in WRITING)

    @cached_property
    def mark(self) -> str:
        """A fingerprint of what would be written."""
        written = [
            (entry.outcome.value, entry.place, entry.before, entry.after)
            for entry in self.entries
            if entry.outcome in WRITING
        ]
        return digest_of(written)


def tried(write: Callable[[bool], Iterable[TrialEntry]], *, seen: str | None) -> tuple[Trial, bool]:
    """Run ``write`` and return its outcome and whether it was committed: only if ``seen`` is its mark and nothing is
    wrong.

    Without ``seen``, ``write`` runs as a trial and need not write what it checks.
    """
    with transaction.atomic():
        trial = Trial.of(write(seen is None))
        done = not trial.is_wrong and bool(trial.writes) and seen == trial.mark
        if not done:
            transaction.set_rollback(True)
    return trial, done


def compared(given: str, *, was: str, now: str, clears: bool) -> tuple[CellOutcome, str]:
    """What is to become of a cell, and a sentence where it does not speak for itself.

    ``given`` is what the file says, ``was`` what the cell said when the file was fetched, ``now`` what the portal says.
    What nobody touched in the file is never written over what was changed in the portal since; what both changed is
    wrong. An empty cell deletes only when it ``clears``.
    """
    changed = three_way.compared(plain(was), plain(now), plain(given))
    if changed in (Changed.NEITHER, Changed.ALIKE):
        return CellOutcome.UNCHANGED, ""
    if changed is Changed.THEIRS:
        return CellOutcome.PRESERVED, gettext("Changed in the portal since the file was fetched, and not in the file.")
    if not plain(given) and not clears:
        return CellOutcome.IGNORED, gettext("The cell is empty, and empty cells do not delete.")
    if changed is Changed.BOTH:
        words = gettext("Changed in the portal since the file was fetched, and in the file too. It now says “%s”.")
        return CellOutcome.WRONG, words % (now or gettext("nothing"))
    if not plain(given):
        return CellOutcome.DELETED, ""
    return (CellOutcome.CHANGED if plain(now) else CellOutcome.NEW), ""


def check_not_too_many(count: int) -> None:
    """Raises :class:`UnreadableWorkbook` when the file asks for more than is written in one go."""
    if count > MOST_WRITES:
        raise UnreadableWorkbook(
            gettext("The file changes more than %s cells or rows. Divide it, and read it in by parts.") % MOST_WRITES
        )


def plain(text: str) -> str:
    """The text without the spaces and line breaks that make no difference."""
    return " ".join(text.split())
