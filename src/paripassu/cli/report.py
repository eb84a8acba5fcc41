"""`paripassu report`: where an alliance stands, as a PDF or as one HTML file, pictures first."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from paripassu.alliance.alliance import fold
from paripassu.alliance.refusals import Broken, Refused
from paripassu.cli.measure import FINDINGS, REFUSED, existing, tell
from paripassu.measures import reports, typesetting
from paripassu.record.export import read_export
from paripassu.record.verify import verify

KINDS = (".pdf", ".html")


def report(
    file: Annotated[Path, typer.Argument(help="A record (.pari), as downloaded from the record page.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write it: a name ending in .pdf or .html.")],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day to report on; else that of the last entry."),
    ] = None,
) -> None:
    """Write a report of a record: every area with its lower side first, pictures, and what is not counted.

    The record is verified first. The same record and day give the same bytes. Ends with 0 when the report is written,
    1 when the record does not hold, 2 when the file is refused.

    Examples:

    paripassu report alliance.pari -o report.pdf

    paripassu report alliance.pari -o report.html --on 2026-06-30
    """
    errors = Console(stderr=True)
    try:
        kind = kind_of(output)
        verdict = verify(existing(file))
        made = made_from(file, verdict.root, kind, on) if verdict.holds else b""
        if made:
            written(output, made)
    except (Refused, Broken) as error:
        errors.print(escape(str(error)), style="red", soft_wrap=True)
        raise typer.Exit(REFUSED) from error
    if not verdict.holds:
        tell(verdict.findings, errors, as_json=False)
        raise typer.Exit(FINDINGS)
    Console().print(escape(f"Written: {output}, {len(made):,} bytes"), soft_wrap=True)


def kind_of(output: Path) -> str:
    """What is to be written, by the ending of the name. Refused for another."""
    if output.suffix.lower() not in KINDS:
        sentence = "A report is written as .pdf or .html; {path} is neither. Choose such a name."
        raise Refused("report_kind_unknown", sentence, path=str(output))
    return output.suffix.lower()


def made_from(file: Path, root: str, kind: str, on: datetime | None) -> bytes:
    """The bytes of the report of a record that holds. Refused when nothing is in force in it."""
    export = read_export(file, attachments=False)
    facts = list(export.facts())
    alliance = fold(facts)
    if alliance.agreement.in_force is None:
        raise Refused("nothing_in_force", "No agreement is in force in this record yet: there is nothing to report.")
    last = facts[-1].entered
    now = datetime.combine(on, time.max, UTC) if on else last
    found = reports.report(alliance, now, root=root, checkpoint=export.note)
    return typesetting.pdf(found, last) if kind == ".pdf" else typesetting.html(found).encode()


def written(output: Path, made: bytes) -> None:
    """Write the file. Refused when that cannot be done."""
    try:
        output.write_bytes(made)
    except OSError as error:
        sentence = "The report cannot be written to {path}: {reason}. Choose another place."
        raise Refused(
            "report_unwritable", sentence, path=str(output), reason=error.strerror or "it is refused"
        ) from error
