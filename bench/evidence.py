"""Where the figures about the measures themselves are kept: a section each in docs/measures/evidence.md."""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "measures" / "evidence.md"


def asked(about: str) -> argparse.Namespace:
    """What the command line asks for: fewer runs, or to keep the tables on the page."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few runs: only to see that it works")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/measures/evidence.md")
    return parser.parse_args()


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as the page writes it; all but the first column are figures."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(name: str, text: str, page: Path = PAGE) -> None:
    """Put a section between its marks; the words around it are written by hand."""
    before = page.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marks.search(before):
        raise SystemExit(f"{page} has no place for “{name}”.")
    page.write_text(marks.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", before), encoding="utf-8")
