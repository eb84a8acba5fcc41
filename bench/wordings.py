"""How many invented wordings of the end, the law and the date of an agreement are read right.

    .venv/bin/python -m bench.wordings [--missed]

`reading-wordings.jsonl` holds the field, the words, and what is to be found in them ("" for nothing; an end that is
only an expression counts as nothing, as in `bench.reading`). Each is put into an agreement with other dates, lengths
of time and laws around it. All are invented, no agreement is quoted. A third, by a hash of the words, is held back:
`--missed` prints what is missed of the others only. The interval is that of 2,000 draws of as many wordings.
"""

import argparse
import hashlib
import json
import random
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

from bench.reading_gold import law, our_term, plain
from paripassu.reading.agreement import days_and_law
from paripassu.reading.document import document
from paripassu.reading.structure import structure

FILE = Path(__file__).with_name("reading-wordings.jsonl")
OPENING = """STRATEGIC ALLIANCE AGREEMENT

This Strategic Alliance Agreement (this "Agreement") is entered into as of March 3, 2014 (the "Effective Date"), by and
between Ada Systems, Inc., a Delaware corporation ("Ada"), and Bo Media LLC, a Nevada limited liability company ("Bo").
"""
TITLE = "STRATEGIC ALLIANCE AGREEMENT\n\n"
AROUND = """

WHEREAS, Ada develops software and Bo distributes media in the State of Ohio; and

NOW, THEREFORE, the parties agree as follows:

2. Marketing. Bo shall market the Products in the Territory during the Term and report by January 31, 2031.

{told}

5. Confidentiality. Each party shall keep the Confidential Information of the other party in confidence for a period of
five (5) years after the expiration of this Agreement and shall not disclose it to any third party.

6. Payment. Bo shall pay each invoice within thirty (30) days after receipt.

7. Records. Ada shall keep records for three (3) years, and Bo may audit them upon ten (10) days prior written notice.

8. Earlier agreement. The Nondisclosure Agreement of the parties dated May 6, 1991 stays in force.

{signed}
"""
PLAIN_TERM = "3. Term. This Agreement shall continue for a period of three (3) years from the Effective Date."
SIGNED = "IN WITNESS WHEREOF, the parties have executed this Agreement.\n\nADA SYSTEMS, INC.\n\nBy: /s/ Ada Byron"
DRAWS = 2_000
Wording = dict[str, str]


def wordings() -> list[Wording]:
    """Every wording of the file."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def held_back(wording: Wording) -> bool:
    """Whether a wording is one of the third whose misses nobody looks at."""
    return int(hashlib.sha256((wording["field"] + wording["words"]).encode()).hexdigest(), 16) % 3 == 0


def placed(wording: Wording) -> str:
    """An agreement that says it in these words."""
    signed = wording.get("signed", SIGNED)
    if wording["field"] == "agreement_date":
        return wording["words"] + AROUND.format(told=PLAIN_TERM, signed=signed)
    opening = TITLE + wording["opening"] if "opening" in wording else OPENING
    return opening + AROUND.format(told=wording["words"], signed=signed)


def is_right(wording: Wording) -> bool:
    """Whether what is read in a wording is what it says."""
    found = days_and_law(structure(document("agreement.txt", placed(wording).encode())))
    read = SimpleNamespace(agreement_date=found.agreed, expiration_date=found.ends, governing_law=found.law)
    wanted = plain(law(wording["value"])) if wording["field"] == "governing_law" else wording["value"]
    return our_term(wording["field"], read) == wanted  # type: ignore[arg-type]


def interval(outcomes: list[bool]) -> tuple[float, float]:
    """Where 95 of 100 shares of as many wordings drawn anew would lie."""
    drawn = random.Random(7)
    shares = sorted(sum(drawn.choices(outcomes, k=len(outcomes))) / len(outcomes) for _ in range(DRAWS))
    return shares[DRAWS // 40], shares[-DRAWS // 40]


def main() -> None:
    """Read every wording and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true")
    missed = parser.parse_args().missed
    outcomes: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for wording in wordings():
        right, held = is_right(wording), held_back(wording)
        outcomes[wording["field"], "held back" if held else "looked at"].append(right)
        if missed and not right and not held:
            print(wording["field"], "|", wording["words"].replace("\n", " / "), "|", wording["value"])
    for (field, where), every in sorted(outcomes.items()):
        share, (low, high) = sum(every) / len(every), interval(every)
        print(f"{field:16} {where}: {sum(every)} of {len(every)}, {share:.3f} ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main()
