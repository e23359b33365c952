"""What is typed in a cell of the grid, and how a result reads there. What a cell shows can be typed in it again.

========================  ==========================================================
``12`` · ``1.200`` · 0,5  a figure, as Danes write it
``12 af 40`` · ``12/40``  a share: how many, out of how many
``30 %`` · ``30``         a share of which only the per cent is known; ``0,3`` is refused: 0,3 % or 30 %?
``ca. 12``                the same, approximate
``?`` · ``io``            not stated (*ikke oplyst*)
``d``                     suppressed (*diskretioneret*)
nothing                   there is no result
========================  ==========================================================

Of a target in words a judgement (``nået``), the words themselves, or both (``nået: alle skoler er med``); new words
without a judgement take an older one away. A figure alone says nothing of such a target, and is refused.

A hyphen or a full stop alone is refused: it means zero to some, and nothing, unknown or suppressed to others.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import numbers
from plans.results.calculations.small_counts import CountSight
from plans.results.calculations.whole_counts import is_whole
from plans.results.enums import Judgement, ResultState, TargetKind

_APPROXIMATE = re.compile(r"(?:ca\.?|cirka|omkring|about|~)\s*", re.IGNORECASE)
_SHARE = re.compile(r"(\d[\d. ]*?)\s*(?:/|\baf\b|\bud af\b|\bof\b)\s*(\d[\d. ]*)", re.IGNORECASE | re.ASCII)
_NOT_STATED = frozenset({"?", "io", "i.o.", "ikke oplyst", "uoplyst", "not stated"})
_SUPPRESSED = frozenset({"d", "disk.", "diskret", "diskretioneret", "suppressed"})
_AMBIGUOUS = frozenset({"-", "–", "−", "—", ".", "..", "…", "x", "n/a"})
MOST = 2**31 - 1
#: All of them, in per cent.
ALL = 100


class CellError(ValueError):
    """What was typed is no result; the message is the sentence for the user."""


@dataclass(frozen=True)
class ParsedResult:
    """The columns of a result that a cell sets; ``text`` and ``judgement`` are for targets in words."""

    state: ResultState = ResultState.COUNTED
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    is_approximate: bool = False
    text: str | None = None
    judgement: str | None = None

    def put(self, result: Any) -> None:
        """Set the result's columns; those that the cell does not mention are unchanged, unless there is no figure at
        all.
        """
        result.state, result.value = self.state, self.value
        result.numerator, result.denominator = self.numerator, self.denominator
        result.is_approximate = self.is_approximate
        if self.state != ResultState.COUNTED:
            result.text = result.judgement = ""
        result.text = result.text if self.text is None else self.text
        result.judgement = result.judgement if self.judgement is None else self.judgement


def read(typed: str, kind: str, *, whole: bool = False) -> ParsedResult | None:
    """What was typed for a criterion with that kind of target; ``None`` for nothing. Raises :class:`CellError`.

    ``whole`` says that the criterion counts whole ones.
    """
    plain = " ".join(typed.split())
    if not plain:
        return None
    word = plain.casefold()
    if word in _NOT_STATED:
        return ParsedResult(ResultState.NOT_STATED)
    if word in _SUPPRESSED:
        return ParsedResult(ResultState.SUPPRESSED)
    if kind == TargetKind.TEXT:
        return _words(plain, typed)
    if word in _AMBIGUOUS:
        raise CellError(_("“%s” can mean several things. Write 0, ? (not stated) or d (suppressed).") % plain)
    without = _APPROXIMATE.sub("", plain, count=1) if _APPROXIMATE.match(plain) else plain
    found = _figure(without, kind, is_approximate=without != plain)
    if whole and found.value is not None and not is_whole(found.value):
        raise CellError(whole_sentence(found.value))
    return found


def whole_sentence(value: Decimal) -> str:
    """Why a count that is not whole is refused."""
    return _("%s is not a whole number, and here whole ones are counted.") % numbers.number(numbers.plain_value(value))


def _words(plain: str, typed: str) -> ParsedResult:
    if _is_figure(plain):
        raise CellError(_("“%s” is a figure, and this target is in words. Write what was reached.") % plain)
    for judgement in Judgement:
        names = (str(judgement.label).casefold(), judgement.value)
        if plain.casefold() in names:
            return ParsedResult(judgement=judgement.value)
        before, mark, words = typed.partition(":")
        if mark and words.strip() and " ".join(before.split()).casefold() in names:
            return ParsedResult(judgement=judgement.value, text=words.strip())
    return ParsedResult(text=typed.strip(), judgement="")  # a judgement belongs to its own words


def _is_figure(plain: str) -> bool:
    """Whether it is written as a figure or share is, and so meant for another cell."""
    return re.fullmatch(r"[\d.,/%\s−-]*\d[\d.,/%\s]*", plain, re.ASCII) is not None or bool(_SHARE.fullmatch(plain))


def parsed(result: Any) -> ParsedResult:
    """A stored result as a cell would have said it."""
    return ParsedResult(
        result.state, result.value, result.numerator, result.denominator, text=result.text, judgement=result.judgement
    )


def caution(said: ParsedResult | None, kind: str) -> str:
    """What is to be looked at in what was read, though it is taken; empty where there is nothing."""
    if said is None or said.state != ResultState.COUNTED:
        return ""
    if kind == TargetKind.TEXT and said.text and not said.judgement:
        return _("It is not judged: write “reached: …”, “partly reached: …” or “not reached: …” before the words.")
    if said.numerator is not None and said.denominator is not None and said.numerator > said.denominator:
        words = share_words(said.numerator, said.denominator)
        return _("%s is more than all of them. Look whether it is typed right.") % words
    if kind == TargetKind.SHARE and said.value is not None and said.value > ALL:
        return _("%s is more than all of them. Look whether it is typed right.") % figure_words(said.value, kind)
    return ""


def _figure(plain: str, kind: str, *, is_approximate: bool) -> ParsedResult:
    counts = _SHARE.fullmatch(plain)
    if counts and kind != TargetKind.SHARE:
        raise CellError(_("“%s” is a share, and this criterion counts one figure.") % plain)
    if counts:
        part, whole = (_whole(group) for group in counts.groups())
        if part > 0 and whole == 0:
            raise CellError(_("%s of none is no share.") % numbers.number(part))
        return ParsedResult(numerator=part, denominator=whole, is_approximate=is_approximate)
    bare = plain.removesuffix("%").strip() if kind == TargetKind.SHARE else plain
    try:
        value = numbers.parse_number(bare)
    except numbers.NumberError as fault:
        example = _("A share is written 12 af 40, or in per cent.") if kind == TargetKind.SHARE else ""
        raise CellError(f"{fault} {example}".strip()) from None
    if value < 0:
        raise CellError(_("A result is not below zero."))
    if kind == TargetKind.SHARE and bare == plain and 0 < value <= 1:
        both = {"same": numbers.percent(numbers.plain_value(value)), "part": numbers.percent(_times_hundred(value))}
        raise CellError(_("Is it %(same)s or %(part)s? Write it with the per cent sign.") % both)
    return ParsedResult(value=value, is_approximate=is_approximate)


def _times_hundred(value: Decimal) -> Decimal:
    return numbers.plain_value(value * 100)


def _whole(text: str) -> int:
    try:
        value = numbers.parse_number(text)
    except numbers.NumberError as fault:
        raise CellError(str(fault)) from None
    if value > MOST:
        raise CellError(_("“%s” is too large.") % text.strip())
    return int(value)


# --- how it reads ------------------------------------------------------------------------------------


def shown(result: Any, kind: str, sight: CountSight = CountSight.SHOWN, limit: int = 0) -> str:
    """A result as the grid writes it; ``sight`` is how its figure is shown to the reader, under ``limit``."""
    if result.state != ResultState.COUNTED:
        return _("not stated") if result.state == ResultState.NOT_STATED else _("suppressed")
    if kind == TargetKind.TEXT:
        judged = str(Judgement(result.judgement).label) if result.judgement else ""
        return f"{judged}: {result.text}" if judged and result.text else judged or result.text
    if sight != CountSight.SHOWN:
        return hidden(sight, limit)
    if result.numerator is not None:
        text = share_words(result.numerator, result.denominator)
    else:
        text = figure_words(result.value, kind)
    return _("about %s") % text if result.is_approximate else text


def hidden(sight: CountSight, limit: int) -> str:
    """What is shown in place of a hidden figure."""
    return _("under %s") % limit if sight == CountSight.UNDER else _("withheld")


def share_words(part: int, whole: int) -> str:
    """``9 of 12``."""
    return _("%(part)s of %(whole)s") % {"part": numbers.number(part), "whole": numbers.number(whole)}


def figure_words(value: Decimal | None, kind: str, places: int | None = None) -> str:
    """``1.200``, or ``33,5 %`` of a share."""
    return _("not stated") if value is None else _figure_words(value, kind == TargetKind.SHARE, places)


@lru_cache(maxsize=4096)
def _figure_words(value: Decimal, is_share: bool, places: int | None) -> str:
    """A grid writes the same figures again and again; it is the same in every language."""
    plain = numbers.plain_value(value if places is None else round(value, places))
    return numbers.percent(plain) if is_share else numbers.number(plain)
