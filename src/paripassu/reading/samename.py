"""Whether two names are one in two ways of writing: other forms of "Inc.", an initial more, a slip of the typist."""

import re
import unicodedata
from difflib import SequenceMatcher

FORMS = {"incorporated": "inc", "corporation": "corp", "company": "co", "limited": "ltd", "and": "", "the": ""}
CALLED = re.compile(r"(?i)^(?:m/s|mr|mrs|ms|dr|prof)\b\.?\s*|,\s*(?:jr|sr|m\.?d|ph\.?d|esq|individually)\b.*$")
ASIDE = re.compile(r"\([^)]*\)|(?<=\s)[\"“'][^\"”']{2,15}[\"”'](?=\s)|(?<=[a-z]\s)[A-Z]\.\s|(?<=[A-Z]{2}\s)[A-Z]\.\s")
FEWEST_LETTERS = 14
ALIKE = 0.95


def name_key(words: str) -> str:
    """A name without case, accents, signs, white space and brackets, to tell whether two are the same."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)", "", words))
    return re.sub(r"[^a-z0-9]", "", bare.lower())


def way_key(words: str) -> str:
    """A name without what is written now so and now so: the form in full or short, initials, nicknames, titles."""
    bare = CALLED.sub("", ASIDE.sub("", " ".join(words.split())))
    found = re.findall(r"[^\W_]+", unicodedata.normalize("NFKD", bare).lower())
    return name_key("".join(FORMS.get(word, word) for word in found))


def misspelt(one: str, other: str) -> bool:
    """True when two folded names differ by a letter or so, and not by a number."""
    if min(len(one), len(other)) < FEWEST_LETTERS or abs(len(one) - len(other)) > 2:
        return False
    return re.findall(r"\d", one) == re.findall(r"\d", other) and SequenceMatcher(None, one, other).ratio() >= ALIKE
