"""Dates as agreements write them, and spans of time; a date with a blank in it keeps only what is known."""

import calendar
import datetime
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
ORDINAL = r"(?:\s*(?:st|nd|rd|th|s\s+t|n\s+d|r\s+d|t\s+h))?"
YEAR = r"(?:19|20)\d\s?\d"
BLANK = r"(?:\s*+_[_\s]*+|\[[\s_*●•.]*\]|\s{0,3})"
ONES = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
WORDED = {
    r"thirty[\s-]first": 31, "thirtieth": 30,
    **{rf"twenty[\s-]{word}": 20 + number for word, number in list(ONES.items())[:9]},
    "twentieth": 20, "nineteenth": 19, "eighteenth": 18, "seventeenth": 17, "sixteenth": 16, "fifteenth": 15,
    "fourteenth": 14, "thirteenth": 13, "twelfth": 12, "eleventh": 11, **ONES,
}  # fmt: skip
"""The days of a month in words, as patterns, the longer ones first."""


class Dates:
    """The pattern of a date, tried only where a year is near: over a long text that is ten times as fast."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.whole = re.compile(pattern)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The date that begins at `start`."""
        return self.whole.match(text, start)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first date between two offsets."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every date between two offsets."""
        end = min(end, len(text))
        low = high = -1
        for year in A_YEAR.finditer(text, start, end):
            if high >= 0 and year.start() - LONGEST_DATE > high:
                yield from self.whole.finditer(text, low, high)
                low = -1
            low = max(start, year.start() - LONGEST_DATE) if low < 0 else low
            high = min(end, year.end() + REST_OF_DATE)
        if high >= 0:
            yield from self.whole.finditer(text, low, high)


A_YEAR = re.compile(r"(?:19|20)\d\s?\d|/\d\d\b|(?<=[A-Za-z])-\d\d\b")
LONGEST_DATE = 240
REST_OF_DATE = len("-12-31") + 1
DATE = Dates(
    rf"(?i)(?:"
    rf"\b(?P<month1>{MONTH})\s*\[?(?P<day1>\d{{1,2}}){ORDINAL}\]?\s*,?\s*(?:of\s+)?(?P<year1>{YEAR})\b"
    rf"|\b(?P<day2>\d{{1,2}}|lst|{'|'.join(WORDED)})(?:\.(?=\s*{MONTH}))?{ORDINAL}(?:\.(?=\s*day\b))?\s*(?:\(\s*(?:\d{{1,2}}{ORDINAL}|[a-z]+(?:-[a-z]+)?)\s*\)\s*)?"
    rf"(?:day\s+)?(?:(?:of|in)\s+)?(?:the\s+month\s+of\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
    rf"(?P<month2>{MONTH})\s*,?[\s_-]*(?:of\s+|in\s+the\s+year\s+(?:of\s+our\s+lord\s+)?|A\.?D\.?\s*,?\s*)?(?P<year2>{YEAR})\b"
    rf"|\b(?P<year3>{YEAR})(?P<sign>[-/.])(?P<month3>[01]?\d)(?P=sign)(?P<day3>[0-3]?\d)\b"
    rf"|\b(?P<month4>[01]?\d)/(?P<day4>[0-3]?\d)/(?P<year4>{YEAR}|\d\d)\b"
    rf"|\b(?P<day7>[0-3]?\d)\.(?P<month7>[01]?\d)\.(?P<year7>{YEAR})\b"
    rf"|\b(?P<day8>[0-3]?\d)-(?P<month8>{MONTH})-(?P<year8>{YEAR}|\d\d)\b"
    rf"|(?P<month5>\b{MONTH})\s*(?:{BLANK}\s*,?\s*)(?P<year5>{YEAR})\b"
    rf"|(?P<blank>(?<!_)_{{2,}}+|\[[\s_*●•.]*\]|\bday\s+of)\s*(?P<month6>{MONTH})?\s*,?\s*(?P<year6>{YEAR})\b"
    rf")"
)
NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six",
            "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        )
    )
} | {
    "hundred": 100, "one hundred": 100, "one hundred eighty": 180, "one hundred and eighty": 180,
    "one hundred twenty": 120, "one hundred and twenty": 120, "a": 1, "an": 1, "single": 1,
}  # fmt: skip
for ten, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2):
    NUMBER_WORDS[word] = 10 * ten
    NUMBER_WORDS |= {
        f"{word}{gap}{one}": 10 * ten + NUMBER_WORDS[one] for gap in "- " for one in list(NUMBER_WORDS)[1:10]
    }
