"""`paripassu portfolio`: many records at once, what asks for attention first."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Annotated, get_args

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from paripassu.alliance.alliance import fold
from paripassu.alliance.refusals import Broken, Finding, Refused
from paripassu.cli.measure import FINDINGS, REFUSED
from paripassu.cli.read import progress_bar
from paripassu.measures.detection import FALSE_ALARM, FALSE_SHARE, HORIZON_MONTHS
from paripassu.measures.portfolio import Line, Order, Weighed, chosen, in_order, line, weighed
from paripassu.measures.reports import LEVELS, TRENDS
from paripassu.measures.standing import TITLES
from paripassu.record.export import read_export
from paripassu.record.verify import verify


class Told(msgspec.Struct, frozen=True):
    """What came out of one file: its line, or the findings or the refusal because of which there is none."""

    file: str
    line: Line | None = None
    findings: tuple[Finding, ...] = ()
    refused: str = ""


def portfolio(
    folder: Annotated[Path, typer.Argument(help="A folder of records (.pari), as downloaded from the record pages.")],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day to measure on; else that of each last entry."),
    ] = None,
    sort: Annotated[
        str, typer.Option("--sort", help="attention, name, or moved (what got worse first).")
    ] = "attention",
    area: Annotated[str, typer.Option("--area", help="Only alliances with this area, for example balance.")] = "",
    level: Annotated[str, typer.Option("--level", help="Only where the area, or any, is at: act, watch, holds.")] = "",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes at once; 0: one for each core.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the portfolio as JSON.")] = False,
) -> None:
    """Measure all records of a folder, each by itself, and list them: what asks for attention first.

    Every record is verified first. Nothing is added up across alliances, and there is no score. An alarm that rings is
    on watch; it is confirmed when it also holds among all ties of all records of the folder. Ends with 0 when all
    were measured, 1 when some do not hold or cannot be read, 2 when the folder or an option is refused.

    Examples:

    paripassu portfolio records/

    paripassu portfolio records/ --area balance --level act --json
    """
    errors = Console(stderr=True)
    try:
        order, given = order_of(sort), files_in(folder)
        checked_filters(area, level)
    except Refused as refused:
        errors.print(escape(str(refused)), style="red", soft_wrap=True)
        raise typer.Exit(REFUSED) from refused
    told = measured_all(given, on, jobs, errors)
    failed = [each for each in told if each.line is None]
    found, together = ordered(told, order, area, level)
    if as_json:
        typer.echo(encoded(found, together, failed))
    else:
        show(found, together, Console())
    raise typer.Exit(FINDINGS if tell_failed(failed, errors) else 0)


def ordered(told: list[Told], order: Order, area: str, level: str) -> tuple[list[tuple[str, Line]], Weighed]:
    """The lines that were asked for in their order, each with its file, and the lamps weighed over all files."""
    measured = [(each.file, each.line) for each in told if each.line]
    together = weighed(line for _file, line in measured)
    files = {id(line): file for line, (file, _line) in zip(together.lines, measured, strict=True)}
    return [(files[id(one)], one) for one in in_order(chosen(together.lines, area, level), order)], together


def tell_failed(failed: list[Told], errors: Console) -> bool:
    """Say of every file that was not measured why; whether there was one."""
    for each in failed:
        said = each.refused or f"does not hold: {each.findings[0].at}: {each.findings[0].message}"
        errors.print(escape(f"{each.file}: {said}"), style="red", soft_wrap=True)
    return bool(failed)


def order_of(sort: str) -> Order:
    """The order of this name. Refused for another."""
    for order in get_args(Order):
        if order == sort:
            return order  # type: ignore[no-any-return]  # get_args forgets what it got
    raise Refused("order_unknown", "There is no order “{name}”. There is: {known}.", name=sort,
                  known=", ".join(get_args(Order)))  # fmt: skip


def checked_filters(area: str, level: str) -> None:
    """Refused when there is no such area or level."""
    for name, known in ((area, tuple(TITLES)), (level, tuple(LEVELS))):
        if name and name not in known:
            raise Refused("filter_unknown", "There is no “{name}”. There is: {known}.", name=name,
                          known=", ".join(known))  # fmt: skip


def files_in(folder: Path) -> list[Path]:
    """The records in a folder and below it, sorted. Refused when there are none."""
    files = sorted(folder.rglob("*.pari")) if folder.is_dir() else []
    if not files:
        raise Refused("no_records", "There is no record (.pari) in {path}. Check the path.", path=str(folder))
    return files


# --- measuring ---


def measured_all(files: list[Path], on: datetime | None, jobs: int, errors: Console) -> list[Told]:
    """What came out of every file, in their order. A process has one record in memory at a time."""
    done: dict[Path, Told] = {}
    with progress_bar(errors) as progress:
        task = progress.add_task("Measuring", total=len(files))
        for file, told in _measured(files, on, min(jobs or os.cpu_count() or 1, len(files))):
            done[file] = told
            progress.advance(task)
    return [done[file] for file in files]


def _measured(files: list[Path], on: datetime | None, jobs: int) -> Iterator[tuple[Path, Told]]:
    told = partial(told_of, on=on)
    if jobs == 1:
        yield from ((file, told(file)) for file in files)
        return
    with _processes(jobs) as pool:
        waiting = {pool.submit(told, file): file for file in files}
        for each in as_completed(waiting):
            yield waiting[each], each.result()


@contextmanager
def _processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes: what a fork would copy of this one, a progress bar with its thread among it, stays out."""
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def told_of(file: Path, on: datetime | None = None) -> Told:
    """One record: verified, folded and measured; nothing of it is kept but its line."""
    try:
        verdict = verify(file)
        if not verdict.holds:
            return Told(str(file), findings=tuple(verdict.findings[:1]))
        facts = list(read_export(file, attachments=False).facts())
        moment = datetime.combine(on, time.max, UTC) if on else facts[-1].entered if facts else datetime.now(UTC)
        return Told(str(file), line(fold(facts), moment))
    except (Refused, Broken) as error:
        return Told(str(file), refused=str(error))


