"""Terms: a label and what it allows, parties that may see, and a day to come on which they end."""

from datetime import date

import pytest

from paripassu.alliance.exchange import shares
from paripassu.alliance.exchange.terms import Label
from tests import cast
from tests.alliance.exchanging import FILE, offered, share, shared
from tests.cast import BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


@pytest.mark.parametrize("label", ["RED", "AMBER+STRICT"])
def test_what_stays_in_the_house_cannot_be_passed_on(scene: Scene, label: Label) -> None:
    with refused("label_contradicts"):
        offered(scene, label=label, passing_on=True)


def test_what_is_for_everybody_cannot_be_kept_in(scene: Scene) -> None:
    with refused("label_contradicts"):
        offered(scene, label="CLEAR")
    assert not shares.to_return(share(scene, shared(scene, label="CLEAR", passing_on=True)), "bo", scene.now)


def test_terms_that_nobody_could_keep_are_refused(scene: Scene) -> None:
    with refused("until_unfit"):
        offered(scene, until=date(2026, 1, 1))
    with refused("until_unfit"):
        offered(scene, until=date(2099, 1, 1))
    with refused("label_unknown"):
        offered(scene, label="WHITE")
    with refused("nobody_named"):
        offered(scene, open_to=())
    with refused("not_another_partner"):
        offered(scene, open_to=("ada",))
    with refused("not_another_partner"):
        offered(scene, open_to=("eve",))
    with refused("text_missing"):
        offered(scene, purpose="  ")
    with refused("file_twice"):
        offered(scene, enclosed=(FILE, FILE))
    with refused("contact_elsewhere"):
        offered(scene, contact=BO)
