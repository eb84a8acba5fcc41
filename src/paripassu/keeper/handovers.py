"""Records that began on another host: what that host had signed when this one took over.

A record keeps its origin wherever it lives, so that every checkpoint that anybody kept can still be held against it.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

import msgspec
from django.conf import settings

from paripassu.alliance.refusals import Broken
from paripassu.record.checkpoint import NotANote, opened_note, parsed_checkpoint


class Handover(NamedTuple):
    """The last checkpoint of the host before, over the first `size` entries, and the keys that signed it."""

    origin: str
    size: int
    note: str
    keys: tuple[str, ...]


class _Kept(msgspec.Struct, frozen=True):
    note: str
    keys: tuple[str, ...]


def handover(slug: str) -> Handover | None:
    """The handover of a record; None for one that was begun here. Broken when what was kept of it cannot be read."""
    path = _path(slug)
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
        stated = parsed_checkpoint(opened_note(kept.note).text)
    except FileNotFoundError:
        return None
    except (msgspec.MsgspecError, NotANote, ValueError) as error:
        sentence = "The handover {path} is damaged. Put it back from a backup."
        raise Broken(sentence, path=str(path)) from error
    return Handover(stated.origin, stated.size, kept.note, kept.keys)


def keep(slug: str, note: str, keys: tuple[str, ...]) -> None:
    """Keep what the host before had signed; a file that is cut while it is written is never found."""
    path = _path(slug)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(msgspec.json.encode(_Kept(note, keys)))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def drop(slug: str) -> None:
    """Forget a handover of which nothing came."""
    _path(slug).unlink(missing_ok=True)


def _path(slug: str) -> Path:
    return Path(settings.PARIPASSU_VAR) / "handovers" / f"{slug}.json"
