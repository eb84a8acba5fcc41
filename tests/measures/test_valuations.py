"""Balanced under whose book: hand values, and none of it knows who is who."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.agreement.terms import FairnessRule, Pool
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.checkins import meetings
from paripassu.alliance.checkins.meetings import Felt, Opening, Preparation, Prepared, Shown
from paripassu.alliance.ledger.postings import Side
from paripassu.alliance.ledger.valuations.rounds import Book, Item, Valuation, ValuationOpened, Valuations
from paripassu.measures.questions import readings as all_readings
from paripassu.measures.reading import Reading
from paripassu.measures.valuations import (
    AGREED,
    NOT_FELT,
    NOT_OPENED,
    NOT_STATED,
    VALUES_NO_INPUT,
    VALUES_NO_REWARD,
    books,
    readings,
)
from tests import cast
from tests.alliance.valuing import crossed, opened, post, worked

DAY = date(2026, 1, 5)
LATER = cast.START + timedelta(days=1000)
EQUAL = FairnessRule(equity=Decimal(0), equality=Decimal(1))


def found(alliance: Alliance) -> dict[tuple[str, str], Reading]:
    return {(one.measure, one.about): one for one in readings(alliance, LATER)}


def item(side: Side, agreed: int | None = 1, **parts: int) -> Item:
    """An item of which each party has so many, at an agreed worth of one."""
    own = {party: Decimal(count) for party, count in parts.items()}
    amounts = None if agreed is None else {party: count * agreed for party, count in own.items()}
    return Item(side, "other", "EUR", "it", own, None if agreed is None else Decimal(agreed), amounts, (3,))


def valued(items: list[Item], worths: dict[str, list[int]], rule: FairnessRule = EQUAL) -> Valuation:
    """A valuation of these items with these open books."""
    parties = tuple(sorted({party for each in items for party in each.parts} | set(worths)))
    fact = ValuationOpened(by="p", pool="work", grain="entry", until=DAY, due=DAY)
    own = {
        party: Book(10 + place, cast.START, tuple(map(Decimal, worth)), "")
        for place, (party, worth) in enumerate(worths.items())
    }
    pool = Pool("work", "Work", "EUR", rule=rule, minimum=Decimal(0))
    return Valuation(9, cast.START, parties[0], fact, pool, parties, tuple(items), books=own)


def test_own_values_count_from_the_day_on_which_they_were_stated() -> None:
    scene = crossed()
    before = {(one.measure, one.about) for one in readings(scene.alliance, cast.START)}
    assert ("own_return", "work") in before
    assert ("own_return", "work/ada") in found(scene.alliance).keys() - before


def test_each_may_see_itself_worse_off_where_the_agreed_rates_say_level() -> None:
    here = found(crossed().alliance)
    # Ada: 100 of 100 + 10·16; Bo: 10·6 of 100 + 10·6; each is due a half.
    assert round(here["own_return", "work/ada"].value or 0, 6) == round(Decimal(200) / 260, 6)
    assert here["own_return", "work/bo"].value == Decimal("0.75")
    assert here["perception_gap", "work/bo"].value == Decimal("-0.25")
    assert here["own_lean", "work/bo"].value == Decimal("-0.125")
    assert here["envy", "work/bo>ada"].value == Decimal("0.5")
    assert here["return_under", "work/bo>ada"].value == Decimal("1.25")


def test_who_likes_its_own_part_best_envies_nobody() -> None:
    here = found(crossed(ada=(1, 1, 6), bo=(1, 1, 16)).alliance)
    assert {here["envy", f"work/{pair}"].value for pair in ("ada>bo", "bo>ada")} == {Decimal(0)}
    assert all((here["own_lean", f"work/{party}"].value or 0) > 0 for party in ("ada", "bo"))


def test_a_book_in_points_says_the_same_as_one_in_money() -> None:
    one, other = crossed(), crossed(ada=("0.5", "0.5", 8))
    assert [(each.about, each.value) for each in readings(one.alliance, one.now)] == [
        (each.about, each.value) for each in readings(other.alliance, other.now)
    ]


def test_dues_by_contribution_are_counted_by_the_same_book() -> None:
    """Ada gave 1 machine, agreed at 1; to Bo it is worth 3, so by Bo's book Ada is due three quarters."""
    items = [item("contribution", ada=1), item("responsibility", bo=1), item("reward", ada=2, bo=2)]
    one = valued(items, {"ada": [1, 1, 1], "bo": [3, 1, 1]}, FairnessRule())
    here = books(one)
    assert here[AGREED].coefficient("ada") == here["ada"].coefficient("ada") == 1
    assert here["bo"].stand["ada"].target == Decimal("0.75")
    assert here["bo"].coefficient("bo") == 2
    assert here["bo"].envy("bo", "ada") == 0


def test_what_has_no_agreed_rate_counts_in_own_books_alone() -> None:
    scene = worked()
    post(scene, "ada", 10, side="reward", unit="crate", resource="goods", what="More crates")
    opened(scene, {"ada": (1, 1, 10), "bo": (1, 1, 0)})
    here = found(scene.alliance)
    assert here["own_return", "work/ada"].value == Decimal("1.2")
    assert here["perception_gap", "work/ada"].value == Decimal("0.2")
    assert here["perception_gap", "work/bo"].value == 0


