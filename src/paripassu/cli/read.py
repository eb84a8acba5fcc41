"""`paripassu read`: an agreement, or a folder of them, becomes a draft on the screen or as JSON."""

import concurrent.futures
import json
import os
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from paripassu.alliance.refusals import Refused
from paripassu.reading.apart import read_apart
from paripassu.reading.carried import carried, drafted
from paripassu.reading.draft import TERMS, Draft, Found
from paripassu.reading.shown import as_json
from paripassu.reading.sureness import asserted

ENDINGS = frozenset((".pdf", ".docx", ".txt", ".md", ".markdown", ".html", ".htm"))
REFUSED = 2
FINDINGS = 1
MOST_DUTIES_SHOWN = 40
SHOWN = ("agreement_date", "expiration_date", "governing_law")
WORDS = {
    "obligation": "duties",
    "permission": "may",
    "prohibition": "must not",
    "entitlement": "entitled",
    "exit": "may leave",
    "cap": "capped",
    "audit": "may audit",
}


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

    paripassu read agreements/

    paripassu read agreements/ -o drafts/
    """
    if path.is_dir():
        raise typer.Exit(read_folder(path, output, jobs, lines=as_json_text))
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


def read_folder(folder: Path, output: Path | None, jobs: int, *, lines: bool) -> int:
    """Read every document of a folder in parallel; what cannot be read is told, and the rest go on.

    Each draft is written into `output`; without it all are shown in one table, or with `lines` as JSON, a line
    each.
    """
    errors = Console(stderr=True)
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())
    if not files:
        errors.print(escape(f"{folder} holds no documents to read."), style="red", soft_wrap=True)
        return REFUSED
    names = draft_names(files)
    done: dict[Path, Draft | str] = {}
    with progress_bar(errors) as progress, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        task = progress.add_task("Reading", total=len(files))
        waiting = {pool.submit(read_into, file, output / names[file] if output else None): file for file in files}
        for each in concurrent.futures.as_completed(waiting):
            done[waiting[each]] = found = each.result()
            progress.advance(task)
            if isinstance(found, str):
                progress.console.print(escape(found), style="red", soft_wrap=True)
    read_ones = {file: found for file in files if not isinstance(found := done[file], str)}
    into = f" into {output}" if output else ""
    errors.print(escape(f"{len(read_ones)} of {len(files)} read{into}"), soft_wrap=True)
    if output is None:
        show_all(read_ones, lines=lines)
    return FINDINGS if len(read_ones) < len(files) else 0


def show_all(drafts: dict[Path, Draft], *, lines: bool) -> None:
    """Several drafts: one line of JSON each, or one row each."""
    if lines:
        for file, draft in drafts.items():
            typer.echo(json.dumps({"file": str(file), **as_json(draft)}, ensure_ascii=False))
        return
    table = Table("file", "parties", "agreed on", "ends", "law", "duties", "kinds of clause", "asked")
    for file, draft in drafts.items():
        names = "; ".join(party.name for party in draft.parties) if draft.is_agreement else "no agreement of partners"
        values = [found.value if (found := getattr(draft, term)) else "" for term in SHOWN]
        present = sum(clause.present for clause in draft.clauses.values())
        cells = [file.name, names, *values]
        table.add_row(*map(escape, cells), str(len(draft.duties)), str(present), str(asked_of(draft)))
    Console().print(table)


def asked_of(draft: Draft) -> int:
    """How many parties, terms and duties are not sure enough to be asserted."""
    terms = [found for term in ("title", *TERMS) if (found := getattr(draft, term))]
    sure = [asserted("term", found.confidence) for found in terms]
    sure += [asserted("party", party.confidence) for party in draft.parties]
    sure += [asserted("duty", duty.confidence) for duty in draft.duties]
    return sure.count(False)


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


def read_into(file: Path, target: Path | None) -> Draft | str:
    """Read one file, and write its draft when there is a target; the sentence of the refusal when it is refused."""
    try:
        draft = read_apart(file)
        if target:
            write_json(target, draft)
    except Refused as refused:
        return str(refused)
    return draft


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
    console.print(carries_table(draft))
    if draft.charges:
        bodies = Counter(charge.body for charge in draft.charges)
        told = ", ".join(f"{body} {count}" for body, count in sorted(bodies.items()))
        console.print(f"Of bodies, no party's own (sentences): {escape(told)}")
    present = [kind for kind, clause in draft.clauses.items() if clause.present]
    console.print(f"Clauses found: {', '.join(present) or 'none'}")
    console.print("Nothing here is confirmed: every item is a proposal, with its place in the text.", style="dim")


def terms_table(draft: Draft) -> Table:
    """Parties and single terms."""
    table = Table("what", "found", "sure", "page", title="Parties and terms", title_justify="left")
    for party in draft.parties:
        aliases = f" ({', '.join(party.aliases)})" if party.aliases else ""
        sure = sure_words("party", party.confidence)
        table.add_row("party", escape(party.name + aliases), sure, str(party.place.page))
    for term in TERMS:
        found: Found | None = getattr(draft, term)
        shown = (
            (escape(found.value), sure_words("term", found.confidence), str(found.place.page))
            if found
            else ("not found", "asked", "")
        )
        table.add_row(term.replace("_", " "), *shown)
    return table


def sure_words(kind: str, confidence: float) -> str:
    """How often such finds were right, and whether the item is asked."""
    return f"{confidence:.0%}" + ("" if asserted(kind, confidence) else ", asked")


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


def carries_table(draft: Draft) -> Table:
    """Who carries what by the paper; it counts sentences and weighs none."""
    found = carried(drafted(draft), [party.name for party in draft.parties])
    table = Table("party", *WORDS.values(), title="Who carries what (sentences, not weighed)", title_justify="left")
    rows = [*((row.party, row) for row in found.rows), ("each alike", found.alike), ("not clear whose", found.unclear)]
    for name, row in rows:
        table.add_row(escape(name), *(str(row.count(kind)) for kind in WORDS))
    return table


def shortened(words: str, most: int = 160) -> str:
    """The words, cut at `most` characters."""
    return words if len(words) <= most else words[: most - 1] + "…"
