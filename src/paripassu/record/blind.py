"""Blind signatures: the host confirms that somebody may answer once, without ever seeing what it will be shown later.

RSABSSA-SHA384-PSS-Randomized of RFC 9474. Whoever answers makes a token and blinds it; the host signs the blinded token
and learns nothing about the token; unblinded, the signature is an ordinary RSA-PSS signature over the token, and nobody
can tell when, or for whom, it was made. `blinded` and `unblinded` are the answering side (in the browser, or a program
that speaks for somebody); `signed_blindly` and `holds` the host's. [RFC9474 §4]
"""

from math import gcd
from secrets import randbelow, token_bytes
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from paripassu.alliance.refusals import Refused

KEY_BITS = 2048
PREFIX_BYTES = 32
SALT_BYTES = 48
_PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT_BYTES)
_HASH = hashes.SHA384()


class Blinding(NamedTuple):
    """A blinded token for the host, and what takes the blinding off again, which never leaves its maker."""

    blinded: bytes
    inverse: int


def new_key() -> rsa.RSAPrivateKey:
    """A key of 2048 bits, for one party in one wave and nothing else: a signature under it says which key made it."""
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def written(key: rsa.RSAPublicKey) -> bytes:
    """A public key as bytes that go on the record (DER)."""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def read(key: bytes) -> rsa.RSAPublicKey:
    """The public key that these bytes say. ValueError when they say none of this kind."""
    loaded = load_der_public_key(key)
    if not isinstance(loaded, rsa.RSAPublicKey):
        raise ValueError("the bytes hold another kind of key")  # noqa: TRY004 - wrong bytes, not a wrong argument
    return loaded


def prepared(message: bytes) -> bytes:
    """The message under 32 random bytes: without them a host could sign guesses. [RFC9474 §4.1]"""
    return token_bytes(PREFIX_BYTES) + message


def blinded(prepared_message: bytes, key: rsa.RSAPublicKey) -> Blinding:
    """The message blinded under a key, for the host to sign. [RFC9474 §4.2]"""
    encoded = encoded_message(prepared_message, token_bytes(SALT_BYTES), key.key_size - 1)
    numbers = key.public_numbers()
    return blinded_with(encoded, _unit(numbers.n), numbers)


def blinded_with(encoded: bytes, factor: int, numbers: rsa.RSAPublicNumbers) -> Blinding:
    """The same with a chosen factor, which must be drawn at random from the units and used once."""
    value = int.from_bytes(encoded)
    if gcd(value, numbers.n) != 1:
        raise ValueError("the message shares a factor with the key")
    hidden = value * pow(factor, numbers.e, numbers.n) % numbers.n
    return Blinding(hidden.to_bytes(_length(numbers.n)), pow(factor, -1, numbers.n))


def signed_blindly(blinded_message: bytes, key: rsa.RSAPrivateKey) -> bytes:
    """The host's signature on a blinded message. Refused when that is no number under the key. [RFC9474 §4.3]

    The exponent works on a freshly blinded number, so that the time it takes says nothing about the key; and the result
    is checked before it leaves, so that a fault in the machine does not give the key away.
    """
    numbers = key.private_numbers()
    modulus, exponent = numbers.public_numbers.n, numbers.public_numbers.e
    value = int.from_bytes(blinded_message)
    if len(blinded_message) != _length(modulus) or not 0 < value < modulus:
        raise Refused("token_unfit", "The blinded token does not fit the key of this wave. Load the page again.")
    factor = _unit(modulus)
    hidden = value * pow(factor, exponent, modulus) % modulus
    signed = _private(hidden, numbers) * pow(factor, -1, modulus) % modulus
    if pow(signed, exponent, modulus) != value:
        raise ArithmeticError("the signature does not check: it is not handed out")
    return signed.to_bytes(_length(modulus))


def unblinded(prepared_message: bytes, blind_signature: bytes, inverse: int, key: rsa.RSAPublicKey) -> bytes:
    """The signature on the message itself. ValueError when the host signed something else. [RFC9474 §4.4]"""
    modulus = key.public_numbers().n
    if len(blind_signature) != _length(modulus):
        raise ValueError("the signature has another length than the key")
    signature = (int.from_bytes(blind_signature) * inverse % modulus).to_bytes(_length(modulus))
    if not holds(prepared_message, signature, key):
        raise ValueError("the signature does not hold for this message: the host signed something else")
    return signature


def holds(prepared_message: bytes, signature: bytes, key: rsa.RSAPublicKey) -> bool:
    """Whether this is a signature of the key on the message: plain RSA-PSS. [RFC9474 §4.5]"""
    try:
        key.verify(signature, prepared_message, _PSS, _HASH)
    except InvalidSignature:
        return False
    return True


# --- numbers ---


def _length(modulus: int) -> int:
    return (modulus.bit_length() + 7) // 8


def _unit(modulus: int) -> int:
    """A number drawn at random that has an inverse under the modulus."""
    while True:
        found = 1 + randbelow(modulus - 1)
        if gcd(found, modulus) == 1:
            return found


def _private(value: int, numbers: rsa.RSAPrivateNumbers) -> int:
    """The private power by the Chinese remainder theorem: a quarter of the time."""
    first, second = pow(value, numbers.dmp1, numbers.p), pow(value, numbers.dmq1, numbers.q)
    return second + (first - second) * numbers.iqmp % numbers.p * numbers.q


def encoded_message(message: bytes, salt: bytes, bits: int) -> bytes:
    """The message as EMSA-PSS writes it into so many bits, with SHA-384. [RFC8017 §9.1.1]"""
    length = (bits + 7) // 8
    digest = _digest(bytes(8) + _digest(message) + salt)
    padded = bytes(length - len(salt) - len(digest) - 2) + b"\x01" + salt
    mask = _mask(digest, len(padded))
    masked = bytearray(one ^ other for one, other in zip(padded, mask, strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def _mask(seed: bytes, length: int) -> bytes:
    """MGF1 with SHA-384. [RFC8017 §B.2.1]"""
    size = _HASH.digest_size
    return b"".join(_digest(seed + count.to_bytes(4)) for count in range(-(-length // size)))[:length]


def _digest(message: bytes) -> bytes:
    state = hashes.Hash(_HASH)
    state.update(message)
    return state.finalize()
