"""Pages on which a row is edited together with what hangs under it."""

from typing import Any

from abc_portal.pages import source


class EditWithRows:
    """Beside ``EditRow`` or ``AddRow``: the form is a ``WholeForm``, and all of it is saved as one act."""

    request: Any
    form_class: Any

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        """What was typed in the form and in its tables."""
        return [*super().typed_in(data), *cls.form_class.typed_below(data)]  # type: ignore[misc]

    def write(self, form: Any) -> bool:
        kept, gone = form.changes()
        return source.plans.save_whole(
            row=form.instance,
            kept=kept,
            gone=gone,
            by=self.request.user,
            reason=form.cleaned_data.get("reason", ""),
            made_from=form.cleaned_data.get("made_from"),
            form=self.sending(),  # type: ignore[attr-defined]
        )
