"""Two shared rows that are the same become one, with everything that hangs on them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet, Tracked
from abc_portal.core import constraints
from abc_portal.core.access import RuleBroken
from abc_portal.core.digests import digest_of
from abc_portal.core.relations import relations_to
from abc_portal.core.text import fold
from abc_portal.directory.enums import MergeChange
from abc_portal.directory.interchange.likeness import names_of
from abc_portal.directory.models import (
    AreaAlias,
    DepartmentAlias,
    HousingArea,
    HousingDepartment,
    MergedRow,
    Organisation,
    OrganisationAlias,
    Person,
)

#: What can be merged, and the table of its other names with the column that leads to it.
MERGEABLE: dict[type[models.Model], tuple[type[models.Model], str] | None] = {
    Organisation: (OrganisationAlias, "organisation"),
    HousingDepartment: (DepartmentAlias, "department"),
    HousingArea: (AreaAlias, "area"),
    Person: None,
}
#: Columns in which the row that remains decides; the history has what the other said.
OWN_WORDS = ("name", "short_name", "title", "position")
#: Values that say that nothing is known.
_UNKNOWN = (None, "", "unknown")

#: From a row to the plan it belongs to, if any.
_plan_of: list[Callable[[Any], Any]] = []
_followers: list[Callable[[Any, Any], None]] = []


def register_plans(plan_of: Callable[[Any], Any]) -> None:
    """Say which plan a row belongs to, for who looks at what would move."""
    _plan_of.append(plan_of)


def register_follower(follow: Callable[[Any, Any], None]) -> None:
    """Let something follow that refers to a row by its number without a foreign key: survivor, merged row."""
    _followers.append(follow)


@dataclass(frozen=True)
class MergeStep:
    """What happens to one row: its kind, name and plan, and its number and version before."""

    change: MergeChange
    kind: str
    name: str
    plan: str
    key: tuple[str, int, int]


def mark_of_steps(steps: list[MergeStep]) -> str:
    """A fingerprint of what a merge does, and to what."""
    return digest_of([(step.change.value, step.key) for step in steps])


@dataclass
class Merge:
    """One merge in a change set: all that refers to one row is led to another, and the one is deleted.

    Rows that then say the same twice become one in the same way; :class:`RuleBroken` where they do not.
    """

    change_set: ChangeSet
    steps: list[MergeStep] = field(default_factory=list)

    def join(self, survivor: Any, merged: Any, *, by_key: str = "") -> None:
        """``by_key`` is the foreign key through which the two came to say the same."""
        filled = self._filled(survivor, merged, by_key)
        if by_key and type(survivor) in MERGEABLE:
            self._check_names(survivor, merged)
        for relation in relations_to(type(survivor)):
            for row in list(relation.model._base_manager.filter(**{relation.name: merged}).order_by("pk")):
                self._lead(row, relation, survivor)
        for follow in _followers if type(survivor) in MERGEABLE else ():
            follow(survivor, merged)
        self._note(MergeChange.JOINED, merged)
        # What is unique must be free before the row that remains can have it.
        change_sets.delete(merged, change_set=self.change_set)
        if filled:
            self._note(MergeChange.FILLED, survivor)
            for name, value in filled.items():
                setattr(survivor, name, value)
            self._save(survivor)
        self._add_name(survivor, merged)

    def _lead(self, row: Any, relation: models.ForeignKey, survivor: Any) -> None:
        former = getattr(row, relation.attname)
        setattr(row, relation.name, survivor)
        twin = self._twin(row, relation, survivor)
        if twin is None:
            self._note(MergeChange.MOVED, row)
            self._save(row)
        else:
            setattr(row, relation.attname, former)
            self.join(twin, row, by_key=relation.name)

    def _twin(self, row: Any, relation: models.ForeignKey, survivor: Any) -> Any:
        """The row beside which this one could not stand, or that says the very same."""
        beside = type(row)._base_manager.filter(**{relation.name: survivor}).exclude(pk=row.pk).order_by("pk")
        rules = [rule for rule in row._meta.constraints if isinstance(rule, UniqueConstraint)]
        for other in beside:
            if _said(other) == _said(row):
                return other
            for rule in rules:
                values = constraints.unique_values(rule, row)
                if values is not None and values == constraints.unique_values(rule, other):
                    return other
        return None

    def _filled(self, survivor: Any, merged: Any, by_key: str) -> dict[str, Any]:
        """What only the merged row knows. Raises :class:`RuleBroken` where the two say different things."""
        found: dict[str, Any] = {}
        for column in survivor._meta.concrete_fields:
            name = column.name
            if column.primary_key or name in ("version", by_key) or name.endswith("_precision"):
                continue
            mine, theirs = (_value(row, column) for row in (survivor, merged))
            if theirs in _UNKNOWN or _is_same(mine, theirs):
                continue
            if mine not in _UNKNOWN and name in OWN_WORDS:
                continue
            if mine not in _UNKNOWN:
                raise RuleBroken(_different(survivor, merged, column))
            found[column.attname] = getattr(merged, column.attname)
            if hasattr(merged, f"{name}_precision"):
                found[f"{name}_precision"] = getattr(merged, f"{name}_precision")
        return found

    def _check_names(self, survivor: Any, merged: Any) -> None:
        """Two departments of one number are the same only when they share a name."""
        if merged.name and survivor.name and not names_of(survivor) & names_of(merged):
            values = {"one": survivor, "other": merged, "kind": survivor._meta.verbose_name}
            sentence = _(
                "“%(one)s” and “%(other)s” (%(kind)s) would be one, but have different names. Correct them first."
            )
            raise RuleBroken(sentence % values)

    def _add_name(self, survivor: Any, merged: Any) -> None:
        """The merged row's name is another name of the row that remains."""
        aliases = MERGEABLE.get(type(survivor))
        if aliases is not None and fold(merged.name) not in names_of(survivor) | {""}:
            model, owner = aliases
            alias: Any = model(**{owner: survivor, "name": merged.name})
            self._note(MergeChange.NAMED, alias)
            self._save(alias)

    def _save(self, row: Any) -> None:
        try:
            change_sets.save(row, change_set=self.change_set)
        except ValidationError as fault:
            values = {"kind": capfirst(row._meta.verbose_name), "row": row, "why": " ".join(fault.messages)}
            raise RuleBroken(_("%(kind)s “%(row)s”: %(why)s") % values) from None

    def _note(self, change: MergeChange, row: Any) -> None:
        plan = next((found for plan_of in _plan_of if (found := plan_of(row)) is not None), "")
        key = (row._meta.label, row.pk or 0, row.version)
        self.steps.append(MergeStep(change, capfirst(row._meta.verbose_name), str(row), str(plan), key))


