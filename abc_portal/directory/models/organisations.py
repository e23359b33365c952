"""Organisations of any kind, and the other names they go by."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import NameField
from abc_portal.core.text import fold
from abc_portal.directory.enums import OrganisationKind
from abc_portal.directory.models.adding import AddedInPlace
from abc_portal.directory.models.aliases import Alias, unique_alias
from abc_portal.directory.querysets import SharedQuerySet
from abc_portal.directory.validators import validate_cvr

_DOUBLE = _("There is already an organisation called “%(name)s” of that kind. Say the town or the CVR number of both.")


class Organisation(AddedInPlace, Tracked):
    """A municipality, housing organisation, administration organisation, fund, school … (*organisation*)."""

    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind)
    name = NameField(_("name"))
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    cvr = models.CharField(
        _("CVR number"), max_length=8, blank=True, validators=[validate_cvr], help_text=_("Eight digits; may be empty.")
    )
    municipality = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": OrganisationKind.MUNICIPALITY},
        verbose_name=_("municipality"),
        help_text=_("Where it is, when organisations of several towns have the same name. A national one has none."),
    )

    distinguished_by = ("municipality",)
    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["kind", "name", "municipality"],
                condition=Q(cvr=""),
                name="organisation_once",
                violation_error_message=_("The municipality already has an organisation of that kind and name."),
            ),
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=Q(cvr="", municipality=None),
                name="organisation_without_municipality_once",
                violation_error_message=_("There is already an organisation of that kind and name."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=OrganisationKind.MUNICIPALITY) | Q(municipality=None),
                name="municipality_is_in_no_municipality",
                violation_error_message=_("A municipality is in no other municipality."),
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

    def distinctions(self) -> tuple[str, ...]:
        """What tells it from another of its name."""
        cvr = _("CVR %s") % self.cvr if self.cvr else ""
        return str(OrganisationKind(self.kind).label), str(self.municipality or ""), cvr

    def clean(self) -> None:
        """Of a name, kind and town there is one, unless two CVR numbers say that there are more."""
        beside = Organisation.objects.filter(kind=self.kind, municipality=self.municipality)
        rows = sorted(beside.order_by().values_list("pk", "name", "cvr"), key=lambda row: row[0] != self.pk)
        for number, name, cvr in (row for row in rows if fold(row[1]) == fold(self.name)):
            if number == self.pk and cvr == self.cvr:
                return  # as it was
            if number != self.pk and not (cvr and self.cvr):
                raise ValidationError({"name": _DOUBLE % {"name": name}})


class OrganisationAlias(Alias):
    """Another name that an organisation goes by."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )

    class Meta(Alias.Meta):
        abstract = False
        constraints: ClassVar[list[Any]] = unique_alias("organisation")
