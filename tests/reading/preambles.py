"""122 invented openings and signatures in the manner of real agreements, each put before and behind a body of our own.

No agreement is quoted. Half of them, by a hash of the opening, were looked at while the reader was widened; of the
others only the total figures were ever seen. `bench/preambles.py` measures on them.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

LINES = Path(__file__).with_name("preambles.jsonl").read_text(encoding="utf-8").splitlines()
DUTY = "{n}. {who} shall use reasonable efforts to carry out the plan in Exhibit A. {who} may use its own staff for it."
BODIES = (
    """WHEREAS, the parties wish to work together; and

NOW, THEREFORE, the parties agree as follows:

{duties}

20. Payments are made to an account at First Harbor Bank, N.A. Disputes are settled under the rules of the American
Arbitration Association.

21. Copies of notices go to Smith, Jones & Bell LLP, 1 Court Square.

IN WITNESS WHEREOF, the parties have executed this Agreement.

""",
    """RECITALS

A. The parties know each other's work.

B. They have met at the fair of the Global Trade Association, Inc.

The parties therefore agree as follows:

{duties}

20. Governing law. The laws of the State of New York govern this Agreement.

21. "Affiliate" means a company under common control. "Software" includes products of Orbit Systems Corp. that are
resold.

IN WITNESS WHEREOF, this Agreement has been duly executed as of the date first written above.

""",
    """1. Definitions. In this Agreement, words have their plain meaning.

{duties}

20. Insurance is bought from Blue Anchor Insurance Company or another insurer of like standing, and the auditor is
Miller & Stone LLP.

21. This Agreement is the whole agreement.

The parties have signed this Agreement on the dates below.

""",
    """BACKGROUND

One side has customers, the other has products; Eastgate Market Research, Inc. found a demand.

{duties}

20. Nothing in this Agreement makes one party the agent of another.

AGREED AND ACCEPTED:

""",
)


class Preamble(NamedTuple):
    """An opening with what follows it, the names of its parties, and whether it was looked at."""

    text: str
    parties: tuple[str, ...]
    looked_at: bool


def preambles() -> list[Preamble]:
    """All of them, each with one of the four bodies."""
    found = []
    for line in LINES:
        one = json.loads(line)
        number = int(hashlib.sha256(one["opening"].encode()).hexdigest(), 16)
        duties = "\n\n".join(DUTY.format(n=n, who=who) for n, who in enumerate(one["called"], 2))
        text = one["opening"] + "\n\n" + BODIES[number // 2 % 4].format(duties=duties) + one["signed"] + "\n"
        found.append(Preamble(text, tuple(one["parties"]), number % 2 == 0))
    return found
