"""`paripassu measure`: the readings of a record, on the screen or as JSON."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from paripassu.alliance.alliance import Alliance, fold
from paripassu.alliance.refusals import Broken, Finding, Refused
from paripassu.measures.balance import Balance, balance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.figures import readings
from paripassu.measures.forecast import Forecast
from paripassu.measures.outlook import Outlook, Review, outlook
from paripassu.measures.questions import readings as readings_of_practices
from paripassu.measures.reading import Interval, Reading, encoded
from paripassu.measures.targets import RuleName
from paripassu.record.export import read_export
from paripassu.record.verify import verify

FINDINGS, REFUSED = 1, 2
ABREAST = 3
"""How many partners stand beside each other in a table: what fits a screen of 80 columns."""


NEARLY = 0.01
"""A chance nearer than this to none, or to certainty, is not written to the last per cent."""

OF_POOLS = {"balance", "forecast"}
"""The pages of measures that are shown pool by pool."""


RULES: dict[RuleName, str] = {"equity": "by input", "equality": "alike", "need": "by need"}
"""The pure rules beside the agreed one: balanced under which rule?"""

AHEAD: dict[Review, str] = {
    "checkin": "Expected at the next check-in that leaves time to act",
    "series": "Expected at the next check-in of the series that leaves time to act",
    "half_year": "Expected half a year on",
}


class Measured(NamedTuple):
    """An alliance as its record says, the balances of its pools, and the readings that were asked for."""

    alliance: Alliance
    balances: list[Balance]
    readings: list[Reading]


def measure(
    file: Annotated[Path, typer.Argument(help="A record (.pari), as downloaded from the record page.")],
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only this measure, or only those of one page: balance.")
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day to measure on; else that of the last entry."),
    ] = None,
    as_json_text: Annotated[bool, typer.Option("--json", help="Print the readings as JSON.")] = False,
) -> None:
    """Measure a record: who gave and received what, by the agreed rule, with bounds and what is not counted.

    The record is verified first: there is no figure on one that does not hold. The same file always gives the same
    figures. Ends with 0 when there are readings, 1 when the record does not hold, 2 when the file is refused.

    Examples:

    paripassu measure alliance.pari

    paripassu measure alliance.pari --only return_coefficient --json
    """
    errors = Console(stderr=True)
    try:
        wanted = chosen(only or [])
        findings = verify(existing(file)).findings
        measured = measured_in(file, on.date() if on else None, wanted) if not findings else None
    except (Refused, Broken) as error:
        errors.print(escape(str(error)), style="red", soft_wrap=True)
        raise typer.Exit(REFUSED) from error
    if measured is None:
        tell(findings, errors, as_json=as_json_text)
        raise typer.Exit(FINDINGS)
    if as_json_text:
        typer.echo(encoded(measured.alliance.name, measured.alliance.size, measured.readings))
    else:
        show(measured, Console(), only or [])


def chosen(only: list[str]) -> set[str]:
    """The names of the measures that were asked for; all when nothing was. Refused for a name that is none."""
    names = {name for name, each in CATALOGUE.items() if not only or name in only or each.page in only}
    pages = {each.page for each in CATALOGUE.values()}
    unknown = sorted(set(only) - set(CATALOGUE) - pages)
    if unknown:
        known = ", ".join([*sorted(pages), *CATALOGUE])
        raise Refused(
            "measure_unknown", "There is no measure “{name}”. There is: {known}.", name=unknown[0], known=known
        )
    return names


def existing(file: Path) -> Path:
    """The file. Refused when there is none."""
    if not file.is_file():
        raise Refused("not_an_export", "There is no file {path}. Check the path.", path=str(file))
    return file


def measured_in(file: Path, on: date | None, wanted: set[str]) -> Measured:
    """The readings of a record on a day, or on the day of its last entry. Refused when nothing is in force.

    Pools are reckoned from what is confirmed by now, as far as it happened by that day; all else from what was on the
    record by then.
    """
    facts = list(read_export(file, attachments=False).facts())
    alliance = fold(facts)
    terms = alliance.agreement.in_force
    if terms is None:
        raise Refused("nothing_in_force", "No agreement is in force in this record yet: there is nothing to measure.")
    day = on or facts[-1].entered
    balances = [balance(alliance, pool.id, at=day) for pool in terms.pools]
    moment = datetime.combine(on, time.max, UTC) if on else facts[-1].entered
    then = fold(fact for fact in facts if fact.entered <= moment) if on else alliance
    every = [*(reading for each in balances for reading in readings(each)), *readings_of_practices(then, moment)]
    found = [reading for reading in every if reading.measure in wanted]
    return Measured(alliance, balances, found)


def tell(findings: list[Finding], errors: Console, *, as_json: bool) -> None:
    """Say why there is no figure."""
    if as_json:
        said = [{"at": finding.at, "message": finding.message} for finding in findings]
        typer.echo(msgspec.json.encode({"alliance": "", "size": 0, "readings": [], "findings": said}))
    errors.print("This record does not hold, so there is no figure on it:", style="red", soft_wrap=True)
    for finding in findings:
        errors.print(escape(f"{finding.at}: {finding.message}"), soft_wrap=True)


# --- on the screen ---


def show(measured: Measured, console: Console, only: list[str]) -> None:
    """Each pool as tables of its partners, with what it does not count; then a table for each further question.

    Of what was asked for by the name of one measure there is a table of its own.
    """
    console.print(escape(f"{measured.alliance.name}: {measured.alliance.size} entries"), style="bold", soft_wrap=True)
    pooled = not only or not OF_POOLS.isdisjoint(only)
    if pooled:
        show_pools(measured, console)
    left = [one for one in measured.readings if CATALOGUE[one.measure].page not in OF_POOLS or one.measure in only]
    for table in question_tables(left):
        console.print(table)
    if not (pooled or left):
        console.print("There is nothing on the record yet that this could be read from.", soft_wrap=True)


def show_pools(measured: Measured, console: Console) -> None:
    """Each pool as tables of its partners, where it is heading, and what is not counted."""
    if not measured.balances:
        console.print("The agreement in force has no pool, so there is no balance.", soft_wrap=True)
    for each in measured.balances:
        ahead = outlook(measured.alliance, each)
        for table in pool_tables(each, ahead):
            console.print(table)
        console.print(escape(pool_sentence(each)), soft_wrap=True)
        console.print(f"{AHEAD[ahead.review]}, {ahead.on}, if all go on as in the window.", soft_wrap=True)
        for left_out in each.uncounted:
            console.print(escape(f"Not counted: {left_out.sentence}"), style="dim", soft_wrap=True)


def pool_tables(each: Balance, ahead: Outlook) -> list[Table]:
    """The figures of a pool below each other, a column for each partner: none is cut on a narrow screen."""
    parties = list(each.cumulative.standings)
    groups = [parties[at : at + ABREAST] for at in range(0, len(parties), ABREAST)]
    return [_side_by_side(each, ahead, group) for group in groups]


def _side_by_side(each: Balance, ahead: Outlook, parties: list[str]) -> Table:
    title = escape(f"{each.pool.name} ({each.pool.unit}), on {each.on}")
    names = (Column(escape(party), justify="right", overflow="fold") for party in parties)
    table = Table("", *names, title=title, title_justify="left")
    columns = [cells(each, party) | foretold(ahead.forecasts[party]) for party in parties]
    for word in columns[0] if columns else ():
        table.add_row(word, *(escape(column[word]) for column in columns))
    return table


def cells(each: Balance, party: str) -> dict[str, str]:
    """What is said of a partner: amounts, target, coefficient with its bounds and tendency, and the window."""
    one = each.cumulative.standings[party]
    return {
        "gave": f"{one.contribution:,.2f}",
        "received": f"{one.reward:,.2f}",
        "target": "" if one.agreed.target is None else f"{one.agreed.target:.1%}",
        "return": rounded(one.agreed.coefficient),
        "if open entries count": between(one.bounds),
        "tendency": between(one.tendency),
        f"last {each.pool.window} months": rounded(each.rolling.standings[party].agreed.coefficient),
        "stands": one.level,
        **{f"return {word}": rounded(one.pure[rule].coefficient) for rule, word in RULES.items()},
    }


def foretold(one: Forecast) -> dict[str, str]:
    """What is foretold of a partner: the coefficient on the day of the next review, and the chance of being outside."""
    return {
        "expected": rounded(one.expected),
        "nine times in ten": "–" if one.low is None else f"{rounded(one.low)} to {rounded(one.high)}",
        "chance outside": "–" if one.below is None or one.above is None else chance(one.below + one.above),
    }


def chance(part: float) -> str:
    """A chance in per cent. What is only almost sure is never called sure."""
    return "under 1%" if part < NEARLY else "over 99%" if part > 1 - NEARLY else f"{part:.0%}"


def rounded(value: object) -> str:
    """A figure with two decimals; a dash for none."""
    return "–" if value is None else f"{value:,.2f}"


def between(interval: Interval | None) -> str:
    """An interval in words; nothing where there is none."""
    if interval is None:
        return "–"
    if interval.low == interval.high:
        return "the same"
    return f"{rounded(interval.low)} to {'any' if interval.high is None else rounded(interval.high)}"


def pool_sentence(each: Balance) -> str:
    """The state of a pool in a sentence or two."""
    whole = each.cumulative
    if whole.why or whole.index is None or whole.transfer is None:
        return f"Not computable: {whole.why}" if whole.rewarded >= each.pool.minimum else f"Not enough: {whole.why}"
    lowest = ", ".join(one.party for one in whole.lowest)
    disputed = "" if not whole.disputed_share else f" Disputed: {whole.disputed_share:.1%} of the value."
    return (
        f"Lowest return: {lowest}. Balance index {whole.index:.2f}: "
        f"{whole.transfer:,.2f} {each.pool.unit} would have to change hands.{disputed}"
    )


def question_tables(found: list[Reading]) -> list[Table]:
    """Readings that are not shown pool by pool: a table for each question, narrow enough for a screen of 80 columns."""
    pages: dict[str, list[Reading]] = {}
    for one in found:
        pages.setdefault(CATALOGUE[one.measure].page, []).append(one)
    return [_question(page, each) for page, each in pages.items()]


def _question(page: str, found: list[Reading]) -> Table:
    columns = (Column(word, overflow="fold") for word in ("measure", "about", "figure", "lies in", "entries", "why"))
    table = Table(*columns, title=page, title_justify="left")
    for one in (each for each in found if each.value is not None):
        ends = "–" if one.low is None else f"{rounded(one.low)} to {'any' if one.high is None else rounded(one.high)}"
        row = (one.measure, one.about, f"{rounded(one.value)} {one.unit}".strip(), ends, str(len(one.facts)), one.why)
        table.add_row(*(escape(cell) for cell in row))
    for cells_of in _untold(found):
        table.add_row(*(escape(cell) for cell in cells_of))
    return table


def _untold(found: list[Reading]) -> Iterator[tuple[str, ...]]:
    """What has no figure, in a row for each measure and reason: among many parties it is the most by far."""
    counts = Counter(one.measure for one in found)
    groups: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.value is None:
            groups.setdefault((one.measure, one.why), []).append(one.about)
    for (measure, why), about in groups.items():
        of_whom = about[0] if len(about) == 1 else f"{len(about):,} of {counts[measure]:,}"
        yield measure, of_whom, "–", "–", "–", why
