"""Merging two shared rows that are the same."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import RuleBroken
from abc_portal.directory import access
from abc_portal.directory.merging import MERGEABLE, Merge, MergeStep, mark_of_steps
from abc_portal.directory.models import MergedRow


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do, step by step, with its mark; or why it cannot be done."""

    steps: tuple[MergeStep, ...] = ()
    mark: str = ""
    refusal: str = ""


class _PreviewOnly(Exception):
    """Undoes a merge that was only a preview."""


def preview_merge(*, survivor: Any, merged: Any, by: Any) -> MergePreview:
    """What :func:`merge_rows` would do; nothing is written. Raises :class:`Refused` for who may not."""
    access.check_can_merge(by)
    try:
        with transaction.atomic():
            steps = _merge(survivor, merged, change_sets.begin(by=by))
            raise _PreviewOnly(steps)
    except _PreviewOnly as undone:
        return MergePreview(tuple(undone.args[0]), mark_of_steps(undone.args[0]))
    except RuleBroken as broken:
        return MergePreview(refusal=str(broken))


@transaction.atomic
def merge_rows(
    *, survivor: Any, merged: Any, by: Any, reason: str = "", seen: str | None = None, form: UUID | None = None
) -> ChangeSet:
    """Lead everything from ``merged`` to ``survivor`` and delete ``merged``, as one change set.

    ``seen`` is the mark of the preview. Raises :class:`Refused` for who may not, :class:`RuleBroken` where the two say
    different things, and :class:`LostUpdate` when something else would be done now.
    """
    access.check_can_merge(by)
    change_set = change_sets.begin(by=by, reason=reason, form=form)
    names = {"merged": merged, "survivor": survivor}
    change_set.reason = change_set.reason or _("“%(merged)s” is merged into “%(survivor)s”.") % names
    change_set.save(update_fields=["reason"])
    record = MergedRow(
        model=type(merged)._meta.label_lower,
        merged_id=merged.pk,
        merged_name=str(merged),
        survivor_id=survivor.pk,
        change_set=change_set,
    )
    steps = _merge(survivor, merged, change_set)
    if seen is not None and seen != mark_of_steps(steps):
        raise LostUpdate(str(survivor))
    record.save()
    return change_set


def _merge(survivor: Any, merged: Any, change_set: ChangeSet) -> list[MergeStep]:
    """On fresh copies: a preview leaves the rows it was given as they were."""
    if type(survivor) is not type(merged) or type(survivor) not in MERGEABLE or survivor.pk == merged.pk:
        raise RuleBroken(_("Choose two different rows of the same kind."))
    rows = type(survivor)._base_manager.select_for_update().in_bulk([survivor.pk, merged.pk])
    if len(rows) < 2:
        raise LostUpdate(str(survivor))
    merge = Merge(change_set)
    merge.join(rows[survivor.pk], rows[merged.pk])
    return merge.steps
