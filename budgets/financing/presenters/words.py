"""How sums, shares and payers of a plan's financing are written."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import money, numbers
from budgets.financing.calculations.shares import Share
from budgets.financing.calculations.sums import Total


def total_text(total: Total) -> str:
    """``23.200.076 kr.``; with unknown or missing parts what is known, and how many are not stated."""
    if not total.is_known:
        return _("not stated")
    if total.is_whole:
        return money.amount(total.oere)
    if not total.unknown:
        return _("at least %s") % money.amount(total.oere)
    missing = ngettext("%(n)s amount is not stated", "%(n)s amounts are not stated", total.unknown) % {
        "n": total.unknown
    }
    return _("at least %(amount)s (%(missing)s)") % {"amount": money.amount(total.oere), "missing": missing}


def plain_total(total: Total) -> str:
    """``1.200.496``, ``mindst 1.200.496`` or that it is not stated, for columns with the unit in their head."""
    if not total.is_known:
        return _("not stated")
    text = money.plain_amount(total.oere)
    return text if total.is_whole else _("at least %s") % text


def share_text(share: Share | None) -> str:
    """``34,48 %``, ``mindst 12 %``, ``mellem 12 og 14,5 %``, or that it is not stated."""
    if share is None:
        return _("not stated")
    if share.percent is not None:
        return numbers.percent(share.percent)
    least, most = (numbers.plain_value(value) for value in (share.least_percent, share.most_percent))
    if share.most == 1:
        return _("at least %s") % numbers.percent(least)
    if share.least == 0:
        return _("at most %s") % numbers.percent(most)
    return _("between %(least)s and %(most)s") % {"least": numbers.percent(least), "most": numbers.percent(most)}


def demand_text(share: Share | None, demand: Decimal | None, *, is_measured: bool) -> str:
    """What the round demands and whether that is met; ``is_measured`` says that there is a grant to measure against."""
    if not is_measured:
        return _("there is no grant from Landsbyggefonden to measure against")
    if share is None:
        return _("the financing is not stated in full")
    if demand is None:
        return _("the least share is not known for this plan")
    words = numbers.percent(numbers.plain_value(demand))
    meets = share.meets(demand)
    if meets is None:
        return _("the financing is not stated in full; the demand is at least %s") % words
    return _("the demand is at least %s") % words if meets else _("below the demand of at least %s") % words


def payer(source: Any) -> str:
    """Who pays, as printed or by their own name."""
    if source.label:
        return str(source.label)
    return str((source.department or source.organisation).name)
