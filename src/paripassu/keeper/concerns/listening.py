"""What confidants do: make a key, open what is written to them, acknowledge, answer, note, hand over."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from paripassu.alliance import concerns
from paripassu.alliance.facts import worded
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.concerns import raising
from paripassu.keeper.concerns.clocks import readable
from paripassu.keeper.concerns.letters import Consent, Opened, Said, add, digest, key_place, opened
from paripassu.keeper.concerns.tables import TABLES, Concern, ConcernReader, ConfidantKey
from paripassu.keeper.shuffling import shuffle
from paripassu.record import letters

SHORTEST_PASSPHRASE = 12
OPEN_FOR = timedelta(minutes=30)
"""For so long after the passphrase was typed nobody has to type it again."""

NOTE_LIMIT = 20_000
Keys = dict[str, bytes]
"""Private keys of one confidant by their public halves."""


# --- keys ---


def make_key(sitting: Sitting, passphrase: str, *, key: str) -> None:
    """A new key behind a passphrase; its public half is put on the record. Refused when the passphrase is short."""
    _long_enough(passphrase)
    private = letters.new_private_key()
    public = letters.public_key(private).hex()
    with transaction.atomic():
        row = keep_key(sitting.slug, sitting.person, private, passphrase)
        [recorded] = acts.record(sitting, concerns.make_key, key=key, public_key=public)
        if recorded.fact.public_key != public:  # the form was sent again: the first key stands
            row.delete()


def keep_key(slug: str, person: str, private: bytes, passphrase: str, cost: letters.Cost | None = None) -> ConfidantKey:
    """Keep a private key, wrapped by a passphrase."""
    wrapped = letters.wrapped_by(private, passphrase, _key_of(slug, person), cost)
    return ConfidantKey.objects.create(
        alliance_id=slug, person=person, public_key=letters.public_key(private).hex(), salt=wrapped.salt,
        passes=wrapped.cost.passes, lanes=wrapped.cost.lanes, memory=wrapped.cost.memory, sealed=wrapped.sealed,
    )  # fmt: skip


def unlocked(sitting: Sitting, passphrase: str) -> Keys:
    """The private keys that a passphrase opens. Refused when it opens none."""
    found: Keys = {}
    for row in ConfidantKey.objects.filter(alliance_id=sitting.slug, person=sitting.person).order_by("pk"):
        cost = letters.Cost(row.passes, row.lanes, row.memory)
        wrapped = letters.Wrapped(bytes(row.salt), cost, bytes(row.sealed))
        try:
            found[row.public_key] = letters.unwrapped_by(wrapped, passphrase, _key_of(sitting.slug, sitting.person))
        except letters.Unopened:
            continue
    if not found:
        raise Refused("passphrase_wrong", "This passphrase opens no key of yours. Nobody can set it anew but you: "
                      "make another key, and let the partners agree to it.")  # fmt: skip
    return found


def change_passphrase(sitting: Sitting, before: str, after: str) -> None:
    """Put another passphrase before the keys that this one opens. Refused when it opens none, or the other is short."""
    _long_enough(after)
    place = _key_of(sitting.slug, sitting.person)
    with transaction.atomic():
        for public, private in unlocked(sitting, before).items():
            wrapped = letters.wrapped_by(private, after, place)
            ConfidantKey.objects.filter(alliance_id=sitting.slug, public_key=public).update(
                salt=wrapped.salt, passes=wrapped.cost.passes, lanes=wrapped.cost.lanes, memory=wrapped.cost.memory,
                sealed=wrapped.sealed,
            )  # fmt: skip


def _long_enough(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused("passphrase_short", "Take at least {least} characters: a sentence that nobody else says.",
                      least=SHORTEST_PASSPHRASE)  # fmt: skip


def older(sitting: Sitting, keys: Keys) -> QuerySet[ConcernReader]:
    """What these keys open that was not written to the key which all partners have agreed to by now."""
    own = concerns.of_person(sitting.alliance, sitting.person)
    rows = ConcernReader.objects.filter(concern__alliance_id=sitting.slug, person=sitting.person, public_key__in=keys)
    return rows.exclude(public_key=own.public_key) if own is not None else rows.none()


def carry_over(sitting: Sitting, keys: Keys) -> int:
    """Wrap what was written to an older key of this person for the one that all partners agreed to since: how many.

    Only somebody with the older key can do it; the texts stay as they are, and so does who reads them.
    """
    own = concerns.of_person(sitting.alliance, sitting.person)
    done = 0
    with transaction.atomic():
        for row in older(sitting, keys).select_related("concern"):
            assert own is not None
            place, private = key_place(row.concern, sitting.person), keys[row.public_key]
            for name, bound in (("sealed", place), ("note", place + b"|note")):
                if sealed := bytes(getattr(row, name)):
                    inner = letters.unwrapped(sealed, private, bound)
                    setattr(row, name, letters.wrapped_for(inner, bytes.fromhex(own.public_key), bound))
            row.public_key = own.public_key
            row.save(update_fields=["sealed", "note", "public_key"])
            done += 1
        shuffle(ConcernReader)
    return done


def has_key(sitting: Sitting) -> bool:
    """Whether the person has made a key here."""
    return ConfidantKey.objects.filter(alliance_id=sitting.slug, person=sitting.person).exists()


def kept_open(sitting: Sitting, keys: Keys, once: bytes, now: datetime) -> bytes:
    """Private keys closed under `once`, which only the browser keeps: what the session holds opens nothing alone."""
    told = {"until": (now + OPEN_FOR).isoformat(), "keys": {public: each.hex() for public, each in keys.items()}}
    return letters.closed(json.dumps(told).encode(), once, _session_of(sitting))


def still_open(sitting: Sitting, sealed: bytes, once: bytes, now: datetime) -> Keys:
    """The private keys again; none when the time is over or anything does not fit."""
    try:
        told: dict[str, Any] = json.loads(letters.opened(sealed, once, _session_of(sitting)))
    except letters.Unopened:
        return {}
    if datetime.fromisoformat(told["until"]) <= now:
        return {}
    return {public: bytes.fromhex(each) for public, each in told["keys"].items()}


def _key_of(slug: str, person: str) -> bytes:
    return f"paripassu confidant v1|{slug}|{person}".encode()


def _session_of(sitting: Sitting) -> bytes:
    return f"paripassu session v1|{sitting.slug}|{sitting.person}".encode()


# --- what was written to somebody ---


def written_to(sitting: Sitting, now: datetime) -> list[ConcernReader]:
    """The concerns that this person may read now, those of the highest tier first, then by day."""
    found = ConcernReader.objects.filter(concern__alliance_id=sitting.slug, person=sitting.person)
    let_in = [each for each in found.select_related("concern") if readable(each, now, sitting.alliance)]
    return sorted(let_in, key=lambda each: (not each.concern.highest, each.concern.raised, each.concern.pk))


def waiting(sitting: Sitting, now: datetime) -> list[date]:
    """By when something waits for this person: an acknowledgement, or an answer. For their own eyes alone."""
    rows = [each.concern for each in written_to(sitting, now)]
    return sorted(row.answer_by if row.acknowledged else row.acknowledge_by for row in rows if row.answered is None)


def opened_by(sitting: Sitting, number: str, keys: Keys, now: datetime) -> Opened:
    """A concern as this person reads it. NotHere for everybody whom it was not written to, whatever they hold."""
    reader = next((each for each in written_to(sitting, now) if str(each.concern_id) == number), None)
    if reader is None:
        raise NotHere(number)
    private = keys.get(reader.public_key)
    if private is None:
        raise Refused("key_missing", "It was written to another key of yours. Open with the passphrase of that key.")
    try:
        key = letters.unwrapped(bytes(reader.sealed), private, key_place(reader.concern, sitting.person))
    except letters.Unopened as error:
        raise NotHere(number) from error
    matter = opened(reader.concern, key, reader)
    if sitting.seat.party in raising.without(sitting.alliance, matter.first.parties, matter.first.person):
        raise NotHere(number)
    return matter


def acknowledge(matter: Opened, now: datetime) -> None:
    """Say that it was read; a second time changes nothing."""
    Concern.objects.filter(pk=matter.row.pk, acknowledged=None).update(acknowledged=now.date())
    shuffle(*TABLES)


def answer(matter: Opened, sitting: Sitting, text: str, *, now: datetime, form: str) -> None:
    """Give back the outcome: what was found, what is done, or why nothing is. It acknowledges as well."""
    with transaction.atomic():
        said = Said(kind="answered", text=worded(text, "the outcome", limit=raising.TEXT_LIMIT),
                    by=sitting.person)  # fmt: skip
        if add(matter, said, today=now.date(), form=form):
            acknowledge(matter, now)
            Concern.objects.filter(pk=matter.row.pk, answered=None).update(answered=now.date())


def note(matter: Opened, keys: Keys) -> str:
    """The reader's own notes on it."""
    assert matter.reader is not None
    sealed = bytes(matter.reader.note)
    if not sealed:
        return ""
    private = keys[matter.reader.public_key]
    return letters.unpadded(letters.unwrapped(sealed, private, _note_of(matter))).decode()


