"""Writes to the archive: bytes and row are stored together or not at all, each as a change set."""

from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import RuleBroken
from abc_portal.core.files import undone_with_the_rows
from plans.archive import uploads
from plans.archive.models import PlanFile, PlanFileVersion
from plans.shared import access
from plans.shared.actions import begin


def add_file(*, file: PlanFile, upload: Any, note: str = "", by: Any, form: UUID | None = None) -> None:
    """Store a new file with its first version. Raises :class:`Refused`, ``SentTwice`` and ``ValidationError``."""
    with undone_with_the_rows(), transaction.atomic():
        access.check_can_edit(by, file.resource, file.plan)
        change_set = begin(plan=file.plan, by=by, form=form)
        change_sets.save(file, change_set=change_set)
        _keep(file, upload, note, change_set)


def add_version(*, file: PlanFile, upload: Any, note: str = "", by: Any, form: UUID | None = None) -> PlanFileVersion:
    """Store a newer version of a file; concurrent ones get different numbers.

    Raises :class:`RuleBroken` when it equals the latest version, ``LostUpdate`` when the file is deleted,
    :class:`Refused`, ``SentTwice`` and ``ValidationError``.
    """
    with undone_with_the_rows(), transaction.atomic():
        access.check_can_edit(by, file.resource, file.plan)
        stored = PlanFile._base_manager.select_for_update().filter(pk=file.pk).first()
        if stored is None:
            raise LostUpdate(str(file))
        latest = stored.versions.order_by("-number").first()
        if latest is not None and latest.sha256 == uploads.checksum(upload):
            raise RuleBroken(_("That is the same file as version %s, the latest one.") % latest.number)
        return _keep(stored, upload, note, begin(plan=file.plan, by=by, form=form))


def next_number(file: PlanFile) -> int:
    """The number of the file's next version; that of a deleted one is not used again."""
    used = PlanFileVersion.history.filter(file_id=file.pk).order_by("-number").values_list("number", flat=True).first()
    return (used or 0) + 1


def _keep(file: PlanFile, upload: Any, note: str, change_set: ChangeSet) -> PlanFileVersion:
    version = PlanFileVersion(file=file, number=next_number(file), name=uploads.clean_name(upload.name), note=note)
    version.upload = File(upload, name="content")  # type: ignore[assignment]
    change_sets.save(version, change_set=change_set)
    return version
