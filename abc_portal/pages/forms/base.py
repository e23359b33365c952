"""Forms for the plan's own pages. The guard against lost updates and the history's reason come with each."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from abc_portal.audit.forms import GuardedForm
from abc_portal.audit.models import Tracked
from abc_portal.core.choose_fields import choose
from abc_portal.core.choose_many import choose_many
from abc_portal.core.choosing import ChoiceScope
from abc_portal.core.typed import typed_values

NO_NAMES = gettext_lazy("Never name a resident, and write nothing from which one can be known.")


class PlanRowForm(GuardedForm):
    """A form for a row of one plan; ``plan`` and ``user`` limit what can be chosen.

    One of a list that grows is chosen by typing; ``lists`` names the :class:`Choosable` of fields whose list is not the
    usual one of their model.
    """

    lists: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, plan: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.user = plan, user
        scope = ChoiceScope(user, plan, self.near())
        choose(self, scope, self.lists)
        choose_many(self, scope, self.lists)
        self.limit(plan)

    def near(self) -> tuple[int, ...]:
        """The numbers that the form's lists need of its row; see :class:`ChoiceScope`."""
        return ()

    def limit(self, plan: Any) -> None:
        """Narrow the choices to the plan's own rows."""

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        """Names and values of what was typed, as a request sent it."""
        return typed_values(cls.base_fields, data)

    def changes(self) -> tuple[list[Tracked], list[Tracked]]:
        """After ``is_valid``: (new and changed rows, rows to delete) under the form's row."""
        return [], []

    def refuse(self, fault: ValidationError) -> None:
        """Show what was wrong with writing it."""
        self.add_faults(fault)


def warn_of_names(form: PlanRowForm, *names: str) -> None:
    """Say at fields for free text that no resident is named there."""
    for name in names:
        field = form.fields[name]
        field.help_text = f"{field.help_text} {NO_NAMES}".strip()
