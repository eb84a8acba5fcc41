"""What waits for whom in an alliance, and since when: the same list for everybody who sits in it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.drafts import Draft
from paripassu.alliance.ledger import awaited, overtaken
from paripassu.alliance.postings import Posting
from paripassu.keeper import reads
from paripassu.keeper.access import Sitting
from paripassu.keeper.histories import disputed_since
from paripassu.web.environment import number
from paripassu.web.navigation import address


class Task(NamedTuple):
    """Something that one party can do next: what, where, and since when it waits."""

    party: str
    text: str
    url: str
    since: datetime | None


def tasks(sitting: Sitting) -> list[Task]:
    """Everything that waits for a party, by the names of the parties."""
    alliance = sitting.alliance
    found = [*_text_tasks(sitting), *_ledger_tasks(sitting)]
    return sorted(found, key=lambda task: alliance.parties.name(task.party))


def _text_tasks(sitting: Sitting) -> Iterator[Task]:
    """A text to accept or to sign; or the first one to begin."""
    agreement, url = sitting.alliance.agreement, address("agreement", sitting.slug)
    draft = agreement.draft
    if draft is None:
        if not agreement.versions:
            for party in sitting.alliance.parties.partners:
                yield Task(party, _("Begin the agreement: nothing is on the table yet."), url, sitting.alliance.founded)
        return
    text = (
        _("Sign the text: every party has accepted it.")
        if draft.agreed
        else _("Read the text on the table: accept it, or table another wording.")
    )
    for party in draft.court:
        yield Task(party, text, url, _since(sitting, draft, party))


def _since(sitting: Sitting, draft: Draft, party: str) -> datetime:
    """Since when a text is in the court of a party: tabled, or accepted by the last of the others."""
    if not draft.accepted or (not draft.agreed and party != draft.party):
        return draft.at
    [entry] = reads.entries(sitting, last := max(draft.accepted.values()), last + 1)
    return entry.entered


def _ledger_tasks(sitting: Sitting) -> Iterator[Task]:
    """Postings to confirm, and disputed ones to mend."""
    if not sitting.alliance.agreement.versions:
        return
    ledger = address("ledger", sitting.slug)
    open_, disputed = _open_postings(sitting)
    for party, postings in open_.items():
        text = ngettext("Confirm or dispute %(count)s entry.", "Confirm or dispute %(count)s entries.", len(postings))
        yield Task(
            party, text % {"count": number(len(postings))}, _narrowed(sitting, ledger, party), postings[0].entered
        )
    for party, postings in disputed.items():
        text = ngettext(
            "Mend %(count)s disputed entry: correct it, withdraw it, or talk.",
            "Mend %(count)s disputed entries: correct them, withdraw them, or talk.",
            len(postings),
        )
        since = min(filter(None, (disputed_since(sitting, posting.index) for posting in postings)), default=None)
        yield Task(party, text % {"count": number(len(postings))}, f"{ledger}?status=disputed", since)


def _narrowed(sitting: Sitting, ledger: str, party: str) -> str:
    """The entries that wait: those for the reader's own party where it is theirs."""
    return f"{ledger}?status={'yours' if party == sitting.seat.party else 'proposed'}"


def _open_postings(sitting: Sitting) -> tuple[dict[str, list[Posting]], dict[str, list[Posting]]]:
    """The postings that wait for each party, and the disputed ones that each party posted, oldest first."""
    alliance = sitting.alliance
    partners = version_in_force(alliance).partners
    open_: dict[str, list[Posting]] = {}
    disputed: dict[str, list[Posting]] = {}
    for posting in alliance.ledger.postings.values():
        status = posting.status
        if status == "proposed" and not overtaken(alliance, posting):
            for party in awaited(alliance, posting):
                open_.setdefault(party, []).append(posting)
        elif status == "disputed" and posting.party in partners:
            disputed.setdefault(posting.party, []).append(posting)
    return open_, disputed
