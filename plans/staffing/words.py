"""Facts about activities, positions and stories for pages, workbooks and findings: frozen, without queries.

Every function takes rows that were fetched with what it needs."""

from abc_portal.core import numbers
from plans.staffing.calculations import Hours


def hours_words(hours: Hours) -> str:
    """``7,5`` or ``37–38``."""
    least, most = (numbers.number(numbers.plain_value(value)) for value in (hours.least, hours.most))
    return f"{least}–{most}" if hours.is_range else least
