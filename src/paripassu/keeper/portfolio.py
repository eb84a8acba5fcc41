"""The alliances of one person as lines, each reckoned once for its record and day, and kept until either moves on.

Kept lines are files beside the records: each can be reckoned again from its record at any time.
"""

import os
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

import msgspec
from django.conf import settings

from paripassu.alliance.refusals import Broken, Finding
from paripassu.keeper import records
from paripassu.keeper.models import Account, AllianceSummary
from paripassu.measures.portfolio import Line, line

AT_ONCE = 20
"""Lines that are reckoned while a page waits; the others stand as they were, with their day."""

MOST_HELD = 5_000
"""Lines that a process keeps in memory: those that are of today's record need not be read again."""

_line = msgspec.json.Decoder(Line).decode
_held: dict[Path, Line] = {}


class Listed(NamedTuple):
    """An alliance of a person. `line` is None while it was never reckoned; `fresh`: it is of today's record."""

    slug: str
    name: str
    line: Line | None
    fresh: bool


def portfolio(account: Account, now: datetime, at_once: int = AT_ONCE) -> list[Listed]:
    """The alliances in which a person sits, by name. Those to which its party is still a candidate, or that it has
    left, are not among them."""
    seats = AllianceSummary.objects.filter(seats__person=account.person)
    found, left = [], at_once
    for slug, name, size, party in seats.values_list("slug", "name", "size", "seats__party"):
        listed = _kept(slug, name, size, now)
        if not listed.fresh and left:
            listed, left = _reckoned(listed, now), left - 1
        if listed.line is None or party not in listed.line.unseen:
            found.append(listed)
    return found


def refresh(now: datetime) -> tuple[int, list[Finding]]:
    """Reckon every line that is not of today's record; how many, and a finding for each record that does not hold."""
    done, findings = 0, []
    for slug, name, size in AllianceSummary.objects.values_list("slug", "name", "size"):
        listed = _kept(slug, name, size, now)
        if not listed.fresh:
            try:
                keep(slug, line(records.current(slug).alliance, now))
            except Broken as broken:
                findings.append(Finding(slug, str(broken)))
            else:
                done += 1
    return done, findings


def _reckoned(listed: Listed, now: datetime) -> Listed:
    """The line as it is now. A record that does not hold keeps its last one, which says its day."""
    try:
        found = line(records.current(listed.slug).alliance, now)
    except Broken:
        return listed
    keep(listed.slug, found)
    return Listed(listed.slug, found.name, found, fresh=True)


def _kept(slug: str, name: str, size: int, now: datetime) -> Listed:
    path, today = _path(slug), (size, now.date().isoformat())
    held = _held.get(path)
    if held is not None and (held.size, held.on) == today:
        return Listed(slug, name, held, fresh=True)
    try:
        found = _line(path.read_bytes())
    except (FileNotFoundError, msgspec.MsgspecError):  # never reckoned, or kept by another version of us
        return Listed(slug, name, None, fresh=False)
    _hold(path, found)
    return Listed(slug, name, found, fresh=(found.size, found.on) == today)


def _hold(path: Path, found: Line) -> None:
    _held.pop(path, None)
    _held[path] = found
    while len(_held) > MOST_HELD:
        _held.pop(next(iter(_held)), None)


def keep(slug: str, found: Line) -> None:
    """Keep a line, whole or not at all: others read while we write."""
    path = _path(slug)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(msgspec.json.encode(found))
    os.replace(file.name, path)
    _hold(path, found)


def _path(slug: str) -> Path:
    return Path(settings.PARIPASSU_VAR) / "lines" / f"{slug}.json"
