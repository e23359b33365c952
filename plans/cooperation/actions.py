"""Writes to agreements beside the plan: an agreement and its parties are one act."""

from typing import Any
from uuid import UUID

from django.db import transaction

from abc_portal.audit import acts
from plans.cooperation.models import CooperationAgreement
from plans.shared import access
from plans.shared.actions import begin, save_under


@transaction.atomic
def save_cooperation(
    *,
    agreement: CooperationAgreement,
    parties: Any,
    by: Any,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Save an agreement together with its parties, a valid formset whose rows are guarded each by itself.

    Raises :class:`Refused`, ``LostUpdate`` and ``SentTwice``. Returns whether anything was written.
    """
    access.check_can_edit(by, agreement.thing, agreement.plan)
    differs = parties.has_changed()
    if agreement.pk and not differs and not acts.is_changed(agreement, made_from):
        return False
    act = begin(plan=agreement.plan, by=by, reason=reason, form=form)
    acts.save(agreement, act=act, made_from=made_from, rows_under_changed=differs)
    rows = parties.save(commit=False)
    for gone in parties.deleted_objects:
        acts.delete(gone, act=act)
    for row in rows:
        row.agreement = agreement
        save_under(row, act)
    return True
