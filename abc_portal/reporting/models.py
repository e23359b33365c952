"""Documents that users have asked for, and the files that wait for them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.enums import DocumentFormat, RequestState
from abc_portal.reporting.querysets import DocumentRequestQuerySet
from plans.models import Plan


def kind_choices() -> list[tuple[str, Any]]:
    """Asked at use, so that a new kind of document needs no migration."""
    return [(kind.value, kind.label) for kind in all_kinds().values()]


def format_choices() -> list[tuple[str, Any]]:
    return DocumentFormat.choices


class DocumentRequest(models.Model):
    """One document asked for by one user: how far it is, and the file when it is ready.

    Its content depends on what its reader may see, so it belongs to who asked for it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="document_requests", verbose_name=_("plan"))
    kind = models.CharField(_("document"), max_length=40, choices=kind_choices)
    form = models.CharField(_("format"), max_length=4, choices=format_choices, default=DocumentFormat.PDF)
    as_of = models.DateField(_("as of"))
    #: What it is about beside plan and day, as it was typed or chosen: ``{"sub_agreement": "beskaeftigelse"}``.
    parameters = models.JSONField(default=dict, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="document_requests", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    state = models.CharField(_("state"), max_length=8, choices=RequestState, default=RequestState.WAITING)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to="documents/%Y/%m/", blank=True)
    name = models.CharField(_("file name"), max_length=255, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    #: The reader's access when it was made (``DocumentReader.scope``); a reader with less access now does not get
    #: it.
    sight = models.JSONField(default=dict, editable=False)
    fault = models.CharField(_("what went wrong"), max_length=500, blank=True)

    objects = DocumentRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("requested document")
        verbose_name_plural = _("requested documents")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="document_request_progress"),
            models.CheckConstraint(
                condition=~Q(state=RequestState.DONE) | ~Q(file=""), name="finished_document_has_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.plan}"

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.WAITING, RequestState.WORKING)
