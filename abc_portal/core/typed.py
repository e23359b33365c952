"""What somebody typed, laid out to be copied when it cannot be saved."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django import forms
from django.forms.models import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

_BREAK = re.compile(r"</p>|</li>|</h\d>|<br\s*/?>|</tr>")
LONGEST = 200_000


def typed_values(
    fields: Mapping[str, forms.Field], data: Any, *, prefix: str = "", with_names: bool = False
) -> list[tuple[str, str]]:
    """Label and text of each filled field, as posted.

    Names of chosen rows are included only ``with_names``, for users who are offered these rows.
    """
    found = []
    for name, field in fields.items():
        sent = str(data.get(prefix + name, ""))[:LONGEST].strip()
        if sent and not field.widget.is_hidden and not isinstance(field.widget, forms.PasswordInput):
            text = _as_text(field, sent, with_names)
            if text:
                found.append((str(capfirst(field.label or name)), text))
    return found


def _as_text(field: forms.Field, sent: str, with_names: bool) -> str:
    if isinstance(field, ModelChoiceField):
        return _name_of(field, sent) if with_names else ""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(sent, sent))
    if _BREAK.search(sent):  # rich text, as the editor sends it
        return unescape(strip_tags(_BREAK.sub("\n", sent))).strip()
    return sent


def _name_of(field: ModelChoiceField, sent: str) -> str:
    try:
        return str(field.clean(sent) or "")
    except forms.ValidationError:
        return ""


def gone() -> str:
    """The message to a user who saves something that no longer exists for them."""
    return _("What you were editing was deleted, or your role in the plan has ended, while the page stood open.")


def keep_typed(
    request: HttpRequest, typed: list[tuple[str, str]], *, status: int, title: str, sentence: str, sign_in: str = ""
) -> HttpResponse:
    """A page with what was typed; nothing on it comes from the database."""
    context = {"typed": typed, "title": title, "sentence": sentence, "sign_in": sign_in}
    answer = render(request, "core/typed.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer
