"""Raising a concern, and what its writer does with the receipt: read, say, bring in, rate, agree, answer the watch."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hmac import compare_digest

from django.db import IntegrityError, transaction
from msgspec.structs import replace

from paripassu.alliance import concerns
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.concerns import Confidant
from paripassu.alliance.facts import worded
from paripassu.alliance.refusals import Refused
from paripassu.keeper.access import NotHere
from paripassu.keeper.concerns.clocks import asked, months_on
from paripassu.keeper.concerns.enclosures import sealed_with
from paripassu.keeper.concerns.letters import Consent, Opened, Said, add, key_place, opened
from paripassu.keeper.concerns.passes import Pass, spend
from paripassu.keeper.concerns.tables import TABLES, Concern, ConcernReader
from paripassu.keeper.shuffling import shuffle
from paripassu.reading.cleaned import Cleaned
from paripassu.record import letters, receipts

TEXT_LIMIT = 10_000
TITLE_LIMIT = 200
_NOWHERE = bytes(receipts.SECRET_BYTES)


def without(alliance: Alliance, parties: Iterable[str], person: str) -> tuple[str, ...]:
    """The parties nobody of whom is written to: those it is about, and that of the person it is about."""
    seat = alliance.parties.seats.get(person)
    return tuple(sorted({*parties, *([seat.party] if seat else [])}))


def raise_concern(
    alliance: Alliance,
    slug: str,
    said: Said,
    *,
    secret: bytes,
    to: tuple[str, ...],
    then: str,
    now: datetime,
    with_pass: Pass | None = None,
    files: Sequence[Cleaned] = (),
) -> Opened:
    """Keep a new concern for the people in `to`, and for `then` in case they stay silent (empty: nobody).

    Sent again with the same secret it is the one that was raised. Refused when somebody of a party that it is about
    would read it, or nobody at all, and when the pass was used.
    """
    worded(said.text, "what worries you", limit=TEXT_LIMIT)
    chosen = _chosen(alliance, said, (*to, *([then] if then else ())))
    matter = Opened(_new(alliance, slug, said, secret, now), letters.new_matter_key())
    if Concern.objects.filter(locator=matter.row.locator).exists():  # the form was sent twice: the secret is in it
        return by_receipt(receipts.written(secret))
    if with_pass is not None:
        said = replace(said, period=with_pass.period, token=with_pass.token.hex(),
                       signature=with_pass.signature.hex())  # fmt: skip
    try:
        with transaction.atomic():
            if with_pass is not None:
                spend(slug, with_pass)
            matter.row.save(force_insert=True)
            _wrap_for_all(matter, chosen, then, now.date())
            _add(matter, said, files, now, "raised")
    except (IntegrityError, Refused):  # perhaps it came twice at the same moment
        if not Concern.objects.filter(locator=matter.row.locator).exists():
            raise
        return by_receipt(receipts.written(secret))
    return matter


def _wrap_for_all(matter: Opened, chosen: Iterable[Confidant], then: str, today: date) -> None:
    """Wrap the key for the writer and for those chosen; for `then` in case the others are silent."""
    _wrap(matter, "", matter.row.writer_key, "writer", today)
    for each in chosen:
        _wrap(matter, each.person, each.public_key, "silence" if each.person == then else "picked", today)


def _new(alliance: Alliance, slug: str, said: Said, secret: bytes, now: datetime) -> Concern:
    """The row of a concern with its clocks, not kept yet."""
    listed, keys = alliance.concerns.listed, receipts.keys(secret)
    assert listed is not None
    return Concern(
        alliance_id=slug, locator=keys.locator, writer_key=letters.public_key(keys.private).hex(),
        writer=said.by if said.mode == "named" else "", raised=now.date(),
        acknowledge_by=now.date() + timedelta(days=listed.terms.acknowledge_days),
        answer_by=months_on(now.date(), listed.terms.answer_months),
    )  # fmt: skip


def _add(matter: Opened, said: Said, files: Sequence[Cleaned], now: datetime, form: str) -> None:
    """Close a text with its files and keep them."""
    told, rows = sealed_with(matter, said, files)
    add(matter, told, today=now.date(), form=form, files=rows)


def _chosen(alliance: Alliance, said: Said, people: tuple[str, ...]) -> list[Confidant]:
    about = without(alliance, said.parties, said.person)
    offered = {each.person: each for each in concerns.confidants(alliance, about)}
    if not people or (len(set(people)) != len(people)):
        raise Refused("nobody_chosen", "Choose who reads it; whoever it goes to in case of silence is somebody else.")
    if set(people) - set(offered):
        raise Refused("of_the_party_concerned", "Nobody of a party that it is about reads it. Choose among the others.")
    return [offered[person] for person in people]


def _wrap(matter: Opened, person: str, public_key: str, why: str, since: date) -> None:
    ConcernReader.objects.create(
        concern=matter.row, person=person, public_key=public_key, why=why, since=since,
        sealed=letters.wrapped_for(matter.key, bytes.fromhex(public_key), key_place(matter.row, person)),
    )  # fmt: skip


# --- with the receipt ---


def by_receipt(text: str) -> Opened:
    """The concern behind a receipt. NotHere, in the same steps, for one that is mistyped, unknown or of no house."""
    secret = receipts.read(text)
    keys = receipts.keys(_NOWHERE if secret is None else secret)
    row = Concern.objects.filter(locator=keys.locator).first()
    found = row.locator if row else "0" * 64
    if not compare_digest(found, keys.locator) or secret is None or row is None:
        raise NotHere("receipt")
    reader = row.readers.get(why="writer")
    return opened(row, letters.unwrapped(bytes(reader.sealed), keys.private, key_place(row, "")))


def say(matter: Opened, text: str, *, now: datetime, form: str, by: str = "", files: Sequence[Cleaned] = ()) -> None:
    """Write to the other side."""
    said = Said(kind="said", text=worded(text, "what you write", limit=TEXT_LIMIT), by=by)
    _add(matter, said, files, now, form)


def bring_in(matter: Opened, alliance: Alliance, person: str, *, now: datetime, why: str = "brought_in") -> None:
    """Let one more confidant read. Refused for somebody of a party that it is about, or who reads already."""
    about = without(alliance, matter.first.parties, matter.first.person)
    offered = {each.person: each for each in concerns.confidants(alliance, about)}
    if person not in offered:
        raise Refused("of_the_party_concerned", "Nobody of a party that it is about reads it. Choose among the others.")
    already = matter.row.readers.filter(person=person).first()
    if already is not None and already.why != "silence":
        raise Refused("reads_already", "They read it already.")
    with transaction.atomic():
        matter.row.readers.filter(person=person).delete()
        _wrap(matter, person, offered[person].public_key, why, now.date())
        shuffle(*TABLES)


def rate(matter: Opened, choice: str, text: str, *, now: datetime, form: str) -> None:
    """Say how it was dealt with. Refused before there is an outcome."""
    if matter.row.answered is None:
        raise Refused("no_outcome", "You can say how it was dealt with once there is an outcome.")
    add(matter, Said(kind="rated", choice=choice, text=text), today=now.date(), form=form)


def consent(matter: Opened, to: Consent, title: str, text: str, *, now: datetime, form: str) -> None:
    """Agree that something is made of it, in these words and no others."""
    if to in ("warning", "change"):
        title = worded(title, "a heading", limit=TITLE_LIMIT)
        text = worded(text, "the words that may be used", limit=TEXT_LIMIT)
    add(matter, Said(kind="consented", choice=to, title=title, text=text), today=now.date(), form=form)


def answer_watch(matter: Opened, alliance: Alliance, choice: str, text: str, *, now: datetime, form: str) -> None:
    """Say whether anything got worse. What did is a concern of the highest tier: the clocks begin anew, and the
    neutrals on the list read it too."""
    due = asked(matter.row, now)
    if not due:
        raise Refused("not_asked", "This was answered, or is asked later. You can write a message at any time.")
    with transaction.atomic():
        if not add(matter, Said(kind="watched", choice=choice, text=text), today=now.date(), form=form):
            return
        matter.row.watched = sorted({*matter.row.watched, *due})
        if choice == "yes":
            _to_the_highest(matter, alliance, now)
        matter.row.save()


def _to_the_highest(matter: Opened, alliance: Alliance, now: datetime) -> None:
    row, listed = matter.row, alliance.concerns.listed
    row.highest, row.acknowledged, row.answered = True, None, None
    row.acknowledge_by = now.date() + timedelta(days=listed.terms.acknowledge_days if listed else 7)
    row.answer_by = months_on(now.date(), listed.terms.answer_months if listed else 3)
    reading = set(row.readers.exclude(why="silence").values_list("person", flat=True))
    for each in concerns.confidants(alliance, without(alliance, matter.first.parties, matter.first.person)):
        seat = alliance.parties.seats[each.person]
        if alliance.parties.by_id[seat.party].kind == "neutral" and each.person not in reading:
            bring_in(matter, alliance, each.person, now=now, why="neutral")
