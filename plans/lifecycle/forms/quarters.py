"""What a form checks of a plan whose days it moves: no quarter is lost, and nothing moves that was not shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.lifecycle.actions import moving
from plans.lifecycle.validators import check_quarters_stand


class KeepsQuarters:
    """Beside a form for a plan: its days may not take a quarter away that milestones are due in."""

    def _post_clean(self) -> None:
        form: Any = self
        super()._post_clean()  # type: ignore[misc]
        try:
            check_quarters_stand(form.instance)
        except ValidationError as fault:
            form.add_error(None, fault)


class AsksBeforeMoving:
    """Beside a form that moves a plan's days: what moves, is hidden or overlaps is shown first and then confirmed.

    A confirmation counts for exactly what was shown: other days, or other rows since, are shown anew.
    """

    CONFIRMED = "moves"

    def moved_plan(self) -> Any:
        """The plan with its new days, not saved; ``None`` where the form moves none."""
        return self.instance  # type: ignore[attr-defined]

    @property
    def seen_moves(self) -> str:
        """What was shown and confirmed; empty without."""
        form: Any = self
        return str(form.data.get(form.add_prefix(self.CONFIRMED), ""))

    def _post_clean(self) -> None:
        form: Any = self
        super()._post_clean()  # type: ignore[misc]
        plan = None if form.errors else self.moved_plan()
        preview = moving.foresee(plan) if plan is not None else None
        if preview is not None:
            self._ask(preview)

    def _ask(self, preview: moving.MovingPreview) -> None:
        form: Any = self
        field = forms.MultipleChoiceField(
            label=_("What the new days do"),
            choices=[(preview.seen, _("Move the days; I have seen what it does"))],
            widget=forms.CheckboxSelectMultiple,
            help_text=" ".join([*preview.sentences, _("Nothing is deleted.")]),
            required=False,
        )
        form.fields[self.CONFIRMED] = field
        if self.seen_moves != preview.seen:
            form.add_error(self.CONFIRMED, [gettext_lazy("Look at what the new days do, and tick the box to save.")])


class MovesElsewhere:
    """Beside a form that cannot show what moving a plan's days does: days that move anything are refused."""

    def _post_clean(self) -> None:
        form: Any = self
        super()._post_clean()  # type: ignore[misc]
        preview = None if form.errors else moving.foresee(form.instance)
        if preview is not None:
            refused = _(
                "The plan's days are moved on its own page, which asks first, since they move more than the plan:"
            )
            form.add_error(None, [refused, *preview.sentences])
