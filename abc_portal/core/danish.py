"""Danish order and spelling: æ, ø, å last, aa as å, ü as y, capitals beside small letters.

The order is that of PostgreSQL's ``da-x-icu``, so that a list is the same on both databases.
"""

import re
import unicodedata
from functools import lru_cache

_SIGNS = " \u00a0_-\u2011–—,;:!?.…·'‘’\"“”„«»()[]{}§@*/\\&#%`´^¨°+<=>|~−$£€"
_RANKS = {sign: f"\x01{chr(rank)}" for rank, sign in enumerate(_SIGNS, 1)}  # before digits and letters
_LAST = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"}
_MARKS = {" ": "0", "\u0301": "1", "\u0300": "2"}  # e, é, è, and then all others
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "ß": "ss"})
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=8192)
def sort_key(text: str) -> tuple[str, str, str]:
    """A key that sorts as a Danish index does: by letters, then marks, then capitals; equal only for equal texts."""
    letters, marks = [], []
    for letter in re.findall("aa|.", text.casefold(), re.DOTALL):
        plain = "å" if letter == "aa" else letter
        base, mark = tuple(unicodedata.normalize("NFD", letter) + " ")[:2]
        letters.append(_RANKS.get(plain) or _LAST.get(plain) or base)
        marks.append("0" if letter in "æøå" else _MARKS.get(mark, "3"))
    return "".join(letters), "".join(marks), text


def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """Like :func:`sort_key`, but runs of digits count as numbers: afd. 5 before afd. 10."""
    padded = _DIGITS.sub(lambda run: run[0].zfill(12), text)
    return ((0, sort_key(padded)[0]), (1, text))


def compare(first: str, second: str) -> int:
    """The same order for a database collation: negative, zero (equal texts only) or positive."""
    one, two = sort_key(first), sort_key(second)
    return (one > two) - (one < two)


def slug(text: str) -> str:
    """``Bæk- og Fosgården`` → ``baek-og-fosgaarden``."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_ASCII))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def joined(words: list[str], and_word: str) -> str:
    """``a, b og c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {and_word} {words[-1]}"