def _value(row: Tracked, column: Any) -> Any:
    """The column's value; a day together with how exactly it is known."""
    value = getattr(row, column.attname)
    exactness = getattr(row, f"{column.name}_precision", None)
    return value if value is None or exactness is None else (value, exactness)


def _said(row: Tracked) -> dict[str, Any]:
    """All that a row says."""
    return {name: value for name, value in row.columns().items() if name not in ("id", "version", "position")}


def _is_same(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, str) and isinstance(theirs, str):
        return fold(mine) == fold(theirs)
    return bool(mine == theirs)


def _different(survivor: Any, merged: Any, column: Any) -> str:
    """What they differ in, without the values: not everybody may read them."""
    return _("%(kind)s: “%(one)s” and “%(other)s” say different things (%(column)s). Correct one of them first.") % {
        "kind": capfirst(survivor._meta.verbose_name),
        "one": survivor,
        "other": merged,
        "column": column.verbose_name,
    }


def merged_into(model: type[models.Model], numbers: set[int]) -> Iterator[Any]:
    """The rows that were merged into those with these numbers, and into those in turn."""
    while numbers:
        rows = list(
            MergedRow.objects.filter(model=model._meta.label_lower, survivor_id__in=numbers).select_related(
                "change_set"
            )
        )
        yield from rows
        numbers = {row.merged_id for row in rows}
