"""`paripassu read`: an agreement, or a folder of them, becomes a draft on the screen or as JSON."""

import concurrent.futures
import json
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from paripassu.alliance.refusals import Refused
from paripassu.reading.apart import read_apart
from paripassu.reading.draft import TERMS, Draft, Found
from paripassu.reading.shown import as_json

ENDINGS = frozenset((".pdf", ".docx", ".txt", ".md", ".markdown", ".html", ".htm"))
REFUSED = 2
FINDINGS = 1
MOST_DUTIES_SHOWN = 40


def read(
    path: Annotated[Path, typer.Argument(help="An agreement (.pdf, .docx, .txt, .md, .html), or a folder of them.")],
    as_json_text: Annotated[bool, typer.Option("--json", help="Print the draft as JSON.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write one <name>.json per file into this folder.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many files of a folder to read at once.")] = os.cpu_count() or 1,
) -> None:
    """Read an agreement: parties, dates, duties and clauses, each with its place.

    Ends with 0 when all was read, 1 when something is to be looked at (no agreement, or a file of a folder that
    cannot be read), 2 when the file is refused.

    Examples:

    paripassu read agreement.pdf

    paripassu read --json agreement.docx

    paripassu read agreements/ -o drafts/
    """
    if path.is_dir():
        raise typer.Exit(read_folder(path, output, jobs))
    try:
        draft = read_apart(path)
        if output:
            write_draft(output, path, draft)
    except Refused as refused:
        Console(stderr=True).print(escape(str(refused)), style="red", soft_wrap=True)
        raise typer.Exit(REFUSED) from refused
    if as_json_text:
        typer.echo(json.dumps(as_json(draft), indent=2, ensure_ascii=False))
    elif not output:
        show(draft, Console())
    raise typer.Exit(0 if draft.is_agreement else FINDINGS)


def read_folder(folder: Path, output: Path | None, jobs: int) -> int:
    """Read every document of a folder in parallel; what cannot be read is told, and the rest go on."""
    errors = Console(stderr=True)
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())
    if output is None or not files:
        why = (
            "Say where the drafts go: paripassu read FOLDER -o DIR."
            if files
            else f"{folder} holds no documents to read."
        )
        errors.print(escape(why), style="red", soft_wrap=True)
        return REFUSED
    names = draft_names(files)
    refused = 0
    with progress_bar(errors) as progress, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        task = progress.add_task("Reading", total=len(files))
        waiting = [pool.submit(read_into, file, output / names[file]) for file in files]
        for done in concurrent.futures.as_completed(waiting):
            sentence = done.result()
            progress.advance(task)
            if sentence:
                refused += 1
                progress.console.print(escape(sentence), style="red", soft_wrap=True)
    errors.print(f"{len(files) - refused} of {len(files)} read into {escape(str(output))}", soft_wrap=True)
    return FINDINGS if refused else 0


def draft_names(files: list[Path]) -> dict[Path, str]:
    """`<name>.json` for each file; files that differ only in their ending or folder keep the ending or get a number."""
    names: dict[Path, str] = {}
    stems = [file.stem for file in files]
    for file in files:
        name = file.stem if stems.count(file.stem) == 1 else file.name
        taken = sum(1 for given in names.values() if given in (f"{name}.json",) or given.startswith(f"{name}-"))
        names[file] = f"{name}-{taken + 1}.json" if taken else f"{name}.json"
    return names


def progress_bar(console: Console) -> Progress:
    """Bar, count and time on the error stream."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def read_into(file: Path, target: Path) -> str:
    """Read one file and write its draft; the sentence of the refusal, or "" when all went well."""
    try:
        write_json(target, read_apart(file))
    except Refused as refused:
        return str(refused)
    return ""


def write_draft(folder: Path, path: Path, draft: Draft) -> None:
    """Write `<name>.json` into a folder."""
    write_json(folder / f"{path.stem}.json", draft)


def write_json(target: Path, draft: Draft) -> None:
    """Write a draft; raises Refused when the folder cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(as_json(draft), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise Refused(
            "draft_not_written", "{target} cannot be written. Choose another folder with -o.", target=str(target)
        ) from error


def show(draft: Draft, console: Console) -> None:
    """The draft as tables."""
    name = draft.title.value if draft.title else draft.document.name
    console.print(escape(name), style="bold")
    if not draft.is_agreement:
        console.print("This does not look like an agreement between partners.", style="yellow")
    console.print(terms_table(draft))
    console.print(duties_table(draft))
    present = [kind for kind, clause in draft.clauses.items() if clause.present]
    console.print(f"Clauses found: {', '.join(present) or 'none'}")
    console.print("Nothing here is confirmed: every item is a proposal, with its place in the text.", style="dim")


def terms_table(draft: Draft) -> Table:
    """Parties and single terms."""
    table = Table("what", "found", "sure", "page", title="Parties and terms", title_justify="left")
    for party in draft.parties:
        aliases = f" ({', '.join(party.aliases)})" if party.aliases else ""
        table.add_row("party", escape(party.name + aliases), f"{party.confidence:.0%}", str(party.place.page))
    for term in TERMS:
        found: Found | None = getattr(draft, term)
        shown = (
            (escape(found.value), f"{found.confidence:.0%}", str(found.place.page)) if found else ("not found", "", "")
        )
        table.add_row(term.replace("_", " "), *shown)
    return table


def duties_table(draft: Draft) -> Table:
    """Who shall, may, shall not, is entitled to."""
    hidden = max(0, len(draft.duties) - MOST_DUTIES_SHOWN)
    title = f"Duties ({len(draft.duties)}" + (
        f", the first {MOST_DUTIES_SHOWN} shown; --json has all)" if hidden else ")"
    )
    table = Table("who", "kind", "to", "words", "due", "page", title=title, title_justify="left")
    for duty in draft.duties[:MOST_DUTIES_SHOWN]:
        cells = (duty.party, duty.kind, duty.to, shortened(duty.text), duty.due)
        table.add_row(*map(escape, cells), str(duty.place.page))
    return table


def shortened(words: str, most: int = 160) -> str:
    """The words, cut at `most` characters."""
    return words if len(words) <= most else words[: most - 1] + "…"
