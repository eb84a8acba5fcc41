"""What reading finds: values with their places and how sure they are; nothing is recorded until confirmed."""

import msgspec

from paripassu.reading.document import Document


class Place(msgspec.Struct, frozen=True):
    """Where it stands: the page from 1, and the characters from `start` up to `end` of the document's text."""

    page: int
    start: int
    end: int


class Box(msgspec.Struct, frozen=True):
    """A part of a page of a PDF, in points from its lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class Found(msgspec.Struct, frozen=True):
    """One value. `confidence` (0 to 1) orders: a higher one was more often right on the agreements measured."""

    value: str
    confidence: float
    place: Place


class PartyFound(msgspec.Struct, frozen=True):
    """A party: its name as written, the short names the text gives it, and its role when it has one.

    `jurisdiction` is the state or country under whose law it exists, `address` its office; "" when not said.
    """

    name: str
    aliases: tuple[str, ...]
    role: str
    confidence: float
    place: Place
    jurisdiction: str = ""
    address: str = ""


class Duty(msgspec.Struct, frozen=True):
    """What a party shall, may, shall not, or is entitled to do.

    `party` is the name of a party as found, or "each" when the sentence binds all alike (`mutual`). `text` is the words
    of the place. `action` is the verb, `object` what it is done to, `trigger` the event that sets the time of
    `due` going; each of these, `to`, `condition` and `amount` is "" when the sentence names none or it is not clear.
    """

    party: str
    kind: str
    to: str
    mutual: bool
    text: str
    due: str
    condition: str
    confidence: float
    place: Place
    action: str = ""
    object: str = ""
    trigger: str = ""
    amount: str = ""


class Charge(msgspec.Struct, frozen=True):
    """What a body of the alliance (a committee, a board) shall, may or shall not do: nobody's duty, and agreed."""

    body: str
    kind: str
    text: str
    place: Place


class Clause(msgspec.Struct, frozen=True):
    """Whether the agreement has a clause of one category, and where."""

    present: bool
    confidence: float
    places: tuple[Place, ...]


class Exit(msgspec.Struct, frozen=True):
    """A right to end the agreement without a cause: a party's name, or "each"; `notice` such as "60 days", or ""."""

    party: str
    notice: str
    confidence: float
    place: Place


class Heading(msgspec.Struct, frozen=True):
    """A numbered section: `depth` 1 for an article, 2 for 3.1, 3 for 3.1.1, 4 for (a); its place reaches to its end."""

    number: str
    title: str
    depth: int
    place: Place


class Signature(msgspec.Struct, frozen=True):
    """Who signed, for which party, in which office; "" where the document does not say."""

    party: str
    person: str
    title: str
    place: Place


class Reference(msgspec.Struct, frozen=True):
    """Words that point to another part of the text, and where that stands; None when it was not found."""

    words: str
    place: Place
    to: Place | None


class Outline(msgspec.Struct, frozen=True):
    """The order of a document; `recitals` is None when it has none."""

    sections: tuple[Heading, ...] = ()
    recitals: Place | None = None
    definitions: tuple[Found, ...] = ()
    exhibits: tuple[Found, ...] = ()
    signatures: tuple[Signature, ...] = ()
    references: tuple[Reference, ...] = ()


class Draft(msgspec.Struct, frozen=True):
    """Everything found in one document. A single term is None when it was not found.

    `boxes` are those of each place of a PDF, by its start and end as "10-52". What has a default came later: drafts
    that were kept before are read without it.
    """

    is_agreement: bool
    title: Found | None
    parties: tuple[PartyFound, ...]
    agreement_date: Found | None
    effective_date: Found | None
    expiration_date: Found | None
    renewal_term: Found | None
    renewal_notice: Found | None
    governing_law: Found | None
    duties: tuple[Duty, ...]
    clauses: dict[str, Clause]
    document: Document
    duration: Found | None = None
    exits: tuple[Exit, ...] = ()
    outline: Outline = Outline()
    boxes: dict[str, tuple[Box, ...]] = {}
    charges: tuple[Charge, ...] = ()


TERMS = (
    "agreement_date",
    "effective_date",
    "expiration_date",
    "renewal_term",
    "renewal_notice",
    "governing_law",
)
