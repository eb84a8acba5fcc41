"""A report: the lower side first, the words of the standing, every entry named, and names as names."""

from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.areas import Area
from paripassu.measures.reports import MOST_NAMED, Report, entries, figure, gap, named, report
from tests import cast
from tests.alliance.valuing import crossed
from tests.cast import Scene


def reported() -> Report:
    """The report of Ada and Bo, who put in alike; Bo received three quarters."""
    scene = cast.agreed()
    for side, ada, bo in (("contribution", 100, 100), ("reward", 100, 300)):
        scene.confirm(cast.BO, scene.post(cast.ADA, "ada", ada, side=side))
        scene.confirm(cast.ADA, scene.post(cast.BO, "bo", bo, side=side))
    return report(scene.alliance, scene.now, root="00" * 32, checkpoint="note")


def test_the_lower_side_comes_first_and_the_gap_is_said(scene: Scene) -> None:
    found = report(scene.alliance, scene.now, root="00", checkpoint="note")
    assert found.parties == "Ada Ltd · Bo Ltd"
    assert {area.level for area in found.areas if area.title.startswith("Balance")} == {"not enough to say"}
    assert all(area.why for area in found.areas if not area.sides)


def test_a_pool_is_told_with_its_books() -> None:
    found = reported()
    [balance] = [area for area in found.areas if area.title.startswith("Balance")]
    assert [side.name for side in balance.sides] == ["Ada Ltd", "Bo Ltd"]
    assert (balance.level, balance.gap, balance.rests) == ("below", "100.00\N{NO-BREAK SPACE}EUR", 4)
    [pool] = found.pools
    assert [(one.coefficient, one.gap) for one in pool.parties] == [("0.50", "−100.00"), ("1.50", "+100.00")]


def test_a_pool_of_two_has_its_spirit_level_with_the_same_names_at_its_ends() -> None:
    [pool] = reported().pools
    assert pool.ends == ("Ada Ltd", "Bo Ltd")
    assert 'class="bubble"' in pool.level
    assert "received more than its due" in pool.caption
    assert "Faint" not in pool.caption
    [three] = report(cast.agreed(("ada", "bo", "di")).alliance, cast.START, root="", checkpoint="").pools
    assert (three.level, three.caption) == ("", "")


def test_own_values_are_the_faint_bubbles_of_the_level() -> None:
    scene = crossed()
    [pool] = report(scene.alliance, scene.now, root="", checkpoint="").pools
    assert pool.level.count('class="own"') == 2
    assert "by the own values of A (Ada Ltd), B (Bo Ltd)" in pool.caption


def test_what_is_not_counted_stands_in_every_report() -> None:
    found = reported()
    told = {title for each in found.missing for title in each.titles.split(", ")}
    assert {"Balance", "Reliability", "Check-ins"} <= told
    assert all(each.sentences for each in found.missing)


def test_before_an_agreement_there_are_no_areas(unsigned: Scene) -> None:
    found = report(unsigned.alliance, unsigned.now, root="", checkpoint="")
    assert (found.areas, found.pools, found.missing) == ((), (), ())


@given(st.sets(st.integers(0, 60), max_size=40))
def test_the_entries_that_are_named_are_exactly_those(facts: set[int]) -> None:
    read: set[int] = set()
    for part in filter(None, entries(tuple(sorted(facts))).split(", ")):
        first, _dash, last = part.partition("–")
        read |= set(range(int(first), int(last or first) + 1))
    assert read == facts


def test_of_very_many_entries_only_the_number_is_said() -> None:
    assert entries(tuple(range(MOST_NAMED + 1))) == "401 entries"


def test_whom_a_figure_is_about_is_said_by_name(scene: Scene) -> None:
    told = [named(scene.alliance, about) for about in ("ada", "bo>ada", "ada-bo", "", "p3")]
    assert told == ["Ada Ltd", "Ada Ltd (seen by Bo Ltd)", "Ada Ltd – Bo Ltd", "All parties", "p3"]


def test_figures_are_written_with_their_unit() -> None:
    days = Area("adaptation", "", "days_to_share", "holds", "unclear", gap=2.0, unit="days")
    share = Area("norms", "", "kept_share", "holds", "unclear", gap=0.25)
    assert (figure(days, 6.0), gap(days)) == ("6\N{NO-BREAK SPACE}days", "2\N{NO-BREAK SPACE}days")
    assert (figure(share, 0.5), gap(share)) == ("50\N{NARROW NO-BREAK SPACE}%", "25 points")
    assert (figure(share, None), gap(Area("ties", "", "coverage", "holds", "unclear"))) == ("", "")
