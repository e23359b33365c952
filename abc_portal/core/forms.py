"""Form fields that read Danish, and the renderer that draws every form in the portal's look."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from abc_portal.core import date_reading, dates, money, numbers


class PortalRenderer(TemplatesSetting):
    """Draws fields, error summaries and formsets with the portal's own templates."""

    form_template_name = "_components/form.html"
    field_template_name = "_components/field.html"


class ReadField(forms.CharField):
    """A text that is read into a value; what was typed stays in the form when it cannot be read."""

    hint: Any = ""
    input_mode = "text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.hint)
        super().__init__(*args, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": self.input_mode, "autocomplete": "off"}

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        if value is not None and not isinstance(value, str):
            return value  # a locked field's own value, which nobody typed
        text = super().to_python(value)
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as fault:
            raise ValidationError(str(fault), code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        return bool(self.prepare_value(initial) != (data or "").strip() and self._differs(initial, data))

    def _differs(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class AmountField(ReadField):
    """Kroner as a Dane writes them, øre inside. See :func:`abc_portal.core.money.parse_amount`."""

    hint = _("In kroner, for example 1.234.567,89.")
    input_mode = "decimal"

    def read(self, text: str) -> int:
        return money.parse_amount(text)

    def prepare_value(self, value: Any) -> Any:
        return money.plain_amount(value) if isinstance(value, int) else (value or "")


class NumberField(ReadField):
    """A decimal number with a comma."""

    input_mode = "decimal"

    def read(self, text: str) -> Decimal:
        return numbers.parse_number(text)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (Decimal, int)):
            return numbers.number(numbers.plain_value(Decimal(value)))
        return value or ""


class DanishDateField(ReadField):
    """A day, written as Danes do."""

    hint = _("For example 1. marts 2021 or 01-03-2021.")

    def read(self, text: str) -> date:
        return date_reading.parse_day(text)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else (value or "")


class PartialDateField(ReadField):
    """A date as exactly as it is known: a day, month, quarter, season or year, or a third of one."""

    hint = _(
        "As exactly as it is known, for example 1. marts 2021, primo marts 2021, 2. kvartal 2021, foråret 2021 or 2021."
    )

    def read(self, text: str) -> dates.PartialDate:
        return date_reading.parse_partial(text)

    def prepare_value(self, value: Any) -> Any:
        return _typed(value) if isinstance(value, dates.PartialDate) else (value or "")


class ManyField(forms.ModelMultipleChoiceField):
    """Any number of rows; what is too long for a key is no choice, where the database would fail to look for it."""

    longest_key = 18  # signs: the largest key has one more

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, (list, tuple)) else ():
            if len(str(key)) > self.longest_key:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super().clean(value)


def _typed(value: dates.PartialDate) -> str:
    """The form in which the date can be read again, whatever the page's language."""
    if value.precision == dates.Precision.DAY:
        return f"{value.first:%d-%m-%Y}"
    with translation.override("da"):
        return str(value)
