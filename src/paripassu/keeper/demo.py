"""The demo: an invented alliance, told from a file, so that everything can be tried before anything is real."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from paripassu.alliance import scripts, story
from paripassu.alliance.alliance import Recorded
from paripassu.alliance.refusals import Refused
from paripassu.alliance.scripts import Person, Story
from paripassu.alliance.story import Audience
from paripassu.keeper import attachments, inspection, records, summaries
from paripassu.keeper.acts import envelope
from paripassu.keeper.concerns import invented
from paripassu.keeper.models import Account, AllianceSummary, Attachment
from paripassu.keeper.surveys import invented as comments
from paripassu.measures import waves

SLUG = "demo"
STORY = Path(__file__).resolve().parents[3] / "examples" / "demo" / "story.toml"


class Invented(NamedTuple):
    """Somebody whom a visitor of the demo can be: the account, the name of the party and the role there."""

    account: Account
    party: str
    role: str


@cache
def told() -> Story:
    """The story of the demo. Refused when its file is not here or cannot be read."""
    if not STORY.exists():
        raise Refused("no_demo", "The story of the demo is not at {path}. Work from a clone.", path=str(STORY))
    return scripts.told(STORY.read_text(encoding="utf-8"))


def people() -> list[Invented]:
    """The people of the demo, by party and name; nobody outside demo mode or before the demo was loaded."""
    if not settings.PARIPASSU_DEMO or not AllianceSummary.objects.filter(slug=SLUG).exists():
        return []
    tale = told()
    party = {named.id: named for named in tale.parties}
    cast = {person.email: person for person in tale.people}
    accounts = Account.objects.filter(email__in=cast, is_active=True)
    found = [(account, party[cast[account.email].party], cast[account.email].role) for account in accounts]
    everybody = [
        Invented(who, named.name, "neutral" if named.kind == "neutral" else role) for who, named, role in found
    ]
    return sorted(everybody, key=lambda one: (one.party, one.account.name))


def load() -> int:
    """Load the demo into an empty house; how many entries its record has, 0 when there was an alliance already.

    Refused outside demo mode. What an interrupted load has written is kept, and the next one goes on from there.
    """
    if not settings.PARIPASSU_DEMO:
        raise Refused("not_a_demo", "This host keeps real alliances: the demo is for a host without a real secret key.")
    if AllianceSummary.objects.exists():
        return 0
    tale = told()
    ids = {person.key: _account(person).person for person in tale.people}
    clock = _StoryClock()
    kept = records.open_with(SLUG, clock)
    try:
        end = story.replay(tale, _append(kept, clock), ids, partial(envelope, kept), waves.count)
        kept.advance()
        summaries.refresh(SLUG, kept.alliance)
        _keep_files(tale)
        invented.load(kept.alliance, SLUG, ids)
        comments.load(SLUG, tale, end.entries)
        return kept.alliance.size
    finally:
        kept.journal.close()


def _keep_files(tale: Story) -> None:
    """The files that the story encloses, each for the party that does."""
    party = {person.key: person.party for person in tale.people}
    for each in scripts.files(tale):
        Attachment.objects.get_or_create(
            alliance_id=SLUG,
            party=party[each.who],
            digest=attachments.stored(each.content),
            defaults={
                "name": each.name, "media": inspection.inspected(each.name, each.content), "size": len(each.content)
            },
        )  # fmt: skip


class _StoryClock:
    """Shows the time of the story; the record asks it instead of the machine."""

    def __init__(self) -> None:
        self.at = datetime.min.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def _append(kept: records.Kept, clock: _StoryClock) -> story.Append:
    def append(party: str, facts: Sequence[Any], audience: Audience, at: datetime, key: str) -> list[Recorded]:
        clock.at = at
        return kept.record.append(facts, party=party, audience=audience, at=kept.record.size, key=key)

    return append


def _account(person: Person) -> Account:
    """The account of somebody invented: nobody signs in to it by password. Its opaque id is the same on every host."""
    found = Account.objects.filter(email=person.email).first()
    if found is not None:
        return found
    opaque = "p" + hashlib.sha256(f"demo {person.email}".encode()).hexdigest()[:20]
    return Account.objects.create_user(person.email, None, name=person.name, person=opaque)
