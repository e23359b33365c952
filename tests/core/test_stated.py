"""Stated figures are held against data as numbers, not as signs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from abc_portal.core.dates import PartialDate, Precision
from abc_portal.core.placeholders import TextFigure
from abc_portal.core.stated import differs


def figure(value: Any, text: str = "", **more: Any) -> TextFigure:
    value = Decimal(value) if isinstance(value, str) else value
    return TextFigure("a", "A", text or str(value), "", value, **more)


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("3.633", "3633"), ("3633", "3633.0000"), ("3 633 beboere", "3633"), ("34,5 %", "34.5"), ("34,50", "34.5"), ("35 %", "34.53"),
        ("−0,5", "-0.5"), ("23.200.076 kr.", "23200076"), ("kr. 1.200", "1200"), ("23,2 mio. kr.", "23200076"),
        ("23 mio.", "23200076"), ("tre afdelinger", "3"), ("én", "1"), ("ca. 3.600", "3633"), ("knap 4.000", "3700"),
        ("12 timer", "12"), ("højst 12", "12"), ("op til 20 personer", "12"), ("over 1.400", "1401"),
        ("mindst tre", "4"),
    ],
)  # fmt: skip
def test_the_same_number_written_otherwise(stated: str, value: str) -> None:
    assert not differs(stated, figure(value))


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("3.634", "3633"), ("3,633", "3633"), ("34 %", "34.5"), ("34,4", "34.53"), ("23,3 mio. kr.", "23200076"), ("24 mio.", "23200076"),
        ("to", "3"), ("ca. 3.000", "3633"), ("mange", "3633"), ("0,12345678901234567890", "99999999999"), ("3.63", "363"), ("højst 12", "13"), ("over 1.400", "1399"),
    ],
)  # fmt: skip
def test_another_number(stated: str, value: str) -> None:
    assert differs(stated, figure(value))


def test_what_is_unknown_or_meant_roughly_is_not_contradicted() -> None:
    assert not differs("3.633", figure(None, "ikke oplyst"))
    assert not differs("3.633", figure("3600", is_about=True))
    assert differs("4.633", figure("3600", is_about=True))


def test_days_are_compared_as_days() -> None:
    march = figure(PartialDate(date(2021, 3, 1), Precision.MONTH), "marts 2021")
    assert not differs("Marts  2021", march)
    assert not differs("2021-03", march)
    assert differs("april 2021", march)
    assert not differs("1/3-2021", figure(PartialDate(date(2021, 3, 1)), "1. marts 2021"))
    assert differs("foråret", march)
