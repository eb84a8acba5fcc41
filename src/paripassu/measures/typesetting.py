"""Reports set for reading: as PDF by typst, and as one HTML file that needs nothing else. The pictures are the same.

What people typed goes in as data and never as markup: a name such as `#panic()` or `<b>` is printed, not run. The same
report gives the same bytes. [decisions/0015]
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from paripassu.measures.reports import Report

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = Path(__file__).parent / "paper"


def pdf(report: Report, at: datetime) -> bytes:
    """The report as tagged pages. `at` is the moment it says it was made at: that of the last entry."""
    import typst  # 85 MB: loaded by the report only

    made: bytes = typst.compile(
        FOLDER / "report.typ",
        root=FOLDER,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": msgspec.json.encode(report).decode()},
        timestamp=int(at.timestamp()),
    )
    return made


def html(report: Report) -> str:
    """The report as one HTML file: style and pictures are in it, and there is no script."""
    return _page().render(report=report)


@cache
def _page() -> "Template":
    import jinja2  # costs more than all the rest: only when a page is set
    from markupsafe import Markup

    env = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["drawn"] = Markup  # pictures are drawn by us, and what they say is escaped there
    return env.from_string((FOLDER / "report.html").read_text(encoding="utf-8"))
