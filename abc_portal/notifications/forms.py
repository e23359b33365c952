"""The forms of the page where a user chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abc_portal.notifications.enums import CalendarSpan, Letters


class LettersForm(forms.Form):
    """When to be written to."""

    letters = forms.ChoiceField(
        label=_("When do you want an e-mail?"), choices=Letters.choices, widget=forms.RadioSelect
    )


class SpanForm(forms.Form):
    """What the calendar holds."""

    span = forms.ChoiceField(
        label=_("What is in the calendar?"), choices=CalendarSpan.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"span": CalendarSpan.MINE})
        super().__init__(*args, **kwargs)
