"""Assent: the signature of one party under one exact text.

The text is known by its digest; who signed, for which party and how sure we are of that stand beside it. In the record
an assent is a fact like others (`signed.v1`), under the seal and the signatures of the whole record.
"""

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from paripassu.alliance.agreement import Signed
from paripassu.alliance.facts import Recorded
from paripassu.record.canonical import canonical


class Assent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The signature of a party under the text with this digest (SHA-256 of the canonical text, in hex).

    `index` is the entry in which it stands, `person` the opaque id of who signed, `assurance` how the person was
    known ("session": signed in with a password; the host vouches for that), `proof` what shows it
    without the host, if anything.
    """

    index: int
    party: str
    person: str
    digest: str
    assurance: str
    proof: str = ""


def digest(text: object) -> str:
    """The SHA-256, in hex, of the canonical bytes of a text given as a value: what an assent is under."""
    return sha256(canonical(text)).hexdigest()


def assents(facts: Iterable[Recorded]) -> list[Assent]:
    """All assents among these facts, in order."""
    return [assent(entry.index, entry.party, entry.fact) for entry in facts if type(entry.fact) is Signed]


def assent(index: int, party: str, fact: Signed) -> Assent:
    """The assent that a signature on the record is."""
    return Assent(index=index, party=party, person=fact.by, digest=fact.digest, assurance=fact.assurance)
