"""Facts about activities, positions and stories for pages, workbooks and findings: frozen, without queries.

Every function takes rows that were fetched with what it needs."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from plans.shared.words import percent_words
from plans.staffing.calculations import FULL_TIME, Hours, PositionShare


def hours_words(hours: Hours) -> str:
    """``7,5`` or ``37–38``."""
    least, most = (numbers.number(numbers.plain_value(value)) for value in (hours.least, hours.most))
    return f"{least}–{most}" if hours.is_range else least


def share_words(share: PositionShare) -> str:
    """``50 %``; more than one full-time post in such posts: ``8 årsværk``; a lower bound is said to be one."""
    if share.tenths is None:
        return _("not stated")
    if share.tenths <= FULL_TIME:
        text = percent_words(share.tenths)
    else:
        text = _("%s full-time posts") % numbers.number(numbers.plain_value(Decimal(share.tenths) / FULL_TIME))
    return _("at least %s") % text if share.is_least else text


def people_words(count: int) -> str:
    return ngettext("%s person", "%s people", count) % numbers.number(count)
