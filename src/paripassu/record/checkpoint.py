"""Checkpoints: the size and root of a record under signatures that other software can check.

The text is a C2SP `tlog-checkpoint`, wrapped as a C2SP `signed-note` with Ed25519 [RFC8032]; partners add
`tlog-cosignature` lines (`cosignature/v1`) to the same note. The host's signature says who kept the record;
only cosignatures protect against the host.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, COSIGNER = 0x01, 0x04
"""The C2SP signature types: Ed25519 over the note text, and timestamped Ed25519 cosignature."""

NOTE_LIMIT = 65_536
"""Bytes of a note. 16 signatures, which every verifier must accept, are far below."""

LATEST_STAMP = 2**63 - 1
HASH_BYTES, PUBLIC_BYTES, SIGNATURE_BYTES, STAMP_BYTES, KEY_ID_BYTES = 32, 32, 64, 8, 4

_NAME = re.compile(r"[^\s+\x00-\x1f]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIGNATURE = "\N{EM DASH} "


class NotANote(ValueError):
    """The text is not a signed note, a checkpoint or a key. The sentence says why."""


class Verifier(NamedTuple):
    """A public key under its name: what is needed to check one kind of signature of one signer."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key)."""
        return sha256(self.name.encode() + b"\n" + bytes((self.kind,)) + self.public).digest()[:KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """The verifier key as text: `name+key id in hex+base64(type ‖ public key)`."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(bytes((self.kind,)) + self.public)}"


class Signer:
    """A name and an Ed25519 key that signs checkpoints, as log (`LOG`) or as cosigner (`COSIGNER`)."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        if not _NAME.fullmatch(name):
            raise NotANote(f"The key name {name!r} is empty or holds white space or a plus sign.")
        self.name = name
        self._key = key
        public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.verifier = Verifier(name, LOG, public)
        self.cosigner = Verifier(name, COSIGNER, public)

    @classmethod
    def generated(cls, name: str) -> "Signer":
        """A signer with a new key."""
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> "Signer":
        """The signer with the key of this 32-byte seed. [RFC8032]"""
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def seed(self) -> bytes:
        """The 32 secret bytes of the key."""
        return self._key.private_bytes_raw()

    @property
    def verifier_key(self) -> str:
        """The public key as text, for checking what it signs as log."""
        return self.verifier.text

    @property
    def cosigner_key(self) -> str:
        """The public key as text, for checking its cosignatures."""
        return self.cosigner.text

    def signature(self, message: bytes) -> bytes:
        """The Ed25519 signature of a message: 64 bytes."""
        return self._key.sign(message)


class Signature(NamedTuple):
    """A signature line of a note: the signer's name, four bytes that point to the key, and what it signed with."""

    name: str
    key_id: bytes
    value: bytes


class Note(NamedTuple):
    """A signed note taken apart: its text (with the last newline) and its signatures, none of them checked."""

    text: str
    signatures: tuple[Signature, ...]


class Signed(NamedTuple):
    """The outcome for a signature under a known key. `stamp`: POSIX seconds of a cosignature, 0 for a log's."""

    verifier: Verifier
    stamp: int
    holds: bool


class Checkpoint(NamedTuple):
    """The head of a record: which record, how many entries, the root over them (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The checkpoint text to be signed."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, _base64(self.root), *self.extensions))


def parsed_key(text: str) -> Verifier:
    """The key in a verifier key text. NotANote when its parts do not fit together."""
    name, plus, rest = text.strip().partition("+")
    key_id, second, encoded = rest.partition("+")
    blob = _bytes(encoded, "The key") if plus and second else b""
    if len(blob) != PUBLIC_BYTES + 1 or blob[0] not in (LOG, COSIGNER) or not _NAME.fullmatch(name):
        raise NotANote(f"{text.strip()[:80]!r} is not an Ed25519 key of the form name+key id+base64.")
    verifier = Verifier(name, blob[0], blob[1:])
    if verifier.key_id.hex() != key_id:
        raise NotANote(f"The key of {name!r} has the key id {verifier.key_id.hex()}, not {key_id[:16]!r}.")
    return verifier


def parsed_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that a note's text says. NotANote when it is not one."""
    origin, *lines = text.split("\n")
    if len(lines) < 3 or lines[-1] or not origin or "" in lines[:-1]:
        raise NotANote("A checkpoint has at least three lines, none of them empty: origin, size, root.")
    size, root, *extensions = lines[:-1]
    if not _SIZE.fullmatch(size):
        raise NotANote(f"The size {size[:40]!r} of the checkpoint is not a whole number.")
    hashed = _bytes(root, "The root")
    if len(hashed) != HASH_BYTES:
        raise NotANote(f"The root of the checkpoint has {len(hashed)} bytes, not {HASH_BYTES}.")
    return Checkpoint(origin, int(size), hashed, tuple(extensions))


def signed_note(text: str, signer: Signer) -> str:
    """The text as a note signed by a log."""
    return f"{text}\n{_line(signer.verifier, signer.signature(text.encode()))}"


def cosigned(note: str, signer: Signer, stamp: int) -> str:
    """The note with one more line: the cosignature of the text at `stamp` (POSIX seconds)."""
    signature = signer.signature(_cosigned_message(opened_note(note).text, stamp))
    return note + _line(signer.cosigner, stamp.to_bytes(STAMP_BYTES, "big") + signature)


def opened_note(note: str) -> Note:
    """The note taken apart. NotANote when it has not the form of one; no signature is checked."""
    if len(note) > NOTE_LIMIT:
        raise NotANote(f"The note is longer than {NOTE_LIMIT} characters.")
    if _CONTROL.search(note):
        raise NotANote("The note holds control characters.")
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise NotANote("A signed note is text, an empty line and signature lines, each ending in a newline.")
    return Note(text + "\n", tuple(_signature(line) for line in lines[:-1].split("\n")))


def checked(note: Note, verifiers: Iterable[Verifier]) -> list[Signed]:
    """The outcome of every signature under one of these keys, in the order of the note. Others are left out."""
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    pairs = [(signature, known.get((signature.name, signature.key_id))) for signature in note.signatures]
    return [_outcome(note.text, signature, verifier) for signature, verifier in pairs if verifier]


def _outcome(text: str, signature: Signature, verifier: Verifier) -> Signed:
    if verifier.kind == LOG:
        return Signed(verifier, 0, _holds(verifier, signature.value, text.encode()))
    stamp, value = int.from_bytes(signature.value[:STAMP_BYTES], "big"), signature.value[STAMP_BYTES:]
    holds = stamp <= LATEST_STAMP and _holds(verifier, value, _cosigned_message(text, stamp))
    return Signed(verifier, stamp, holds)


def _holds(verifier: Verifier, signature: bytes, message: bytes) -> bool:
    if len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _cosigned_message(text: str, stamp: int) -> bytes:
    return f"cosignature/v1\ntime {stamp}\n{text}".encode()


def _line(verifier: Verifier, value: bytes) -> str:
    return f"{_SIGNATURE}{verifier.name} {_base64(verifier.key_id + value)}\n"


def _signature(line: str) -> Signature:
    """The signature in one line of a note."""
    name, space, encoded = line.removeprefix(_SIGNATURE).partition(" ")
    if not line.startswith(_SIGNATURE) or not space or not _NAME.fullmatch(name):
        raise NotANote(f"The line {line[:60]!r} is not a signature line.")
    blob = _bytes(encoded, f"The signature of {name[:60]!r}")
    if len(blob) <= KEY_ID_BYTES:
        raise NotANote(f"The signature of {name[:60]!r} is too short.")
    return Signature(name, blob[:KEY_ID_BYTES], blob[KEY_ID_BYTES:])


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(text: str, what: str) -> bytes:
    """The bytes of strict base64: standard alphabet, padded, no stray bits, so that no two texts say the same."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotANote(f"{what} is not base64.") from error
    if _base64(value) != text:
        raise NotANote(f"{what} is not base64 in its one canonical form.")
    return value
