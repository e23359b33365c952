"""Other names that organisations, departments and areas go by."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import NameField
from abc_portal.directory.querysets import ReferenceQuerySet


class Alias(Tracked):
    """Another name that something goes by; each kind of thing has its own table."""

    name = NameField(_("other name"))

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("name",)
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self) -> str:
        return self.name


def unique_alias(owner: str) -> list[Any]:
    """The constraint that the owner has each other name only once."""
    return [
        models.UniqueConstraint(
            fields=[owner, "name"],
            name=f"{owner}_alias_once",
            violation_error_message=_("That other name is already there."),
        )
    ]
