"""Keys that stand in an address: random and long, and stored as a digest alone."""

import hashlib
import secrets

#: 192 bits. Written in hexadecimals: no sign of it breaks a line or ends a word when it is copied.
TOKEN_BYTES = 24


def new_token() -> str:
    return secrets.token_hex(TOKEN_BYTES)


def digest_of_token(token: str) -> str:
    """The stored digest. A token is random and long, so a plain digest cannot be reversed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
