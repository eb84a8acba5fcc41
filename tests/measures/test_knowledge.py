"""What was given and received, and what became of it."""

from paripassu.alliance.exchange import uses
from paripassu.measures.knowledge import readings
from paripassu.measures.reading import Reading
from tests import cast
from tests.alliance.exchanging import asked, offered, shared
from tests.cast import BO, Scene


def of(scene: Scene, name: str, about: str) -> Reading:
    [found] = [each for each in readings(scene.alliance, scene.now) if (each.measure, each.about) == (name, about)]
    return found


def test_what_one_gave_is_what_the_other_received() -> None:
    scene = cast.agreed()
    entries = [shared(scene), shared(scene), shared(scene, "bo", ("ada",)), shared(scene)]
    offered(scene)
    assert of(scene, "given_share", "ada").value == of(scene, "received_share", "bo").value == 0.75
    assert of(scene, "given_share", "bo").facts == (entries[2],)


def test_only_what_the_receiver_spoke_of_is_acknowledged() -> None:
    scene = cast.agreed()
    entries = [shared(scene) for _ in range(4)]
    scene.act(BO, uses.state_use, share=entries[0], used=True, what="To size the frames")
    scene.act(BO, uses.state_use, share=entries[1], used=False, what="We took another hull")
    assert of(scene, "acknowledged_share", "bo").value == 0.5
    assert of(scene, "useful_share", "ada").value == 0.25
    assert of(scene, "acknowledged_share", "ada").why == "Fewer than 3: 0 of 0 received."


def test_an_offer_to_a_request_is_an_answer() -> None:
    scene = cast.agreed()
    requests = [asked(scene) for _ in range(3)]
    offered(scene, request=requests[0])
    found = of(scene, "answered_share", "ada")
    assert (found.value, found.why) == (1 / 3, "1 of 3 asked for.")
