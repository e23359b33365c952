"""The template tags and filters of the whole portal; loaded everywhere as built-ins."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.forms.widgets import Input
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from js_asset import Media

from abc_portal.core import dates, money, numbers, richtext, unseen

register = template.Library()

_WIDGET_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-checkbox"),
    (forms.CheckboxSelectMultiple, "form-checkbox"),  # before the radio buttons, which it inherits from
    (forms.RadioSelect, "form-radio"),
    (forms.Select, "form-select"),
    (forms.Textarea, "form-input"),
    (Input, "form-input"),
)


@register.filter
def lead_in(label: str) -> str:
    """A field's label before a sentence about it: with a colon, unless it ends as a sentence does already."""
    return label if label[-1:] in ":?.!" else f"{label}:"


@register.filter(name="money")
def money_filter(oere: int | None) -> str:
    """Øre → ``1.200.496 kr.``; unknown → “not stated”."""
    return _("not stated") if oere is None else money.amount(oere)


@register.filter
def kroner(oere: int | None) -> str:
    """Øre → ``1.200.496`` for columns with the unit in their head."""
    return _("not stated") if oere is None else money.plain_amount(oere)


@register.filter
def number(value: Decimal | int | None) -> str:
    return _("not stated") if value is None else numbers.number(value)


@register.filter
def percent(value: Decimal | int | None) -> str:
    return _("not stated") if value is None else numbers.percent(value)


@register.filter
def day(value: Any) -> str:
    """A day or partial date, as known; unknown → “not stated”."""
    if value is None:
        return _("not stated")
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return dates.written(value) if isinstance(value, date) else str(value)


@register.filter
def moment(value: datetime | None) -> str:
    """``1. marts 2021 kl. 16.30``."""
    if value is None:
        return _("not stated")
    local = timezone.localtime(value)
    return _("%(day)s at %(time)s") % {"day": dates.written(local.date()), "time": f"{local:%H.%M}"}


@register.filter
def rich(html: str) -> SafeString:
    """Rich text, cleaned once more before it is shown."""
    return richtext.safe(html)


@register.simple_tag(takes_context=True)
def plan_text(context: template.Context, html: str) -> SafeString:
    """Rich text of a plan, cleaned, with its figures, images and footnotes; the page holds its ``texts``."""
    return context["texts"].html(html)


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the design system's icons; decorative, so hidden from screen readers."""
    address = static("dkfds/img/all-svg-icons.svg")
    return format_html(
        '<svg class="icon-svg" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>', address, name
    )


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The field's input with the design system's class for its kind."""
    kind = next((name for cls, name in _WIDGET_CLASSES if isinstance(field.field.widget, cls)), "")
    classes = f"{field.field.widget.attrs.get('class', '')} {kind}".strip()
    return field.as_widget(attrs={"class": classes} if classes else None)


@register.filter
def is_single_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag(takes_context=True)
def media_with_nonce(context: template.Context, media: forms.Media) -> SafeString:
    """A form's scripts and styles; the editor's import map gets the page's nonce.

    A form without either gives nothing.
    """
    found = Media.from_media(media, nonce=context["request"].csp_nonce)
    if not found.render():
        return SafeString("")
    return SafeString(f"{editor_head(context)}\n{found.render()}")


@register.simple_tag(takes_context=True)
def editor_head(context: template.Context) -> SafeString:
    """The editor's texts and toolbar settings, which must come before its scripts.

    The empty style element keeps the editor from adding its own, which the content security policy would refuse; its
    rules are in ``abc/editor.css``.
    """
    return format_html(
        '<style data-tiptap-style nonce="{}"></style><meta name="abc-editor-words" content="{}">'
        '<meta name="abc-unseen" content="{}">'
        '<script src="{}" defer></script><script src="{}" defer></script>',
        context["request"].csp_nonce,
        json.dumps(richtext.editor_words(), ensure_ascii=False),
        json.dumps(unseen.RULES),
        static("abc/paste.js"),
        static("abc/editor.js"),
    )


@register.inclusion_tag("_components/session.html", takes_context=True)
def session_head(context: template.Context) -> dict[str, Any]:
    """What ``abc/session.js`` needs to know before a form is sent: whom the page was drawn for, and its sentences.

    A page that is drawn without its request is drawn for nobody.
    """
    user = getattr(context.get("request"), "user", None)
    return {"person": (user and user.pk) or "", "words": json.dumps(session_words(), ensure_ascii=False)}


def session_words() -> dict[str, str]:
    return {
        "signedOut": _("You have been signed out. What you wrote still stands here: sign in in another window, and "
                       "save again here."),
        "signIn": _("Sign in in a new window"),
        "other": _("{name} is signed in now. Save again if it is to be saved in that name."),
        "noSuggestions": _("The suggestions could not be fetched. What you write is matched with the list when you "
                           "save."),
        "noAnswer": _("The portal does not answer. What you wrote still stands here; save again in a moment."),
    }  # fmt: skip


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """The page's own query string with some parameters changed; an empty value takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"
