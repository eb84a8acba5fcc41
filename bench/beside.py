"""What we reckon and what a package reckons of the same: each pair of functions gives figures in the same order.

The packages are made for other things too; here stands only what both compute. They are imported where they are used,
since they are in an environment of their own (`script/bench packages`).
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from bench.alliances import POOL
from paripassu.alliance.alliance import Alliance
from paripassu.measures.balance import balance, months_before
from paripassu.measures.detection import confirmed
from paripassu.measures.fairshares import Game, fair_shares, game
from paripassu.measures.forgetting import Event, belief
from paripassu.measures.nucleolus import nucleolus
from paripassu.measures.raters import krippendorff
from paripassu.measures.surveys import alpha

Work = Callable[[], Sequence[float]]


class Pair(NamedTuple):
    """Two ways to the same figures. `known` is what they are, where a book says so."""

    what: str
    package: str
    ours: Work
    theirs: Work
    known: Sequence[float] = ()


# --- sums of a ledger ---


def sums(alliance: Alliance, entries: int, on: date) -> list[Pair]:
    """The return coefficients since the beginning, in the window, and at the end of each quarter."""
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]

    lines = _lines(alliance)
    frame = pandas.DataFrame(lines, columns=["party", "way", "on", "value"])
    found = balance(alliance, POOL, at=on)
    ends = [point.on for point in found.history]
    window = months_before(on, found.pool.window)

    def ours() -> Sequence[float]:
        whole = balance(alliance, POOL, at=on)
        pictures = [
            {p: one.agreed.coefficient for p, one in each.standings.items()}
            for each in (whole.cumulative, whole.rolling)
        ]
        points = [*pictures, *(point.coefficients for point in whole.history)]
        return [float(str(point[party] or "nan")) for point in points for party in sorted(point)]

    def at_hand() -> Sequence[float]:
        return _coefficients(frame, window, on, ends)

    def built() -> Sequence[float]:
        return _coefficients(pandas.DataFrame(_lines(alliance), columns=list(frame.columns)), window, on, ends)

    what = f"balance of {entries:,} entries, exact in decimals, with bounds and tendency"
    return [
        Pair(what, "pandas, in floating point, the frame at hand", ours, at_hand),
        Pair(what, "pandas, in floating point, the frame built from the same state", ours, built),
    ]


def _lines(alliance: Alliance) -> list[tuple[str, str, date, float]]:
    """What counts: of whom, input or output, when, and how much."""
    return [
        (one.fact.of, "output" if one.side == "reward" else "input", one.fact.on, float(one.value))
        for one in alliance.ledger.postings.values()
        if one.confirmed and not one.disputed and one.value is not None
    ]


def _coefficients(frame: Any, window: date, on: date, ends: Sequence[date]) -> list[float]:
    parts = [frame[frame.on <= on], frame[(frame.on > window) & (frame.on <= on)]]
    parts += [frame[frame.on <= end] for end in ends]
    found, parties = [], sorted(frame.party.unique())
    for part in parts:
        table = part.groupby(["way", "party"])["value"].sum().unstack("party")
        table = table.reindex(index=["input", "output"], columns=parties)
        shares = table.div(table.sum(axis=1), axis=0)
        found += (shares.loc["output"] / shares.loc["input"]).tolist()
    return found


# --- games ---


def some_game(players: int) -> Game:
    """A game of that many players whose worths are drawn."""
    worth = np.random.default_rng(players).random(2**players).cumsum()
    return game([f"p{place:02d}" for place in range(players)], worth - worth[0])


def values(players: int) -> list[Pair]:
    """The Shapley value of a game."""
    import shapiq  # type: ignore[import-not-found, unused-ignore]
    import tucoopy  # type: ignore[import-not-found, unused-ignore]

    one = some_game(players)
    table, bits = tucoopy.Game(players, dict(enumerate(one.worth.tolist()))), 1 << np.arange(players)

    def worth(groups: Any) -> Any:
        return one.worth[groups.astype(np.int64) @ bits]

    def by_shapiq() -> Sequence[float]:
        found = shapiq.ExactComputer(worth, n_players=players, evaluate_game=True)("SV")
        return [float(found[(place,)]) for place in range(players)]

    def ours() -> Sequence[float]:
        return list(fair_shares(one).values())

    what = f"Shapley value, {players} parties"
    return [
        Pair(what, "tucoopy", ours, lambda: list(tucoopy.shapley_value(table))),
        Pair(what, "shapiq", ours, by_shapiq),
    ]


def nuclei() -> list[Pair]:
    """The nucleolus: a game of the Talmud whose answer is in every textbook (Aumann and Maschler 1985), and others."""
    import tucoopy

    claims = {"a": 100, "b": 200, "c": 300}
    talmud = game(list(claims), lambda group: max(0.0, 200.0 - sum(claims[one] for one in claims.keys() - group)))
    games = [
        ("nucleolus, estate of 200 (Talmud)", talmud, (50.0, 75.0, 75.0)),
        ("nucleolus, 8 parties", some_game(8), ()),
    ]
    return [Pair(what, "tucoopy", _nucleolus(one), _their_nucleolus(tucoopy, one), known) for what, one, known in games]


def _nucleolus(one: Game) -> Work:
    return lambda: list(nucleolus(one).values())


def _their_nucleolus(tucoopy: Any, one: Game) -> Work:
    table = tucoopy.Game(len(one.players), dict(enumerate(one.worth.tolist())))
    return lambda: list(tucoopy.nucleolus(table).x)


# --- answers, trust, alarms ---


def answers() -> list[Pair]:
    """Reliability of answers."""
    import krippendorff as package  # type: ignore[import-not-found, unused-ignore]
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import pingouin  # type: ignore[import-not-found, unused-ignore]

    chance = np.random.default_rng(4)
    given = np.clip(np.rint(4 + chance.normal(size=(200, 1)) + chance.normal(size=(200, 10))), 1, 7)
    frame, rows = pandas.DataFrame(given), given.tolist()
    raters = given[:, :6].T
    judged = raters.tolist()

    def cronbach() -> Sequence[float]:
        found = alpha(rows)
        return [float(found.value or 0), round(float(found.low or 0), 3), round(float(found.high or 0), 3)]

    def by_pingouin() -> Sequence[float]:
        value, ends = pingouin.cronbach_alpha(data=frame)
        return [float(value), *map(float, ends)]

    gaps = pingouin.read_dataset("cronbach_wide_missing")
    listed = [[None if np.isnan(each) else float(each) for each in row] for row in gaps.to_numpy().tolist()]
    return [
        Pair(
            "Cronbach's α of 12 people, some answers missing",
            "pingouin",
            lambda: [float(alpha(listed).value or 0)],
            lambda: [float(pingouin.cronbach_alpha(data=gaps)[0])],
            (0.732661,),
        ),
        Pair("Cronbach's α with interval, 200 people, 10 questions", "pingouin", cronbach, by_pingouin),
        Pair(
            "Krippendorff's α, ordinal, 6 raters of 200",
            "krippendorff",
            lambda: [float(krippendorff(judged, "ordinal").value or 0)],
            lambda: [float(package.alpha(raters, level_of_measurement="ordinal"))],
        ),
    ]


def opinions() -> list[Pair]:
    """Ten kept and two broken: belief, disbelief, not knowing and the chance (Jøsang 2016)."""
    from subjective_logic import BinomialOpinion  # type: ignore[import-not-found, unused-ignore]

    today = date(2026, 1, 5)
    told = [Event(today, 1.0)] * 10 + [Event(today, 0.0)] * 2

    def ours() -> Sequence[float]:
        found = belief(told, today)
        return [*found.opinion, found.mean]

    def theirs() -> Sequence[float]:
        found = BinomialOpinion(10 / 14, 2 / 14, 2 / 14)
        return [found.belief, found.disbelief, found.uncertainty, found.belief + found.uncertainty * found.base_rate]

    known = (10 / 14, 2 / 14, 2 / 14, 11 / 14)
    what = "opinion of ten kept, two broken; ours asks since when"
    return [Pair(what, "subjective-logic, counts at hand", ours, theirs, known)]


def alarms() -> list[Pair]:
    """Which of a thousand alarms hold together (e-BH)."""
    from online_fdr.e_values.batch import e_bh  # type: ignore[import-not-found, unused-ignore]

    found = np.random.default_rng(5).pareto(0.6, 1_000).tolist()

    def theirs() -> Sequence[float]:
        return [float(place) for place, held in enumerate(e_bh(found, alpha=0.1)) if held]

    return [Pair("e-BH of 1,000 ties", "online-fdr", lambda: [float(at) for at in confirmed(found, 1, 0.1)], theirs)]
