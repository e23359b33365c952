"""What the agreements beside a plan put on its page of agreements."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from abc_portal.pages import panels
from plans.cooperation.models import CooperationAgreement, CooperationParty
from plans.cooperation.presenters import CooperationFacts, cooperation_facts
from plans.shared import access


def register() -> None:
    panels.register("agreements", beside)


def beside(plan: Any, agreement: Any, user: Any, day: date) -> tuple[str, dict[str, Any]]:
    """All agreements beside the plan; for another day, those that held then."""
    rows = CooperationAgreement.objects.all()
    held = rows if day == timezone.localdate() else rows.valid_on(day)  # type: ignore[attr-defined]
    return "plans/cooperation/_cooperation.html", {"cooperation": facts_for(user, plan, held)}


def facts_for(user: Any, plan: Any, rows: Any) -> list[CooperationFacts]:
    """Of the plan's agreements beside it these rows, as the user sees them."""
    parties = Prefetch("parties", CooperationParty.objects.select_related("organisation"))
    seen = rows.visible_to(user).filter(plan=plan).select_related("file").prefetch_related(parties)
    return cooperation_facts(seen, sights=access.file_sights(user, plan))
