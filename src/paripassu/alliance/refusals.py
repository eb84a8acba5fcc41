"""The three kinds of error, never mixed: a finding is shown, a refusal is answered, a break stops the record."""

import re
from typing import NamedTuple

_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


def one_stop(words: str) -> str:
    """Words in which a name such as “Sibannac, Inc.” may end a sentence: with one stop, not two."""
    return _TWO_STOPS.sub(".", words)


class Finding(NamedTuple):
    """Something in a record, a text or a file that does not hold. A value: it is listed and shown, never raised."""

    at: str
    message: str


class Refused(Exception):
    """An act the rules do not allow. Nothing was recorded.

    `code` is stable and short; `sentence` says what is wrong and what to do, and names `fields` in braces, so that it
    can be translated before they are filled in.
    """

    def __init__(self, code: str, sentence: str, **fields: object) -> None:
        super().__init__(code, sentence, fields)
        self.code = code
        self.sentence = sentence
        self.fields = fields

    def __str__(self) -> str:
        return one_stop(self.sentence.format(**self.fields))


class RecordMoved(Refused):
    """Somebody else wrote to the record first: look again, then repeat the act."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(
            "record_moved",
            "Somebody else wrote first: the record has {found} entries, you had seen {expected}. "
            "Look at what is new, then send yours again. What you typed is kept.",
            expected=expected,
            found=found,
        )


class Broken(Exception):
    """The record contradicts itself or a signature. Carries the evidence; no writes are taken until people decide."""

    def __init__(self, sentence: str, **evidence: object) -> None:
        super().__init__(sentence, evidence)
        self.sentence = sentence
        self.evidence = evidence

    def __str__(self) -> str:
        return self.sentence.format(**self.evidence)
