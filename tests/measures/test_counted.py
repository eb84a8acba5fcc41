"""What the host tells of scales when it counts: what the published arithmetic gives, and nothing that places anybody.

Whoever looks is given everything that is on the record, and every answer of all other parties. Then all answers that
would have given the same record are listed: within them each person must still be able to have said several things.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations_with_replacement, product
from statistics import fmean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.surveys.instruments import Question, library
from paripassu.alliance.surveys.scales import CHANCES, FEWEST, Scale, scales
from paripassu.measures import waves
from paripassu.measures.asymmetry import icc
from paripassu.measures.counted import RELIABLE, found, most_hidden, steps
from paripassu.measures.surveys import alpha, omega, within_agreement

ASK = Question("q", "Is it so?", "agree")
LEVEL = Question("l", "Which?", "levels", levels=("a", "b", "c", "d", "e"))
TWO = (Question("q0", "Is it so?", "agree", "one"), Question("q1", "And that?", "agree", "one", reversed=True))
THREE = (*TWO, Question("q2", "And then?", "agree", "one"))

Row = tuple[int, ...]


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit goes by sums: one that was made is not made again, so that all answers can be tried."""
    audit, known = waves._placed, dict[object, bool]()

    def placed(by: dict[str, tuple[int, int]], cells: Sequence[str], *more: int, pairs: Sequence[str] = ()) -> bool:
        asked = tuple(sorted(by.items())), tuple(cells), more, tuple(pairs)
        if asked not in known:
            known[asked] = audit(by, cells, *more, pairs=pairs)
        return known[asked]

    monkeypatch.setattr(waves, "_placed", placed)


def names(party: str, count: int) -> frozenset[str]:
    return frozenset(f"{party}{number}" for number in range(count))


def alike(question: Question, people: int, others: Sequence[int] = ()) -> list[list[tuple[int, ...]]]:
    """All answers of so many people of Ada's to one question, together where they give the same record."""
    panels = {"ada": names("ada", people), "bo": names("bo", len(others))}
    same = defaultdict(list)
    for said in combinations_with_replacement(question.points, people):
        answers = {"ada": [[each] for each in said], "bo": [[each] for each in others]}
        same[waves.outcome((question,), answers, 3, panels)].append(said)
    return list(same.values())


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize(
    ("question", "people", "others"),
    [
        (ASK, 3, ()),
        (ASK, 5, ()),
        (LEVEL, 3, ()),
        (LEVEL, 5, (25, 50)),
        (ASK, 4, (1, 4, 7)),
        (LEVEL, 4, (0, 100, 50, 25)),
    ],
)
def test_from_all_that_is_shown_nobody_is_placed_also_not_by_what_is_missing(
    question: Question, people: int, others: tuple[int, ...]
) -> None:
    """That a mean is held back says something too: whoever sees a third alone must not learn that all said the same."""
    for same in alike(question, people, others):
        anybody = {each for said in same for each in said}
        assert max(anybody) - min(anybody) >= steps(question.points)


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize(("question", "people"), [(ASK, 5), (ASK, 6), (LEVEL, 5), (LEVEL, 7)])
def test_from_five_on_nobody_who_answered_places_another_by_what_they_said_themselves(
    question: Question, people: int
) -> None:
    """One who said 7 beside four who said 1 would otherwise read all four off the mean."""
    for same in alike(question, people):
        for own in {each for said in same for each in said}:
            others = [said[: said.index(own)] + said[said.index(own) + 1 :] for said in same if own in said]
            anybody = {each for said in others for each in said}
            assert max(anybody) - min(anybody) >= steps(question.points)


@pytest.mark.parametrize("sums", [(20, 20), (22, 23)])
def test_from_what_is_told_of_a_scale_nobody_is_placed(sums: tuple[int, int]) -> None:
    """Whoever looks knows what was said to each question in all, and the answers come from four points of seven."""
    [scale] = scales(TWO)
    places = {"q0": 0, "q1": 1}
    same = defaultdict(list)
    for said in combinations_with_replacement(list(product((3, 4, 5, 6), repeat=2)), 5):
        if tuple(map(sum, zip(*said, strict=True))) == sums:
            told = found(scale, {"ada": said}, places, ("", "ada"), 3)
            same[repr(told)].append(said)
    assert len(same) > 3
    for each in same.values():
        people = [row for said in each for row in said]
        for values in (
            [row[0] for row in people],
            [row[1] for row in people],
            [(row[0] + 8 - row[1]) / 2 for row in people],
        ):
            assert max(values) - min(values) >= 2


ROWS = st.lists(st.tuples(*[st.integers(1, 7)] * 3), max_size=6)
SAID = st.fixed_dictionaries({"ada": ROWS, "bo": ROWS, "dee": ROWS})
PLACES = {"q0": 0, "q1": 1, "q2": 2}


@settings(max_examples=30, deadline=None)
@given(SAID, st.integers(3, 6))
def test_what_is_told_of_a_scale_rests_on_enough_and_follows_from_nothing_that_is_held_back(
    said: dict[str, list[Row]], least: int
) -> None:
    [scale] = scales(THREE)
    cells = ["", *(party for party, rows in said.items() if len(rows) >= least)]
    told = found(scale, said, PLACES, cells, least)
    assert told.keys() <= set(cells)
    for party, each in told.items():
        assert each.people >= max(least, FEWEST)
        assert each.people < RELIABLE <= 20 or not party or each.alpha is None
        assert set(each.apart.values()) <= set(CHANCES)
        assert set(each.apart) == (
            {p for p in told if told[p].spread and p not in (party, "")} if each.spread and party else set()
        )
    shown = [party for party in cells if party]
    if "" in told and shown:
        assert {party for party, each in told.items() if each.spread} >= {party for party, rows in said.items() if rows}


