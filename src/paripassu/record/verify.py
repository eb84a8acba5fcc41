"""Verify an export on its own: every seal, every byte, every signature, every rule. What does not hold is a finding.

`verify` needs nothing but the file. It is stronger with the verifier keys that the reader knows from elsewhere (a file
can bring any keys) and with checkpoints seen earlier (an old copy is a true record, too, only of an earlier day).
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from paripassu.alliance import alliance
from paripassu.alliance.refusals import Finding, Refused
from paripassu.record.assent import Assent
from paripassu.record.checkpoint import Checkpoint, NotANote, Note, opened_note, parsed_checkpoint
from paripassu.record.container import Container, Damaged
from paripassu.record.entries import PARTY
from paripassu.record.export import EVERYBODY, README, opened
from paripassu.record.kinds import KINDS, Kinds
from paripassu.record.replay import MOST_FINDINGS, Replay
from paripassu.record.signatures import SignatureFound, signatures_found
from paripassu.record.tree import EMPTY_ROOT

LONG = ("entries.jsonl", "envelopes.jsonl", "assents.jsonl")
SHORT_LIMIT = 2**20
"""Bytes of the members that do not grow with the record."""


class Verdict(NamedTuple):
    """What came out. `size` and `root` (hex) are those of the signed checkpoint, 0 and "" when there is none."""

    holds: bool
    findings: list[Finding]
    size: int
    root: str
    signatures: list[SignatureFound]


def verify(path: Path, keys: Iterable[str] = (), *, earlier: Iterable[str] = (), kinds: Kinds = KINDS) -> Verdict:
    """The verdict on an export; an empty list of findings means that it holds.

    `keys`: verifier keys that must all have signed. `earlier`: checkpoints (signed notes) seen before, which the
    record must extend.
    """
    try:
        with opened(path) as container:
            return _verdict(container, list(keys), list(earlier), kinds)
    except Refused as refusal:
        return Verdict(False, [_file_finding(refusal)], 0, "", [])


def _file_finding(refusal: Refused) -> Finding:
    """The place inside the file when the container knew it."""
    cause = refusal.__cause__
    return cause.finding if isinstance(cause, Damaged) else Finding("file", str(refusal))


def _verdict(container: Container, keys: list[str], earlier: list[str], kinds: Kinds) -> Verdict:
    findings: list[Finding] = []
    texts = {name: _text(container, name, findings) for name in container.members if "/" not in name}
    reader = _reader(texts["reader.txt"], findings)
    if texts["README.txt"] != README.encode():
        findings.append(Finding("README.txt", "It is not the text that belongs to this format."))
    note, stated = _checkpoint(texts["checkpoint"], findings)
    signatures = signatures_found(note, stated, texts["keys.txt"], keys, findings)
    replay = Replay(texts["entries.jsonl"], texts["envelopes.jsonl"], reader, kinds, bool(container.attachments))
    _fold(replay)
    findings += replay.findings
    _compare_tree(replay, stated, findings)
    for number, text in enumerate(earlier, 1):
        _compare_earlier(replay, stated, text, f"earlier checkpoint {number}", findings)
    findings += _assent_findings(replay.assents, texts["assents.jsonl"])
    findings += _attachment_findings(container, replay.digests)
    return Verdict(not findings, findings[:MOST_FINDINGS], stated.size, stated.root.hex() if note else "", signatures)


def _text(container: Container, name: str, findings: list[Finding]) -> bytes:
    if name not in LONG and container.members[name].size > SHORT_LIMIT:
        findings.append(Finding(name, f"It has more than {SHORT_LIMIT} bytes and was not read."))
        return b""
    try:
        return container.content(name)
    except Damaged as damaged:
        findings.append(damaged.finding)
        return b"".join(_whatever(container, name))


def _whatever(container: Container, name: str) -> Iterable[bytes]:
    """What can be read of a damaged member, so that the places of the damage are found as well."""
    try:
        yield from container.blocks(name)
    except Damaged:
        return


def _reader(text: bytes, findings: list[Finding]) -> str:
    reader = text.decode("ascii", "replace").removesuffix("\n")
    if f"{reader}\n".encode() != text or not (reader == EVERYBODY or PARTY.fullmatch(reader)):
        findings.append(Finding("reader.txt", f"{reader[:40]!r} is neither * nor the id of a party."))
    return reader


def _fold(replay: Replay) -> None:
    """Ask every rule again. What they do not allow where it stands is a finding, as is what they choke on."""
    try:
        replay.findings += alliance.audit(replay.recorded())[1]
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        replay.exhaust()
        message = f"The facts cannot be taken together: {type(error).__name__}: {error}"
        replay.findings.append(Finding(f"entry {replay.index}", message))


# --- the checkpoint and who signed it ---


def _checkpoint(text: bytes, findings: list[Finding]) -> tuple[Note | None, Checkpoint]:
    try:
        note = opened_note(text.decode())
        return note, parsed_checkpoint(note.text)
    except (NotANote, UnicodeDecodeError) as error:
        findings.append(Finding("checkpoint", str(error)))
        return None, Checkpoint("", 0, EMPTY_ROOT)


# --- the tree, what was seen earlier, assents, attachments ---


def _compare_tree(replay: Replay, stated: Checkpoint, findings: list[Finding]) -> None:
    size, root = replay.tree.size, replay.tree.root()
    if size != stated.size:
        findings.append(Finding("checkpoint", f"It speaks of {stated.size} entries; the file has {size}."))
        if size > stated.size and replay.tree.root(stated.size) == stated.root:
            findings.append(Finding(f"entry {stated.size}", "Nobody signed for it: the checkpoint ends before it."))
    elif root != stated.root:
        findings.append(Finding("checkpoint", f"Its root is not that of the {size} entries in the file, {root.hex()}."))


def _compare_earlier(replay: Replay, stated: Checkpoint, text: str, at: str, findings: list[Finding]) -> None:
    try:
        seen = parsed_checkpoint(opened_note(text).text)
    except NotANote as error:
        findings.append(Finding(at, str(error)))
        return
    if seen.origin != stated.origin:
        findings.append(Finding(at, f"It is of another record, {seen.origin}."))
    elif seen.size > replay.tree.size:
        message = (
            f"It was signed over {seen.size} entries; this file has {replay.tree.size}. It is an older copy, or cut."
        )
        findings.append(Finding(at, message))
    elif replay.tree.root(seen.size) != seen.root:
        findings.append(Finding(at, f"The first {seen.size} entries are not those signed then: history was rewritten."))


def _assent_findings(signed: list[Assent], text: bytes) -> list[Finding]:
    """Every line of assents.jsonl against the entries: it says nothing that is not on the record."""
    lines = msgspec.json.Encoder(order="sorted").encode_lines(signed).splitlines(keepends=True)
    stated = text.splitlines(keepends=True)
    findings = [
        Finding(f"assents.jsonl, line {number}", "It is not what the entries say about who signed what.")
        for number, (line, other) in enumerate(zip(stated, lines, strict=False), 1)
        if line != other
    ]
    if len(stated) != len(lines):
        message = f"It has {len(stated)} lines; the entries hold {len(lines)} signatures."
        findings.append(Finding("assents.jsonl", message))
    return findings


def _attachment_findings(container: Container, spoken_of: set[str]) -> list[Finding]:
    findings = []
    for digest, member in container.attachments.items():
        hashed = sha256()
        try:
            for block in container.blocks(member.name):
                hashed.update(block)
        except Damaged as damaged:
            findings.append(damaged.finding)
        if hashed.hexdigest() != digest:
            findings.append(Finding(member.name, "Its bytes have another SHA-256 than its name says."))
        if digest not in spoken_of:
            findings.append(Finding(member.name, "No entry in this copy speaks of it."))
    return findings
