"""The plainest reader that one would write first, one regular expression a field, for the bench to show beside ours."""

import re

from bench.reading_gold import plain
from paripassu.reading.categories import CATEGORIES
from paripassu.reading.dates import DATE, iso

TITLE = re.compile(r"(?m)^\s*([A-Z][A-Z ,&'-]*AGREEMENT)\b")
PARTY = re.compile(
    r"([A-Z][\w.&']*(?:,? [A-Z][\w.&']*){0,5},? "
    r"(?:Inc|LLC|Ltd|Limited|Corp|Corporation|L\.P|GmbH|S\.A|INC|CORP|LTD)\.?)"
)
LAW = re.compile(r"laws of (?:the )?(?:State of |Province of |Commonwealth of )?([A-Z]\w+(?: [A-Z]\w+)?)")
EFFECTIVE = re.compile(r"(?i)effective date")
UNTIL = re.compile(r"(?i)(?:until|expires? on|terminates? on|ending on)\s+(?:and including\s+)?$")
NOTICE = re.compile(r"(?i)renew[^.]{0,300}?(\d{1,3})\)?\s*(day|month)s?")
RENEWAL = re.compile(r"(?i)renew[^.]{0,120}?(\d{1,2})\)?[\s-]*(year|month)")


def plainly_read(text: str) -> dict[str, set[str]]:
    """The fields of one agreement, folded as the gold is."""
    found: dict[str, set[str]] = {"parties": {plain(match[1]) for match in PARTY.finditer(text[:3_000])}}
    titled, law = TITLE.search(text), LAW.search(text)
    found["title"] = {plain(titled[1])} if titled else set()
    found["governing_law"] = {plain(law[1])} if law else set()
    dates = list(DATE.finditer(text))
    found["agreement_date"] = {iso(dates[0])} if dates else set()
    found["effective_date"] = {
        iso(date) for date in dates if EFFECTIVE.search(text, max(0, date.start() - 60), date.end() + 60)
    }
    found["effective_date"] = set(sorted(found["effective_date"])[:1])
    ends = [iso(date) for date in dates if UNTIL.search(text, max(0, date.start() - 40), date.start())]
    found["expiration_date"] = set(ends[:1])
    for field, pattern in (("renewal_notice", NOTICE), ("renewal_term", RENEWAL)):
        match = pattern.search(text)
        found[field] = {f"{match[1]}{match[2].lower()}{'' if match[1] == '1' else 's'}"} if match else set()
    return found


def plainly_present(text: str) -> dict[str, bool]:
    """For each category whether the words of its name stand in the text."""
    small = text.lower()
    words = {kind.name: re.split(r"[^a-z]+", kind.name.lower()) for kind in CATEGORIES}
    return {name: all(word in small for word in each if len(word) > 3) for name, each in words.items()}