@settings(max_examples=20, deadline=None)
@given(SAID, st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(said: dict[str, list[Row]], random: object) -> None:
    renamed = {"ada": "zoe", "bo": "ann", "dee": "dee"}
    [scale] = scales(THREE)
    other = {renamed[party]: list(reversed(rows)) for party, rows in reversed(said.items())}
    mine = found(scale, said, PLACES, ["", *said], 3)
    theirs = found(scale, other, PLACES, ["", *other], 3)
    assert theirs.keys() == {renamed.get(party, "") for party in mine}
    for party, each in mine.items():
        one = theirs[renamed.get(party, "")]
        assert (one.people, one.spread, one.agreement) == (each.people, each.spread, each.agreement)
        assert one.apart == {renamed[p]: chance for p, chance in each.apart.items()}


def test_a_spread_is_told_in_half_steps_never_too_small() -> None:
    rows = [(2, 6, 3), (6, 2, 5), (4, 5, 1), (7, 1, 6), (1, 7, 2), (5, 3, 4)]
    [scale] = scales(THREE)
    told = found(scale, {"ada": rows}, PLACES, ["ada"], 5)["ada"]
    own = [fmean((a, 8 - b, c)) for a, b, c in rows]
    assert told.spread is not None
    assert stdev(own) <= float(told.spread) < stdev(own) + 0.5
    assert told.spread % Decimal("0.5") == 0
    assert (told.alpha, told.omega) == (None, None)


def test_people_who_agree_are_said_to_lie_close_and_nothing_else_is_told() -> None:
    [scale] = scales(THREE)
    told = found(scale, {"ada": [(5, 3, 5)] * 4 + [(5, 3, 4)] * 2}, PLACES, ["ada"], 5)["ada"]
    assert (told.people, told.spread, told.agreement, told.apart) == (6, None, None, {})
    assert most_hidden(6, 4.9, 3, ASK.points) < 1


def test_with_many_the_published_figures_are_told_to_the_hundredth() -> None:
    bends = [(0, 0, 1), (1, 0, 0), (0, 1, -1), (-1, 0, 0), (0, -1, 1)]
    middles = [2, 3, 4, 5, 6, 4, 3, 5]
    rows = [(m + a, 8 - m + b, m + c) for m, (a, b, c) in zip(middles * 5, bends * 8, strict=True)]
    [scale] = scales(THREE)
    told = found(scale, {"ada": rows}, PLACES, ["ada"], 5)["ada"]
    turned = [(a, 8 - b, c) for a, b, c in rows]
    for one, published in ((told.alpha, alpha(turned)), (told.omega, omega(turned))):
        assert (one is not None) == published.enough
        ends = (one.low, one.value, one.high) if one else ()
        assert [float(end) for end in ends] == pytest.approx(
            [published.low, published.value, published.high] if one else [], abs=0.005
        )
    assert told.alpha is not None
    assert float(told.agreement or 0) == pytest.approx(within_agreement(turned, 7).value or 0, abs=0.05)


def test_a_difference_is_told_alike_in_both_parties_by_at_most_what_chance_there_is() -> None:
    [scale] = scales(TWO)
    said = {"ada": [(6, 2), (7, 1), (3, 4), (7, 1), (5, 3)], "bo": [(2, 6), (1, 7), (3, 6), (1, 7), (4, 5)]}
    told = found(scale, said, {"q0": 0, "q1": 1}, ["", "ada", "bo"], 5)
    assert told["ada"].apart == {"bo": Decimal("0.02")}  # 4 of 252 ways
    assert told["bo"].apart == {"ada": Decimal("0.02")}
    parted = icc({party: [(a + 8 - b) / 2 for a, b in rows] for party, rows in said.items()})
    assert float(told[""].between or 0) == pytest.approx(parted.single.value or 0, abs=0.05)
    assert float(told[""].dependable or 0) == pytest.approx(parted.mean.value or 0, abs=0.05)


def test_of_a_single_question_and_of_few_nothing_but_the_mean_is_told() -> None:
    [scale] = scales((ASK,))
    assert found(scale, {"ada": [(1,), (7,), (4,), (2,), (6,)]}, {"q": 0}, ["ada"], 3) == {}
    [scale] = scales(THREE)
    assert found(scale, {"ada": [(1, 7, 1), (7, 1, 7), (4, 4, 4), (2, 6, 2)]}, PLACES, ["ada"], 3) == {}


def test_who_left_a_question_out_is_not_in_what_is_told_of_its_scale() -> None:
    [scale] = scales(THREE)
    rows = [(1, 7, 1), (7, 1, 7), (4, 4, 4), (2, 6, 2), (6, 2, 6), (None, 1, 1)]
    assert found(scale, {"ada": rows}, PLACES, ["ada"], 3)["ada"].people == 5


def test_the_scales_of_the_instruments_are_their_facets_of_either_side() -> None:
    def ids(name: str) -> list[str]:
        return [scale.id for scale in scales(library()[name].questions)]

    assert ids("trust")[:4] == ["reliability", "reliability_own", "truth", "truth_own"]
    assert ids("norms")[:2] == ["flexibility", "flexibility_important"]
    assert ids("safety") == ["whole"]
    assert scales([Question("own1", "Ours?", "agree", "own")]) == ()
    assert isinstance(scales((ASK,))[0], Scale)
