"""Receipts: 128 random bits in a form that people can copy, and the keys computed from them.

Written as seven groups of four characters of Crockford's base 32 (no I, L, O or U), of which the last 12 bits are a
checksum, so that a slip of the pen is found before anything is asked.

>>> written(bytes(16))
'0000-0000-0000-0000-0000-0000-024B'
"""

import re
import secrets
from hashlib import sha256
from hmac import compare_digest
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 16
CHECK_BITS = 12
CHARACTERS = 28
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]+")


class Keys(NamedTuple):
    """What a receipt gives: where its matter is found, and the writer's private key (X25519)."""

    locator: str
    private: bytes


def new_secret() -> bytes:
    """Sixteen random bytes, for one receipt."""
    return secrets.token_bytes(SECRET_BYTES)


def written(secret: bytes) -> str:
    """The receipt as people copy it."""
    number = int.from_bytes(secret) << CHECK_BITS | _check(secret)
    text = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(CHARACTERS)))
    return "-".join(text[at : at + 4] for at in range(0, CHARACTERS, 4))


def read(text: str) -> bytes | None:
    """The secret of a receipt as somebody typed it; None when it is none."""
    plain = _SEPARATORS.sub("", text[:200]).upper().translate(_MISREAD)
    if len(plain) != CHARACTERS or set(plain) - set(ALPHABET):
        return None
    number = 0
    for character in plain:
        number = number << 5 | ALPHABET.index(character)
    secret = (number >> CHECK_BITS).to_bytes(SECRET_BYTES)
    check = number & (1 << CHECK_BITS) - 1
    return secret if compare_digest(check.to_bytes(2), _check(secret).to_bytes(2)) else None


def keys(secret: bytes) -> Keys:
    """What is computed from a secret; neither half says anything about the other, or about the secret. [RFC5869]"""
    derived = HKDF(hashes.SHA256(), 64, salt=None, info=b"paripassu receipt v1").derive(secret)
    return Keys(derived[:32].hex(), derived[32:])


def _check(secret: bytes) -> int:
    return int.from_bytes(sha256(b"paripassu receipt " + secret).digest()[:2]) >> 16 - CHECK_BITS
