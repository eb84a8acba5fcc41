"""The order of a document: sections, recitals, terms defined, exhibits, signatures."""

from tests.reading.texts import drafted

TEXT = """SUPPLY AGREEMENT

This Agreement is between Ada Works, Inc. ("Ada") and Bo Ltd. ("Bo").

WHEREAS Ada makes goods; and WHEREAS Bo sells them.

NOW, THEREFORE, the parties agree as follows:

1. DEFINITIONS.

"Net Sales" means the sales of Bo less returns.

2. SUPPLY

2.1 Delivery. Ada shall deliver the goods to Bo.

IN WITNESS WHEREOF the parties have signed.

ADA WORKS, INC.
By: /s/ Ann Ode
Name: Ann Ode
Title: President

BO LTD.
By: /s/ Ben Oak

EXHIBIT A

The goods
"""


def test_sections_have_number_title_and_depth() -> None:
    sections = [(one.number, one.title, one.depth) for one in drafted(TEXT).outline.sections]
    assert ("1", "DEFINITIONS", 1) in sections
    assert ("2.1", "Delivery", 2) in sections


def test_recitals_end_where_the_parties_agree() -> None:
    draft = drafted(TEXT)
    place = draft.outline.recitals
    assert place is not None
    assert draft.document.words(place.start, place.end) == "WHEREAS Ada makes goods; and WHEREAS Bo sells them."


def test_a_term_is_listed_once_at_its_definition() -> None:
    assert [one.value for one in drafted(TEXT).outline.definitions] == ["Ada", "Bo", "Net Sales"]


def test_exhibits_stand_behind_the_signatures() -> None:
    assert [one.value for one in drafted(TEXT).outline.exhibits] == ["EXHIBIT A"]
    assert not drafted("EXHIBIT 10.4\n\n" + TEXT.split("EXHIBIT")[0]).outline.exhibits


def test_a_signature_tells_person_office_and_party() -> None:
    signed = [(one.party, one.person, one.title) for one in drafted(TEXT).outline.signatures]
    assert signed == [("Ada Works, Inc.", "Ann Ode", "President"), ("Bo Ltd.", "Ben Oak", "")]
