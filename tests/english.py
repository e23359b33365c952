"""Finding English that was left on a Danish page or in a Danish e-mail."""

import re
from typing import Any

from tests.readers import words

#: Words that no Danish sentence of the portal holds.
WORDS = frozenset(
    """
    the your you yours please password with this that these was were will has been not page pages forbidden error
    errors request requested found again account accounts enter entered invalid wrong required click below change
    changed remember forgot forgotten back login logout sign signed sending sent email hello thank using verification
    failed access denied occurred choose select submit save add remove delete home site welcome
    """.split()  # noqa: SIM905 - easier to read
)
#: English that is meant: the button that chooses the language is written in that language.
MEANT = frozenset({"english"})
#: Django's own Danish names the "Single Sign-On" of others in its administration.
MEANT_IN_THE_ADMINISTRATION = frozenset({"sign"})


def left_overs(html: Any) -> set[str]:
    """English words in what a reader sees, in the page's title and in its labels for screen readers."""
    content = getattr(html, "content", html)
    text = content.decode("utf-8") if isinstance(content, bytes) else str(content)
    hidden = re.findall(r'(?:aria-label|title|alt|placeholder|data-title)="([^"]*)"', text)
    seen = set(re.findall(r"[a-zæøå]+", " ".join([words(text), *hidden]).lower()))
    return (seen & WORDS) - MEANT
