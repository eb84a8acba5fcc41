"""The ledger as a CSV file that any spreadsheet opens and that can be read again, and an empty one to begin with."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from paripassu.alliance.agreement import terms_in_force
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger.postings import Posting
from paripassu.alliance.ledger.sheets.guards import guarded
from paripassu.alliance.ledger.sheets.rows import EXAMPLE

FIELDS = ("side", "of", "pool", "on", "quantity", "unit", "what", "resource", "evidence")
BESIDES = ("entry", "posted by", "status", "corrects", "value")


def template_csv(alliance: Alliance) -> bytes:
    """A table with the names of the columns and, for each partner, two example rows; UTF-8 with its mark.

    Refused while no agreement is in force. Reading the examples gives a finding, so that none of them is posted.
    """
    terms = terms_in_force(alliance)
    day = (terms.starts or alliance.agreement.versions[-1].since.date()).isoformat()
    examples = [
        [side, party, pool.id, day, "100.00", pool.unit, EXAMPLE, "other", ""]
        for pool in terms.pools[:1]
        for party in terms.partners
        for side in ("contribution", "reward")
    ]
    return _csv([list(FIELDS), *examples])


def ledger_csv(alliance: Alliance) -> bytes:
    """All postings in the order of the record, with where they stand; UTF-8 with its mark.

    The first columns are those that can be read again. The quantity has a point as its decimal sign, and never three
    decimals, so that it cannot be taken for thousands.
    """
    return _csv([[*FIELDS, *BESIDES], *(_line(posting) for posting in alliance.ledger.postings.values())])


def _line(posting: Posting) -> list[str]:
    fact = posting.fact
    return [
        posting.side, fact.of, fact.pool, fact.on.isoformat(), plainly(fact.quantity), fact.unit, fact.what,
        fact.resource, fact.evidence, str(posting.index), posting.party, posting.status,
        "" if fact.corrects is None else str(fact.corrects), "" if posting.value is None else plainly(posting.value),
    ]  # fmt: skip


def plainly(number: Decimal) -> str:
    """A number that can be read in one way only.

    >>> plainly(Decimal("1.500")), plainly(Decimal("1.234")), plainly(Decimal(1000))
    ('1.5', '1.2340', '1000')
    """
    text = f"{number.normalize():f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _csv(lines: Iterable[Iterable[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(cell) for cell in line] for line in lines)
    return file.getvalue().encode("utf-8-sig")
