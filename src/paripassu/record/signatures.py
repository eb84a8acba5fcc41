"""Who signed a checkpoint, as far as the keys at hand can tell, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from paripassu.alliance.refusals import Finding
from paripassu.record.checkpoint import LOG, Checkpoint, NotANote, Note, Signed, Verifier, checked, parsed_key


class SignatureFound(NamedTuple):
    """A signature under the checkpoint. `role`: host, cosigner or unknown; `at`: when a cosigner signed (UTC), or "".

    `expected`: the key was given by whoever verifies, not only found in the file.
    """

    name: str
    role: str
    at: str
    holds: bool
    expected: bool
    key: str


def signatures_found(
    note: Note | None, stated: Checkpoint, listed: bytes, given: Sequence[str], findings: list[Finding]
) -> list[SignatureFound]:
    """Every signature of the note with what came out; findings are added for those that fail or are missing.

    `listed`: the content of keys.txt; `given`: the keys of whoever verifies, all of which must have signed.
    """
    brought = _keys(listed.decode("utf-8", "replace").splitlines(keepends=True), "keys.txt", findings)
    expected = _keys([f"{key.strip()}\n" for key in given], "given key", findings)
    if note is None:
        return []
    outcomes = checked(note, dict.fromkeys((*expected, *brought)))
    known = {(key.name, key.key_id) for key in (*expected, *brought)}
    unknown = sorted({(signature.name, signature.key_id) for signature in note.signatures} - known)
    findings += _failing(outcomes, brought, [name for name, _ in unknown])
    findings += _lacking({outcome.verifier for outcome in outcomes if outcome.holds}, expected, stated.origin)
    found = [_found(outcome, outcome.verifier in expected) for outcome in outcomes]
    return found + [SignatureFound(name, "unknown", "", False, False, "") for name, _ in unknown]


def _failing(outcomes: list[Signed], brought: list[Verifier], unknown: list[str]) -> Iterator[Finding]:
    for outcome in outcomes:
        name = outcome.verifier.name
        if not outcome.holds:
            yield Finding("checkpoint", f"The signature of {name} does not fit the text.")
        if outcome.verifier not in brought:
            yield Finding("keys.txt", f"It lacks the key of {name}, who signed.")
    for name in unknown:
        yield Finding("checkpoint", f"{name} signed with a key that is not in keys.txt.")


def _lacking(holding: set[Verifier], expected: list[Verifier], origin: str) -> Iterator[Finding]:
    for key in expected:
        if key not in holding:
            yield Finding("checkpoint", f"It lacks the signature of {key.name}.")
    if not any(key.kind == LOG and key.name == origin for key in holding):
        yield Finding("checkpoint", f"The host of {origin} has not signed it.")


def _found(outcome: Signed, expected: bool) -> SignatureFound:
    key = outcome.verifier
    role = "host" if key.kind == LOG else "cosigner"
    return SignatureFound(key.name, role, _moment(outcome.stamp), outcome.holds, expected, key.text)


def _moment(stamp: int) -> str:
    """A cosigner's time; "" for a host, or when it is no time a calendar has."""
    try:
        return f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%dT%H:%M:%SZ}" if stamp else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _keys(lines: Sequence[str], at: str, findings: list[Finding]) -> list[Verifier]:
    keys = []
    for number, line in enumerate(lines, 1):
        try:
            key = parsed_key(line)
        except NotANote as error:
            findings.append(Finding(f"{at}, line {number}", str(error)))
            continue
        if f"{key.text}\n" != line:
            findings.append(Finding(f"{at}, line {number}", "A key stands alone on its line."))
        keys.append(key)
    return keys
