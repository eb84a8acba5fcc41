"""How long the server takes for the pages of a warm alliance of 10,000 entries, and how its figures' cost grows.

    script/bench pages [--quick] [--json] [--write]

Each page is asked for through the whole application as a signed-in person would, without the network: middleware,
session, access, state, template. An act is timed the same way: its rules, the signed entry on disk, the summary.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bench import clock
from bench.alliances import POOL, START, YEARS, Clock, posting, told
from bench.clock import Figure, percentile, rate, rounds
from paripassu.alliance.alliance import Recorded, fold
from paripassu.measures.balance import balance

if TYPE_CHECKING:
    from django.test import Client

PAGES = ("overview", "ledger", "balance", "record")
SLUG = "bench"
AIM_MILLISECONDS = 20.0


class Sizes(NamedTuple):
    """How many entries the alliance has, how often each page is asked for, and the alliances to fold."""

    entries: int
    asked: int
    folded: Sequence[int]
    rounds: int


FULL = Sizes(entries=10_000, asked=60, folded=(1_000, 10_000, 100_000), rounds=5)
QUICK = Sizes(entries=300, asked=3, folded=(100, 200, 400), rounds=2)


def figures(sizes: Sizes) -> Iterator[Figure]:
    """All figures of the pages, in a house of their own, and of what they are made from."""
    yield from _pages(sizes)
    yield from growing(sizes)


# --- pages ---


def house(folder: Path) -> None:
    """Set Django up on an empty house in this folder."""
    os.environ.update(PARIPASSU_VAR=str(folder), PARIPASSU_DEMO="1", DJANGO_SETTINGS_MODULE="paripassu.web.settings")
    for name in ("DATABASE_URL", "PARIPASSU_SECRET_KEY", "PARIPASSU_HOSTS"):
        os.environ.pop(name, None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _signed_in(entries: int) -> "tuple[Client, Any]":
    """A browser in which somebody sits in a warm alliance of so many entries, and their account."""
    from django.test import Client

    from paripassu.keeper import records, summaries
    from paripassu.keeper.models import Account

    accounts = {party: Account.objects.create_user(f"{party}@example.org", None, name=party) for party in ("ada", "bo")}
    told_time = Clock()
    kept = records.open_with(SLUG, told_time)
    for run in told(entries, {party: account.person for party, account in accounts.items()}):
        told_time.at = run.entered
        kept.record.append(run.facts, party=run.party, at=kept.record.size, key=f"run-{kept.record.size}")
    kept.advance()
    summaries.refresh(SLUG, kept.alliance)
    kept.journal.close()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(accounts["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser, accounts["ada"]


def _pages(sizes: Sizes) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="paripassu-bench-") as name:
        house(Path(name))
        from paripassu.keeper import records

        browser, account = _signed_in(sizes.entries)
        asks = {page: _ask(browser, address) for page, address in _addresses()} | {"act": _act(account)}
        took: dict[str, list[float]] = {page: [] for page in asks}
        for _ in range(sizes.asked):
            for page, ask in asks.items():
                began = time.perf_counter()
                ask()
                took[page].append(1000 * (time.perf_counter() - began))
        records.close_all()
    act = took.pop("act")
    for page, each in took.items():
        yield Figure(f"{page}, {sizes.entries:,} entries", "ms", each[1:], AIM_MILLISECONDS)
        yield Figure("… of a hundred, 95 are faster", "ms", [percentile(each[1:], 0.95)])
    yield Figure(f"an act: one posting in an alliance of {sizes.entries:,} entries", "ms", act[1:])


def _addresses() -> Iterator[tuple[str, str]]:
    """The pages that exist, with their addresses."""
    from paripassu.web.navigation import address

    for page in PAGES:
        found = address(page, SLUG)
        if found:
            yield page, found


def _ask(browser: "Client", address: str) -> Callable[[], None]:
    def ask() -> None:
        answer = browser.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")

    return ask


def _act(account: Any) -> Callable[[], None]:
    from paripassu.keeper import acts
    from paripassu.keeper.access import sitting

    post = posting("ada", 1, (START + YEARS).date())

    def act() -> None:
        acts.record(sitting(account, SLUG), post, key=os.urandom(8).hex())

    return act


# --- what they are made from ---


def growing(sizes: Sizes) -> Iterator[Figure]:
    """The fold and the balance of ever longer alliances: an entry is to cost the same in each."""
    facts = {size: _facts(size) for size in sizes.folded}
    alliances = {size: fold(each) for size, each in facts.items()}
    day = (START + YEARS + timedelta(days=1)).date()
    for what, job in (
        ("fold", lambda size: fold(facts[size])),
        ("balance", lambda size: balance(alliances[size], POOL, at=day)),
    ):
        jobs = {str(size): _rated(job, size) for size in sizes.folded}
        rates = rounds(jobs, sizes.rounds)
        for size in sizes.folded:
            yield Figure(f"{what}, {size:,} entries", "ms", clock.milliseconds(rates[str(size)], size))
        shorter, longest = (rates[str(size)] for size in sizes.folded[1:])
        ratio = [short / long for short, long in zip(shorter, longest, strict=True)]
        yield Figure(f"{what}: the growth of the cost per entry", "times the cost", ratio, 1.3)


def _rated(job: Callable[[int], object], size: int) -> clock.Job:
    return lambda: rate(size, lambda: job(size))


def _facts(size: int) -> list[Recorded]:
    """The facts of an alliance as a record gives them."""
    found: list[Recorded] = []
    for run in told(size):
        found += [Recorded(at, run.entered, run.party, fact) for at, fact in enumerate(run.facts, len(found))]
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and say it as a table or as JSON."""
    asked = clock.asked(__doc__, arguments)
    clock.tell("pages", list(figures(QUICK if asked.quick else FULL)), asked)


if __name__ == "__main__":
    main()
