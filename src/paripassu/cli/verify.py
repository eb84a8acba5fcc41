"""`paripassu verify`: whether a record holds, with a place for everything that does not."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from paripassu.alliance.refusals import Refused
from paripassu.record.checkpoint import NOTE_LIMIT, NotANote, parsed_key
from paripassu.record.replay import MOST_FINDINGS
from paripassu.record.signatures import SignatureFound
from paripassu.record.verify import Verdict
from paripassu.record.verify import verify as verdict_on

FINDINGS, REFUSED = 1, 2
MOST_SHOWN = 40


def verify(
    file: Annotated[Path, typer.Argument(help="A record (.pari), as downloaded from the record page.")],
    key: Annotated[
        list[str] | None, typer.Option("--key", help="A verifier key you know from elsewhere: it must have signed.")
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option("--earlier", help="A checkpoint you kept, as a text file: the record must go on from it."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Verify a record: every byte, every seal, every signature, every rule.

    It needs nothing but the file, and no server. It says more with the keys you know from elsewhere and with a
    checkpoint that you kept. Ends with 0 when the record holds, 1 when something does not, 2 when the file or a key
    is refused.

    Examples:

    paripassu verify alliance.pari

    paripassu verify alliance.pari --key "$(cat host.key)" --earlier last-month.txt --json
    """
    errors = Console(stderr=True)
    try:
        verdict = verdict_on(_existing(file), _keys(key or []), earlier=[_text(path) for path in earlier or []])
    except Refused as refused:
        errors.print(escape(str(refused)), style="red", soft_wrap=True)
        raise typer.Exit(REFUSED) from refused
    if as_json:
        typer.echo(encoded(verdict))
    else:
        show(verdict, Console(), errors)
    raise typer.Exit(0 if verdict.holds else FINDINGS)


def encoded(verdict: Verdict) -> bytes:
    """The verdict as JSON: `holds`, `findings`, `size`, `root`, `signatures`."""
    parts = verdict._asdict()
    for name in ("findings", "signatures"):
        parts[name] = [one._asdict() for one in parts[name]]
    return msgspec.json.encode(parts)


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise Refused("not_an_export", "There is no file {path}. Check the path.", path=str(file))
    return file


def _keys(given: list[str]) -> list[str]:
    for text in given:
        try:
            parsed_key(text)
        except NotANote as error:
            sentence = "A key cannot be used: {reason} Copy it again, whole and in quotes."
            raise Refused("key_unusable", sentence, reason=str(error)) from error
    return given


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read(NOTE_LIMIT + 1)
    except (OSError, UnicodeDecodeError) as error:
        sentence = "The earlier checkpoint {path} cannot be read. Check the path."
        raise Refused("checkpoint_unreadable", sentence, path=str(path)) from error


# --- on the screen ---


def show(verdict: Verdict, console: Console, errors: Console) -> None:
    """The verdict in words: what holds, who signed, what that is worth; or each place where it does not hold."""
    if verdict.holds:
        console.print("This record holds.", style="bold")
        console.print("Every entry is as it was sealed, in its place, and allowed by the rules of the alliance.")
    else:
        errors.print("This record does not hold.", style="bold")
        errors.print(_findings(verdict))
        if len(verdict.findings) > MOST_SHOWN:
            errors.print(f"{_count(verdict)} findings; the first {MOST_SHOWN} are shown. --json lists more.")
    console.print(_summary(verdict), soft_wrap=True)
    console.print(escape(_worth(verdict)), style="dim")


def _count(verdict: Verdict) -> str:
    count = len(verdict.findings)
    return f"{count} or more" if count == MOST_FINDINGS else str(count)


def _findings(verdict: Verdict) -> Table:
    table = Table("where", "what does not hold", box=None, padding=(0, 2, 0, 0), title_justify="left")
    for finding in verdict.findings[:MOST_SHOWN]:
        table.add_row(escape(finding.at), escape(finding.message))
    return table


def _summary(verdict: Verdict) -> str:
    lines = [f"entries   {verdict.size:,}", f"root      {verdict.root or 'none'}"]
    lines += [f"signed    {escape(_signature(one))}" for one in verdict.signatures]
    return "\n".join(lines)


def _signature(one: SignatureFound) -> str:
    """A signature in a line: who, as what, when, and where the key is from."""
    known = "a key you gave" if one.expected else "its key came with the file"
    if one.role == "unknown":
        return f"{one.name}: with a key that is not here"
    parts = [one.role, *([f"at {one.at}"] if one.at else []), known if one.holds else "DOES NOT FIT"]
    return f"{one.name}: {', '.join(parts)}"


def _worth(verdict: Verdict) -> str:
    """What the signatures are good for, as far as they were checked against anything from outside the file."""
    if not verdict.holds:
        return "Ask the other parties for their copies and compare. Nothing here says who changed what, or why."
    if not any(one.expected for one in verdict.signatures):
        return (
            "A file can bring any keys: this says that it is whole, not who made it. "
            "Ask the other parties for the keys they know, and give them with --key."
        )
    if not any(one.expected and one.role == "cosigner" for one in verdict.signatures):
        return "A host alone could sign two histories. Compare this root with the other parties, or have them cosign."
    return "The parties whose keys you gave have signed this very record."
