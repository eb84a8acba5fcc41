"""Opening a wave and issuing its tokens: the host confirms blindly who may answer, once for each person.

This is for people who are signed in; `casting` takes answers of nobody in particular. The two share no row.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from django.db import transaction

from paripassu.alliance.refusals import Broken, Refused
from paripassu.alliance.surveys import waves
from paripassu.alliance.surveys.keys import key_of
from paripassu.alliance.surveys.waves import PartyAsked, Wave, is_open
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.shuffling import shuffle
from paripassu.keeper.surveys.tables import TokenIssued, WaveKey
from paripassu.record import blind
from paripassu.record.record import now

NOT_OPEN = "This wave is not open: answers are taken only until its last day is over."


def digest(value: bytes) -> str:
    """The digest by which keys and tokens are found."""
    return sha256(value).hexdigest()


def public_key(wave: Wave, party: str) -> bytes:
    """The key of a party as it stands on the record (DER). Refused when the party is not asked."""
    if wave.named:
        raise Refused("wave_named", "So few are asked in this wave that it takes no answers without names.")
    for each in wave.fact.asked:
        if each.party == party:
            return base64.b64decode(each.key)
    raise Refused("not_asked", "Your party is not asked in this wave.")


# --- opening ---


def open_wave(sitting: Sitting, survey: int, *, key: str) -> Wave:
    """Open a wave, with a fresh key for each party. Sent again with the same `key`, the wave that it opened.

    The keys are kept before the wave stands on the record: a wave without its keys would be lost. Where too few would
    be asked it has none.
    """
    asked = []
    made = []
    named = waves.too_small(sitting.alliance, sitting.alliance.surveys.survey(survey))
    for party, people in sorted(waves.electorate(sitting.alliance).items()):
        public = b""
        if not named:
            private = blind.new_key()
            made.append(_kept_key(sitting, private))
            public = blind.written(private.public_key())
        asked.append(PartyAsked(party, len(people), key_of(public)))
    opened: set[str] = set()
    try:
        [recorded] = acts.record(sitting, waves.open_wave, key=key, survey=survey, asked=tuple(asked))
        wave = sitting.alliance.surveys.wave(recorded.index)
        opened = {digest(base64.b64decode(each.key)) for each in wave.fact.asked}
    finally:
        unused = [each for each in made if each not in opened]
        WaveKey.objects.filter(alliance_id=sitting.slug, public_digest__in=unused).delete()
    return wave


def _kept_key(sitting: Sitting, private: rsa.RSAPrivateKey) -> str:
    """Keep a private key; the digest by which it is found."""
    name = digest(blind.written(private.public_key()))
    secret = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    WaveKey.objects.create(alliance_id=sitting.slug, public_digest=name, private=secret)
    return name


# --- issuing ---


def issue(sitting: Sitting, index: int, blinded: bytes) -> bytes:
    """The host's signature on what the browser of this person has blinded: once for each person and wave.

    The same blinded bytes get the same signature again, so that an answer that was lost on the way costs nobody the
    token. Refused for everybody who is not asked, after the last day, and for other bytes than the first time.
    """
    wave = sitting.alliance.surveys.wave(index)
    party = sitting.seat.party
    if sitting.person not in wave.panel.get(party, ()):
        raise Refused("not_asked", "You are not asked in this wave: it asks those who sat here when it was opened.")
    name = digest(public_key(wave, party))
    with still_open(sitting.slug, wave, party):
        row, new = TokenIssued.objects.get_or_create(
            alliance_id=sitting.slug, wave=index, person=sitting.person, defaults={"blinded_digest": digest(blinded)}
        )
        if not new and row.blinded_digest != digest(blinded):
            raise Refused(
                "token_issued",
                "You were given your token already, in another browser or before its memory was emptied. "
                "It is there, and nobody can give you a second one.",
            )
        if new:
            shuffle(TokenIssued)
        return blind.signed_blindly(blinded, _private(sitting.slug, name))


def has_token(sitting: Sitting, index: int) -> bool:
    """Whether this person was given a token in a wave that is not counted yet."""
    return TokenIssued.objects.filter(alliance_id=sitting.slug, wave=index, person=sitting.person).exists()


def without_token(sitting: Sitting, at: datetime) -> list[int]:
    """The waves open at a moment in which this person is asked and was given no token yet."""
    found = [each.index for each in waves.open_for(sitting.alliance, sitting.person, at) if not each.named]
    if not found:
        return []
    own = TokenIssued.objects.filter(alliance_id=sitting.slug, person=sitting.person, wave__in=found)
    return sorted(set(found) - set(own.values_list("wave", flat=True)))


def _private(slug: str, name: str) -> rsa.RSAPrivateKey:
    row = WaveKey.objects.filter(alliance_id=slug, public_digest=name).first()
    if row is None:
        raise Refused("wave_key_gone", "The keys of this wave are not on this host any more. Nobody can answer in it.")
    private = load_der_private_key(bytes(row.private), None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise Broken("The key of a wave is none of its kind.", digest=name)
    return private


@contextmanager
def still_open(slug: str, wave: Wave, party: str) -> Iterator[None]:
    """A transaction in which the wave takes tokens and answers, and the count has to wait. Refused when it is over.

    Writing the row of the key, without changing it, holds the count back until what is done inside is durable.
    """
    if not is_open(wave, now()):
        raise Refused("wave_over", NOT_OPEN)
    with transaction.atomic():
        own = WaveKey.objects.filter(alliance_id=slug, public_digest=digest(public_key(wave, party)), counting=False)
        if not own.update(counting=False):
            raise Refused("wave_over", NOT_OPEN)
        yield
