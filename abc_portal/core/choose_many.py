"""The field in which one types to choose any number of many: those chosen have a checkbox, and one more is typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from abc_portal.core import choosing
from abc_portal.core.choose_fields import ChooseField, TypedChoice
from abc_portal.core.choosing import ChoiceScope, Choosable
from abc_portal.core.forms import ManyField


def choose_many(form: forms.BaseForm, scope: ChoiceScope, lists: Mapping[str, str]) -> None:
    """Let the form's fields for any number of rows that ``lists`` names be typed in."""
    for name, code in lists.items():
        field, found = form.fields.get(name), choosing.choosable(code)
        if isinstance(field, ManyField) and found is not None:
            form.fields[name] = ChooseManyField(
                found, scope, label=field.label, help_text=field.help_text, required=field.required
            )


class TypedChoices(list):
    """The keys that were ticked, with the text that was typed for one more."""

    def __init__(self, keys: Iterable[str], typed: TypedChoice) -> None:
        super().__init__(keys)
        self.typed = typed


class ChooseMany(forms.Widget):
    """A checkbox for each row that is chosen, and a text field with suggestions for one more."""

    template_name = "_components/choose_many.html"
    use_fieldset = True
    field: "ChooseManyField"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedChoices:
        keys = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return TypedChoices(keys, TypedChoice({**_flat(data, name), name: ""}, name))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # with nothing ticked a browser sends nothing

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        typed = getattr(value, "typed", None)
        text = typed.text if typed is not None else ""
        context["widget"] |= {
            "text": text,
            "address": self.field.one.address,
            "chosen": list(self.field.labels_of(value or ()).items()),
        }
        context["offered"] = self.field.one.offered(name, text, str(typed or ""))
        return context


def _flat(data: Any, name: str) -> dict[str, str]:
    """What was sent for the text of one more."""
    return {key: data.get(key, "") for key in data if key.startswith(f"{name}_")}


class ChooseManyField(ManyField):
    """Any number of rows of a :class:`Choosable`; those that are chosen already may stay."""

    widget = ChooseMany

    def __init__(self, choosable: Choosable, scope: ChoiceScope, **kwargs: Any) -> None:
        self.one = ChooseField(choosable, scope, required=False, adds=False)
        super().__init__(choosable.rows(scope), **kwargs)
        self.widget.field = self

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, TypedChoices) else super().prepare_value(value)

    def labels_of(self, keys: Iterable[Any]) -> dict[int, str]:
        """What the rows with these keys are called."""
        wanted = [int(key) for key in keys if str(key).isdecimal() and len(str(key)) <= self.longest_key]
        rows: Any = self.queryset
        found = self.one.choosable.named(rows.filter(pk__in=wanted).values_list("pk", flat=True), self.one.scope)
        return {key: label for key, (_row, label) in found.items()}

    def clean(self, value: Any) -> Any:
        """The rows that are ticked, and the one that goes by the text. Raises ``ValidationError``."""
        typed = getattr(value, "typed", None)
        if typed is None or not typed.is_open:
            return super().clean(value)
        more, self.required = self.one.clean(typed), False
        keys = [*value, *([] if more is None else [str(more.pk)])]
        return super().clean(keys)

    def has_changed(self, initial: Any, data: Any) -> bool:
        typed = getattr(data, "typed", None)
        return bool(typed is not None and typed.is_open) or super().has_changed(initial, data)
