"""Danish order and spelling: æ, ø, å last, aa as å, capitals beside small letters."""

import re
import unicodedata
from functools import lru_cache

_LAST = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "ß": "ss"})
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=8192)
def sort_key(text: str) -> tuple[str, str]:
    """A key that sorts as a Danish index does; equal only for equal texts."""
    folded = text.casefold().replace("aa", "å")
    letters = "".join(_LAST.get(letter) or _plain(letter) for letter in folded)
    return letters, text


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
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_ASCII)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def joined(words: list[str], and_word: str) -> str:
    """``a, b og c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {and_word} {words[-1]}"


def _plain(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0] if decomposed else letter
