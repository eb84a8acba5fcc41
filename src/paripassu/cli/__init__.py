"""The command line. It knows no Django: it works on files."""

import typer

from paripassu.cli.measure import measure
from paripassu.cli.portfolio import portfolio
from paripassu.cli.read import read
from paripassu.cli.report import report
from paripassu.cli.verify import verify

app = typer.Typer(
    name="paripassu",
    help="One record and one honest picture for organisations that work together.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
)
app.command()(read)
app.command()(measure)
app.command()(report)
app.command()(portfolio)
app.command()(verify)


@app.callback()
def main() -> None:
    """One record and one honest picture for organisations that work together."""
