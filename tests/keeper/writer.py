"""Another process that writes through the keeper, so that tests can kill it: `python -m tests.keeper.writer`.

It answers each line on its standard input, JSON, with lines of JSON; an answer ends with one that has "done". What can
be killed is done in a fork of it, whose process id is said first, and every act that is acknowledged is said at once.
"""

import base64
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command

ENOUGH = 3
"""How often in a row somebody is told to send again before they give up."""
PATIENCE = 60
"""After so many seconds a process that hangs ends itself, and the test that waits for it fails."""


def say(**words: Any) -> None:
    """A line to whoever asked, in one piece even when several processes speak."""
    os.write(1, json.dumps(words).encode() + b"\n")


def begin(slug: str) -> None:
    """Found an alliance under this name with Ada and Bo in it, and keep its record open."""
    from paripassu.alliance.parties import NamedParty
    from paripassu.keeper import acts

    parties = [NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd")]
    sitting = acts.found(account("ada"), key=slug, name=slug, party="ada", parties_named=parties)
    acts.seat(account("bo"), slug, key=f"{slug} bo", party="bo", role="manager", invited_by=sitting.person)


def account(name: str) -> Any:
    """The account of this person."""
    from paripassu.keeper.models import Account

    email = f"{name}@example.test"
    return Account.objects.filter(email=email).first() or Account.objects.create_user(email, name=name)


def write(slug: str, name: str, first: int, count: int, length: int = 100, limit: int = 0) -> None:
    """Record so many acts, each under its number as key, and say each that is acknowledged or refused.

    `length`: so long is the text of each. `limit`: no file may grow beyond so many bytes until something is refused.
    """
    from paripassu.alliance.ledger import Noted
    from paripassu.alliance.refusals import Broken, Refused
    from paripassu.keeper import acts
    from paripassu.keeper.access import sitting

    def remark(_alliance: Any, *, by: str, now: Any, entry: int) -> Noted:
        return Noted(by=by, entry=entry, text=os.urandom(length // 2).hex())

    seat, refused = sitting(account(name), slug), 0
    within(limit)
    number = first
    while number < first + count and refused < ENOUGH:
        try:
            made = acts.record(seat, remark, key=str(number), entry=number)
        except Refused as refusal:
            say(refused=str(refusal), code=refusal.code, number=number)
            refused += 1
            within(0)
        except Broken as broken:
            say(broken=str(broken))
            return
        else:
            say(acknowledged=number, index=made[0].index)
            number, refused = number + 1, 0


def within(limit: int) -> None:
    """Let no file of this process grow beyond so many bytes; 0: as it was."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit or most, most))


def show(slug: str) -> None:
    """Say what a process that opens the record anew finds in it."""
    from paripassu.alliance.refusals import Broken
    from paripassu.keeper import records

    try:
        kept = records.current(slug)
    except Broken as broken:
        say(broken=str(broken))
        return
    keys = [row.key.rpartition(":")[2] for row in kept.journal.read()]
    outside = kept.record._heads.last()
    say(size=kept.alliance.size, keys=keys, outside=outside.size, same=outside.root == kept.record.root)


def survey(slug: str, people: int) -> None:
    """Ask so many people of each party; say the wave and the keys of the parties."""
    from paripassu.alliance import agreement, surveys
    from paripassu.alliance.agreement.terms import digest
    from paripassu.alliance.surveys.instruments import library
    from paripassu.keeper import acts
    from paripassu.keeper.access import sitting
    from paripassu.keeper.surveys import issuing
    from tests import cast

    ada, bo = sitting(account("ada"), slug), sitting(account("bo"), slug)
    for party, by in (("ada", ada), ("bo", bo)):
        for number in range(people - 1):
            name = f"{party}{number}"
            acts.seat(account(name), slug, key=f"{slug} {name}", party=party, role="member", invited_by=by.person)
    text = cast.terms()
    [draft] = acts.record(ada, agreement.table, key="t", terms=text, base=0, reason="founding")
    for who in (ada, bo):
        acts.record(who, agreement.accept, key="a", draft=draft.index)
    for who in (ada, bo):
        acts.record(who, agreement.sign, key="s", draft=draft.index, digest=digest(text))
    asked = {"title": "How is it going?", "questions": library()["pulse"].questions, "least": 3}
    [proposed] = acts.record(ada, surveys.propose, key="propose", **asked)
    acts.record(bo, surveys.agree, key="agree", survey=proposed.index)
    wave = issuing.open_wave(ada, proposed.index, key="open")
    say(wave=wave.index, keys={each.party: each.key for each in wave.fact.asked})


def voice(slug: str, wave: int, steps: list[dict[str, str]]) -> None:
    """Sign what somebody has blinded, or take what nobody in particular has sent; say each once it is done."""
    from paripassu.keeper.access import sitting
    from paripassu.keeper.surveys import casting, issuing

    for step in steps:
        if "blinded" in step:
            signed = issuing.issue(sitting(account(step["name"]), slug), wave, base64.b64decode(step["blinded"]))
            say(name=step["name"], signed=base64.b64encode(signed).decode())
        else:
            casting.cast(slug, wave, step["sent"].ljust(casting.SIZE).encode())
            say(name=step["name"], taken=True)


def voices(slug: str, wave: int) -> None:
    """Say what is kept of a wave."""
    from paripassu.keeper.surveys.tables import Answer, TokenIssued

    issued = TokenIssued.objects.filter(alliance_id=slug, wave=wave).count()
    answers = Answer.objects.filter(alliance_id=slug, wave=wave).values_list("token_digest", "said")
    say(issued=issued, answers={token: list(bytes(said)) for token, said in answers}, rows=answers.count())


def held() -> None:
    """Say which records and connections this process was born with."""
    files = [os.path.realpath(f"/proc/self/fd/{file}") for file in os.listdir("/proc/self/fd") if int(file) > 2]
    say(held=[name for name in files if "sqlite" in name or "socket" in name])


def apart(asked: list[dict[str, Any]]) -> None:
    """Do these at once, each in a fork, and say how they ended."""
    from django.db import connections

    connections.close_all()
    children = [forked(**ask) for ask in asked]
    say(done=[os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])


def forked(act: str, **fields: Any) -> int:
    """The process id of a fork that does this and ends."""
    child = os.fork()
    if child:
        return child
    say(process=os.getpid())
    signal.alarm(PATIENCE)
    can: dict[str, Callable[..., None]] = {each.__name__: each for each in (write, show, held, survey, voice, voices)}
    try:
        can[act](**fields)
    except BaseException as error:
        say(error=repr(error))
        raise
    finally:
        from paripassu.keeper import records

        records.close_all()
        os._exit(1 if sys.exc_info()[0] else 0)


def main() -> None:
    """Make the tables, then answer until there is nothing more to answer."""
    django.setup()
    call_command("migrate", verbosity=0)
    say(done=True)
    for line in sys.stdin:
        signal.alarm(2 * PATIENCE)
        asked = json.loads(line)
        if isinstance(asked, list):
            apart(asked)
        else:
            begin(**asked)
            say(done=True)
        signal.alarm(0)


if __name__ == "__main__":
    main()
