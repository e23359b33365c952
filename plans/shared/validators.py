"""Rules that span two rows: what belongs together must belong to the same plan."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Words used in addresses beside a sub-agreement's short name.
TAKEN_WORDS = (
    "rediger",
    "delaftale",
    "afsnit",
    "indsatsomraade",
    "parter",
    "underskrift",
    "maal",
    "delmaal",
    "roller",
    "stoette",
    "samarbejde",
)

#: Words used in addresses beside a plan's short name.
PLAN_WORDS = ("ny", "indlaes")


def check_plan_word_is_free(slug: str) -> None:
    """A plan whose short name is one of the portal's own words could never be opened. Raises ``ValidationError``."""
    if slug in PLAN_WORDS:
        raise ValidationError(_("“%s” is a word of the portal's own addresses; choose another.") % slug)


def check_address_is_free(slug: str) -> None:
    """A sub-agreement whose short name is one of the portal's own words could never be opened."""
    if slug in TAKEN_WORDS:
        raise ValidationError({"slug": _("“%s” is a word of the portal's own addresses; choose another.") % slug})


def check_same_plan(row: Any, *names: str) -> None:
    """Each related object named must belong to the row's own plan. Raises ``ValidationError`` by field."""
    faults = {}
    for name in names:
        other = getattr(row, name, None)
        if other is not None and other.plan_id != row.plan_id:
            faults[name] = _("“%s” belongs to another plan.") % other
    if faults:
        raise ValidationError(faults)


def check_own_or_prescribed(row: Any, name: str) -> None:
    """What is not a funding round's must be the row's own plan's. Raises ``ValidationError``."""
    other = getattr(row, name, None)
    if other is not None and other.plan_id not in (None, row.plan_id):
        raise ValidationError({name: _("“%s” belongs to another plan.") % other})


def check_no_cycle(row: Any, name: str = "parent") -> None:
    """An object must not be a part of itself through its parts. Raises ``ValidationError``."""
    seen, above = {row.pk}, getattr(row, name)
    while row.pk and above is not None:
        if above.pk in seen:
            raise ValidationError({name: _("“%s” would be a part of itself.") % row})
        seen.add(above.pk)
        above = getattr(above, name)


def check_under_same_plan(row: Any, name: str, plan_id: int | None) -> None:
    """The related object named must belong to that plan. Raises ``ValidationError``."""
    other = getattr(row, name, None)
    if other is not None and other.plan_id != plan_id:
        raise ValidationError({name: _("“%s” belongs to another plan.") % other})


def check_takes_part(row: Any, plan_id: int | None) -> None:
    """The row's department must take part in the plan. Raises ``ValidationError``."""
    if row.department_id and not row.department.plans.filter(plan=plan_id).exists():
        raise ValidationError({"department": _("%s does not take part in the plan.") % row.department})


def check_is_covered(row: Any, plan_id: int | None) -> None:
    """The plan must cover the row's area. Raises ``ValidationError``."""
    if row.area_id and not row.area.plans.filter(plan=plan_id).exists():
        raise ValidationError({"area": _("%s is not one of the plan's areas.") % row.area})
