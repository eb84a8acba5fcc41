"""An alliance in which each side keeps something to itself, and people who should see none of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from django.test import Client
from msgspec.structs import replace

from paripassu.alliance import agreement, changes, checkins, decisions, goals, ledger, parties, principles
from paripassu.alliance.agreement.terms import Terms, digest
from paripassu.alliance.checkins import preparations
from paripassu.alliance.checkins.meetings import Felt
from paripassu.alliance.decisions import ballots
from paripassu.alliance.exchange import ideas, requests, shares
from paripassu.alliance.files import Enclosed
from paripassu.alliance.goals import progress
from paripassu.alliance.ledger import valuations
from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts, attachments, invitations, workings
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account
from paripassu.reading import read
from tests import cast
from tests.alliance.meeting import MONTHLY
from tests.observing_moves import HELD
from tests.web.conftest import SLUG, Enter

ELSEWHERE = "elsewhere"
"""An alliance of Eve's own."""

PRIVATE = {"ada": "heron", "bo": "kestrel"}
"""The word that stands in everything that this side keeps to itself."""

AGREED = b"# Agreement\n\nAda Ltd shall deliver the plans by 1 May 2026.\n"


class World(NamedTuple):
    """Everybody's account and signed-in browser: Ada, Bo and Cy sit; Amy is Ada's team member; Dora has left her seat
    with Bo; Eve sits in an alliance of her own; `nobody` has not signed in. `own` are the digests of private files."""

    account: dict[str, Account]
    browser: dict[str, Client]
    own: dict[str, str]
    tokens: dict[str, str]

    def seat(self, name: str) -> Sitting:
        return sitting(self.account[name], SLUG)