# --- showing ---


def encoded(found: list[tuple[str, Line]], together: Weighed, failed: list[Told]) -> bytes:
    """The portfolio as JSON: `alliances` in their order, each with its file, what was `weighed`, and `failed`."""
    alliances = [
        {"file": file, **msgspec.to_builtins(one), "attention": one.attention._asdict()} for file, one in found
    ]
    lost = [
        {"file": each.file, "refused": each.refused, "findings": [one._asdict() for one in each.findings]}
        for each in failed
    ]
    rings = {"ties": together.ties, "watch": together.watch, "confirmed": together.confirmed}
    promise = {"horizon_months": HORIZON_MONTHS, "false_alarm": FALSE_ALARM, "false_share": FALSE_SHARE}
    return msgspec.json.encode({"alliances": alliances, "weighed": rings | promise, "failed": lost})


def show(found: list[tuple[str, Line]], together: Weighed, console: Console) -> None:
    """One row for each alliance: how many warnings and areas ask for attention, and its most pressing area."""
    columns = (Column(word, overflow="fold") for word in ("alliance", "what asks", "most pressing"))
    table = Table(*columns, Column("as of", no_wrap=True))
    for _file, one in found:
        table.add_row(escape(one.name), asking(one), escape(pressing(one)), one.on)
    console.print(table)
    alliances = "1 alliance" if len(found) == 1 else f"{len(found):,} alliances"
    console.print(f"{alliances}. Nothing is added up: each stands for itself.", style="dim")
    console.print(
        f"Warnings: {together.watch:,} on watch, {together.confirmed:,} confirmed among {together.ties:,} ties of all "
        f"records: of what is confirmed over {HORIZON_MONTHS} months, at most {FALSE_SHARE * 100:.0f} in 100 are false "
        "on average.",
        style="dim",
        soft_wrap=True,
    )


def asking(one: Line) -> str:
    """How many of each ask for attention: lamps first, then areas by their level, then what got worse."""
    asks = one.attention
    counts = {"confirmed": asks.confirmed, "on watch": asks.warned, "far below": asks.act, "below": asks.watch,
              "got worse": asks.worse}  # fmt: skip
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "nothing"


def pressing(one: Line) -> str:
    """The area that asks most, in words; or why there is nothing to say."""
    if not one.areas:
        return "no agreement is in force"
    first = one.areas[0]
    words = [TITLES[first.name].title, LEVELS[first.level][1], f"{first.lower} {first.figure}".strip()]
    words += [TRENDS[first.trend][1]] if first.trend in ("better", "worse") else []
    return ", ".join(word for word in words if word)
