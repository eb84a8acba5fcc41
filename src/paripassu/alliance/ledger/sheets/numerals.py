"""Which decimal sign, and which order of day and month, a column uses: told by its cells, or asked for.

A cell that can be read in one way only is evidence. “1.234” and “01/02/2026” can be read in two: where no other cell of
the column tells, somebody is asked, and nothing is guessed.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, TypeVar

Sign = Literal[".", ","]
Order = Literal["day", "month"]

T = TypeVar("T")
Choice = TypeVar("Choice", bound=str)

SIGNS: tuple[Sign, Sign] = (".", ",")
ORDERS: tuple[Order, Order] = ("day", "month")

_SPACES = " \u00a0\u202f\u2009'’"


def _pattern(sign: str, group: str) -> re.Pattern[str]:
    grouped = rf"[1-9]\d{{0,2}}(?P<by>[{re.escape(group + _SPACES)}])\d{{3}}(?:(?P=by)\d{{3}})*"
    point = re.escape(sign)
    return re.compile(rf"(?P<minus>[-+−]?)(?P<whole>{grouped}|\d+|(?={point}\d))(?:{point}(?P<part>\d+))?")


_NUMBERS: dict[Sign, re.Pattern[str]] = {".": _pattern(".", ","), ",": _pattern(",", ".")}
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d{2}.*)?")


def number(text: str, sign: Sign) -> Decimal | None:
    """The number that a text says with this decimal sign. None: it says none.

    >>> number("1.234,56", ","), number("1,234.56", "."), number("1.234,56", ".")
    (Decimal('1234.56'), Decimal('1234.56'), None)
    """
    match = _NUMBERS[sign].fullmatch(text) if text.isascii() or not _odd_digits(text) else None
    if match is None:
        return None
    minus = "-" if match["minus"] in ("-", "−") else ""
    whole = re.sub(r"\D", "", match["whole"]) or "0"
    return Decimal(f"{minus}{whole}.{match['part'] or 0}")


def _odd_digits(text: str) -> bool:
    return any(character.isdigit() and not character.isascii() for character in text)


def day(text: str, order: Order) -> date | None:
    """The day that a text says, with day or month first where both could be. None: it says none.

    >>> day("2026-02-01", "month"), day("1.2.2026", "month"), day("02/01/2026", "month")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 1), datetime.date(2026, 2, 1))
    """
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _date(match[1], match[3], match[4])
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return None
    day_first = order == "day" or match[2] == "."
    return _date(match[4], match[3], match[1]) if day_first else _date(match[4], match[1], match[3])


def _date(year: str, month: str, day_: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        return None


class Told(NamedTuple, Generic[Choice]):
    """What the cells of a column tell: the choice; or two rows that contradict each other; or one that needs an answer.

    The choice is None when the rows contradict, when one needs an answer, and also when no cell needs a choice.
    """

    choice: Choice | None
    clash: tuple[int, int] | None = None
    asks: int | None = None


def told(
    cells: Iterable[tuple[int, str]], choices: tuple[Choice, Choice], read: Callable[[str, Choice], T | None]
) -> Told[Choice]:
    """What cells, each with its row, tell about the way in which they are to be read."""
    one, other = choices
    evidence: dict[Choice, int] = {}
    asks = None
    for row, text in cells:
        first, second = read(text, one), read(text, other)
        if first == second:
            continue
        if first is not None and second is not None:
            asks = row if asks is None else asks
        else:
            evidence.setdefault(one if second is None else other, row)
    if len(evidence) == len(choices):
        return Told(None, clash=(evidence[one], evidence[other]))
    return Told(next(iter(evidence), None), asks=None if evidence else asks)
