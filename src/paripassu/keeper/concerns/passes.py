"""Passes: somebody of the alliance can show that they are of it, without showing who.

Issued as the tokens of surveys are, under the key of the period that stands on the record: once to each person, on any
page they open, so that having one says nothing. Shown with a concern, outside of any session. Between the two there is
nothing that could be joined: who was given one is noted by person, what was used by a digest that nobody has seen.
"""

import base64
import binascii
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from django.db import IntegrityError, transaction

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.concerns import periods
from paripassu.alliance.concerns.periods import Period
from paripassu.alliance.refusals import Broken, Refused
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns.tables import SpentPass
from paripassu.keeper.shuffling import shuffle
from paripassu.keeper.surveys.issuing import digest
from paripassu.keeper.surveys.tables import TokenIssued, WaveKey
from paripassu.record import blind

TOKEN_BYTES = 32
LONGEST_PASS = 600
"""Characters in which somebody can send a pass; more is none."""


class Pass(NamedTuple):
    """What somebody shows: for which period, the prepared token, and the signature on it."""

    period: int
    token: bytes
    signature: bytes


def public_key(period: Period) -> bytes:
    """The key of a period as it stands on the record (DER)."""
    return base64.b64decode(period.fact.key)


# --- opening ---


def open_next(sitting: Sitting, *, key: str) -> Period:
    """Open the next period under a fresh key, and forget those that are over.

    The private key is kept before the period stands on the record: a period without its key would be lost.
    """
    private = blind.new_key()
    public = blind.written(private.public_key())
    secret = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    row = WaveKey.objects.create(alliance_id=sitting.slug, public_digest=digest(public), private=secret)
    opened = b""
    try:
        told = base64.b64encode(public).decode()
        [recorded] = acts.record(sitting, periods.open_speaking, key=key, public_key=told)
        found = periods.period(sitting.alliance, recorded.index)
        assert found is not None
        opened = public_key(found)
    finally:
        if opened != public:  # refused, or the form was sent again and the first key stands
            row.delete()
    forget(sitting.slug, [each for each in sitting.alliance.concerns.periods if each.index != found.index])
    return found


def forget(slug: str, over: Iterable[Period]) -> None:
    """Delete what was kept of periods that are over: keys, who was given a pass, and what was used."""
    gone = list(over)
    with transaction.atomic():
        WaveKey.objects.filter(alliance_id=slug, public_digest__in=[digest(public_key(p)) for p in gone]).delete()
        TokenIssued.objects.filter(alliance_id=slug, wave__in=[each.index for each in gone]).delete()
        SpentPass.objects.filter(alliance_id=slug, period__in=[each.index for each in gone]).delete()
        shuffle(WaveKey, TokenIssued, SpentPass)


# --- issuing: for who is signed in ---


def issue(sitting: Sitting, index: int, blinded: bytes, now: datetime) -> bytes:
    """The host's signature on what the browser of this person has blinded: once for each person and period.

    The same blinded bytes get the same signature again. Refused after the last day, and for other bytes.
    """
    period = periods.open_period(sitting.alliance, now)
    if period is None or period.index != index:
        raise Refused("period_over", "This period is over. Open the page of concerns again.")
    with transaction.atomic():
        row, new = TokenIssued.objects.get_or_create(
            alliance_id=sitting.slug, wave=index, person=sitting.person, defaults={"blinded_digest": digest(blinded)}
        )
        if not new and row.blinded_digest != digest(blinded):
            raise Refused("token_issued", "You were given your pass already, in another browser or before its memory "
                          "was emptied. It is there, and nobody can give you a second one.")  # fmt: skip
        if new:
            shuffle(TokenIssued)
        return blind.signed_blindly(blinded, _private(sitting.slug, period))


def _private(slug: str, period: Period) -> rsa.RSAPrivateKey:
    row = WaveKey.objects.filter(alliance_id=slug, public_digest=digest(public_key(period))).first()
    if row is None:
        raise Refused("wave_key_gone", "The key of this period is not on this host any more. Wait for the next one.")
    private = load_der_private_key(bytes(row.private), None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise Broken("The key of a period is none of its kind.", digest=row.public_digest)
    return private


def has_pass(sitting: Sitting, index: int) -> bool:
    """Whether this person was given a pass in a period."""
    return TokenIssued.objects.filter(alliance_id=sitting.slug, wave=index, person=sitting.person).exists()


def without_pass(sitting: Sitting, now: datetime) -> int | None:
    """The open period in which this person was given no pass yet, if there is one."""
    period = periods.open_period(sitting.alliance, now)
    return period.index if period is not None and not has_pass(sitting, period.index) else None


# --- showing: for nobody in particular ---


def shown(alliance: Alliance, text: str, now: datetime) -> Pass:
    """The pass that somebody sent. Refused when it is none of the open period."""
    period = periods.open_period(alliance, now)
    try:
        sent = base64.b64decode("".join(text.split()), validate=True) if len(text) <= LONGEST_PASS else b""
    except (binascii.Error, ValueError):
        sent = b""
    size = blind.PREFIX_BYTES + TOKEN_BYTES
    if period is None or not _holds(period, sent[:size], sent[size:]):
        raise Refused("pass_unfit", "This is no pass of the period that is open. Copy it again from the page of "
                      "concerns, or leave the field empty and speak without one.")  # fmt: skip
    return Pass(period.index, sent[:size], sent[size:])


def _holds(period: Period, token: bytes, signature: bytes) -> bool:
    whole = len(token) == blind.PREFIX_BYTES + TOKEN_BYTES
    return whole and blind.holds(token, signature, blind.read(public_key(period)))


def spend(slug: str, shown: Pass) -> None:
    """Let a pass be used by nobody again. Refused when it was used."""
    try:
        with transaction.atomic():
            SpentPass.objects.create(digest=sha256(shown.token).hexdigest(), alliance_id=slug, period=shown.period)
    except IntegrityError as used:
        raise Refused("pass_used", "This pass was used already: each is good for one concern. Write with the receipt "
                      "of that one, or leave the field empty and speak without a pass.") from used  # fmt: skip


def proves(alliance: Alliance, index: int, token: str, signature: str) -> bool:
    """Whether what stands in a text shows that somebody of the alliance wrote it, by the key on the record."""
    period = periods.period(alliance, index)
    return period is not None and _holds(period, bytes.fromhex(token), bytes.fromhex(signature))
