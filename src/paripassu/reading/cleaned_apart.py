"""Cleaning a file in a process of its own, with limits on time and memory: a bad one takes nothing else down.

The file goes in and comes out through pipes: it is never written to a disk.
"""

import subprocess
import sys

import msgspec

from paripassu.alliance.refusals import Refused
from paripassu.reading.apart import PATIENCE, Refusal, environment, limit_itself, respond
from paripassu.reading.cleaned import MOST_BYTES, Cleaned, cleaned

SECONDS = 11
MEMORY = 1 << 30


class Success(msgspec.Struct, frozen=True, tag="cleaned"):
    """A cleaned file on its way between the processes."""

    ending: str
    media: str
    content: bytes


def cleaned_apart(content: bytes, *, seconds: float = SECONDS, memory: int = MEMORY) -> Cleaned:
    """What `cleaned` gives, from another process. Refused as there, and when the limits are reached."""
    command = [sys.executable, "-m", "paripassu.reading.cleaned_apart", str(max(1, round(seconds))), str(memory)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command, input=content[: MOST_BYTES + 1], capture_output=True, timeout=seconds * PATIENCE, check=False,
            env=environment(),
        )  # fmt: skip
        found = msgspec.msgpack.decode(done.stdout, type=Success | Refusal)
    except (subprocess.TimeoutExpired, msgspec.DecodeError) as error:
        sentence = "The file could not be drawn anew: it takes too long, or too much room. Send a picture of it."
        raise Refused("enclosed_hard", sentence) from error
    if isinstance(found, Refusal):
        raise Refused(found.code, found.sentence, **found.fields)
    return Cleaned(found.ending, found.media, found.content)


def main() -> None:
    """The other process, with its seconds and memory."""
    limit_itself(int(sys.argv[1]), int(sys.argv[2]))
    respond(lambda content: Success(*cleaned(content)))


if __name__ == "__main__":
    main()
