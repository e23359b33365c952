"""The plan's archive: files with their versions, each with what it belongs to and who may see it."""

from io import BytesIO
from typing import Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.core.fields import DayField, NameField, in_order, partial, precision_field
from abc_portal.core.files import stored_bytes
from abc_portal.core.private_parts import is_new_upload
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import SubAgreement
from plans.archive import uploads
from plans.archive.enums import FileKind
from plans.archive.querysets import FileQuerySet
from plans.lifecycle.models.plan import Plan
from plans.shared.bases import PlanRow, free_code
from plans.shared.enums import FileSight
from plans.shared.validators import check_same_plan


def stored_name(version: "PlanFileVersion", _name: str) -> str:
    """A random name for the bytes, so that nothing a user wrote becomes a path."""
    return f"archive/{version.file.plan_id}/{uuid4().hex}"


class PlanFile(PlanRow):
    """A file in the plan's archive (*fil i arkivet*): what it is, what it belongs to, who sees it, and its versions."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="files", verbose_name=_("plan"))
    key = models.SlugField(
        _("short name"), max_length=60, blank=True, help_text=_("Made from the title; texts point to a picture by it.")
    )
    title = NameField(_("title"))
    kind = models.CharField(_("kind"), max_length=16, choices=FileKind, default=FileKind.OTHER)
    dated_on = DayField(_("dated"), null=True, blank=True)
    dated_on_precision = precision_field()
    dated = partial("dated_on")
    covers_from_on = DayField(_("covers from"), null=True, blank=True)
    covers_from_on_precision = precision_field()
    covers_to_on = DayField(_("covers to"), null=True, blank=True)
    covers_to_on_precision = precision_field()
    covers_from = partial("covers_from_on")
    covers_to = partial("covers_to_on", end=True)
    description = models.TextField(_("description"), blank=True)
    sub_agreement = models.ForeignKey(
        SubAgreement, models.RESTRICT, null=True, blank=True, related_name="files", verbose_name=_("sub-agreement")
    )
    activity = models.ForeignKey(
        Activity, models.RESTRICT, null=True, blank=True, related_name="files", verbose_name=_("activity")
    )
    sight = models.CharField(
        _("who sees it"),
        max_length=12,
        choices=FileSight,
        default=FileSight.ALL,
        help_text=_("A picture in the plan's texts must be for everybody with a role in the plan."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("file in the archive")
        verbose_name_plural = _("files in the archive")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "key"],
                name="plan_file_key_once",
                violation_error_message=_("The plan already has a file with that short name."),
            ),
            models.CheckConstraint(
                condition=Q(sub_agreement=None) | Q(activity=None),
                name="plan_file_has_one_place",
                violation_error_message=_("A file belongs to a sub-agreement or to an activity, not to both."),
            ),
            in_order("plan_file_covers", "covers_from_on", "covers_to_on"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        check_same_plan(self, "sub_agreement", "activity")
        if not self.key:
            others = PlanFile._base_manager.filter(plan=self.plan_id).exclude(pk=self.pk)
            self.key = free_code(self.title, set(others.values_list("key", flat=True)), "fil")

    @property
    def latest(self) -> "PlanFileVersion | None":
        """The newest version, from rows that come ``with_versions()``."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)


class PlanFileVersion(PlanRow):
    """One version of a file: its bytes as they were given, never changed (*version*)."""

    file = models.ForeignKey(PlanFile, models.CASCADE, related_name="versions", verbose_name=_("file"))
    number = models.PositiveSmallIntegerField(_("number"))
    upload = models.FileField(_("content"), upload_to=stored_name, max_length=200)
    name = models.CharField(_("file name"), max_length=uploads.LONGEST_NAME)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)
    content_type = models.CharField(_("type of content"), max_length=100, blank=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    content = stored_bytes("upload")

    plan_path = "file__plan"
    sight_path = "file__sight"
    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ("file", "-number")
        verbose_name = _("version of a file")
        verbose_name_plural = _("versions of a file")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["file", "number"],
                name="file_version_once",
                violation_error_message=_("The file already has a version with that number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="file_version_from_one",
                violation_error_message=_("Versions are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return _("version %(number)s, %(name)s") % {"number": self.number, "name": self.name}

    def clean(self) -> None:
        """New bytes are looked at: what they are is told by themselves, never by who sends them.

        The name is one to fetch a file under, whichever way it came.
        """
        self.name = uploads.clean_name(self.name)
        if is_new_upload(self.upload):
            try:
                found = uploads.look(self.upload.file, self.name)
            except ValidationError as refused:
                raise ValidationError({"upload": refused.messages}) from None
            self.name, self.size, self.sha256 = found.name, found.size, found.sha256
            self.content_type = found.content_type

    @property
    def picture_type(self) -> str:
        """The content type with which a browser may show it as a picture; empty when it is none that may."""
        found = self.content if self.content_type in uploads.PICTURES.values() else None
        return uploads.picture_type(BytesIO(found)) if found else ""
