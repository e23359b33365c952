"""How often a sentence says that something happens."""

import re

NUMBERS = {"en": 1, "én": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6}
#: Words for a rhythm, the more exact first, and how many times a year they mean.
RHYTHMS = (
    (re.compile(r"\bhver anden uge\b|\bhver 14\. dag\b", re.IGNORECASE), 26),
    (re.compile(r"\bhver uge\b|\bugentlig", re.IGNORECASE), 52),
    (re.compile(r"\bhver anden måned\b", re.IGNORECASE), 6),
    (re.compile(r"\bhver måned\b|\bmånedlig|\bmånedsvis", re.IGNORECASE), 12),
    (re.compile(r"\bhvert kvartal\b|\bkvartalsvis|\bkvartalsmæssig", re.IGNORECASE), 4),
    (re.compile(r"\bhvert halve år\b|\bhvert halvår\b|\bhalvårlig", re.IGNORECASE), 2),
)
_TIMES = re.compile(r"\b(\d+|en|én|to|tre|fire|fem|seks) gange? (?:om året|årligt|pr\. år)", re.IGNORECASE)
#: A word says what is spoken of when it has so many letters; two are the same when they begin with so many alike.
STEM = 7
_WORD = re.compile(r"[^\W\d_]{%d,}" % STEM)


def times_a_year(sentence: str) -> int | None:
    """The times a year that the sentence names; ``None`` when it names none."""
    if match := _TIMES.search(sentence):
        word = match[1].casefold()
        return NUMBERS.get(word) or int(word)
    return next((times for pattern, times in RHYTHMS if pattern.search(sentence)), None)


def shares_a_word(one: str, other: str) -> bool:
    """Whether the two speak of the same: a long word of theirs begins alike."""
    return bool(_stems(one) & _stems(other))


def _stems(text: str) -> set[str]:
    return {word.casefold()[:STEM] for word in _WORD.findall(text)}