COUNT = (
    r"(?:(?P<words>"
    + "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in NUMBER_WORDS), key=len, reverse=True))
    + r")\b\s*+-?\s*+(?:\(\s*+\"?(?P<inside>\d{1,3})(?:st|nd|rd|th)?\"?\s*\))?"
    r"|\b(?P<figures>\d{1,3})\s*+-?\s*+(?:\([\w\s-]{2,30}\))?)"
)
UNIT = (
    r"(?P<unit>(?:(?:business|working|calendar|consecutive|full)\s*+){0,2}(?:day|week|month|year|annual|yearly|yr)s?)\b"
)
SPAN = re.compile(rf"(?i)\b(?:{COUNT})\s*+-?\s*+(?:additional\s++|successive\s++|consecutive\s++)?{UNIT}")
ANNIVERSARY = re.compile(
    rf"(?i)\b(?P<words>{'|'.join(ONES)}|\d{{1,2}}(?:st|nd|rd|th))\s*(?:\((?P<inside>\d{{1,2}}){ORDINAL}\s*\)\s*)?anniversary"
)


class Span(NamedTuple):
    """A length of time: 60 "day", 2 "year"."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


def iso(match: re.Match[str]) -> str:
    """A match of DATE in ISO form: 2000-05-22, 1999-03 when the day is blank, 2014 when the month is blank too."""
    parts = {key.rstrip("12345678"): value for key, value in match.groupdict().items() if value and key[-1].isdigit()}
    year = re.sub(r"\s", "", parts["year"])
    year = year if len(year) == 4 else ("19" if int(year) > 50 else "20") + year
    month = parts.get("month", "")
    number = int(month) if month.isdigit() else MONTHS.get(month.lower().rstrip("."), 0)
    if not 1 <= number <= 12:
        return year
    day = day_of(parts.get("day", "0"))
    if not 1 <= day <= calendar.monthrange(int(year), number)[1]:
        return f"{year}-{number:02}"
    return f"{year}-{number:02}-{day:02}"


def day_of(words: str) -> int:
    """The number of a day, in figures or in words: "twenty-first" is 21."""
    if words.isdigit() or words.lower() == "lst":
        return int(words.lower().replace("lst", "1"))
    return next(number for pattern, number in WORDED.items() if re.fullmatch(pattern, words.lower()))


def span(match: re.Match[str]) -> Span:
    """A match of SPAN as a number and a unit; "twelve (12) months" is 12 month."""
    unit = " ".join(match["unit"].lower().split()).removesuffix("s")
    unit = unit.replace("consecutive ", "").replace("full ", "").replace("calendar ", "")
    return Span(counted(match), {"annual": "year", "yearly": "year", "yr": "year"}.get(unit, unit))


def counted(match: re.Match[str]) -> int:
    """The number of a match: figures are believed before words."""
    figures = match["inside"] or match["figures"]
    if figures:
        return int(figures)
    return NUMBER_WORDS.get(" ".join(match["words"].lower().split()), 1)


def anniversary(match: re.Match[str]) -> Span:
    """ "the fifth (5th) anniversary" as 5 years."""
    word = match["inside"] or match["words"].lower()
    return Span(ONES.get(word) or int(re.sub(r"\D", "", word) or 1), "year")


def later(start: str, length: Span) -> str:
    """The date `length` after `start`, an ISO date, or a year when only that is known; "" when it cannot be told."""
    if len(start) == 10:
        return full_later(datetime.date.fromisoformat(start), length)
    if length.unit == "year" and len(start) in (4, 7):
        return f"{int(start[:4]) + length.number}{start[4:]}"
    return ""


def full_later(start: datetime.date, length: Span) -> str:
    """The same day of the month later, or its last day."""
    days = {"day": 1, "week": 7}.get(length.unit)
    if days:
        return (start + datetime.timedelta(days=days * length.number)).isoformat()
    months = {"month": 1, "year": 12}.get(length.unit, 0) * length.number
    if not months:
        return ""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return datetime.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).isoformat()
