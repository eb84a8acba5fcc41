"""Pools for the tests of measures: lines of a ledger put straight into the state, without the acts that led there."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from paripassu.alliance.agreement import Agreement
from paripassu.alliance.agreement.drafts import Version
from paripassu.alliance.agreement.terms import FairnessRule, Pool
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger.postings import POSTED, Posting, Side, Status
from tests import cast

ON = cast.DAY


class Line(NamedTuple):
    """One line of a ledger as a test draws it. The unit “EUR” has a rate, every other one has none."""

    of: str
    side: Side
    quantity: Decimal
    status: Status = "confirmed"
    days_ago: int = 0
    unit: str = "EUR"


def put_in(of: str, quantity: int | str, **more: Any) -> Line:
    """A contribution."""
    return Line(of, "contribution", Decimal(quantity), **more)


def received(of: str, quantity: int | str, **more: Any) -> Line:
    """A reward."""
    return Line(of, "reward", Decimal(quantity), **more)


def alliance_of(
    partners: Sequence[str], lines: Iterable[Line], rule: FairnessRule | None = None, **pool: Any
) -> Alliance:
    """An alliance whose agreement has the pool `work` and whose ledger has these lines, at the entries 0, 1, …"""
    work = Pool("work", "Joint work", "EUR", rule=rule or FairnessRule(), **pool)
    text = cast.terms(partners, pools=(work,))
    alliance = Alliance(agreement=Agreement([Version(1, 0, text, "", cast.START, 0, "founding", "", ())]))
    for index, line in enumerate(lines):
        alliance.ledger.postings[index] = _posting(index, line)
    return alliance


def _posting(index: int, line: Line) -> Posting:
    fact = POSTED[line.side](
        by="p", of=line.of, pool="work", on=ON - timedelta(days=line.days_ago), quantity=line.quantity, unit=line.unit,
        what="work",
    )  # fmt: skip
    posting = Posting(index, cast.START, line.of, line.side, fact, line.quantity if line.unit == "EUR" else None)
    posting.settled = line.status in ("confirmed", "corrected")
    posting.disputed = {"other": "not so"} if line.status == "disputed" else {}
    posting.withdrawn = "a mistake" if line.status == "withdrawn" else ""
    posting.corrected_by = -1 if line.status == "corrected" else None
    return posting


AMOUNTS = st.decimals(min_value="0.01", max_value="1000000", places=2)
SIDES: st.SearchStrategy[Side] = st.sampled_from(["contribution", "responsibility", "reward"])
UNITS = st.sampled_from(["EUR", "EUR", "EUR", "sheep"])
STATUSES: st.SearchStrategy[Status] = st.sampled_from(["confirmed", "proposed", "disputed", "withdrawn", "corrected"])


def lines_of(partners: Sequence[str], *, status: st.SearchStrategy[Status] = STATUSES) -> st.SearchStrategy[list[Line]]:
    """Ledgers of these partners."""
    one = st.builds(
        Line, st.sampled_from(partners), SIDES, AMOUNTS, status, st.integers(0, 900), UNITS
    )  # fmt: skip
    return st.lists(one, max_size=25)


def rules_of(partners: Sequence[str]) -> st.SearchStrategy[FairnessRule]:
    """Equity, equality, need, a mix, or agreed shares, of these partners."""
    weights = st.sampled_from([("1", "0", "0"), ("0", "1", "0"), ("0", "0", "1"), ("0.5", "0.3", "0.2")])
    parts = st.lists(st.integers(0, 9), min_size=len(partners), max_size=len(partners)).filter(any)
    shares = parts.map(
        lambda drawn: {who: Decimal(part) / sum(drawn) for who, part in zip(partners, drawn, strict=True)}
    )
    mixes = st.tuples(weights, shares).map(
        lambda drawn: FairnessRule(Decimal(drawn[0][0]), Decimal(drawn[0][1]), Decimal(drawn[0][2]), drawn[1])
    )
    return mixes | shares.map(lambda agreed: FairnessRule(shares=agreed))
