"""What the parties have signed is not changed without a word: while the agreement holds, a form asks why."""

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy

from abc_portal.pages.forms.base import PlanRowForm
from plans.lifecycle.access import in_force
from plans.lifecycle.models.plan import Plan

WHY = gettext_lazy("The agreement is in force. Write briefly why it is changed.")
WHY_ITS_TEXT = gettext_lazy("The agreement is in force. When its text is changed, write briefly why.")


class AgreementTextForm(PlanRowForm):
    """A form for what the parties have agreed; while that is in force, a change says why.

    Where only some of the fields are the agreement's, ``texts`` names them, and only their change asks.
    """

    asks_why = False
    texts: ClassVar[tuple[str, ...]] = ()

    def limit(self, plan: Plan) -> None:
        self.asks_why = "reason" in self.fields and in_force(plan, today=timezone.localdate())
        if self.asks_why:
            ask_why(self.fields["reason"], only_texts=bool(self.texts))

    def full_clean(self) -> None:
        if self.asks_why and self.is_bound:
            self.fields["reason"].required = self._says_something_new()
        super().full_clean()

    def _says_something_new(self) -> bool:
        """Whether anything but the reason was changed: who only looked need not say why."""
        if self.texts:
            return bool(set(self.changed_data) & set(self.texts))
        tables = getattr(self, "row_sets", ())
        return bool(set(self.changed_data) - {"reason"}) or any(rows.has_changed() for rows in tables)


def ask_why(reason: Any, *, only_texts: bool = False) -> None:
    """Make a form's field for the reason one that must be filled in, perhaps only when the agreement's texts change."""
    reason.required = not only_texts
    reason.help_text = WHY_ITS_TEXT if only_texts else WHY
    reason.error_messages["required"] = WHY
