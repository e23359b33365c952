"""Shared rows that were two and became one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import ChangeSet
from abc_portal.core.fields import NameField
from abc_portal.directory.querysets import ReferenceQuerySet


class MergedRow(models.Model):
    """That a shared row was merged into another (*sammenlægning*): what it was called, and the change set that did it.

    It leads from the old number to the row that remains, whose history shows both.
    """

    model = models.CharField(_("kind"), max_length=100, editable=False)
    merged_id = models.BigIntegerField(_("number"), editable=False)
    merged_name = NameField(_("name"), editable=False)
    survivor_id = models.BigIntegerField(_("merged into"), editable=False)
    change_set = models.ForeignKey(
        ChangeSet, models.PROTECT, related_name="+", editable=False, verbose_name=_("change set")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("merged row")
        verbose_name_plural = _("merged rows")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["model", "merged_id"],
                name="merged_row_once",
                violation_error_message=_("It is merged with another already."),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["model", "survivor_id"], name="directory_merged_into")]

    def __str__(self) -> str:
        return self.merged_name