@pytest.fixture
def world(account: Callable[[str], Account], enter: Enter) -> World:
    """All have said their first words, and each side has kept some to itself."""
    people = {name: account(name.capitalize()) for name in ("ada", "amy", "bo", "cy", "dora", "eve")}
    named = (NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd"), NamedParty("cy", "Cy", "neutral"))
    acts.found(people["ada"], key="found", name="Working together", party="ada", parties_named=named)
    _seated(people, "bo", by="ada", party="bo")
    _agreed(people)
    _seated(people, "cy", by="ada", party="cy")
    _seated(people, "amy", by="ada", party="ada", role="member")
    _seated(people, "dora", by="bo", party="bo", role="member")
    acts.record(sitting(people["bo"], SLUG), parties.leave_seat, key="left", person=people["dora"].person)
    elsewhere = (NamedParty("eve", "Eve Ltd"), NamedParty("zoe", "Zoe Ltd"))
    acts.found(people["eve"], key="found", name="Elsewhere", party="eve", parties_named=elsewhere)
    browser = {name: enter(person) for name, person in people.items()} | {"nobody": Client()}
    begun = World(people, browser, {}, {})
    _valued(begun)
    _common(begun)
    _observed(begun)
    _aimed(begun)
    _offered(begun)
    for party in PRIVATE:
        _kept_to_oneself(begun, party)
    return begun


def _seated(people: dict[str, Account], who: str, *, by: str, party: str, role: parties.Role = "manager") -> None:
    _made, token = invitations.invite(sitting(people[by], SLUG), party=party, role=role)
    invitations.take(token, people[who])


def own_terms() -> Terms:
    """The text in force: one pool, two principles, a neutral, and check-ins every month."""
    return replace(cast.terms(neutrals=("cy",), principles=HELD), checkins=MONTHLY)


def _agreed(people: dict[str, Account]) -> None:
    text = own_terms()
    ada = sitting(people["ada"], SLUG)
    draft = acts.record(ada, agreement.table, key="tabled", terms=text, base=0, reason="founding")[0].index
    for name in ("ada", "bo"):
        acts.record(sitting(people[name], SLUG), agreement.accept, key="accepted", draft=draft)
    for name in ("ada", "bo"):
        acts.record(sitting(people[name], SLUG), agreement.sign, key="signed", draft=draft, digest=digest(text))


def _valued(world: World) -> None:
    """What Ada received, and a valuation of it in which nobody has stated anything yet."""
    today = datetime.now(UTC).date()
    [reward] = acts.record(
        world.seat("ada"), ledger.post, key="received", side="reward", of="ada", pool="work", on=cast.DAY,
        quantity=Decimal(100), unit="EUR", what="cash", resource="cash",
    )  # fmt: skip
    acts.record(world.seat("bo"), ledger.confirm, key="received", entries=(reward.index,))
    later = today + timedelta(days=20)
    acts.record(world.seat("ada"), valuations.open_valuation, key="asked worth", pool="work", until=today, due=later)


def _common(world: World) -> None:
    """A posting of each, a proposal that is voted on, and a check-in that is prepared."""
    later = (datetime.now(UTC) + timedelta(days=20)).date()
    for name in ("ada", "bo"):
        acts.record(
            world.seat(name), ledger.post, key="posted", side="contribution", of=name, pool="work", on=cast.DAY,
            quantity=Decimal(100), unit="EUR", what="cash", resource="cash",
        )  # fmt: skip
    acts.record(
        world.seat("ada"), decisions.propose, key="proposed", title="A second ship", text="We buy a second ship.",
        reasons="The first is full.", method="vote", closes=later,
    )  # fmt: skip
    acts.record(world.seat("ada"), checkins.call, key="called", on=later)


def _offered(world: World) -> None:
    """A request, an offer whose terms nobody has accepted yet, with a file, and an idea."""
    later = (datetime.now(UTC) + timedelta(days=20)).date()
    file = attachments.enclose(world.seat("ada"), name="runs.csv", content=f"what;{PRIVATE['ada']}".encode())
    acts.record(world.seat("bo"), requests.ask, key="asked", title="Runs", purpose="To know", of=("ada",))
    acts.record(
        world.seat("ada"), shares.offer, key="offered", title="Runs", purpose="To know", open_to=("bo",),
        until=later, label="AMBER", enclosed=(Enclosed(file.name, file.digest),),
    )  # fmt: skip
    acts.record(world.seat("ada"), ideas.propose_idea, key="thought", title="A lamp", text="Over the gate.")


def _observed(world: World) -> None:
    """Each side saw the other strain a principle, and waits for its answer."""
    today = datetime.now(UTC).date()
    for name, of in (("ada", "bo"), ("bo", "ada")):
        acts.record(
            world.seat(name), principles.observe, key="observed", principle="p1", stands="strained", of=of, on=today,
            what="We heard of it late.", evidence="A letter",
        )  # fmt: skip


def _aimed(world: World) -> None:
    """A goal in force with a value that waits, another proposed, and a change that nobody has acknowledged."""
    today = datetime.now(UTC).date()
    aim: dict[str, Any] = {
        "what": "Trips", "unit": "trips", "baseline": Decimal(0), "target": Decimal(9),
        "until": today + timedelta(days=90),
    }  # fmt: skip
    [goal] = acts.record(world.seat("ada"), goals.propose, key="aimed", title="Sail", **aim)
    acts.record(world.seat("bo"), goals.agree, key="aimed", entries=(goal.index,))
    acts.record(world.seat("bo"), goals.propose, key="aimed too", title="Sail on", **aim)
    fields = {"goal": goal.index, "on": today, "measured": Decimal(1), "evidence": "log"}
    acts.record(world.seat("ada"), progress.report_progress, key="measured", **fields)
    acts.record(
        world.seat("bo"), changes.share, key="noticed", nature="market", title="Dearer", what="It rose.", noticed=today
    )


def _kept_to_oneself(world: World, party: str) -> None:
    """An unfinished text, a document and what was read from it, a note, a ballot, a preparation, an invitation."""
    word, seat = PRIVATE[party], world.seat(party)
    today = datetime.now(UTC).date()
    noted = {"nature": "situation", "title": word, "what": word, "noticed": today}
    acts.record(seat, changes.note, key="noted change", **noted)
    state = seat.alliance
    posting, proposal = max(state.ledger.postings), max(state.decisions.proposals)
    acts.record(seat, ledger.note, key="noted", entry=posting, text=f"Noted: {word}")
    acts.record(seat, ballots.cast, key="cast", proposal=proposal, choice=ballots.YES, reason=f"Because of the {word}")
    worth = {"valuation": max(state.valuations.by_index), "worths": [Decimal(1)], "reason": f"Worth a {word}"}
    if party == "ada":  # the other side waits: with both handed in, anybody may open them
        acts.record(seat, valuations.state_values, key="valued", **worth)
    felt = (Felt("work", towards=party, by=20),)
    checkin = max(state.checkins.by_index)
    acts.record(
        seat, preparations.prepare, key="prepared", checkin=checkin, expectations=f"We hope for a {word}", felt=felt
    )
    content = AGREED + f"\nAda Ltd shall feed the {word}.\n".encode()
    document = attachments.attach(seat, name=f"{word}.md", media="text/markdown", content=content)
    world.own[party] = document.digest
    draft = read(f"{word}.md", content, f"{word}.md")
    row = workings.keep_reading(
        seat.account, name=f"{word}.md", media="text/markdown", digest=document.digest,
        draft=msgspec.msgpack.encode(draft),
    )  # fmt: skip
    workings.give_to(seat, row)
    workings.keep(seat, replace(own_terms(), purpose=f"For the {word}"), edition=0, reason="change", note=word)
    world.tokens[party] = invitations.invite(seat, party=party, role="member", email=f"{word}@example.org")[1]
