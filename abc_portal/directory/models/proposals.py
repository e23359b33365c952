"""Changes of the shared lists that a secretariat proposes, and the system administrator's answer."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import NameField
from abc_portal.directory.enums import ProposalState
from abc_portal.directory.models.people import User
from abc_portal.directory.querysets import ProposalQuerySet


class ReferenceProposal(Tracked):
    """A proposed change of organisations, areas, rounds or other shared lists (*ændringsforslag*)."""

    subject = NameField(_("what it is about"), help_text=_("For example: new department in AKB Albertslund."))
    text = models.TextField(_("proposal"))
    proposed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", editable=False, verbose_name=_("proposed by")
    )
    state = models.CharField(_("state"), max_length=8, choices=ProposalState, default=ProposalState.OPEN)
    answer = models.TextField(_("answer"), blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("state", "-pk")
        verbose_name = _("proposed change of shared lists")
        verbose_name_plural = _("proposed changes of shared lists")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(answer=""),
                name="declined_proposal_has_answer",
                violation_error_message=_("Say why the proposal is declined."),
            )
        ]

    def __str__(self) -> str:
        return self.subject
