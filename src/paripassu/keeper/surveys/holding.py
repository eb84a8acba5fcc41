"""What people write to a neutral in a wave: for that one reader, who tells themes in words of its own.

The neutral sees every word, and from which party it comes; whoever writes may give their name, and need not. The text
is encrypted to the key that all partners agreed to for this neutral, as a concern is, so that the tables hold no word
of it. No row says who wrote, or when. It works without JavaScript; the host encrypts. [INSTRUMENTS B10 5]
"""

from collections.abc import Iterable

import msgspec
from django.db import transaction

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.concerns import of_person
from paripassu.alliance.facts import short_enough
from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import sides
from paripassu.alliance.surveys.waves import Wave, is_open, questions_of
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns.listening import Keys
from paripassu.keeper.shuffling import shuffle
from paripassu.keeper.surveys.tables import Entrusted
from paripassu.record import letters
from paripassu.record.record import now

TEXT_LIMIT = 4_000


class Words(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody wrote: for which party they sit, the answers in the order of the questions, and the text.

    `name` is empty unless whoever wrote gave it. One who gives none can write more than once, and nobody could tell.
    """

    party: str
    answers: tuple[int | None, ...] = ()
    text: str = ""
    name: str = ""


_written = msgspec.json.Encoder().encode
_read = msgspec.json.Decoder(Words).decode


def write(sitting: Sitting, index: int, reader: str, *, answers: Iterable[int | None], text: str, name: bool) -> None:
    """Write to a neutral. Refused for who is not asked, after the last day, and to anybody who is no such neutral."""
    wave = sitting.alliance.surveys.wave(index)
    if sitting.person not in wave.people(""):
        raise Refused("not_asked", "You are not asked in this wave: it asks those who sat here when it was opened.")
    if not is_open(wave, now()):
        raise Refused("wave_over", "This wave is not open: answers are taken only until its last day is over.")
    said = _sound(sitting, wave, tuple(answers), text.strip(), name=name)
    confidant = of_person(sitting.alliance, reader)
    if confidant is None or reader not in sides.neutrals(sitting.alliance):
        raise Refused("reader_unknown", "Choose a neutral whom the partners have agreed to, with a key.")
    key, place = letters.new_matter_key(), _place(sitting.slug, index)
    with transaction.atomic():
        Entrusted.objects.create(
            alliance_id=sitting.slug, wave=index, reader=reader, public_key=confidant.public_key,
            key=letters.wrapped_for(key, bytes.fromhex(confidant.public_key), place),
            sealed=letters.closed(_written(said), key, place),
        )  # fmt: skip
        shuffle(Entrusted)


def _sound(sitting: Sitting, wave: Wave, answers: tuple[int | None, ...], text: str, *, name: bool) -> Words:
    questions = questions_of(sitting.alliance, wave)
    short_enough(text, "what you write", limit=TEXT_LIMIT)
    fits = len(answers) == len(questions) and all(
        said is None or said in question.points for said, question in zip(answers, questions, strict=True)
    )
    if not fits:
        raise Refused("answer_unfit", "Each question has one answer on its scale, or does not apply.")
    if not text and all(said is None for said in answers):
        raise Refused("nothing_said", "Answer a question, or write something.")
    return Words(sitting.seat.party, answers, text, sitting.account.name if name else "")


def _place(slug: str, index: int) -> bytes:
    return f"paripassu wave v1|{slug}|{index}".encode()


def entrusted_to(sitting: Sitting, index: int) -> int:
    """How many people, at most, have written to this person in a wave."""
    return Entrusted.objects.filter(alliance_id=sitting.slug, wave=index, reader=sitting.person).count()


def opened(sitting: Sitting, index: int, keys: Keys) -> list[Words]:
    """What was written to this person, by party and words, and in no order of time. Refused without the key for it."""
    found = []
    for row in Entrusted.objects.filter(alliance_id=sitting.slug, wave=index, reader=sitting.person):
        private = keys.get(row.public_key)
        if private is None:
            raise Refused("key_missing", "It was written to another key of yours. Open it with that passphrase.")
        place = _place(sitting.slug, index)
        key = letters.unwrapped(bytes(row.key), private, place)
        found.append(_read(letters.opened(bytes(row.sealed), key, place)))
    return sorted(found, key=lambda each: (each.party, each.text, str(each.answers)))


def forget(slug: str, alliance: Alliance, wave: Wave) -> None:
    """Delete what was written once the neutral has told the themes: what stands in the record is all that stays."""
    seats = alliance.parties.seats
    told = {each.party for each in sides.of_wave(alliance, wave.index).themes}
    done = [person for person, seat in seats.items() if seat.party in told]
    with transaction.atomic():
        Entrusted.objects.filter(alliance_id=slug, wave=wave.index, reader__in=done).delete()
        shuffle(Entrusted)
