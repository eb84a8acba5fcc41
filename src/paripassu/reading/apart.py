"""Reading in a process of its own, with limits on time and memory, so that a bad file cannot take anything else down.

The child gets the file, and nothing of this process's environment but the search path; it may write no files. A crash,
a hang or a refusal there becomes a Refused here.

The limit on time is one on processor time: on a machine with much else to do an honest file takes long by the clock,
and a bad one takes as much work as elsewhere. The clock is only a guard behind it, for what waits and does nothing.
"""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from paripassu.alliance.refusals import Refused
from paripassu.reading import limits, read
from paripassu.reading.document import file_bytes
from paripassu.reading.draft import Draft

SECONDS = 9
PATIENCE = 5
MEMORY = 1 << 30
HANDED_ON = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT")


class Refusal(msgspec.Struct, frozen=True, tag="refused"):
    """A Refused on its way between the processes."""

    code: str
    sentence: str
    fields: dict[str, str]


class Success(msgspec.Struct, frozen=True, tag="read"):
    """A draft on its way between the processes."""

    draft: Draft


def read_apart(
    path: str | Path,
    content: bytes | None = None,
    name: str | None = None,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Draft:
    """The draft of a file (or of `content`), read in another process within `seconds` and `memory` bytes.

    The seconds are of processor time; by the clock it may be `PATIENCE` times as long, when the machine is busy.
    Raises Refused for all that `read` refuses, and when the limits are reached or the other process ends otherwise.
    """
    shown = name or Path(path).name
    content = file_bytes(Path(path), shown) if content is None else content
    if len(content) > limits.MOST_BYTES:
        raise limits.too_big(shown, len(content))
    answer = answered(content, shown, seconds, memory)
    if isinstance(answer, Refusal):
        raise Refused(answer.code, answer.sentence, **answer.fields)
    return answer.draft


def answered(content: bytes, name: str, seconds: float, memory: int) -> Success | Refusal:
    """What the other process answers."""
    command = [sys.executable, "-m", "paripassu.reading.apart", name, str(max(1, round(seconds))), str(memory)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command, input=content, capture_output=True, timeout=seconds * PATIENCE, check=False, env=environment()
        )
    except subprocess.TimeoutExpired as error:
        raise too_slow(name, seconds) from error
    if done.returncode == -signal.SIGXCPU:
        raise too_slow(name, seconds)
    try:
        return msgspec.msgpack.decode(done.stdout, type=Success | Refusal)
    except msgspec.DecodeError as error:
        raise gave_up(name, done.returncode, done.stderr) from error


def environment() -> dict[str, str]:
    """The few variables that the other process needs; no secret of this one is among them."""
    kept = {key: os.environ[key] for key in HANDED_ON if key in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}


def too_slow(name: str, seconds: float) -> Refused:
    """Reading did not end in time."""
    return Refused(
        "document_too_slow",
        "{name} could not be read within {seconds} seconds of work. Save it again as a plain .docx or .txt file, and "
        "send that.",
        name=name,
        seconds=f"{seconds:g}",
    )


def gave_up(name: str, ended: int, said: bytes) -> Refused:
    """The process that read the file ended before it had an answer; `evidence` is what it said last, for the log."""
    lines = said.decode(errors="replace").strip().splitlines()
    return Refused(
        "document_unreadable",
        "{name} could not be read: reading it failed, or took more memory than is given to one document. Save "
        "it again as a "
        "plain .docx or .txt file, and send that.",
        name=name,
        ended=ended,
        evidence=lines[-1] if lines else "",
    )


def limit_itself(seconds: int, memory: int) -> None:
    """Set the limits of this process: processor time, memory, no files written, no core left behind."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def respond(work: Callable[[bytes], msgspec.Struct]) -> None:
    """In the other process: from the bytes on standard input, what comes of them, or why not, on standard output."""
    try:
        found: msgspec.Struct = work(sys.stdin.buffer.read())
    except Refused as refused:
        found = Refusal(refused.code, refused.sentence, {key: str(value) for key, value in refused.fields.items()})
    except (MemoryError, RecursionError):
        sys.exit(3)
    sys.stdout.buffer.write(msgspec.msgpack.encode(found))


def main() -> None:
    """The other process, with its own name for the file, seconds and memory."""
    name, seconds, memory = sys.argv[1:4]
    limit_itself(int(seconds), int(memory))
    respond(lambda content: Success(read(name, content, name)))


if __name__ == "__main__":
    main()