def keep_note(matter: Opened, text: str) -> None:
    """Keep the reader's own notes, for their key alone."""
    assert matter.reader is not None
    public = bytes.fromhex(matter.reader.public_key)
    matter.reader.note = letters.wrapped_for(letters.padded(text.encode()), public, _note_of(matter))
    matter.reader.save(update_fields=["note"])
    shuffle(ConcernReader)


def _note_of(matter: Opened) -> bytes:
    assert matter.reader is not None
    return key_place(matter.row, matter.reader.person) + b"|note"


def hand_over(matter: Opened, sitting: Sitting, to: str, *, leave: bool, now: datetime, form: str) -> None:
    """Let another confidant read, and with `leave` read it no more oneself. The writer sees both."""
    assert matter.reader is not None
    with transaction.atomic():
        if not (leave and matter.row.readers.filter(person=to).exclude(why="silence").exclude(pk=matter.reader.pk)):
            raising.bring_in(matter, sitting.alliance, to, now=now, why="handover")
        add(matter, Said(kind="handed", by=sitting.person, person=to, choice="left" if leave else "stays"),
            today=now.date(), form=form)  # fmt: skip
        if leave:
            matter.reader.delete()
            shuffle(ConcernReader)


def hand_all_over(sitting: Sitting, keys: Keys, to: str, *, now: datetime, form: str) -> tuple[int, int]:
    """Hand over everything that this person reads, and read it no more: how many went, and how many could not.

    What the other may not read, because it is about their party, or reads already, stays.
    """
    gone = stayed = 0
    for reader in written_to(sitting, now):
        try:
            matter = opened_by(sitting, str(reader.concern_id), keys, now)
            hand_over(matter, sitting, to, leave=True, now=now, form=f"{form}|{reader.concern_id}")
            gone += 1
        except (Refused, NotHere):
            stayed += 1
    return gone, stayed


