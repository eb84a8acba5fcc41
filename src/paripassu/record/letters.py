"""Letters: texts that only their readers can open, and the keys they open them with.

A matter has a random key of its own; each text is encrypted with it (ChaCha20-Poly1305), and the key is wrapped for
each reader (HPKE [RFC9180], X25519, HKDF-SHA256, ChaCha20-Poly1305). `place` is whatever a text or key is bound to:
under another place it does not open. A reader's private key is kept wrapped by a passphrase (Argon2id [RFC9106]).
"""

import secrets
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
KEY_BYTES = 32
NONCE_BYTES = 12
SALT_BYTES = 16
SMALLEST = 1024
"""Bytes of the shortest text once it is padded; longer ones are padded to the next power of two."""


class Unopened(Exception):
    """The key does not open this: it is another's, or what it should open was altered or moved."""


class Cost(NamedTuple):
    """What one guess of a passphrase costs: passes, lanes and KiB of memory. [RFC9106 §4, second recommendation]"""

    passes: int = 3
    lanes: int = 4
    memory: int = 64 * 1024


class Wrapped(NamedTuple):
    """A private key that a passphrase opens."""

    salt: bytes
    cost: Cost
    sealed: bytes


def new_private_key() -> bytes:
    """A reader's private key, 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def public_key(private: bytes) -> bytes:
    """The public half of a private key, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def new_matter_key() -> bytes:
    """The key of one matter, which opens all its texts."""
    return ChaCha20Poly1305.generate_key()


def wrapped_for(matter_key: bytes, public: bytes, place: bytes) -> bytes:
    """The key of a matter, for the holder of the private half of `public`."""
    return SUITE.encrypt(matter_key, X25519PublicKey.from_public_bytes(public), info=place)


def unwrapped(sealed: bytes, private: bytes, place: bytes) -> bytes:
    """What was wrapped for this private key under this place. Unopened when it was not."""
    try:
        return SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=place)
    except (InvalidTag, ValueError) as error:
        raise Unopened from error


def closed(text: bytes, key: bytes, place: bytes) -> bytes:
    """The text, padded and encrypted under a key, bound to its place."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, padded(text), place)


def opened(sealed: bytes, key: bytes, place: bytes) -> bytes:
    """The text again. Unopened under another key or place, or when a byte was changed."""
    try:
        return unpadded(ChaCha20Poly1305(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place))
    except (InvalidTag, ValueError) as error:
        raise Unopened from error


def padded(text: bytes) -> bytes:
    """The text with its end marked, filled up to a power of two: its length says little. [ISO 7816-4]"""
    size = max(SMALLEST, 1 << len(text).bit_length())
    return text + b"\x80" + bytes(size - len(text) - 1)


def unpadded(text: bytes) -> bytes:
    """The text before it was padded. ValueError where no end is marked."""
    inner, mark, rest = text.rpartition(b"\x80")
    if not mark or rest.strip(b"\x00"):
        raise ValueError("no end is marked")
    return inner


def wrapped_by(private: bytes, passphrase: str, place: bytes, cost: Cost | None = None) -> Wrapped:
    """A private key that opens with this passphrase and nothing else."""
    salt, cost = secrets.token_bytes(SALT_BYTES), cost or Cost()
    return Wrapped(salt, cost, closed(private, _stretched(passphrase, salt, cost), place))


def unwrapped_by(wrapped: Wrapped, passphrase: str, place: bytes) -> bytes:
    """The private key behind a passphrase. Unopened when it is another."""
    return opened(wrapped.sealed, _stretched(passphrase, wrapped.salt, wrapped.cost), place)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    derived = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    )  # fmt: skip
    return derived.derive(passphrase.encode())
