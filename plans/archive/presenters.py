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


@dataclass(frozen=True)
class VersionFacts:
    """One version; ``by`` and ``at`` are those of the act that kept it, when the reader sees it."""

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
    description: str
    place: str
    sight: str
    is_picture: bool
    may_stand_in_texts: bool
    versions: tuple[VersionFacts, ...]

    @property
    def latest(self) -> VersionFacts | None:
        return self.versions[0] if self.versions else None


def file_facts(files: Iterable[Any], acts: Mapping[int, Any] | None = None) -> list[FileFacts]:
    """Files that come ``with_versions()``; ``acts`` are those that kept the versions, by the version's key."""
    return [_file(file, acts or {}) for file in files]


def _file(file: Any, acts: Mapping[int, Any]) -> FileFacts:
    latest = file.latest
    is_picture = latest is not None and latest.content_type in PICTURES.values()
    return FileFacts(
        pk=file.pk,
        key=file.key,
        title=file.title,
        kind=str(file.get_kind_display()),
        dated=file.dated,
        description=file.description,
        place=place_words(file),
        sight=str(file.get_sight_display()),
        is_picture=is_picture,
        may_stand_in_texts=is_picture and file.sight == FileSight.ALL,
        versions=tuple(
            _version(each, acts.get(each.pk))
            for each in sorted(file.versions.all(), key=lambda each: each.number, reverse=True)
        ),
    )


def _version(version: Any, act: Any) -> VersionFacts:
    return VersionFacts(
        number=version.number,
        name=version.name,
        size=filesizeformat(version.size),
        note=version.note,
        at=act.at if act else None,
        by=act.by_name if act else "",
    )


def place_words(file: Any) -> str:
    """What the file belongs to."""
    if file.sub_agreement is not None:
        return _("Sub-agreement: %s") % file.sub_agreement.name
    if file.activity is not None:
        return _("Activity: %s") % file.activity.name
    return _("the whole plan")
