"""Statements of a document, stored as printed beside what the rows give."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked


class StatedValue(Tracked):
    """A value as a document prints it (*oplyst værdi*); apps make tables of it for what they hold.

    It is never corrected: what does not fit the rows becomes a finding.
    """

    as_printed = models.CharField(_("as printed"), max_length=60)
    place = models.CharField(_("where it stands"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.as_printed} ({self.place})"
