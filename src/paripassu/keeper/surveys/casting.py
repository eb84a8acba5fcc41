"""Taking an answer of nobody in particular: what is known of the sender is what the sender's token says, its party.

Whatever is sent has one length; it holds no name, and whatever came with it (an address, a moment) is not kept.
"""

import base64
import binascii
from hashlib import sha256

import msgspec
from django.db import IntegrityError, transaction

from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.waves import Wave, questions_of
from paripassu.keeper import records
from paripassu.keeper.access import SLUG
from paripassu.keeper.shuffling import shuffle
from paripassu.keeper.surveys import comments
from paripassu.keeper.surveys.issuing import public_key, still_open
from paripassu.keeper.surveys.tables import Answer, Comment
from paripassu.record import blind

SIZE = 4096
"""Bytes of everything that is sent, filled up with spaces."""

NOTHING = 255
"""The byte for “does not apply”."""

TOKEN_BYTES = 32
ATTEMPTS = 8

UNFIT = "This answer cannot be read. Load the page again; your token is still good."


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a browser sends: for which party, the prepared token and its signature (base64), and the answers in the
    order of the questions, none where a question does not apply; and a comment where the survey asks for one."""

    party: str
    token: str
    signature: str
    answers: tuple[int | None, ...]
    comment: str = ""


_sent = msgspec.json.Decoder(Sent, strict=True).decode


def cast(slug: str, index: int, body: bytes) -> None:
    """Take an answer. Refused when its token is not signed for this wave or was used otherwise, and when it is late.

    The same answer sent again, because the first reply was lost, counts once. Who brings no signed token is told the
    same everywhere, so that nobody learns from here which alliances and waves there are.
    """
    sent = _read(body)
    wave, questions = _asked(slug, index)
    token, signature = _bytes(sent.token), _bytes(sent.signature)
    fits = len(token) == blind.PREFIX_BYTES + TOKEN_BYTES and sent.party in wave.panel and not wave.named
    if not fits or not blind.holds(token, signature, blind.read(public_key(wave, sent.party))):
        raise _unsigned()
    said = _said(sent, questions)
    comment = comments.sound(records.current(slug).alliance, wave, sent.comment)
    with still_open(slug, wave, sent.party):
        if _keep(slug, index, sent.party, sha256(token).hexdigest(), said):
            comments.keep(slug, wave, comment)
            shuffle(Answer, Comment)


def _asked(slug: str, index: int) -> tuple[Wave, tuple[Question, ...]]:
    """The wave and what it asks. Refused, as an unsigned token is, when there is none."""
    if SLUG.fullmatch(slug) and records.exists(slug):
        alliance = records.current(slug).alliance
        if index in alliance.surveys.waves:
            wave = alliance.surveys.wave(index)
            return wave, questions_of(alliance, wave)
    raise _unsigned()


def _unsigned() -> Refused:
    return Refused("token_unsigned", "This token was not signed for this wave. Load the page again.")


def _read(body: bytes) -> Sent:
    if len(body) != SIZE:
        raise Refused("answer_unfit", UNFIT)
    try:
        return _sent(body)
    except msgspec.MsgspecError as error:
        raise Refused("answer_unfit", UNFIT) from error


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("answer_unfit", UNFIT) from error


def _said(sent: Sent, questions: tuple[Question, ...]) -> bytes:
    """The answers as bytes, one each. Refused when one is none that the question has."""
    if len(sent.answers) != len(questions):
        raise Refused("answer_unfit", UNFIT)
    for answer, question in zip(sent.answers, questions, strict=True):
        if answer is not None and answer not in question.points:
            raise Refused("answer_unfit", UNFIT)
    return bytes(NOTHING if answer is None else answer for answer in sent.answers)


def answers_in(said: bytes) -> list[int | None]:
    """The answers that the bytes of a row say."""
    return [None if each == NOTHING else each for each in said]


def _keep(slug: str, index: int, party: str, token: str, said: bytes) -> bool:
    """One row under a number drawn at random, drawn again when it is taken; whether it is new."""
    for _attempt in range(ATTEMPTS):
        before = Answer.objects.filter(token_digest=token).first()
        if before is not None:
            if bytes(before.said) != said or before.wave != index:
                raise Refused("token_used", "This token has answered already. Nobody can change an answer.")
            return False
        try:
            with transaction.atomic():
                Answer(alliance_id=slug, wave=index, party=party, token_digest=token, said=said).save(force_insert=True)
        except IntegrityError:
            continue
        return True
    raise Refused("answer_unkept", "Your answer could not be kept just now. Send it again; your token is still good.")
