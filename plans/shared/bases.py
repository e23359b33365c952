"""What many of a plan's rows have in common: a period that may be open at both ends, and a short name."""

from datetime import date
from itertools import count
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core import danish
from abc_portal.core.fields import DayField, partial, precision_field
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.shared.access import Resource


def one_place(name: str, message: Any) -> models.CheckConstraint:
    """The rule that a row is under a sub-agreement or directly under a focus area, not both."""
    return models.CheckConstraint(
        condition=Q(sub_agreement__isnull=False, plan_focus_area=None)
        | Q(sub_agreement=None, plan_focus_area__isnull=False),
        name=name,
        violation_error_message=message,
    )


class PlanRow(Tracked):
    """A row of a plan that everybody with the plan sees and its secretariat edits."""

    resource = Resource.PLAN
    objects = PlanScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class Dated(models.Model):
    """Something that holds from a day to a day; an empty one is open."""

    starts_on = DayField(_("from"), null=True, blank=True, help_text=_("Empty means from the plan's first day."))
    starts_on_precision = precision_field()
    ends_on = DayField(_("to"), null=True, blank=True, help_text=_("Empty means to the plan's last day."))
    ends_on_precision = precision_field()
    start = partial("starts_on")
    end = partial("ends_on", end=True)

    #: The columns by which a row holds on a day, for ``valid_on``.
    valid_columns: ClassVar[tuple[str, str]] = ("starts_on", "ends_on")

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        first, last = (getattr(self, name) for name in self.valid_columns)
        return (first is None or first <= day) and (last is None or day <= last)


class Coded(models.Model):
    """Something that other rows and documents point to by a short name, unique in its plan.

    The short name is made from the row's own name the first time it is checked, and then stays.
    """

    code = models.SlugField(_("short name"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def give_code(self, text: str, rows: Any) -> None:
        """Make the short name from the text when there is none: the first that no other of the rows has."""
        if not self.code:
            taken = set(rows.exclude(pk=self.pk).values_list("code", flat=True))
            self.code = free_code(text, taken)


def free_code(text: str, taken: set[str], fallback: str = "uden-navn") -> str:
    """A short name made from the text that is not among those taken: ``lektiecafe``, ``lektiecafe-2`` …"""
    base = danish.slug(text)[:50].strip("-") or fallback
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(code for code in numbered if code not in taken)
