"""The planes of a report: a picture with its table, the same words as on the page, nothing of nobody."""

from paripassu.measures.felt_parts import NOT_SURE, planes
from paripassu.measures.quadrants import NEXT, STANDS
from paripassu.measures.reports import figure, named, report
from paripassu.measures.standing import standing
from paripassu.measures.typesetting import html, pdf
from tests.cast import Scene
from tests.measures.feeling import told
from tests.measures.pools import alliance_of, put_in, received


def measured(ada: list[int], bo: list[int]) -> Scene:
    scene = told("fairness", ada=ada, bo=bo)
    lines = [put_in("ada", 100), put_in("bo", 100), received("ada", 100), received("bo", 30)]
    found = alliance_of(("ada", "bo"), lines)
    scene.alliance.agreement, scene.alliance.ledger = found.agreement, found.ledger
    return scene


def test_a_plane_has_a_picture_and_a_row_for_each_side_the_lower_first() -> None:
    scene = measured([6, 7, 6, 5, 7] * 2, [2, 1, 3, 2, 1] * 2)
    [plane] = planes(scene.alliance, scene.now)
    assert plane.title.endswith("Joint work")
    assert plane.picture.startswith("<svg")
    assert [side.stands for side in plane.sides] == [STANDS["short_unfair"], STANDS["long_fair"]]
    assert [side.next for side in plane.sides] == [NEXT["short_unfair"], NEXT["long_fair"]]


def test_what_is_not_sure_is_said_with_an_if() -> None:
    scene = measured([6, 7, 6, 5, 7] * 2, [4, 7, 2, 5, 3] * 2)
    [plane] = planes(scene.alliance, scene.now)
    assert NOT_SURE in plane.sides[0].stands
    assert plane.sides[0].next.startswith("If that holds:")


def test_a_report_has_the_planes_and_writes_what_is_felt_on_its_scale() -> None:
    scene = measured([6, 7, 6, 5, 7] * 2, [2, 1, 3, 2, 1] * 2)
    made = report(scene.alliance, scene.now, root="ab" * 32, checkpoint="none")
    text = html(made)
    assert "Receives less than its due and feels it" in text
    assert "cannot be found again from the record" in text
    assert pdf(made, scene.now).startswith(b"%PDF")
    [area] = [area for area in standing(scene.alliance, scene.now) if area.name == "felt_fairness"]
    assert figure(area, area.sides[0].value) == "1.8\N{NO-BREAK SPACE}of 7"
    assert named(scene.alliance, area.sides[0].about).split(": ")[1] == "distributive"


def test_before_anybody_was_asked_there_are_no_planes() -> None:
    scene = told("norms", ada=[4, 5, 3], bo=[3, 4, 5])
    assert planes(scene.alliance, scene.now) == ()
