"""Files named as evidence: the record holds a file's name and digest, the bytes are kept beside it.

Who names a file in a fact that all can read shows it to all; that is why the state knows which party named which.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from paripassu.alliance.facts import worded
from paripassu.alliance.refusals import Refused

MOST_ENCLOSED = 10
"""Files one fact may enclose."""

HEX_DIGITS = frozenset("0123456789abcdef")


class Enclosed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file given as evidence: its name and the SHA-256 of its bytes in hex."""

    name: str
    digest: str


@dataclass(slots=True)
class Files:
    """The parties that have named each file, by its digest, in facts that all can read."""

    named: dict[str, set[str]] = field(default_factory=dict)

    def add(self, party: str, enclosed: Iterable[Enclosed]) -> None:
        """Take in that a party named these files before all."""
        for file in enclosed:
            self.named.setdefault(file.digest, set()).add(party)


def checked(enclosed: tuple[Enclosed, ...]) -> None:
    """Refused when there are too many files, or one has no name or digest. Rules of facts with evidence call it."""
    if len(enclosed) > MOST_ENCLOSED:
        raise Refused("too_many_files", "Enclose {most} files at most.", most=MOST_ENCLOSED)
    for file in enclosed:
        worded(file.name, "the name of each file", limit=255)
        if len(file.digest) != 64 or not set(file.digest) <= HEX_DIGITS:
            raise Refused("digest_unreadable", "“{name}” has no digest. Attach it again.", name=file.name)
