"""Numbers as a Danish reader writes and reads them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

#: A comma before three digits is a decimal comma to Danes, and parts thousands in English.
_THOUSANDS = re.compile(r"[-−]?[1-9]\d{0,2},\d{3}", re.ASCII)
_NUMBER = re.compile(r"(?P<sign>[-−]?)(?P<whole>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?P<part>\d+))?", re.ASCII)


class NumberError(ValueError):
    """The text is not a number; the message is the sentence for the user."""


def parse_number(text: str) -> Decimal:
    """Read ``1.654``, ``1 654``, ``88,9`` or ``−0,5``.

    Refused with a sentence is what could be two numbers: ``88.9`` and ``88 9`` (889 or 88,9) and ``1,200``, which is
    1.200 in English; ``1,2000`` is read.
    """
    plain = " ".join(text.split())
    if _THOUSANDS.fullmatch(plain):
        decimals = _finer(plain.rstrip("0").rstrip(","))
        raise NumberError(
            _("“%(text)s” can be %(thousands)s or %(decimals)s. Write thousands with a full stop or without a sign.")
            % {"text": plain, "thousands": plain.replace(",", "."), "decimals": decimals}
        )
    match = _NUMBER.fullmatch(plain)
    if not match or len(plain) > 24:
        raise NumberError(
            _("“%(text)s” cannot be read as a number. Write for example 88,9 or 1.654.") % {"text": text.strip()[:40]}
        )
    whole = re.sub(r"[. ]", "", match["whole"])
    value = Decimal(f"{whole}.{match['part']}" if match["part"] else whole)
    return -value if match["sign"] else value


def number(value: Decimal | int, places: int | None = None) -> str:
    """``Decimal("88.9")`` → ``88,9``; thousands get a full stop; ``places`` rounds half up.

    Without ``places`` three decimals of a number under a thousand get a fourth, so that nobody reads thousands.
    """
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = "−" if exact < 0 else ""
    written = sign + f"{abs(exact):,f}".translate(str.maketrans(",.", ".,"))
    return _finer(written) if places is None else written


def _finer(written: str) -> str:
    return f"{written}0" if _THOUSANDS.fullmatch(written) else written


def plain_value(value: Decimal) -> Decimal:
    """The value without the zeros that a database column pads it with: ``88.9000`` → ``88.9``."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if int(normal.as_tuple().exponent) > 0 else normal


def percent(value: Decimal | int, places: int | None = None) -> str:
    """``Decimal("34.5")`` → ``34,5 %``."""
    return f"{number(value, places)}\u00a0%"


def percent_of_tenths(tenths: int) -> str:
    """``345`` tenths of a per cent → ``34,5 %``."""
    return percent(Decimal(tenths) / 10, 1)


def share(part: int, whole: int, places: int = 1) -> Decimal | None:
    """``part`` of ``whole`` in per cent, rounded once, half up; ``None`` when the whole is not positive."""
    if whole <= 0:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
