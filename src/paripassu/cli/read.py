"""`paripassu read`: an agreement, or a folder of them, becomes a draft on the screen or as JSON."""

import concurrent.futures
import json
import os
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
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
STOPPED = 130
MOST_DUTIES_SHOWN = 40
SHOWN = ("agreement_date", "expiration_date", "governing_law")
VERBS = {"obligation": "shall", "permission": "may", "prohibition": "shall not", "entitlement": "is entitled to"}
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
    cannot be read), 2 when the file is refused, 130 when it was stopped.

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
    done = drafts_of(files, output, jobs, errors)
    read_ones = {file: found for file in files if isinstance(found := done.get(file), Draft)}
    into = f" into {output}" if output else ""
    stopped = len(done) < len(files)
    said = f"{'Stopped: ' if stopped else ''}{len(read_ones)} of {len(files)} read{into}"
    errors.print(escape(said), soft_wrap=True)
    if stopped:
        return STOPPED
    if output is None:
        show_all(read_ones, lines=lines)
    return FINDINGS if len(read_ones) < len(files) else 0


def drafts_of(files: list[Path], output: Path | None, jobs: int, errors: Console) -> dict[Path, Draft | str]:
    """The draft of each file, or why it was refused; after Ctrl-C of those that were read until then."""
    names = draft_names(files)
    done: dict[Path, Draft | str] = {}
    with progress_bar(errors) as progress, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        task = progress.add_task("Reading", total=len(files))
        waiting = {pool.submit(read_into, file, output / names[file] if output else None): file for file in files}
        try:
            for each in concurrent.futures.as_completed(waiting):
                done[waiting[each]] = found = each.result()
                progress.advance(task)
                if isinstance(found, str):
                    progress.console.print(escape(found), style="red", soft_wrap=True)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
    return done


def show_all(drafts: dict[Path, Draft], *, lines: bool) -> None:
    """Several drafts: one line of JSON each, or one row each."""
    if lines:
        for file, draft in drafts.items():
            typer.echo(json.dumps({"file": str(file), **as_json(draft)}, ensure_ascii=False))
        return
    table = Table(box=None, expand=True, padding=(0, 1, 0, 0))
    for name, ratio in (("file", 2), ("parties", 3)):
        table.add_column(name, no_wrap=True, ratio=ratio)
    for name in ("agreed on", "ends", "law"):
        table.add_column(name, no_wrap=True, max_width=10)
    for name in ("duties", "clauses", "asked"):
        table.add_column(name, no_wrap=True, justify="right", min_width=len(name))
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
    """The draft: terms, who carries what, each duty in its words, and the kinds of clause."""
    name = draft.title.value if draft.title else draft.document.name
    console.print(escape(name), style="bold")
    if not draft.is_agreement:
        console.print("This does not look like an agreement between partners.", style="yellow")
    console.print(terms_table(draft))
    console.print(carries_table(draft))
    show_duties(draft, console)
    if draft.charges:
        bodies = Counter(charge.body for charge in draft.charges)
        told = ", ".join(f"{body} {count}" for body, count in sorted(bodies.items()))
        console.print(f"Of bodies, no party's own (sentences): {escape(told)}")
    console.print(f"Kinds of clause: {clauses_line(draft)}", highlight=False)
    console.print("Nothing here is confirmed: every item is a proposal, with its place in the text.", style="dim")


def clauses_line(draft: Draft) -> str:
    """The kinds of clause that were found, each with its page; with a question mark what is not sure."""
    present = [
        f"{kind}{'' if asserted('clause', clause.confidence) else '?'} (page {clause.places[0].page})"
        if clause.places
        else kind
        for kind, clause in draft.clauses.items()
        if clause.present
    ]
    return ", ".join(present) or "none found"


def show_duties(draft: Draft, console: Console) -> None:
    """Who shall, may, shall not, is entitled to: the words of each sentence, as wide as the screen."""
    hidden = max(0, len(draft.duties) - MOST_DUTIES_SHOWN)
    shown = f", the first {MOST_DUTIES_SHOWN} shown; --json has all" if hidden else ""
    console.print(f"\nWho owes what to whom ({len(draft.duties)} sentences{shown})", style="italic")
    for duty in draft.duties[:MOST_DUTIES_SHOWN]:
        who = "each party" if duty.party == "each" else duty.party
        to = f", towards {'the other' if duty.to == 'other' else duty.to}" if duty.to else ""
        asked = "" if asserted("duty", duty.confidence) else ", asked"
        head = f"[bold]{escape(who)}[/bold] {VERBS.get(duty.kind, duty.kind)}{escape(to)}"
        console.print(f"{head} [dim](page {duty.place.page}{asked})[/dim]", highlight=False)
        console.print(Padding(escape(shortened(duty.text)), (0, 0, 0, 4)))
        if duty.due:
            console.print(Padding(f"[dim]by when:[/dim] {escape(duty.due)}", (0, 0, 0, 4)))
    console.print()


def terms_table(draft: Draft) -> Table:
    """Parties and single terms."""
    table = Table("what", "found", "sure", "page", title="Parties and terms", title_justify="left", box=SIMPLE)
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


def carries_table(draft: Draft) -> Table:
    """Who carries what by the paper; it counts sentences and weighs none."""
    found = carried(drafted(draft), [party.name for party in draft.parties])
    title = "Who carries what (sentences, not weighed)"
    table = Table("party", *WORDS.values(), title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    rows = [*((row.party, row) for row in found.rows), ("each alike", found.alike)]
    if any(found.unclear.lines.values()):
        rows.append(("not clear whose", found.unclear))
    for name, row in rows:
        table.add_row(escape(name), *(str(row.count(kind)) for kind in WORDS))
    return table


def shortened(words: str, most: int = 240) -> str:
    """The words, cut at `most` characters."""
    return words if len(words) <= most else words[: most - 1] + "…"
