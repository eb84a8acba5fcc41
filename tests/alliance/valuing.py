"""Short ways to say in tests what was put in and received, and what it is worth to each party."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from paripassu.alliance.agreement.terms import Pool, Rate
from paripassu.alliance.alliance import open_sealed
from paripassu.alliance.ledger import valuations
from paripassu.alliance.ledger.valuations import rounds
from paripassu.alliance.ledger.valuations.rounds import Valuation
from paripassu.alliance.seals import OpenedEntry
from paripassu.alliance.story import _encoded
from tests.cast import Scene, agreed, person

DUE = date(2026, 3, 31)


def worked(partners: tuple[str, ...] = ("ada", "bo"), **changes: Any) -> Scene:
    """Partners of whom each has put 100 EUR in, and received 100 EUR and ten crates, for which no rate is agreed."""
    scene = agreed(partners, **changes)
    for party in partners:
        post(scene, party, 100)
        post(scene, party, 100, side="reward")
        post(scene, party, 10, side="reward", unit="crate", resource="goods", what="Crates")
    return scene


def crossed(ada: tuple[int | str, ...] = (1, 1, 16), bo: tuple[int | str, ...] = (1, 1, 6)) -> Scene:
    """Level by the agreed rates: each put in 100 EUR; Ada received 100 EUR, Bo 10 crates at 10. Both books are open.

    Unless told, a crate is worth 16 EUR to Ada and 6 EUR to Bo: each would rather have what the other received.
    """
    pool = Pool("work", "Joint work", "EUR", rates=(Rate("goods", "crate", Decimal(10)),))
    scene = agreed(pools=(pool,))
    for party in ("ada", "bo"):
        post(scene, party, 100)
    post(scene, "ada", 100, side="reward")
    post(scene, "bo", 10, side="reward", unit="crate", resource="goods", what="Crates")
    opened(scene, {"ada": ada, "bo": bo})
    return scene


def post(scene: Scene, of: str, quantity: int, **fields: Any) -> int:
    """A posting that all others have confirmed."""
    entry = scene.post(person(of), of, quantity, **fields)
    for party in scene.alliance.parties.partners:
        if party != of:
            scene.confirm(person(party), entry)
    return entry


def asked(scene: Scene, by: str = "ada", **fields: Any) -> int:
    """Let a party open a valuation of the pool `work`; the index of its entry."""
    usual: dict[str, Any] = {"pool": "work", "until": scene.now.date(), "due": scene.now.date() + timedelta(days=28)}
    return scene.act(person(by), valuations.open_valuation, **(usual | fields)).index


def state(scene: Scene, entry: int, party: str, *worths: int | str) -> int:
    """Let a party hand in, sealed, what each item is worth to it; the index of the sealed entry."""
    values = [Decimal(worth) for worth in worths]
    return scene.act(person(party), valuations.state_values, valuation=entry, worths=values).index - 1


def decline(scene: Scene, entry: int, party: str) -> None:
    """Let a party say that it states no values."""
    scene.act(person(party), valuations.decline_values, valuation=entry, reason="We keep it to ourselves")


def open_books(scene: Scene, by: str, *entries: int) -> None:
    """Put sealed values before all."""
    envelopes = [OpenedEntry(entry, "00" * 32, _encoded(scene.facts[entry].fact).decode()) for entry in entries]
    scene.act(person(by), open_sealed, entries=envelopes)


def opened(scene: Scene, books: dict[str, Iterable[int | str]], by: str = "ada", **fields: Any) -> int:
    """A valuation in which these parties have stated their values, opened by one of them; the others decline."""
    entry = asked(scene, by, **fields)
    for party in scene.alliance.parties.partners:
        if party not in books:
            decline(scene, entry, party)
    sealed = [state(scene, entry, party, *worths) for party, worths in books.items()]
    open_books(scene, by, *sealed)
    return entry


def one(scene: Scene, entry: int) -> Valuation:
    """The valuation at an entry."""
    return scene.alliance.valuations.valuation(entry)


def stands(scene: Scene, entry: int) -> rounds.Standing:
    """Where a valuation stands now."""
    return rounds.standing(scene.alliance, one(scene, entry), scene.now)
