"""How well agreements are read: precision, recall and F1 per field on 102 agreements with gold labels.

    .venv/bin/python -m bench.reading [FOLDER] [--errors FIELD] [--pdf]

FOLDER holds `labels.jsonl` and `text/` (default ../shared/data/agreements, CUAD v1, CC BY 4.0). The agreements are
split by the SHA-256 of their id: two thirds to develop on, one third to test. `--errors` prints the errors of
one field, on the develop part only: nobody looks at the errors of the test part while changing a rule. The gold of
the test part was put right by hand (`reading-corrections.jsonl`, with the reasons); both are reported. Beside each
figure stands how far it would lie from it with other agreements (1,000 draws of as many) and the plainest reader
(`reading_plain.py`). `--pdf` compares what is read from the same agreements as PDF and as text.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.reading_gold import CORRECTIONS, FOLDER, Gold, compared, corrected, gold_parties, part, plain
from bench.reading_plain import plainly_present, plainly_read
from paripassu.reading import read
from paripassu.reading.draft import TERMS, Draft
from paripassu.reading.sureness import asserted

__all__ = ["CORRECTIONS", "FOLDER", "compared", "corrected", "coverage", "figures", "gold_parties", "part", "plain"]

FIELDS = ("title", "parties", *TERMS)
OFTEN = 10
DRAWS = 1_000
Counts = tuple[int, int, int]
"""What is right, given and wanted in one agreement."""


class Seen(NamedTuple):
    """One agreement: its gold, its draft, its text, and how long reading took in seconds."""

    gold: Gold
    draft: Draft
    text: str
    seconds: float


def seen(folder: Path, golds: Iterable[Gold]) -> Iterator[Seen]:
    """Every agreement, read."""
    for gold in golds:
        path = folder / "text" / f"{gold['id']}.txt"
        began = time.process_time()
        draft = read(path)
        yield Seen(gold, draft, draft.document.text, time.process_time() - began)


def tally(count: Counter[str], field: str, wanted: set[str], given: set[str]) -> None:
    """Count what is right, given and wanted in a field of one agreement, and its own F1."""
    hit = len(wanted & given)
    count.update({f"{field} hit": hit, f"{field} given": len(given), f"{field} wanted": len(wanted)})
    if wanted or given:
        count[f"{field} agreements"] += 1
        count[f"{field} each"] += 2 * hit / (len(wanted) + len(given))  # type: ignore[assignment]


def fields(ours: Counter[str], others: Counter[str], each: dict[str, list[Counts]]) -> None:
    """The table of the single terms and the parties; macro is the mean F1 of the agreements that have any."""
    for field in FIELDS:
        low, high = spread(each[field])
        told = f"{row(ours, field)} F1 {low:.3f} to {high:.3f}"
        print(f"{field:16}", told, "  plainest", row(others, field).split("(")[0])


def spread(each: list[Counts]) -> tuple[float, float]:
    """Where 95 of 100 F1 of as many agreements drawn anew would lie, from what each was given and had."""
    drawn, shares = random.Random(7), []
    for _ in range(DRAWS):
        hit, given, wanted = (sum(column) for column in zip(*drawn.choices(each, k=len(each)), strict=True))
        shares.append(2 * hit / max(1, given + wanted))
    return sorted(shares)[DRAWS // 40], sorted(shares)[-DRAWS // 40]


def row(count: Counter[str], field: str) -> str:
    """Precision, recall, F1, counts and macro F1 of a field."""
    macro = count[field + " each"] / max(1, count[field + " agreements"])
    return f"{figures(*(count[f'{field} {what}'] for what in ('hit', 'given', 'wanted')))} macro {macro:.3f}"


def figures(hit: float, given: float, wanted: float) -> str:
    """Precision, recall and F1."""
    precision, recall = hit / given if given else 0.0, hit / wanted if wanted else 0.0
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return f"{precision:.3f} {recall:.3f} {f1:.3f}  ({int(hit)}/{int(given)}/{int(wanted)})"


def field_tables(found: list[Seen]) -> None:
    """The fields of one part."""
    ours, others = Counter[str](), Counter[str]()
    each: dict[str, list[Counts]] = defaultdict(list)
    for one in found:
        plainest = plainly_read(one.text)
        for field, wanted, given, _ in compared(one.gold, one.draft):
            tally(ours, field, wanted, given)
            tally(others, field, wanted, plainest[field])
            each[field].append((len(wanted & given), len(given), len(wanted)))
    fields(ours, others, each)


def clause_tables(found: list[Seen], often: list[str], *, all_shown: bool) -> None:
    """Presence of the categories; macro over those that are often enough in all agreements."""
    names = list(found[0].draft.clauses)
    scores: dict[str, list[float]] = {"ours": [], "plainest": []}
    for name in names:
        gold = [gold_of(one.gold, name) for one in found]
        given = {
            "ours": [one.draft.clauses[name].present for one in found],
            "plainest": [plainly_present(one.text)[name] for one in found],
        }
        for who, said in given.items():
            hit = sum(yes and right for yes, right in zip(said, gold, strict=True))
            if name in often:
                scores[who].append(2 * hit / (sum(said) + sum(gold)) if sum(said) + sum(gold) else 0.0)
            if who == "ours" and all_shown:
                print(f"  {name:36}", figures(hit, sum(said), sum(gold)))
    means = ", ".join(f"{who} {sum(each) / len(each):.3f}" for who, each in scores.items())
    print(f"clauses, macro F1 over {len(often)} categories with {OFTEN} or more in all: {means}")


def gold_of(gold: Gold, name: str) -> bool:
    """Whether the gold has a clause of a category."""
    kinds: Any = gold["clauses"]
    return bool(kinds[name]["present"])


def coverage(outcomes: list[tuple[float, bool]], wanted: float = 0.95) -> float:
    """The largest share of the finds, surest first and equals together, of which `wanted` or more are right."""
    best, ordered = 0.0, sorted(outcomes, reverse=True)
    for at, (sure, _) in enumerate(ordered, 1):
        ends = at == len(ordered) or ordered[at][0] != sure
        if ends and sum(right for _, right in ordered[:at]) >= wanted * at:
            best = at / len(ordered)
    return best


def sureness_table(found: list[Seen]) -> None:
    """Of what is found, how much is asserted and no longer asked, and how much of that is right.

    Behind it the largest share that could have been asserted at 95 % precision, had the cut-off been known.
    """
    judged: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in found:
        for field, wanted, _, sure in compared(one.gold, one.draft):
            kind = "party" if field == "parties" else "term"
            judged[kind] += [(said, value in wanted) for value, said in sure.items()]
        for name, clause in one.draft.clauses.items():
            if clause.present:
                judged["clause"].append((clause.confidence, gold_of(one.gold, name)))
    for kind, outcomes in judged.items():
        kept = [right for said, right in outcomes if asserted(kind, said)]
        share, right = len(kept) / len(outcomes), sum(kept) / max(1, len(kept))
        told = f"asserted, {kind:7} {len(kept)} of {len(outcomes)} ({share:.3f}), right {right:.3f}"
        print(f"{told}; at 95 % {coverage(outcomes):.3f}")


def errors(found: list[Seen], field: str) -> None:
    """Print what is wrong in one field, or in one category."""
    for one in found:
        name = str(one.gold["id"])[:40]
        for each, wanted, given, _ in compared(one.gold, one.draft):
            if each == field and wanted != given:
                print(name, "| missed", sorted(wanted - given), "| wrong", sorted(given - wanted))
        if field in one.draft.clauses and gold_of(one.gold, field) != one.draft.clauses[field].present:
            print(name, "missed" if gold_of(one.gold, field) else "wrong")


def same_twice(folder: Path) -> None:
    """The share of what is the same when an agreement is read as PDF and as text."""
    shares: dict[str, list[float]] = defaultdict(list)
    for path in sorted((folder / "pdf").glob("*.pdf")):
        one, other = read(path), read(folder / "text" / f"{path.stem}.txt")
        for name in ("title", *TERMS):
            shares[name].append(float(folded(one, name) == folded(other, name)))
        shares["parties"].append(float({plain(p.name) for p in one.parties} == {plain(p.name) for p in other.parties}))
        shares["clauses"].append(
            sum(one.clauses[name].present == each.present for name, each in other.clauses.items()) / 33
        )
        ours, theirs = deeds(one), deeds(other)
        shares["duties"].append(2 * (ours & theirs).total() / max(1, ours.total() + theirs.total()))
    print(f"the same from PDF and from text, mean of {len(shares['title'])} agreements")
    for name, each in shares.items():
        print(f"  {name:16} {sum(each) / len(each):.3f}")


def folded(draft: Draft, name: str) -> str:
    """A term without case, signs and white space."""
    found = getattr(draft, name)
    return plain(found.value) if found else ""


def deeds(draft: Draft) -> Counter[tuple[str, str, str]]:
    """Who, kind, and what is done, of each duty."""
    return Counter((plain(duty.party), duty.kind, plain(duty.action + duty.object)[:40]) for duty in draft.duties)


def main() -> None:
    """Read everything and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--errors", default="")
    parser.add_argument("--pdf", action="store_true")
    asked = parser.parse_args()
    if asked.pdf:
        same_twice(asked.folder)
        return
    golds: list[Gold] = [json.loads(line) for line in (asked.folder / "labels.jsonl").read_text().splitlines()]
    corrections = [json.loads(line) for line in CORRECTIONS.read_text(encoding="utf-8").splitlines()]
    names: Any = golds[0]["clauses"]
    often = [name for name in names if sum(gold_of(gold, name) for gold in golds) >= OFTEN]
    parts: dict[str, list[Seen]] = defaultdict(list)
    for one in seen(asked.folder, golds):
        parts[part(str(one.gold["id"]))].append(one)
    if asked.errors:
        errors(parts["develop"], asked.errors)
        return
    for where, found in sorted(parts.items()):
        agreements, seconds = sum(one.draft.is_agreement for one in found), sum(one.seconds for one in found)
        print(f"== {where}: {len(found)} agreements, {agreements} seen as agreements, {seconds:.1f} s")
        field_tables(found)
        clause_tables(found, often, all_shown=where == "develop")
        sureness_table(found)
    print(f"== test, with {len(corrections)} corrections of the gold ({CORRECTIONS.name})")
    right = [one._replace(gold=corrected(one.gold, corrections)) for one in parts["test"]]
    field_tables(right)
    sureness_table(right)
    slowest = max((one for found in parts.values() for one in found), key=lambda one: one.seconds)
    print(f"slowest: {slowest.seconds:.2f} s for {len(slowest.text)} characters")
    others = [read(path).is_agreement for path in sorted((asked.folder / "not-agreements").glob("*.txt"))]
    print(f"not-agreements seen as such: {others.count(False)} of {len(others)}")


if __name__ == "__main__":
    main()
