"""Model fields that every app uses: names in Danish order, amounts, dates with a precision, rich text."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from abc_portal.core import database
from abc_portal.core.dates import PartialDate, Precision


class DanishCharField(models.CharField):
    """A short text that the database sorts in Danish order on SQLite and PostgreSQL alike."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        collations = {"sqlite": database.SQLITE_COLLATION, "postgresql": database.POSTGRESQL_COLLATION}
        parameters["collation"] = collations.get(connection.vendor)
        return parameters


class NameField(DanishCharField):
    """A name of up to 200 characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)


class LinkField(models.URLField):
    """An address on the web; one that is typed without its beginning gets ``https://``."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class OereField(models.BigIntegerField):
    """An amount of money in whole øre; ``None`` is unknown, which is not zero."""

    def formfield(self, **kwargs: Any) -> Any:
        from abc_portal.core.forms import AmountField  # forms need the app registry

        # Django's integer form field adds bounds that the strict amount field already has.
        return models.Field.formfield(self, **{"form_class": AmountField, **kwargs})


class DayField(models.DateField):
    """A date with the precision it is known to in the field beside it, ``<name>_precision``."""

    def formfield(self, **kwargs: Any) -> Any:
        from abc_portal.core.forms import DanishDateField  # forms need the app registry

        return super().formfield(**{"form_class": DanishDateField, **kwargs})


def precision_field() -> models.CharField:
    """How exactly the date in the field beside it is known."""
    return models.CharField(_("known to the"), max_length=16, choices=Precision, default=Precision.DAY)


def known_day(column: str) -> Coalesce:
    """The day, or one before all days when it is empty: in a unique constraint two empty days are then the same."""
    return Coalesce(column, models.Value(date.min, output_field=models.DateField()))


def in_order(name: str, first: str = "starts_on", last: str = "ends_on") -> models.CheckConstraint:
    """The rule that a row's last day is not before its first; either may be unknown."""
    return models.CheckConstraint(
        condition=Q(**{first: None}) | Q(**{last: None}) | Q(**{f"{last}__gte": F(first)}),
        name=name,
        violation_error_message=_("The last day is before the first."),
    )


class PartialProperty(property):
    """A date and its precision, read and written as one :class:`PartialDate`."""

    column: str


def partial(column: str, *, end: bool = False) -> PartialProperty:
    """``start = partial("starts_on")``: the value of the columns ``starts_on`` and ``starts_on_precision``.

    With ``end=True`` the date column holds the period's last day, so that the database can compare with a day;
    otherwise the first. ``None`` is unknown.
    """

    def read(row: Any) -> PartialDate | None:
        day: date | None = getattr(row, column)
        return None if day is None else PartialDate.around(day, getattr(row, f"{column}_precision"))

    def write(row: Any, value: PartialDate | None) -> None:
        day = None if value is None else (value.last if end else value.first)
        setattr(row, column, day)
        setattr(row, f"{column}_precision", Precision.DAY if value is None else value.precision)

    found = PartialProperty(read, write)
    found.column = column
    return found
