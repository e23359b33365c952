"""What the row pages of an agreement share: their place, and the reason asked for before deleting."""

from abc_portal.pages.row_pages import RowPages
from plans.lifecycle.access import in_force
from plans.lifecycle.forms.reasons import WHY


class AgreementRowPages(RowPages):
    """Rows of the agreements page; deleting one asks for a reason while the agreement holds."""

    nav, home = "agreements", "plans:agreements"
    reason_missing = WHY

    def needs_reason(self) -> bool:
        return in_force(self.plan, today=self.today)
