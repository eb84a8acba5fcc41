"""The gold of the bench of reading: which part an agreement is in, and values in the form that is compared."""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from paripassu.reading.draft import TERMS, Draft

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "agreements"
CORRECTIONS = Path(__file__).with_name("reading-corrections.jsonl")
Gold = dict[str, object]


def part(agreement: str) -> str:
    """develop or test, by a hash of the id."""
    return "test" if int(hashlib.sha256(agreement.encode()).hexdigest(), 16) % 3 == 0 else "develop"


def corrected(gold: Gold, corrections: list[dict[str, str]]) -> Gold:
    """The gold of one agreement with what was found wrong in it put right; each correction says why."""
    right = dict(gold)
    for correction in corrections:
        if correction["id"] == gold["id"]:
            if gold[correction["field"]] != correction["gold"]:
                raise SystemExit(f"The gold of {gold['id']} is another than the one that was corrected.")
            right[correction["field"]] = correction["corrected"]
    return right


def plain(words: str) -> str:
    """Words without case, accents, signs and white space."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", words).lower())


def gold_parties(text: str) -> set[str]:
    """The names in the gold, without brackets; what is only an alias or "individually …" is left out."""
    depth, names, word = 0, [], ""
    for letter in text + ";":
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == ";" and depth <= 0:
            names.append(word)
            word, depth = "", 0
        elif depth <= 0 and letter != ")":
            word += letter
    junk = re.compile(r'(?i)\s*(?:individually|collectively|each|")')
    return {plain(name) for name in names if len(plain(name)) > 2 and not junk.match(name)}


def gold_date(text: str) -> str:
    """A gold date in ISO form: "5/22/00" is 2000-05-22, "03/[]/1999" is 1999-03."""
    match = re.fullmatch(r"(\d{1,2}|\[\])/(\d{1,2}|\[\])/(\d{2,4}|\[\])", text.split(";")[0].strip())
    if not match:
        return text.strip().lower()
    month, day, year = match.groups()
    if year == "[]":
        return ""
    year = year if len(year) == 4 else str(datetime.date(1900 + int(year) + (100 if int(year) < 60 else 0), 1, 1).year)
    return "-".join([year, *(f"{int(piece):02}" for piece in (month, day) if piece != "[]")])


def gold_term(field: str, text: str) -> str:
    """A gold value in the form in which ours is compared."""
    if field.endswith("_date"):
        return gold_date(text)
    if field == "governing_law":
        return plain(law(text)) if text != "[]" else ""
    return plain(text.replace("12 months", "1 year"))


def law(text: str) -> str:
    """A law without the words around the state."""
    return re.sub(
        r"(?i)\b(?:state|province|commonwealth|people'?s republic|republic) of\s+(?:the\s+)?|,\s*(?:canada|usa)$",
        "",
        text,
    )


def our_term(field: str, draft: Draft) -> str:
    """Our value in the form in which it is compared."""
    found = getattr(draft, field)
    if found is None:
        return ""
    value = found.value
    if field.endswith("_date"):
        return value if re.match(r"\d{4}|perpetual", value) else ""
    if field == "governing_law":
        return "" if value.startswith("[") else plain(law(value))
    return plain(value.replace("12 months", "1 year"))


def compared(gold: Gold, draft: Draft) -> Iterator[tuple[str, set[str], set[str], dict[str, float]]]:
    """Field, gold values, our values, and how sure we were of each."""
    named = {plain(re.sub(r"\([^)]*\)", "", party.name)): party.confidence for party in draft.parties}
    yield "parties", gold_parties(str(gold["parties"])), set(named), named
    titled = draft.title
    yield (
        "title",
        {plain(str(gold["title"]).split("(")[0])},
        {plain(titled.value.split("(")[0])} if titled else set(),
        {plain(titled.value.split("(")[0]): titled.confidence} if titled else {},
    )
    for field in TERMS:
        ours, found = our_term(field, draft), getattr(draft, field)
        sure = {ours: found.confidence} if found and ours else {}
        yield field, {gold_term(field, str(gold[field]))} - {""}, {ours} - {""}, sure
