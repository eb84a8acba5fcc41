"""A host that is killed while it signs tokens and takes answers: none is lost, and nobody has two."""

import base64
import json
import os
import random
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from paripassu.keeper.surveys.casting import TOKEN_BYTES
from paripassu.record import blind
from tests.keeper.killable import Store, on_postgres, on_sqlite, store

__all__ = ["on_postgres", "on_sqlite", "store"]

PEOPLE = 10
"""Of each of the two parties."""

POINTS = 7


@dataclass
class Voter:
    """What the browser of one person remembers until it knows that the answer was taken."""

    name: str
    party: str
    key: bytes
    answers: list[int]
    signature: bytes = b""
    taken: bool = False
    token: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.public = blind.read(self.key)
        self.token = blind.prepared(os.urandom(TOKEN_BYTES))
        self.blinding = blind.blinded(self.token, self.public)

    def step(self) -> dict[str, str]:
        """What it sends next: the same as before, as long as no answer to it has arrived."""
        if not self.signature:
            return {"name": self.name, "blinded": base64.b64encode(self.blinding.blinded).decode()}
        token, signature = (base64.b64encode(each).decode() for each in (self.token, self.signature))
        said = {"party": self.party, "token": token, "signature": signature, "answers": self.answers}
        return {"name": self.name, "sent": json.dumps(said)}

    def hear(self, line: dict[str, Any]) -> None:
        """Take in what the host has acknowledged."""
        if "signed" in line:
            signed = base64.b64decode(line["signed"])
            self.signature = blind.unblinded(self.token, signed, self.blinding.inverse, self.public)
        else:
            self.taken = True


def voters(told: dict[str, Any], chance: random.Random) -> dict[str, Voter]:
    """Everybody who is asked, each with answers of their own."""
    people = {party: [party, *(f"{party}{number}" for number in range(PEOPLE - 1))] for party in ("ada", "bo")}
    return {
        name: Voter(name, party, base64.b64decode(told["keys"][party]), [chance.randint(1, POINTS) for _ in range(6)])
        for party, names in people.items()
        for name in names
    }


def killed_while_asked(store: Store, asked: dict[str, Any], after: int, by_name: dict[str, Voter]) -> None:
    """Two processes serve at once; both are killed when so many steps were acknowledged, or have come to their end."""
    steps = asked.pop("steps")
    store.ask(*({"act": "voice", **asked, "steps": half} for half in (steps[::2], steps[1::2])))
    processes: list[int] = []
    line = store.hear()
    while "done" not in line:
        assert "error" not in line, line
        if "process" in line:
            processes.append(line["process"])
        else:
            by_name[line["name"]].hear(line)
            after -= 1
        if after <= 0 and len(processes) == 2:
            for process in processes:
                with suppress(ProcessLookupError):  # it came to its end first
                    os.kill(process, signal.SIGKILL)
            after = len(steps) + 1
        line = store.hear()


def test_a_host_killed_while_it_signs_and_takes_loses_no_answer_and_keeps_none_twice(store: Store) -> None:
    chance, slug = random.Random(5), store.begin()
    store.ask({"act": "survey", "slug": slug, "people": PEOPLE})
    told = store.answer()[1]
    by_name = voters(told, chance)
    for _ in range(100):
        open_steps = [each.step() for each in by_name.values() if not each.taken]
        if not open_steps:
            break
        chance.shuffle(open_steps)
        asked = {"slug": slug, "wave": told["wave"], "steps": open_steps}
        killed_while_asked(store, asked, chance.randrange(1, 7), by_name)
    assert all(each.taken for each in by_name.values())
    store.ask({"act": "voices", "slug": slug, "wave": told["wave"]})
    kept = store.answer()[1]
    assert (kept["issued"], kept["rows"]) == (2 * PEOPLE, 2 * PEOPLE)
    assert kept["answers"] == {sha256(each.token).hexdigest(): each.answers for each in by_name.values()}