def test_nothing_is_never_a_figure() -> None:
    assert {each.why for each in readings(cast.agreed().alliance, cast.START)} == {NOT_OPENED, NOT_FELT}
    assert readings(cast.founded().alliance, cast.START) == []
    items = [item("contribution", ada=1, bo=1), item("reward", ada=1, bo=1)]
    one = valued(items, {"ada": [0, 1], "bo": [1, 0]}, FairnessRule())
    here = books(one)
    assert here["ada"].stand["ada"].why == VALUES_NO_INPUT
    assert here["bo"].stand["bo"].why == VALUES_NO_REWARD
    assert here["ada"].envy("ada", "bo") is None


def test_who_stated_none_has_no_figure_and_is_still_seen_by_the_others() -> None:
    scene = worked(("ada", "bo", "di"))
    opened(scene, {"ada": (1, 1, 1), "bo": (1, 1, 2)})
    here = found(scene.alliance)
    assert here["own_return", "work/di"].why == NOT_STATED
    assert here["envy", "work/ada>di"].value == 0
    assert ("envy", "work/di>ada") not in here


# --- felt ---


def felt_scene(*felt: tuple[str, Felt]) -> Alliance:
    """A check-in at which Ada stood at 1.2 and Bo at 0.8, each due a half, and this was felt."""
    alliance = cast.agreed().alliance
    shown = Shown(
        "work", dict.fromkeys(("ada", "bo"), Decimal("0.5")), {}, {"ada": Decimal("1.2"), "bo": Decimal("0.8")}
    )  # fmt: skip
    checkin = meetings.Checkin(20, cast.START, "ada", meetings.When(DAY), None)
    checkin.opening = Opening(25, cast.START, "ada", (), (shown,))
    for entry, (party, one) in enumerate(felt, 22):
        said = Prepared(by=f"p_{party}", checkin=20, felt=(one,))
        checkin.prepared[party] = Preparation(entry, cast.START, party, said)
    alliance.checkins.by_index[20] = checkin
    return alliance


def test_a_felt_lean_is_a_felt_return_by_the_share_due() -> None:
    """Bo feels that it leans 20 hundredths towards Ada: a return of 1 − 0.2 / 0.5 = 0.6, where 0.8 was shown."""
    here = found(felt_scene(("bo", Felt(pool="work", towards="ada", by=20)), ("ada", Felt(pool="work"))))
    assert here["felt_gap", "work/bo"].value == Decimal("-0.2")
    assert here["felt_gap", "work/ada"].value == Decimal("-0.2")
    assert here["felt_gap", "work/bo"].facts == (22, 25)


def test_a_felt_return_is_taken_as_it_is_and_silence_is_no_feeling() -> None:
    here = found(felt_scene(("bo", Felt(pool="work", coefficient=Decimal("1.1")))))
    assert here["felt_gap", "work/bo"].value == Decimal("0.3")
    assert here["felt_gap", "work/ada"].value is None


# --- symmetry ---

THREE = ("ada", "bo", "di")
counts = st.integers(0, 9)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[dict[str, int]], list[Side], dict[str, list[int]], FairnessRule]:
    many = draw(st.integers(1, 5))
    sides: list[Side] = [draw(st.sampled_from(("contribution", "responsibility", "reward"))) for _ in range(many)]
    parts = [{party: draw(counts) for party in THREE} for _ in range(many)]
    worths = {party: [draw(counts) for _ in range(many)] for party in THREE if draw(st.booleans())}
    return parts, sides, worths, draw(st.sampled_from((EQUAL, FairnessRule())))


@settings(max_examples=80, deadline=None)
@given(case=cases(), names=st.permutations(["ada", "bo", "di", "zoe", "a1"]).map(lambda names: names[:3]))
def test_other_names_give_the_same_figures_under_those_names(
    case: tuple[list[dict[str, int]], list[Side], dict[str, list[int]], FairnessRule], names: list[str]
) -> None:
    parts, sides, worths, rule = case
    other = dict(zip(THREE, names, strict=True))

    def figures(known: dict[str, str]) -> dict[tuple[str, ...], object]:
        items = [
            item(side, **{known[party]: count for party, count in own.items()})
            for side, own in zip(sides, parts, strict=True)
        ]
        one = valued(items, {known[party]: own for party, own in worths.items()}, rule)
        alliance = Alliance(valuations=Valuations({9: one}))
        alliance.agreement = cast.agreed(THREE).alliance.agreement
        return {(each.measure, each.about): (each.value, each.why) for each in readings(alliance, LATER)}

    def renamed(about: str) -> str:
        pool, *rest = about.split("/")
        return "/".join([pool, *(">".join(other[party] for party in each.split(">")) for each in rest)])

    plain = figures({party: party for party in THREE})
    assert {(name, renamed(about)): value for (name, about), value in plain.items()} == figures(other)


def test_the_question_is_asked_with_all_others() -> None:
    scene = crossed()
    assert "perception_gap" in {each.measure for each in all_readings(scene.alliance, scene.now, "valuations")}
