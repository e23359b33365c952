"""A short name for what somebody was shown, by which it is known whether they answer just that."""

import hashlib
from typing import Any


def digest_of(shown: Any) -> str:
    """Changes when anything of the value does; the value is of plain types, in an order that does not vary."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]
