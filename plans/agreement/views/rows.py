"""What the rows of an agreement have in common on their pages: where they stand, and that they do not go unsaid."""

from typing import Any

from django.urls import reverse

from plans.lifecycle.access import in_force
from plans.lifecycle.forms.reasons import WHY


class AgreementRow:
    """Rows that stand on the agreements page; while the agreement holds, deleting one asks why."""

    nav = "agreements"
    plan: Any
    today: Any
    reason_missing = WHY

    def back(self, row: Any) -> str:
        return reverse("plans:agreements", args=[self.plan.slug])

    def needs_reason(self) -> bool:
        return in_force(self.plan, today=self.today)

    def delete_link(self, name: str, row: Any) -> dict[str, Any]:
        """The address of the page that deletes the row; a row that is added has none."""
        return {"delete": reverse(f"plans:{name}", args=[self.plan.slug, row.pk])} if row.pk else {}