def agreed_to(matter: Opened, use: Consent) -> Said:
    """The words in which the writer agreed to a use. Refused when they did not, or it was made already."""
    found = matter.agreed.get(use)
    if found is None:
        raise Refused("not_agreed", "Whoever wrote it has not agreed to this.")
    if use in matter.made:
        raise Refused("made_already", "This was made of it already: entry {entry}.", entry=matter.made[use])
    return found


def made(matter: Opened, sitting: Sitting, use: Consent, entry: int, *, now: datetime, form: str) -> None:
    """Keep, for readers and writer alone, that something was made of it, and where it stands."""
    add(matter, Said(kind="made", choice=use, by=sitting.person, entry=entry), today=now.date(), form=form)


def show(matter: Opened, sitting: Sitting, *, key: str, about: int | None = None) -> int:
    """Let the record show that there is this concern, or what came of it. Refused unless who wrote it agreed."""
    if ("record" if about is None else "link") not in matter.agreed or about not in (None, *matter.made.values()):
        raise Refused("not_agreed", "Whoever wrote it has not agreed that the record shows it.")
    came = {} if about is None else {"about": about}
    [recorded] = acts.record(sitting, concerns.show_concern, key=key, digest=digest(matter.row), **came)
    Concern.objects.filter(pk=matter.row.pk).update(shown=recorded.index)
    shuffle(Concern)
    return recorded.index
