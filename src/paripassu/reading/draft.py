"""What reading finds: values with their places and how sure they are; nothing is recorded until confirmed."""

import msgspec

from paripassu.reading.document import Document


class Place(msgspec.Struct, frozen=True):
    """Where it stands: the page from 1, and the characters from `start` up to `end` of the document's text."""

    page: int
    start: int
    end: int


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

    `party` is the name of a party as found, or "each" when the sentence binds all alike (`mutual`). `to`, `due` and
    `condition` are "" when the sentence names none. `text` is the words of the place.
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


class Clause(msgspec.Struct, frozen=True):
    """Whether the agreement has a clause of one category, and where."""

    present: bool
    confidence: float
    places: tuple[Place, ...]


class Draft(msgspec.Struct, frozen=True):
    """Everything found in one document. A single term is None when it was not found."""

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


TERMS = (
    "agreement_date",
    "effective_date",
    "expiration_date",
    "renewal_term",
    "renewal_notice",
    "governing_law",
)


def as_json(draft: Draft) -> dict[str, object]:
    """The draft in the shape of `paripassu read --json`."""
    shown: dict[str, object] = {"is_agreement": draft.is_agreement, "title": msgspec.to_builtins(draft.title)}
    shown["parties"] = msgspec.to_builtins(draft.parties)
    shown.update({term: msgspec.to_builtins(getattr(draft, term)) for term in TERMS})
    shown["duties"] = msgspec.to_builtins(draft.duties)
    shown["clauses"] = msgspec.to_builtins(draft.clauses)
    return shown
