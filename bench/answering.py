"""A thousand people answer a survey through the real server, while its workers are killed now and then; none is lost.

    script/bench answering [--quick] [--json] [--write]

Everybody opens the page, lets the token be signed, and sends the answers, as the page's script does; what is not
acknowledged is sent again, the same. At the end everybody must have one token and one answer, as it was sent.
"""

import base64
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import urlencode

from bench import clock
from bench.clock import Figure
from bench.pages import house
from paripassu.record import blind

ROOT = Path(__file__).resolve().parents[1]
SLUG = "answering"
AT_ONCE = 24
"""Browsers that are at it at the same time."""

WITHIN = 600_000.0
"""Milliseconds in which all must have answered."""

PATIENCE = 60.0
KILLED_EVERY = 8.0
"""Seconds between two kills; a worker that was killed is back in two or three."""


class Sizes(NamedTuple):
    """How many people each of the two parties has."""

    people: int


FULL, QUICK = Sizes(500), Sizes(5)


@dataclass
class Person:
    """One of those who are asked, with the session of their browser and what it remembers."""

    party: str
    session: str
    answers: list[int]
    token: bytes = field(default_factory=lambda: blind.prepared(os.urandom(32)))
    waits: list[float] = field(default_factory=list)
    repeated: int = 0


@dataclass
class Wave:
    """An open wave, the keys on the record, and where it is."""

    index: int
    keys: dict[str, bytes]
    port: int = 0


# --- before ---


