"""Whether questions and people hang together: what the host found, where it may be told, and else the reason."""

from paripassu.measures.asked import HANGING
from paripassu.measures.hanging import TOO_FEW, readings
from tests.measures.feeling import told


def test_what_the_host_found_is_told_where_it_may_be_and_else_the_reason() -> None:
    scene = told("fairness", ada=[1, 6, 4, 7, 2, 5], bo=[4, 4, 4, 4, 5, 4])
    found = {(each.measure, each.about): each for each in readings(scene.alliance, scene.now)}
    assert found["within_agreement", "ada/procedural"].value is not None
    assert found["alpha", "ada/procedural"].why.startswith("Too few answers")
    assert found["within_agreement", "bo/procedural"].why == "People lie closer together than may be told."
    few = told("fairness", ada=[1, 6, 4], bo=[4, 4, 4])
    assert {each.about.split("/")[0] for each in readings(few.alliance, few.now)} == {"alliance"}


def test_with_many_a_reliability_is_told_with_its_interval() -> None:
    levels = [1, 2, 3, 4, 5, 6, 7] * 3
    scene = told("fairness", ada=levels, bo=levels[:6])
    found = {(each.measure, each.about): each for each in readings(scene.alliance, scene.now)}
    alpha = found["alpha", "ada/procedural"]
    assert alpha.value == 1
    assert found["alpha", "bo/procedural"].why == TOO_FEW
    assert found["icc", "alliance/procedural"].value is not None
    assert [each.measure for each in readings(scene.alliance, scene.now)] == sorted(
        (each.measure for each in readings(scene.alliance, scene.now)), key=HANGING.index
    )
