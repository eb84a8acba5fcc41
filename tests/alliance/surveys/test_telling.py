"""A story tells a survey under keys that belong to nobody, and counts what it tells."""

from paripassu.alliance.surveys import telling
from paripassu.alliance.surveys.keys import key_in
from paripassu.alliance.surveys.telling import counted, nothing_shown
from tests.alliance.surveying import in_force, opened, staffed


def test_the_keys_of_a_story_have_the_form_of_keys_and_differ() -> None:
    keys = [each.key for each in telling.asked(staffed(ada=3, bo=3).alliance)]
    assert len({key_in(key) for key in keys}) == 2
    assert keys == [each.key for each in telling.asked(staffed(ada=3, bo=3).alliance)]


def test_answers_become_counts_and_no_answer_is_left() -> None:
    scene = staffed(ada=3, bo=3)
    wave = opened(scene, in_force(scene))
    said = {"wave": wave.index, "answers": {"ada": [[1, 2, 3, 4, 5, -1]]}}
    found = counted(scene.alliance, int, said, nothing_shown)
    assert [(each.party, each.issued, each.answered) for each in found["turnout"]] == [("ada", 3, 1), ("bo", 3, 0)]
    assert len(found["used"]) == 1
    assert "answers" not in found


def test_other_fields_are_left_as_they_are() -> None:
    scene = staffed(ada=3, bo=3)
    for said in ({"wave": 1}, {"answers": [1]}):
        assert counted(scene.alliance, int, said, nothing_shown) == said
    assert counted(scene.alliance, int, {"wave": 1, "answers": [1, -1]}, nothing_shown)["answers"] == [1, None]
