"""What the rows of an agreement have in common on their pages: where they stand, and that they do not go unsaid."""

from abc_portal.pages.row_pages import RowPages
from plans.lifecycle.access import in_force
from plans.lifecycle.forms.reasons import WHY


class AgreementRowPages(RowPages):
    """Rows that stand on the agreements page; while the agreement holds, deleting one asks why."""

    nav, home = "agreements", "plans:agreements"
    reason_missing = WHY

    def needs_reason(self) -> bool:
        return in_force(self.plan, today=self.today)
