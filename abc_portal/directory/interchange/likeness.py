"""Which stored row an entry of a document means: for sure, perhaps, or none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.text import fold
from abc_portal.directory.models import Organisation

#: How near two spellings are that may be the same name, and from how many letters on.
CLOSE, SHORTEST_CLOSE = 0.85, 5

#: Pairs of a row's number and a town's: the towns in which plans use the row.
TownSource = Callable[[], Iterable[tuple[int, int | None]]]
_town_sources: dict[str, list[TownSource]] = {}


@dataclass(frozen=True)
class Entry:
    """One entry of a document: its key, what it says, and who imports.

    ``taken`` are numbers of rows that other entries are, ``own`` those that the plan uses, best first. ``pool`` holds
    what has been fetched for the entries of the list.
    """

    key: str
    facts: dict[str, Any]
    document: dict[str, Any]
    taken: set[Any]
    own: list[Any]
    by: Any
    whole: dict[str, Any]
    find: Callable[[str, str], Any]
    pool: dict[Any, Any]

    @property
    def name(self) -> str:
        return fold(self.facts["name"])

    @property
    def names(self) -> set[str]:
        """The name and all other names, folded; none where only a number is known."""
        return {self.name, *(fold(name) for name in self.document.get("aliases", []))} - {""}

    def pooled(self, key: Any, fetch: Callable[[], Any]) -> Any:
        """What ``fetch`` gave the first time."""
        if key not in self.pool:
            self.pool[key] = fetch()
        return self.pool[key]

    def town(self, key: str | None) -> set[int]:
        """The town with that key in the document, if it is in the portal."""
        row = self.find("organisations", key) if key else None
        return {row.pk} if row is not None and row.pk else set()

    @property
    def plan_town(self) -> set[int]:
        plan = self.whole.get("plan")
        return self.town(plan.get("municipality")) if isinstance(plan, dict) else set()


@dataclass(frozen=True)
class Found:
    """The ``row`` that is meant; without one, those that are ``likely`` meant, and those that are only ``similar``."""

    row: Any = None
    likely: tuple[Any, ...] = ()
    similar: tuple[Any, ...] = field(default=())


def register_towns(kind: str, source: TownSource) -> None:
    """Say in which towns plans use rows of a shared list."""
    _town_sources.setdefault(kind, []).append(source)


def towns_of(kind: str) -> dict[int, set[int]]:
    """The towns in which each row of the list is used."""
    found: dict[int, set[int]] = {}
    for source in _town_sources.get(kind, ()):
        for number, town in source():
            if town is not None:
                found.setdefault(number, set()).add(town)
    return found


def in_towns(words: str, towns: set[int], town: Any) -> str:
    """The words with the names of the towns where plans use the row, unless a town of its own is among them."""
    if town is not None or not towns:
        return words
    names = Organisation.objects.filter(pk__in=towns).values_list("name", flat=True)
    return _("%(words)s, used in %(towns)s") % {"words": words, "towns": danish.joined(list(names), str(_("and")))}


def names_of(row: Any) -> set[str]:
    """All names of the row, folded; none where only a number is known. A person has one."""
    aliases = row.aliases.all() if hasattr(row, "aliases") else ()
    return {fold(row.name), *(fold(alias.name) for alias in aliases)} - {""}


def loosely(name: str) -> str:
    """The name without signs, spaces and accents: ``AKB, Albertslund`` and ``AKB Albertslund`` are likely the same."""
    return danish.slug(name).replace("-", "")


def resembling(new: Any, rows: Iterable[Any]) -> list[Any]:
    """Of rows, those that a new one may be the same as by their names: the same, the same but for signs, or a spelling
    that is close; best first. Who adds a row reads them, so more is asked than of a document."""
    mine = {loosely(name) for name in _called(new)} - {""}
    ranked = [(max((_nearness(loosely(name), mine) for name in _called(row)), default=0.0), row) for row in rows]
    return [row for nearness, row in sorted(ranked, key=lambda item: -item[0]) if nearness >= CLOSE]


def _called(row: Any) -> set[str]:
    names = {fold(row.name)} if row.pk is None else names_of(row)
    return (names | {fold(getattr(row, "short_name", ""))}) - {""}


def _nearness(name: str, others: set[str]) -> float:
    """From 0 to 1; short names are only near when they are the same."""
    if name in others:
        return 1.0
    long = [other for other in others if min(len(name), len(other)) >= SHORTEST_CLOSE]
    return max((SequenceMatcher(None, name, other).ratio() for other in long), default=0.0)


def best_own(entry: Entry, rows: Iterable[Any]) -> Any:
    """Of rows, the first that the plan uses itself; ``None`` without any."""
    known = {row.pk: row for row in rows}
    return next((known[number] for number in entry.own if number in known), None)


def decided(
    entry: Entry,
    same: list[Any],
    loose: list[Any],
    towns: Callable[[Any], set[int]],
    here: set[int],
    *,
    is_sure_without_towns: bool,
) -> Found:
    """Of rows that go by the name, the one that is used in the same town; what remains is asked about.

    ``here`` are the entry's towns. Where only one side's towns are known, ``is_sure_without_towns`` says whether the
    only row of that name is meant.
    """
    if own := best_own(entry, (row for row in same if fold(row.name) == entry.name)):
        return Found(own)
    near = [row for row in same if towns(row) & here]
    if len(near) == 1:
        return Found(near[0])
    if not near and len(same) == 1:
        theirs = towns(same[0])
        if not (theirs and here) and (is_sure_without_towns or bool(theirs) == bool(here)):
            return Found(same[0])
    return Found(likely=tuple(near or same or loose))
