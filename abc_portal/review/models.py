"""What a secretariat has judged of the remarks on its plan."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.access import Resource
from abc_portal.pages.querysets import PlanScopedQuerySet
from abc_portal.review.findings import fingerprint_by_words


class SetAside(Tracked):
    """A remark that was looked at and left as it is, with the reason (*bemærkning lagt til side*).

    ``fingerprint`` says what it is known by: its code, its object and the facts behind it. When the facts change, the
    remark stands in the list again, and the row has no effect. ``where`` and ``message`` are how it read in the
    portal's language when it was set aside; rows from before facts were known have the fingerprint of these.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="set_aside", verbose_name=_("plan"))
    code = models.SlugField(_("code"), max_length=60, db_index=False)
    where = models.TextField(_("where"))
    message = models.TextField(_("remark"))
    fingerprint = models.CharField(_("fingerprint"), max_length=16, blank=True, editable=False)
    because = models.CharField(
        _("why it is set aside"),
        max_length=500,
        blank=True,
        help_text=_("A sentence that a colleague and the auditor will understand in a year."),
    )

    resource = Resource.REVIEW
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        app_label = "plans"  # it is a row of a plan: table, history and the administration's address say so
        ordering = ("pk",)
        verbose_name = _("remark set aside")
        verbose_name_plural = _("remarks set aside")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                F("plan"), F("fingerprint"),
                name="set_aside_once",
                violation_error_message=_("The remark is already set aside."),
            ),
            models.CheckConstraint(
                condition=Q(because__regex=r"\S"),
                name="set_aside_has_reason",
                violation_error_message=_("Write why the remark is set aside."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    def clean(self) -> None:
        self.fingerprint = self.fingerprint or self._by_words

    @property
    def is_known_by_words(self) -> bool:
        """Whether it is from before facts were known, or from a document of that time."""
        return self.fingerprint == self._by_words

    @property
    def _by_words(self) -> str:
        return fingerprint_by_words(self.code, self.where, self.message)
