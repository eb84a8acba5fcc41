"""What the command line shows of a record besides its pools: all of it named in the catalogue, nothing made up."""

from datetime import timedelta

from paripassu.alliance.commitments import deliveries
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.questions import readings as measured
from tests import cast
from tests.alliance.promising import DUE, agreed, delivered, until
from tests.alliance.stating import agree, assessed, stated
from tests.cast import BO, Scene


def eventful() -> Scene:
    """A kept commitment, and a forecast with a probability that came true."""
    scene = cast.agreed()
    scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, agreed(scene)))
    entry = stated(scene, probability=80)
    until(scene, DUE, 2)
    agree(scene, assessed(scene, entry, verdict="borne_out"))
    return scene


def test_every_reading_is_in_the_catalogue_and_says_why_it_is_missing() -> None:
    for scene in (cast.founded(), cast.agreed(), eventful()):
        for reading in measured(scene.alliance, scene.now + timedelta(days=1)):
            assert reading.source == CATALOGUE[reading.measure].source
            assert reading.enough == (reading.value is not None)
            assert reading.enough or reading.why
            assert list(reading.facts) == sorted(set(reading.facts))
            assert set(reading.facts) <= set(range(scene.alliance.size))


def test_trust_and_warnings_are_read() -> None:
    scene = eventful()
    names = {reading.measure for reading in measured(scene.alliance, scene.now)}
    assert names >= {"reliability", "truth", "ability", "calibration", "warning"}
