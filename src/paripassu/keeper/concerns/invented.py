"""The invented concern of the demo: raised without a name, answered, rated and watched over. It is no fact of the
record, so it is told here. Its keys and its receipt come from words that anybody can read: it protects nothing."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from paripassu.alliance.alliance import Alliance
from paripassu.keeper.concerns import listening, raising
from paripassu.keeper.concerns.letters import Opened, Said, add
from paripassu.keeper.concerns.tables import Concern
from paripassu.record import letters, receipts

PASSPHRASE = "quiet crossing"  # noqa: S105 - of an invented person, shown to whoever tries the demo
SECRET = sha256(b"demo concern").digest()[: receipts.SECRET_BYTES]
RECEIPT = receipts.written(SECRET)
LISTENERS = ("cy", "ines", "tor")
RAISED = datetime(2026, 8, 24, 18, 0, tzinfo=UTC)
_CHEAP = letters.Cost(1, 1, 1024)

WORRY = """\
On the late runs we are told to sign the check of the cell room at the turn, also on evenings when nobody had the time \
to go down. It has been so since June. Nothing has happened yet. I am afraid that it does, and that whoever signed is \
then the one to blame.

I would wish for either the time to do it or a rule that says when it may be left out."""
ASKED = "Thank you for writing. I have read it. Is it every late run, or only those with one engineer on watch?"
TOLD = "Those with one. With two there is time."
OUTCOME = """\
I spoke with both sides about the checks, and of nobody. From 21 September a late run with one engineer leaves the \
check to the shore, which sees the cells all the time, and the sheet has a line for that. Nobody will be asked about \
the sheets since June."""


def key_of(person: str) -> bytes:
    """The private key of an invented confidant."""
    return sha256(f"demo confidant {person}".encode()).digest()


def load(alliance: Alliance, slug: str, ids: dict[str, str]) -> None:
    """Put the concern into the tables, once. `ids`: the opaque ids of the people of the story by key."""
    if Concern.objects.filter(alliance_id=slug).exists() or alliance.concerns.listed is None:
        return
    with transaction.atomic():
        for person in LISTENERS:
            listening.keep_key(slug, ids[person], key_of(person), PASSPHRASE, _CHEAP)
        said = Said(kind="raised", text=WORRY, topic="safety", parties=("skerrivar",))
        matter = raising.raise_concern(
            alliance, slug, said, secret=SECRET, to=(ids["cy"],), then=ids["ines"], now=RAISED
        )
        _dealt_with(matter, alliance, ids["cy"])


def _dealt_with(matter: Opened, alliance: Alliance, cy: str) -> None:
    listener = Opened(matter.row, matter.key, matter.row.readers.get(person=cy))

    def after(days: int) -> datetime:
        return RAISED + timedelta(days=days)

    listening.acknowledge(listener, after(2))
    raising.say(listener, ASKED, now=after(2), form="asked", by=cy)
    raising.say(matter, TOLD, now=after(5), form="told")
    add(listener, Said(kind="answered", text=OUTCOME, by=cy), today=after(26).date(), form="outcome")
    Concern.objects.filter(pk=matter.row.pk).update(answered=after(26).date())
    matter.row.refresh_from_db()
    raising.rate(matter, "4", "I sign now when I was there.", now=after(29), form="rated")
    raising.answer_watch(matter, alliance, "no", "", now=after(32), form="watch 30")
    raising.answer_watch(matter, alliance, "unsure", "I was moved to mornings, like two others. It may be nothing.",
                         now=after(63), form="watch 60")  # fmt: skip
