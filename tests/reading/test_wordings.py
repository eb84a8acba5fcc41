"""The same thing said in many ways: invented sentences in the manner of real agreements, each with what it says.

`wordings.jsonl` holds the field, the words, and the value that is to be found when the words stand in an agreement of
3 March 2014 between words about other things.
"""

import json
from pathlib import Path

import pytest

from paripassu.reading.document import document
from paripassu.reading.draft import Found
from paripassu.reading.duration import about_term, expiration_date
from paripassu.reading.law import governing_law
from paripassu.reading.renewal import renewal_notice, renewal_term
from paripassu.reading.signing import agreement_date, effective_date
from paripassu.reading.structure import Structure, structure

WORDINGS = [
    json.loads(line) for line in Path(__file__).with_name("wordings.jsonl").read_text(encoding="utf-8").splitlines()
]
AROUND = """Exhibit 10.4

STRATEGIC ALLIANCE AGREEMENT

This Strategic Alliance Agreement (this "Agreement") is entered into as of March 3, 2014 (the "Effective Date"), by and
between Ada Systems, Inc., a Delaware corporation ("Ada"), and Bo Media LLC, a Nevada limited liability company ("Bo").

WHEREAS, Ada develops software and Bo distributes media in the State of Ohio; and

NOW, THEREFORE, the parties agree as follows:

2. Marketing. Bo shall market the Products in the Territory during the Term.

{term}

{renewal}

5. Confidentiality. Each party shall keep the Confidential Information of the other party in confidence for a period of
five (5) years after the expiration of this Agreement and shall not disclose it to any third party.

6. Payment. Bo shall pay each invoice within thirty (30) days after receipt.

7. Records. Ada shall keep records for three (3) years, and Bo may audit them upon ten (10) days prior written notice.

{law}

IN WITNESS WHEREOF, the parties have executed this Agreement as of the date first written above.

ADA SYSTEMS, INC.

By: /s/ Ada Byron
"""
PLAIN_TERM = "3. Term. This Agreement shall continue for a period of three (3) years from the Effective Date."
PARTS = {"expiration_date": "term", "governing_law": "law", "renewal_term": "renewal", "renewal_notice": "renewal"}


def end(bones: Structure) -> Found | None:
    """The end of the term, from the dates of the agreement."""
    agreed = agreement_date(bones)
    return expiration_date(bones, about_term(bones), agreed, effective_date(bones, agreed))


READERS = {
    "expiration_date": end,
    "governing_law": governing_law,
    "renewal_term": renewal_term,
    "renewal_notice": renewal_notice,
}


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda one: f"{one['field']}: {one['words'][:60]}")
def test_what_is_said_is_found_however_it_is_said(wording: dict[str, str]) -> None:
    told = {"term": PLAIN_TERM, "renewal": "", "law": ""} | {PARTS[wording["field"]]: wording["words"]}
    found = READERS[wording["field"]](structure(document("agreement.txt", AROUND.format(**told).encode())))
    assert (found.value if found else "") == wording["value"]
