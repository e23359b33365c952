"""Reading amounts as documents print them, and saying what does not fit the rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

_SCALES = {
    "": 1, "t": 10**3, "tusind": 10**3, "mio": 10**6, "mill": 10**6, "million": 10**6, "millioner": 10**6,
    "mia": 10**9, "milliard": 10**9, "milliarder": 10**9,
}  # fmt: skip
_PRINTED = re.compile(
    r"(?:(?:kr\.?|dkk)\s?)?(?P<number>[0-9][0-9.,\x20]*?)(?:,-|[.,])?\s?"
    rf"(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\.?\s?(?:kr\.?|dkk)?",
    re.IGNORECASE,
)
#: Units that writers mix up: the same digits read a thousand times larger or smaller.
SLIPS = (1000, Decimal("0.001"))


class StatedAmountFault(StrEnum):
    """What is wrong with a stated amount."""

    UNREADABLE = "unreadable"
    UNIT = "unit"
    DIFFERS = "differs"
    OTHER_SET = "other-set"


@dataclass(frozen=True)
class PrintedAmount:
    """A printed amount read literally: øre, and the size of its last printed digit in øre."""

    oere: int
    grain: int


@dataclass(frozen=True)
class Verdict:
    """A fault with the figures that explain it, all in øre.

    ``read`` is the printed amount, ``rows`` the sum of the rows, ``meant`` the amount that would fit, ``other`` the
    name of another set of rows whose sum fits, with its sum in ``other_rows``.
    """

    fault: StatedAmountFault
    read: int | None
    rows: int
    meant: int | None = None
    other: str = ""
    other_rows: int | None = None

    @property
    def difference(self) -> int:
        return self.rows - (self.meant if self.meant is not None else (self.read or 0))


def read(printed: str) -> PrintedAmount | None:
    """Read ``23.200 mio. kr.`` literally as 23.2 billion kroner; ``None`` when it is no amount.

    A full stop before exactly three digits groups thousands. Any other stop is a decimal sign, which reveals slips such
    as ``93.45``.
    """
    match = _PRINTED.fullmatch(" ".join(printed.split()))
    if not match:
        return None
    scale = _SCALES[match["scale"].lower()]
    number = _literal(match["number"])
    if number is None:
        return None
    decimals = max(0, -int(number.as_tuple().exponent))
    oere = number * scale * 100
    if oere != oere.to_integral_value():
        return None
    return PrintedAmount(int(oere), max(1, scale * 100 // 10**decimals))


def _literal(digits: str) -> Decimal | None:
    plain = digits.rstrip(" ")
    if re.fullmatch(r"[0-9]{1,3}([. ][0-9]{3})+(,[0-9]+)?|[0-9]+(,[0-9]+)?", plain):
        return Decimal(re.sub("[. ]", "", plain).replace(",", "."))
    return Decimal(plain) if re.fullmatch(r"[0-9]+\.[0-9]+", plain) else None


def compare(printed: str, rows: int, others: Mapping[str, int] | None = None) -> list[Verdict]:
    """What is wrong with a stated amount whose rows sum to ``rows`` øre; nothing when it fits exactly.

    ``others`` are other sets of rows by name. A slip of the unit and a small difference are two
    faults. An amount that differs, but agrees to its printed digits with another set, is named so.
    """
    reading = read(printed)
    if reading is None:
        return [Verdict(StatedAmountFault.UNREADABLE, None, rows)]
    if reading.oere == rows:
        return []
    if slip := _slip(reading, rows):
        verdicts = [Verdict(StatedAmountFault.UNIT, reading.oere, rows, meant=slip.oere)]
        if slip.oere != rows:
            verdicts.append(Verdict(StatedAmountFault.DIFFERS, reading.oere, rows, meant=slip.oere))
        return verdicts
    if not _agrees(reading, rows):
        for name, other in (others or {}).items():
            if _agrees(reading, other):
                return [Verdict(StatedAmountFault.OTHER_SET, reading.oere, rows, other=name, other_rows=other)]
    return [Verdict(StatedAmountFault.DIFFERS, reading.oere, rows)]


def compare_per_year(printed: str, whole: int, years: int) -> list[Verdict]:
    """What is wrong with an amount per year when ``years`` of it must give ``whole`` øre.

    When the same digits fit the year's share, that reading is given as ``meant``.
    """
    reading = read(printed)
    if years < 1:
        return []
    if reading is None:
        return [Verdict(StatedAmountFault.UNREADABLE, None, whole // years)]
    if reading.oere * years == whole:
        return []
    share, rest = divmod(whole, years)
    meant = share if not rest and _digits(reading.oere) == _digits(share) else None
    return [Verdict(StatedAmountFault.DIFFERS, reading.oere, share, meant=meant)]


def _digits(oere: int) -> str:
    return str(oere).rstrip("0")


def _agrees(reading: PrintedAmount, rows: int) -> bool:
    """The rows, rounded to the printed digits, give what is printed."""
    return abs(rows - reading.oere) * 2 <= reading.grain


def _slip(reading: PrintedAmount, rows: int) -> PrintedAmount | None:
    """The reading with its unit a thousand times smaller or larger, when that fits to its digits."""
    for factor in SLIPS:
        oere, grain = int(reading.oere * factor), max(1, int(reading.grain * factor))
        slipped = PrintedAmount(oere, grain)
        if oere and _agrees(slipped, rows):
            return slipped
    return None
