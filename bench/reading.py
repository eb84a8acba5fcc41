"""How well agreements are read: precision, recall and F1 per field on 102 agreements with gold labels.

    .venv/bin/python bench/reading.py [FOLDER] [--errors FIELD]

FOLDER holds `labels.jsonl` and `text/` (default ../shared/data/agreements, CUAD v1, CC BY 4.0). The agreements are
split by the SHA-256 of their id: two thirds to develop on, one third to test. `--errors` prints the errors of
one field, on the develop part only: nobody looks at the errors of the test part while changing a rule. Those of parties
and law were looked at once, on 21 November 2026, to put the gold right: `reading-corrections.jsonl`, with the reasons.
"""

import argparse
import datetime
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from paripassu.reading import read
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
    """Words without case, signs and white space."""
    return re.sub(r"[^a-z0-9]", "", words.lower())


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


def tally(count: Counter[str], gold: Gold, draft: Draft) -> None:
    """Count what is right, given and wanted in each field of one agreement."""
    for field, wanted, given, _ in compared(gold, draft):
        hit = len(wanted & given)
        sizes = {"hit": hit, "given": len(given), "wanted": len(wanted)}
        count.update({f"{field} {what}": size for what, size in sizes.items()})
        if wanted or given:
            count[f"{field} agreements"] += 1
            count[f"{field} each"] += 2 * hit / (len(wanted) + len(given))  # type: ignore[assignment]


def fields(count: Counter[str]) -> None:
    """The table of the single terms and the parties; macro is the mean F1 of the agreements that have any."""
    for field in ("title", "parties", *TERMS):
        macro = count[field + " each"] / max(1, count[field + " agreements"])
        whole = figures(count[field + " hit"], count[field + " given"], count[field + " wanted"])
        print(f"{field:16}", whole, f"macro {macro:.3f}")


def figures(hit: float, given: float, wanted: float) -> str:
    """Precision, recall and F1."""
    precision, recall = hit / given if given else 0.0, hit / wanted if wanted else 0.0
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return f"{precision:.3f} {recall:.3f} {f1:.3f}  ({int(hit)}/{int(given)}/{int(wanted)})"


def parsed_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--errors", default="")
    parser.add_argument("--certainty", action="store_true", help="print the tables of reading/certainty.py")
    return parser.parse_args()


def main() -> None:
    """Read everything and print the tables."""
    asked = parsed_arguments()
    golds = [json.loads(line) for line in (asked.folder / "labels.jsonl").read_text().splitlines()]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    bins: dict[str, Counter[tuple[float, bool]]] = defaultdict(Counter)
    clauses: dict[str, Counter[str]] = defaultdict(Counter)
    slowest = (0.0, "")
    corrections = [json.loads(line) for line in CORRECTIONS.read_text(encoding="utf-8").splitlines()]
    for gold in golds:
        began = time.perf_counter()
        draft = read(asked.folder / "text" / f"{gold['id']}.txt")
        seconds = time.perf_counter() - began
        slowest = max(slowest, (seconds, f"{gold['id']} ({len(draft.document.text)} characters)"))
        where = part(gold["id"])
        counts[where]["agreement"] += draft.is_agreement
        counts[where]["seconds"] += seconds  # type: ignore[assignment]
        counts[where]["all"] += 1
        tally(counts[where], gold, draft)
        for field, wanted, given, sure in compared(gold, draft):
            if where == "develop":
                bins[field].update((round(sure[value], 2), value in wanted) for value in given)
                if field == asked.errors and wanted != given:
                    print(gold["id"][:40], "| missed", sorted(wanted - given), "| wrong", sorted(given - wanted))
        if where == "test":
            tally(counts["corrected"], corrected(gold, corrections), draft)
        for name, clause in gold["clauses"].items():
            ours = draft.clauses[name].present
            clauses[where].update(
                {f"{name} hit": clause["present"] and ours, f"{name} given": ours, f"{name} wanted": clause["present"]}
            )
            if where == "develop" and asked.errors == name and ours != clause["present"]:
                quoted = clause["spans"] or [
                    draft.document.words(p.start, p.end)[:300] for p in draft.clauses[name].places[:2]
                ]
                print(
                    gold["id"][:30], "MISSED" if clause["present"] else "WRONG", [words[:400] for words in quoted[:2]]
                )
    right = counts.pop("corrected")
    report(golds, counts, bins, clauses)
    print(f"== test, with {len(corrections)} corrections of the gold ({CORRECTIONS.name})")
    fields(right)
    if asked.certainty:
        certainty(clauses["develop"], counts["develop"]["all"])
    print("slowest", slowest)
    others = [read(path).is_agreement for path in sorted((asked.folder / "not-agreements").glob("*.txt"))]
    print(f"not-agreements seen as such: {others.count(False)} of {len(others)}")


def certainty(clauses: Counter[str], agreements: int) -> None:
    """For each category how often it was right when found, and when not found: (right + 1) / (all + 2)."""
    for name in [key.removesuffix(" hit") for key in clauses if key.endswith(" hit")]:
        hit, given, wanted = (clauses[f"{name} {what}"] for what in ("hit", "given", "wanted"))
        absent = agreements - given
        present_sure, absent_sure = (hit + 1) / (given + 2), (absent - (wanted - hit) + 1) / (absent + 2)
        print(f'"{name}": {present_sure:.2f}, {absent_sure:.2f}')


def report(
    golds: list[Gold],
    counts: dict[str, Counter[str]],
    bins: dict[str, Counter[tuple[float, bool]]],
    clauses: dict[str, Counter[str]],
) -> None:
    """The tables of both parts."""
    for where, count in sorted(counts.items()):
        print(
            f"== {where}: {count['all']} agreements, {count['agreement']} seen as agreements, {count['seconds']:.1f} s"
        )
        fields(count)
        scores = []
        for name in golds[0]["clauses"]:  # type: ignore[attr-defined]
            hit, given, wanted = (clauses[where][f"{name} {what}"] for what in ("hit", "given", "wanted"))
            total = sum(bool(gold["clauses"][name]["present"]) for gold in golds)  # type: ignore[index]
            if total >= 10:
                scores.append(2 * hit / (given + wanted) if given + wanted else 0.0)
            if where == "develop":
                print(f"  {name:36}", figures(hit, given, wanted))
        print(
            f"clauses, macro F1 over {len(scores)} categories with 10 or more in all: {sum(scores) / len(scores):.3f}"
        )
    for field, outcomes in bins.items():
        shares = {sure: outcomes[sure, True] / (outcomes[sure, True] + outcomes[sure, False]) for sure, _ in outcomes}
        print(
            f"sureness of {field}:",
            ", ".join(
                f"{sure}: {shares[sure]:.2f} of {outcomes[sure, True] + outcomes[sure, False]}"
                for sure in sorted(shares)
            ),
        )


if __name__ == "__main__":
    main()
