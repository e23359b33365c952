"""Files as facts for pages and workbooks, without queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from abc_portal.core.dates import PartialDate
from plans.archive.uploads import PICTURES
from plans.shared.enums import FileSight
from plans.shared.presenters import held_words


@dataclass(frozen=True)
class VersionFacts:
    """One version; ``by`` and ``at`` are those of its change set, when the reader sees it."""

    number: int
    name: str
    size: str
    note: str
    at: datetime | None
    by: str


@dataclass(frozen=True)
class FileFacts:
    """One file of the archive, with its versions, the newest first."""

    pk: int
    key: str
    title: str
    kind: str
    dated: PartialDate | None
    #: The period that it is about; empty where it is not stated.
    covers: str
    description: str
    place: str
    sight: str
    is_picture: bool
    may_stand_in_texts: bool
    versions: tuple[VersionFacts, ...]

    @property
    def latest(self) -> VersionFacts | None:
        return self.versions[0] if self.versions else None


def file_facts(files: Iterable[Any], change_sets: Mapping[int, Any] | None = None) -> list[FileFacts]:
    """Files that come ``with_versions()``; ``change_sets`` are those of the versions, by version key."""
    return [_file(file, change_sets or {}) for file in files]


def _file(file: Any, change_sets: Mapping[int, Any]) -> FileFacts:
    latest = file.latest
    is_picture = latest is not None and latest.content_type in PICTURES.values()
    return FileFacts(
        pk=file.pk,
        key=file.key,
        title=file.title,
        kind=str(file.get_kind_display()),
        dated=file.dated,
        covers=held_words(file.covers_from, file.covers_to),
        description=file.description,
        place=place_words(file),
        sight=str(file.get_sight_display()),
        is_picture=is_picture,
        may_stand_in_texts=is_picture and file.sight == FileSight.ALL,
        versions=tuple(
            _version(version, change_sets.get(version.pk))
            for version in sorted(file.versions.all(), key=lambda item: item.number, reverse=True)
        ),
    )


def _version(version: Any, change_set: Any) -> VersionFacts:
    return VersionFacts(
        number=version.number,
        name=version.name,
        size=filesizeformat(version.size),
        note=version.note,
        at=change_set.at if change_set else None,
        by=change_set.by_name if change_set else "",
    )


def place_words(file: Any) -> str:
    """What the file belongs to."""
    if file.sub_agreement is not None:
        return _("Sub-agreement: %s") % file.sub_agreement.name
    if file.activity is not None:
        return _("Activity: %s") % file.activity.name
    return _("the whole plan")
