"""Money is whole øre in an ``int``, everywhere; kroner exist only on the way in and out."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

#: The largest amount taken, in øre: 10^11 kroner, far above any plan and well inside a bigint.
LARGEST = 10**13

_AMOUNT = re.compile(
    r"""(?P<sign>[-−]?)
        (?P<kroner>\d{1,3}(?:[.\x20]\d{3})+|\d+)
        (?:,(?P<oere>\d{1,2}|-))?""",
    re.VERBOSE | re.ASCII,
)
_CURRENCY = re.compile(r"^(?:kr\.?|DKK)\s*|\s*(?:kr\.?|DKK)$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


class AmountError(ValueError):
    """The text is not an amount; the message is the sentence for the user."""


def parse_amount(text: str) -> int:
    """Read an amount in kroner as a Dane writes it and return it in øre.

    Taken: ``1.234.567,89``, ``1234567,89``, ``1 234 567``, ``575.940 kr.``, ``1.200,-``.
    Refused, since it could be read in two ways or not at all: ``1.23``, ``1,234.56``, ``1,5E3``.
    Raises :class:`AmountError` with a sentence and an example.
    """
    plain = _CURRENCY.sub("", _SPACES.sub(" ", text.strip())).strip()
    match = _AMOUNT.fullmatch(plain)
    if not match:
        raise AmountError(
            _("“%(text)s” cannot be read as an amount. Write for example 1.234.567,89 or 1234567,89.")
            % {"text": text.strip()[:40]}
        )
    # Twenty digits are too many already, and Python refuses to read thousands of them.
    kroner = int(re.sub(r"[.\x20]", "", match["kroner"]).lstrip("0")[:20] or "0")
    fraction = match["oere"] or "0"
    oere = 0 if fraction == "-" else int(fraction.ljust(2, "0"))
    total = kroner * 100 + oere
    if total > LARGEST:
        raise AmountError(_("The amount is larger than the portal can hold (100 billion kroner)."))
    return -total if match["sign"] else total


def plain_amount(oere: int) -> str:
    """``120049600`` → ``1.200.496``; øre are shown only where there are any (``0,50``)."""
    kroner, rest = divmod(abs(oere), 100)
    text = f"{kroner:,}".replace(",", ".")
    if rest:
        text += f",{rest:02d}"
    return f"−{text}" if oere < 0 else text


def amount(oere: int) -> str:
    """``120049600`` → ``1.200.496 kr.`` with a space that does not break."""
    return f"{plain_amount(oere)}\u00a0kr."


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Divide ``total`` (øre) by the weights so that the parts sum to it exactly.

    Largest remainder; equal remainders go to the earlier weight. Raises ``ValueError`` when there
    is nothing to divide by.
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("the weights must be zero or more, and not all zero")
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def tenths_of_percent(parts: Sequence[int]) -> list[int]:
    """The parts' shares of their sum in tenths of a per cent; the shares sum to 1000.

    So a column of shares printed with one decimal adds up to 100,0 %. Empty or all-zero parts
    have no shares.
    """
    if not parts or sum(parts) <= 0 or any(part < 0 for part in parts):
        return []
    return split(1000, parts)