def _asked(people: int) -> tuple[Wave, list[Person], Any]:
    """A survey in force, everybody seated and signed in, and a wave that was just opened."""
    from paripassu.alliance import agreement, surveys
    from paripassu.alliance.agreement.terms import PartyTerms, Terms, digest
    from paripassu.alliance.parties import NamedParty
    from paripassu.alliance.surveys.instruments import library
    from paripassu.keeper import acts
    from paripassu.keeper.surveys import issuing

    named = [NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd")]
    ada = acts.found(_account("ada"), key="found", name=SLUG, party="ada", parties_named=named)
    bo = acts.seat(_account("bo"), SLUG, key="bo", party="bo", role="manager", invited_by=ada.person)
    text = Terms("Together", tuple(PartyTerms(each.id, each.name) for each in named), "One thing, made by both.")
    [draft] = acts.record(ada, agreement.table, key="t", terms=text, base=0, reason="founding")
    for act, fields in ((agreement.accept, {}), (agreement.sign, {"digest": digest(text)})):
        for who in (ada, bo):
            acts.record(who, act, key=act.__name__, draft=draft.index, **fields)
    chance = random.Random(3)
    everybody = [_person(by, number, chance) for by in (ada, bo) for number in range(people)]
    questions = library()["pulse"].questions
    [proposed] = acts.record(ada, surveys.propose, key="p", title="How is it?", questions=questions, least=5)
    acts.record(bo, surveys.agree, key="a", survey=proposed.index)
    wave = issuing.open_wave(ada, proposed.index, key="open")
    return Wave(wave.index, {e.party: base64.b64decode(e.key) for e in wave.fact.asked}), everybody, ada.account


def _account(name: str) -> Any:
    from paripassu.keeper.models import Account

    return Account.objects.create_user(f"{name}@example.org", name=name)


def _person(by: Any, number: int, chance: random.Random) -> Person:
    """Somebody at the side of whoever invites them; the first of a party is that person."""
    from django.conf import settings
    from django.test import Client

    from paripassu.keeper import acts

    party, account = by.seat.party, by.account
    if number:
        account = _account(f"{party}{number}")
        acts.seat(account, SLUG, key=account.email, party=party, role="member", invited_by=by.person)
    browser = Client()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Person(party, browser.cookies[settings.SESSION_COOKIE_NAME].value, [chance.randint(1, 7) for _ in range(6)])


# --- the server, and who kills it ---


@contextmanager
def _served() -> Iterator[tuple[int, int]]:
    """The port and the process of a server as `script/serve` starts it."""
    command = [sys.executable, "-m", "gunicorn", "--config", "script/serving.py", "paripassu.web.wsgi:application"]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": "8700"}, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        told = b""
        while b"http://" not in told:
            told = server.stdout.readline()
            if not told:
                raise RuntimeError("The server did not start.")
        try:
            yield int(re.findall(rb":(\d+)/", told)[0]), server.pid
        finally:
            server.terminate()


def _workers(server: int) -> list[int]:
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii")
    return [int(each) for each in children.split()]


def _killing(server: int, over: threading.Event, killed: list[int]) -> None:
    """Kill a worker of the server every so often, as a machine does that has no memory left."""
    chance = random.Random(4)
    while not over.wait(KILLED_EVERY):
        workers = _workers(server)
        if workers:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
                killed.append(1)


# --- answering ---


def _sent(person: Person, port: int, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """The answer to a request, which is sent again, the same, until there is one."""
    until = time.perf_counter() + PATIENCE
    began = time.perf_counter()
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            said = reply.read()
        except (OSError, http.client.HTTPException):
            if time.perf_counter() > until:
                raise
            person.repeated += 1
            time.sleep(0.05)
            continue
        finally:
            connection.close()
        if reply.status != 200:
            raise RuntimeError(f"{method} {path} answered {reply.status}: {said[:200]!r}")
        person.waits.append(1000 * (time.perf_counter() - began))
        return said


def _answer(person: Person, wave: Wave) -> None:
    """All that one person's browser does, from the page to the thanks."""
    from django.conf import settings

    here = f"/{SLUG}/surveys/waves/{wave.index}/"
    session = f"{settings.SESSION_COOKIE_NAME}={person.session}"
    page = _sent(person, wave.port, "GET", here, b"", {"Cookie": session}).decode()
    [crumb] = re.findall(r'data-survey[^>]*data-csrf="([^"]+)"', page)
    key = blind.read(wave.keys[person.party])
    blinding = blind.blinded(person.token, key)
    form = {"blinded": base64.b64encode(blinding.blinded).decode(), "csrfmiddlewaretoken": crumb}
    heads = {"Cookie": f"{session}; {settings.CSRF_COOKIE_NAME}={crumb}", "Origin": f"http://127.0.0.1:{wave.port}"}
    heads["Content-Type"] = "application/x-www-form-urlencoded"
    told = json.loads(_sent(person, wave.port, "POST", f"{here}token/", urlencode(form).encode(), heads))
    signed = blind.unblinded(person.token, base64.b64decode(told["signature"]), blinding.inverse, key)
    token, signature = (base64.b64encode(each).decode() for each in (person.token, signed))
    said = {"party": person.party, "token": token, "signature": signature, "answers": person.answers}
    plain = {"Content-Type": "application/octet-stream"}
    body = json.dumps(said).encode().ljust(4096)
    _sent(person, wave.port, "POST", f"/answers/{SLUG}/{wave.index}/", body, plain)


def _lost_or_doubled(wave: Wave, everybody: Sequence[Person]) -> None:
    """RuntimeError unless each has one token and one answer, and that as it was sent."""
    from paripassu.keeper.surveys.tables import Answer, TokenIssued

    kept = {row.token_digest: list(bytes(row.said)) for row in Answer.objects.filter(wave=wave.index)}
    meant = {sha256(person.token).hexdigest(): person.answers for person in everybody}
    if kept != meant or TokenIssued.objects.count() != len(everybody):
        raise RuntimeError(f"{len(kept)} answers are kept of {len(meant)}, or some are not as they were sent.")


def _counted(account: Any, wave: Wave) -> float:
    """Milliseconds of counting the wave once its time is over."""
    from paripassu.keeper.access import sitting
    from paripassu.keeper.surveys import counting
    from paripassu.record import record

    def later() -> datetime:
        return record.now() + timedelta(days=60)

    with patch("paripassu.keeper.acts.this_moment", later), patch("paripassu.keeper.surveys.counting.now", later):
        began = time.perf_counter()
        counting.count(sitting(account, SLUG), wave.index, key="count")
        return 1000 * (time.perf_counter() - began)


def figures(sizes: Sizes) -> Iterator[Figure]:
    """How long all take, how long each waits, and the count."""
    with tempfile.TemporaryDirectory(prefix="paripassu-bench-") as name:
        house(Path(name))
        from paripassu.keeper import records

        wave, everybody, account = _asked(sizes.people)
        records.close_all()
        with _served() as (wave.port, server):
            over, killed = threading.Event(), list[int]()
            killer = threading.Thread(target=_killing, args=(server, over, killed))
            killer.start()
            began = time.perf_counter()
            try:
                with ThreadPoolExecutor(AT_ONCE) as browsers:
                    list(browsers.map(lambda person: _answer(person, wave), everybody))
            finally:
                took = time.perf_counter() - began
                over.set()
                killer.join()
        _lost_or_doubled(wave, everybody)
        count = _counted(account, wave)
        records.close_all()
    yield from _told(everybody, took, len(killed), count)


def _told(everybody: Sequence[Person], took: float, killed: int, count: float) -> Iterator[Figure]:
    waits = [wait for person in everybody for wait in person.waits]
    repeated = sum(person.repeated for person in everybody)
    among = f"{killed} workers killed, {repeated} requests sent again, no answer lost, none twice"
    yield Figure(f"{len(everybody):,} people answer; {among}", "ms", [1000 * took], WITHIN)
    yield Figure("… answers", "/s", [len(everybody) / took])
    yield Figure(f"… a request, {AT_ONCE} browsers at once", "ms", waits)
    yield Figure("… of a hundred, 99 are faster", "ms", [clock.percentile(waits, 0.99)])
    yield Figure(f"counting the answers of {len(everybody):,} people", "ms", [count])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and say it as a table or as JSON."""
    asked = clock.asked(__doc__, arguments)
    clock.tell("answering", list(figures(QUICK if asked.quick else FULL)), asked)


if __name__ == "__main__":
    main()
