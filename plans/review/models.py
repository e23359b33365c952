"""What a secretariat has judged of the remarks on its plan."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from plans.shared.access import Resource
from plans.shared.querysets import PlanScopedQuerySet


class SetAside(Tracked):
    """A remark that was looked at and left as it is, with the reason (*bemærkning lagt til side*).

    ``code``, ``where`` and ``message`` are the remark's own, as they read in the portal's language when it was
    set aside. A remark is set aside while all three are equal: when the facts change, its message
    changes, and the remark is told again. A row that equals no remark any more has no effect.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="set_aside", verbose_name=_("plan"))
    code = models.SlugField(_("code"), max_length=60, db_index=False)
    where = models.TextField(_("where"))
    message = models.TextField(_("remark"))
    because = models.CharField(
        _("why it is set aside"),
        max_length=500,
        blank=True,
        help_text=_("A sentence that a colleague and the auditor will understand in a year."),
    )

    thing = Resource.REVIEW
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("remark set aside")
        verbose_name_plural = _("remarks set aside")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(  # the texts have any length, an index has not
                F("plan"), F("code"), MD5("where"), MD5("message"),
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
