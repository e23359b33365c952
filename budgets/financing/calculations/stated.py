"""Reading amounts as documents print them, and saying what does not fit the rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import inf

from abc_portal.core.qualifiers import Qualifier, Range, meant, split

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
    """A printed amount read literally: øre, the size of its last printed digit in øre, and its word before it."""

    oere: int
    grain: int
    qualifier: Qualifier | None = None

    def meaning(self, otherwise: str) -> Range:
        """What it may mean in øre, by its own word, else by what is said of it otherwise."""
        return meant(self.oere, self.qualifier or otherwise)


@dataclass(frozen=True)
class Verdict:
    """A fault with the figures that explain it, all in øre.

    ``read`` is the printed amount, ``rows`` the sum of the rows, ``meant`` the amount that would fit, ``other`` the
    name of another set of rows whose sum fits, with its sum in ``other_rows``. ``is_least`` says that the rows give at
    least their sum.
    """

    fault: StatedAmountFault
    read: int | None
    rows: int
    meant: int | None = None
    other: str = ""
    other_rows: int | None = None
    is_least: bool = False

    @property
    def difference(self) -> int:
        return self.rows - (self.meant if self.meant is not None else (self.read or 0))


def read(printed: str) -> PrintedAmount | None:
    """Read ``23.200 mio. kr.`` literally as 23.2 billion kroner; ``None`` when it is no amount.

    A full stop before exactly three digits groups thousands. Any other stop is a decimal sign, which reveals slips such
    as ``93.45``. A word before it, such as ``ca.``, is read too.
    """
    qualifier, plain = split(" ".join(printed.split()))
    match = _PRINTED.fullmatch(plain)
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
    return PrintedAmount(int(oere), max(1, scale * 100 // 10**decimals), qualifier)


def _literal(digits: str) -> Decimal | None:
    plain = digits.rstrip(" ")
    if re.fullmatch(r"[0-9]{1,3}([. ][0-9]{3})+(,[0-9]+)?|[0-9]+(,[0-9]+)?", plain):
        return Decimal(re.sub("[. ]", "", plain).replace(",", "."))
    return Decimal(plain) if re.fullmatch(r"[0-9]+\.[0-9]+", plain) else None


def compare(
    printed: str,
    rows: int,
    others: Iterable[tuple[str, int]] = (),
    *,
    qualifier: str = Qualifier.EXACT,
    is_least: bool = False,
) -> list[Verdict]:
    """What is wrong with a stated amount whose rows sum to ``rows`` øre; nothing when it fits.

    ``qualifier`` says how the amount is meant, where it has no word of its own. ``others`` are other sets of rows with
    their names. A slip of the unit and a small difference are two faults. An amount that differs, but agrees to its
    printed digits with another set, is named so. With ``is_least`` the rows may be more, and only an amount that is
    too small for them differs.
    """
    reading = read(printed)
    if reading is None:
        return [Verdict(StatedAmountFault.UNREADABLE, None, rows, is_least=is_least)]
    if _fits(reading, rows, reading.meaning(qualifier), is_least=is_least):
        return []
    if slip := _slip(reading, rows):
        verdicts = [Verdict(StatedAmountFault.UNIT, reading.oere, rows, meant=slip.oere, is_least=is_least)]
        if slip.oere != rows and not is_least:
            verdicts.append(Verdict(StatedAmountFault.DIFFERS, reading.oere, rows, meant=slip.oere))
        return verdicts
    if is_least:
        is_enough = reading.oere > rows or _agrees(reading, rows)
        return [] if is_enough else [Verdict(StatedAmountFault.DIFFERS, reading.oere, rows, is_least=True)]
    if not _agrees(reading, rows):
        for name, other in others:
            if _agrees(reading, other):
                return [Verdict(StatedAmountFault.OTHER_SET, reading.oere, rows, other=name, other_rows=other)]
    return [Verdict(StatedAmountFault.DIFFERS, reading.oere, rows)]


def _fits(reading: PrintedAmount, rows: int, meaning: Range, *, is_least: bool) -> bool:
    if meaning.is_exact:
        return reading.oere == rows and not is_least
    return meaning.meets(Range(rows, inf if is_least else rows))


def compare_per_year(printed: str, whole: int, years: int, *, qualifier: str = Qualifier.EXACT) -> list[Verdict]:
    """What is wrong with an amount per year when ``years`` of it must give ``whole`` øre.

    When the same digits fit the year's share, that reading is given as ``meant``.
    """
    reading = read(printed)
    if years < 1:
        return []
    if reading is None:
        return [Verdict(StatedAmountFault.UNREADABLE, None, whole // years)]
    meaning = reading.meaning(qualifier)
    if meaning.least * years <= whole <= meaning.most * years:
        return []
    share, rest = divmod(whole, years)
    fitting = share if not rest and _digits(reading.oere) == _digits(share) else None
    return [Verdict(StatedAmountFault.DIFFERS, reading.oere, share, meant=fitting)]


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
