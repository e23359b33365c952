"""What somebody typed, laid out to be copied when it cannot be saved."""

import re
from collections.abc import Mapping, Sequence
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
        chosen_by_name = data.get(f"{prefix}{name}_typed") if isinstance(field, ModelChoiceField) else None
        if chosen_by_name is not None:
            found += [(str(capfirst(field.label or name)), chosen_by_name[:LONGEST])] if chosen_by_name.strip() else []
            continue
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


def asks_for_json(request: HttpRequest) -> bool:
    """Whether a script asked, which reads a sentence as JSON."""
    return "application/json" in request.headers.get("Accept", "")


def fields_to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the form as they were sent, but its token; none of a form with a password."""
    if any("password" in name.casefold() for name in request.POST):
        return []
    names = (name for name in request.POST if name != "csrfmiddlewaretoken")
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def keep_typed(
    request: HttpRequest,
    typed: list[tuple[str, str]],
    *,
    status: int,
    title: str,
    sentence: str,
    again: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A page with what was typed; nothing on it comes from the database.

    ``again`` are the fields of a form that only its writer's session stopped: the page can send it once more.
    """
    context = {
        "typed": typed, "title": title, "sentence": sentence, "again": again, "had_files": bool(request.FILES),
        "signed_in": getattr(request, "user", None) is not None and request.user.is_authenticated,
    }  # fmt: skip
    answer = render(request, "core/typed.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer
