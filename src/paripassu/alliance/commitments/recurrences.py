"""When something recurs: the days that a rule of RFC 5545 gives, from the first day on, never without end.

Only what concerns days is taken from the rules: no hours, no week that begins elsewhere. [RFC5545] 3.3.10
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Literal

from dateutil.rrule import rrulestr

from paripassu.alliance.refusals import Refused

Every = Literal["week", "fortnight", "month", "quarter", "half", "year"]

MOST_DAYS = 520
"""Days that one rule may give: ten years of weeks."""

HORIZON = timedelta(days=20 * 366)
"""No rule is followed further than this, so that one which hardly ever fits costs nothing."""

RULE_LIMIT = 200
EARLIEST_YEAR = 1900
"""Rules with days before it are read in more than one way."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS = "[+-]?[1-9][0-9]?(,[+-]?[1-9][0-9]?){0,30}"
_WEEKDAYS = "([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("[1-9][0-9]{0,2}"),
    "COUNT": re.compile("[1-9][0-9]{0,2}"),
    "UNTIL": re.compile("[0-9]{8}"),
    "BYDAY": re.compile(f"{_WEEKDAYS}(,{_WEEKDAYS}){{0,30}}"),
    "BYMONTHDAY": re.compile(_DAYS),
    "BYMONTH": re.compile("[1-9][0-9]?(,[1-9][0-9]?){0,11}"),
    "BYSETPOS": re.compile("1|-1"),
}
"""The parts of a rule that concern days, and what each may hold."""

_EVERY: dict[Every, tuple[str, int]] = {
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "half": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
}


@lru_cache(maxsize=4096)
def days(first: date, rule: str) -> tuple[date, ...]:
    """All days on which something is due: only the first without a rule. Refused when the rule cannot be followed."""
    if not rule:
        return (first,)
    if first.year < EARLIEST_YEAR:
        raise Refused("day_unfit", "{day} is no day from which anything recurs. Choose a later one.", day=str(first))
    parts = _parts(rule)
    found: tuple[date, ...] = ()
    if _fits(first, parts):
        most = min(int(parts.get("COUNT", MOST_DAYS + 1)), MOST_DAYS + 1)
        found = tuple(islice(_followed(first, parts), most))
    if len(found) > MOST_DAYS:
        raise Refused("recurs_too_often", "It would be due more than {most} times. Let it end sooner.", most=MOST_DAYS)
    if found[:1] != (first,):
        raise Refused(
            "recurs_from_elsewhere",
            "By its rule it would not be due on {day}, the first day. Give another day, or change the rule.",
            day=first.isoformat(),
        )
    return found


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule by name. Refused when there is one that we do not follow, or no end."""
    pairs = [part.partition("=")[::2] for part in rule.split(";")]
    parts = dict(pairs)
    sound = len(parts) == len(pairs) and all(name in _PARTS and _PARTS[name].fullmatch(text) for name, text in pairs)
    if len(rule) > RULE_LIMIT or not sound or "FREQ" not in parts:
        raise Refused(
            "recurrence_unreadable",
            "“{rule}” is no rule of recurrence for days. Write it by RFC 5545, such as FREQ=MONTHLY;COUNT=12.",
            rule=rule[:RULE_LIMIT],
        )
    if ("COUNT" in parts) == ("UNTIL" in parts):
        raise Refused("recurs_for_ever", "Say when it ends: after how many times, or on which last day.")
    return parts


def _fits(day: date, parts: dict[str, str]) -> bool:
    """Whether a day is one that the rule speaks of. A rule that fits its first day fits others after a while.

    Asked before the rule is followed: one that fits no day at all would be followed to the year 9999.
    """
    length = monthrange(day.year, day.month)[1]
    fitting = {
        "BYDAY": _weekdays(day, length, monthly=parts["FREQ"] == "MONTHLY"),
        "BYMONTHDAY": {str(day.day), f"+{day.day}", str(day.day - length - 1)},
        "BYMONTH": {str(day.month)},
    }
    return all(words.intersection(parts[name].split(",")) for name, words in fitting.items() if name in parts)


def _weekdays(day: date, length: int, *, monthly: bool) -> set[str]:
    """The ways to speak of the weekday of a day: FR, and in a month 1FR, +1FR or -5FR."""
    word = WEEKDAYS[day.weekday()]
    if not monthly:
        return {word}
    place = (day.day - 1) // 7 + 1
    return {word, f"{place}{word}", f"+{place}{word}", f"-{(length - day.day) // 7 + 1}{word}"}


def _followed(first: date, parts: dict[str, str]) -> Iterator[date]:
    """The days of a rule, as far as we look."""
    last = min(_last(parts.get("UNTIL", "99991231")), min(first, date.max - HORIZON) + HORIZON)
    text = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("COUNT", "UNTIL"))
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 (days have no zone)
    for moment in rrulestr(f"{text};UNTIL={_written(last)}", dtstart=start):
        yield moment.date()


def _written(day: date) -> str:
    return day.isoformat().replace("-", "")


def _last(text: str) -> date:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as error:
        raise Refused("recurrence_unreadable", "“{day}” is no last day for a recurrence.", day=text) from error


def rule(every: Every, first: date, until: date) -> str:
    """The rule for “every month until …” from a first day on.

    The end of a month stays the end of the month: what is first due on 31 January is due on 28 or 29 February next.
    """
    freq, interval = _EVERY[every]
    parts = [f"FREQ={freq}", f"INTERVAL={interval}"]
    if freq == "MONTHLY" and first.day > 28:
        parts += [f"BYMONTHDAY={','.join(str(day) for day in range(28, first.day + 1))}", "BYSETPOS=-1"]
    if freq == "YEARLY" and (first.month, first.day) == (2, 29):
        parts += ["BYMONTH=2", "BYMONTHDAY=28,29", "BYSETPOS=-1"]
    return ";".join([*parts, f"UNTIL={_written(until)}"])
