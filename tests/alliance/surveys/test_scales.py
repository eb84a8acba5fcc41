"""What is told of scales stands on the record only where the rules let it: the host is asked like anybody."""

from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance.surveys.instruments import Question, library
from paripassu.alliance.surveys.scales import Ends, Found, Scale, check, scales
from tests.cast import refused

FAIR = library()["fairness"].questions
SHOWN = {question.id for question in FAIR}


def told(**changes: Any) -> Found:
    usual: dict[str, Any] = {"scale": "procedural", "people": 6, "spread": Decimal("1.5"), "agreement": Decimal("0.4")}
    return Found(**(usual | changes))


def test_what_is_sound_is_let_through() -> None:
    check((), FAIR, SHOWN, 6, 3)
    check((told(),), FAIR, SHOWN, 6, 3)
    check((told(spread=None, agreement=None),), FAIR, SHOWN, 6, 3)
    check(
        (told(apart={"bo": Decimal("0.05")}, alpha=Ends(Decimal("0.8"), Decimal("0.6"), Decimal("0.9"))),),
        FAIR,
        SHOWN,
        6,
        3,
    )


@pytest.mark.parametrize("people", [4, 7])
def test_nothing_rests_on_fewer_than_five_or_on_more_than_answered(people: int) -> None:
    with refused("cell_too_small"):
        check((told(people=people),), FAIR, SHOWN, 6, 3)


def test_where_more_are_agreed_a_scale_needs_as_many() -> None:
    with refused("cell_too_small"):
        check((told(people=6),), FAIR, SHOWN, 9, 8)


@pytest.mark.parametrize(
    "changes",
    [
        {"scale": "friendliness"},
        {"spread": Decimal("1.3")},
        {"spread": Decimal(0)},
        {"spread": Decimal("6.5")},
        {"spread": None},
        {"agreement": Decimal("1.1")},
        {"skewed": Decimal("-0.1")},
        {"between": Decimal("1.2")},
        {"apart": {"bo": Decimal("0.0317")}},
        {"alpha": Ends(Decimal("0.8"), Decimal("0.9"), Decimal("0.95"))},
        {"omega": Ends(Decimal("1.2"), Decimal("0.9"), Decimal("1.3"))},
    ],
)
def test_what_a_figure_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    """A finer spread or chance than is agreed on would say more of single answers."""
    with refused("scales_unsound"):
        check((told(**changes),), FAIR, SHOWN, 6, 3)


def test_a_scale_is_told_once_and_only_where_all_its_questions_show_a_mean() -> None:
    with refused("scales_unsound"):
        check((told(), told()), FAIR, SHOWN, 6, 3)
    with refused("scales_unsound"):
        check((told(),), FAIR, SHOWN - {"proc2"}, 6, 3)


def test_a_scale_is_of_one_facet_one_side_and_one_way_to_answer() -> None:
    assert [(scale.id, scale.facet, scale.own, scale.important) for scale in scales(library()["norms"].questions)][
        :2
    ] == [
        ("flexibility", "flexibility", False, False),
        ("flexibility_important", "flexibility", False, True),
    ]
    own = [scale for scale in scales(library()["trust"].questions) if scale.own]
    assert {scale.facet for scale in own} == {"reliability", "truth", "ability", "goodwill", "openness"}


def test_two_facets_that_would_have_one_name_are_no_scales() -> None:
    clash = (Question("a", "Is it?", "agree", "good will"), Question("b", "Is it?", "agree", "good-will"))
    assert scales(clash) == ()
    assert isinstance(scales(clash[:1])[0], Scale)
