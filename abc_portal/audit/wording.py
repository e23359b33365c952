"""How a stored value is shown in a history or beside another version."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from abc_portal.core import dates, money, numbers
from abc_portal.core.fields import OereField, PartialProperty
from abc_portal.core.richtext import RichTextField

LONGEST = 600


def shower(model: type[models.Model], name: str) -> Callable[[Any], str]:
    """A function that writes a value of the model's field (or partial date) as text."""
    if isinstance(getattr(model, name, None), PartialProperty):
        return lambda value: plain(value)
    field: Any = model._meta.get_field(name)
    return lambda value: show(field, value)


def show(field: Any, value: Any, names: dict[Any, str] | None = None) -> str:
    """The value as a reader knows it; ``names`` gives related objects' names by their key."""
    if value is None or value == "":
        return _("empty")
    if field.is_relation:
        return _related(field, value, names)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, OereField):
        return money.amount(value)
    if isinstance(field, RichTextField):
        return shortened(unescape(strip_tags(value.replace("</p>", "</p> ").replace("</li>", "</li> "))))
    return plain(value)


def plain(value: Any) -> str:
    """A value whose type alone says how it is written."""
    if value is None or value == "":
        return _("empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{dates.written(timezone.localtime(value).date())} {timezone.localtime(value):%H.%M}"
    if isinstance(value, date):
        return dates.written(value)
    if isinstance(value, Decimal):
        return numbers.number(numbers.plain_value(value))
    return shortened(str(value))


def shortened(text: str) -> str:
    """The text, cut for the page."""
    return Truncator(" ".join(text.split())).chars(LONGEST)


def _related(field: Any, key: Any, names: dict[Any, str] | None) -> str:
    if names is not None:
        return names.get(key) or _("no. %s (deleted)") % key
    found = field.related_model._base_manager.filter(pk=key).first()
    return str(found) if found else _("no. %s (deleted)") % key
