"""The picture of a plane: attributes alone, a ring and letters for each side, more further right and higher."""

from xml.etree import ElementTree

from paripassu.measures.plane import Words, picture
from paripassu.measures.quadrants import Extent, Place, Plane

WORDS = Words("Return", "Felt", "2.5", ("short", "level", "beyond"))


def place(party: str, measured: float, felt: float) -> Place:
    spots = Extent(measured, measured - 0.2, measured + 0.2), Extent(felt, max(felt - 1, 1), min(felt + 1, 7))
    return Place(party, *spots, "level_fair", True, "", (("a", "b"), ("c", "d")), ())  # type: ignore[arg-type]


def test_the_picture_is_drawn_with_attributes_alone_and_has_a_ring_and_letters_for_each() -> None:
    plane = Plane(
        "work", "distributive", (0.8, 1.2), 2.5, (place("ada", 0.5, 2), place("bo", 1.4, 6), place("dee", 1.4, 6))
    )
    drawn = picture(plane, ["A<", "BO", "DE"], WORDS)
    root = ElementTree.fromstring(drawn)
    assert "style" not in drawn
    assert drawn.count("<circle") == 3
    assert "A&lt;" in drawn
    letters = {each.text: (each.get("x"), each.get("y")) for each in root.iter() if each.text in ("A<", "BO", "DE")}
    assert len(set(letters.values())) == 3


def test_more_felt_stands_higher_and_more_measured_further_right() -> None:
    def ring(measured: float, felt: float) -> tuple[float, float]:
        plane = Plane("work", "distributive", (0.8, 1.2), 2.5, (place("ada", measured, felt),))
        [circle] = [e for e in ElementTree.fromstring(picture(plane, ["A"], WORDS)).iter() if e.tag.endswith("circle")]
        return float(circle.get("cx") or 0), float(circle.get("cy") or 0)

    assert ring(0.5, 3)[0] < ring(1.5, 3)[0]
    assert ring(0.5, 3)[1] > ring(0.5, 6)[1]


def test_without_a_side_to_show_there_is_no_picture() -> None:
    nobody = Place("ada", None, None, None, False, "why", (("a", "b"), ("c", "d")), ())  # type: ignore[arg-type]
    assert picture(Plane("work", "distributive", (0.8, 1.2), 2.5, (nobody,)), ["A"], WORDS) == ""
