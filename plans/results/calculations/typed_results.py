"""What is typed in a cell of the grid, and how a result reads there. What a cell shows can be typed in it again.

========================  ==========================================================
``12`` · ``1.200`` · 0,5  a figure, as Danes write it
``12 af 40`` · ``12/40``  a share: how many, out of how many
``30 %`` · ``30``         a share of which only the per cent is known
``ca. 12``                the same, approximate
``?`` · ``io``            not stated (*ikke oplyst*)
``d``                     suppressed (*diskretioneret*)
nothing                   there is no result
========================  ==========================================================

Of a target in words a judgement (``nået``) or the words themselves; new words take an older judgement away.

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
from plans.results.enums import Judgement, ResultState, TargetKind

_APPROXIMATE = re.compile(r"(?:ca\.?|cirka|omkring|about|~)\s*", re.IGNORECASE)
_SHARE = re.compile(r"(\d[\d. ]*?)\s*(?:/|\baf\b|\bud af\b|\bof\b)\s*(\d[\d. ]*)", re.IGNORECASE | re.ASCII)
_NOT_STATED = frozenset({"?", "io", "i.o.", "ikke oplyst", "uoplyst", "not stated"})
_SUPPRESSED = frozenset({"d", "disk.", "diskret", "diskretioneret", "suppressed"})
_AMBIGUOUS = frozenset({"-", "–", "−", "—", ".", "..", "…", "x", "n/a"})
MOST = 2**31 - 1


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


def read(typed: str, kind: str) -> ParsedResult | None:
    """What was typed for a criterion with that kind of target; ``None`` for nothing. Raises :class:`CellError`."""
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
    return _figure(without, kind, is_approximate=without != plain)


def _words(plain: str, typed: str) -> ParsedResult:
    for judgement in Judgement:
        if plain.casefold() in (str(judgement.label).casefold(), judgement.value):
            return ParsedResult(judgement=judgement.value)
    return ParsedResult(text=typed.strip(), judgement="")  # a judgement belongs to its own words


def _figure(plain: str, kind: str, *, is_approximate: bool) -> ParsedResult:
    counts = _SHARE.fullmatch(plain)
    if counts and kind != TargetKind.SHARE:
        raise CellError(_("“%s” is a share, and this criterion counts one figure.") % plain)
    if counts:
        part, whole = (_whole(group) for group in counts.groups())
        if part > 0 and whole == 0:
            raise CellError(_("%s of none is no share.") % numbers.number(part))
        return ParsedResult(numerator=part, denominator=whole, is_approximate=is_approximate)
    if kind == TargetKind.SHARE:
        plain = plain.removesuffix("%").strip()
    try:
        value = numbers.parse_number(plain)
    except numbers.NumberError as fault:
        example = _("A share is written 12 af 40, or in per cent.") if kind == TargetKind.SHARE else ""
        raise CellError(f"{fault} {example}".strip()) from None
    if value < 0:
        raise CellError(_("A result is not below zero."))
    return ParsedResult(value=value, is_approximate=is_approximate)


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
        return str(Judgement(result.judgement).label) if result.judgement else result.text
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
