"""Organisations of any kind, and the other names they go by."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import NameField
from abc_portal.directory.enums import OrganisationKind
from abc_portal.directory.models.aliases import Alias, unique_alias
from abc_portal.directory.querysets import ReferenceQuerySet
from abc_portal.directory.validators import validate_cvr


class Organisation(Tracked):
    """A municipality, housing organisation, administration organisation, fund, school … (*organisation*)."""

    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind)
    name = NameField(_("name"))
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    cvr = models.CharField(
        _("CVR number"), max_length=8, blank=True, validators=[validate_cvr], help_text=_("Eight digits; may be empty.")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="organisation_once",
                violation_error_message=_("There is already an organisation of that kind and name."),
            ),
            models.UniqueConstraint(
                fields=["cvr"],
                condition=~Q(cvr=""),
                name="organisation_cvr_once",
                violation_error_message=_("Another organisation has that CVR number."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(Alias):
    """Another name that an organisation goes by."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )

    class Meta(Alias.Meta):
        abstract = False
        constraints: ClassVar[list[Any]] = unique_alias("organisation")
