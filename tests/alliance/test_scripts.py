"""What a file of a story says is read whole, with the places of its mistakes (the rest is in test_story)."""

import pytest

from paripassu.alliance.refusals import Refused
from paripassu.alliance.scripts import files, told

HEAD = 'name = "x"\n[[party]]\nid = "ada"\nname = "Ada Ltd"\n'
STEP = '[[step]]\nat = 2026-01-05T10:00:00+01:00\nwho = "ada"\ndoes = "found"\n'


def test_times_are_read_as_utc_and_files_with_who_encloses_them() -> None:
    story = told(HEAD + STEP + 'enclosed = [{ name = "a.txt", text = "x" }]\n')
    assert story.steps[0].at.isoformat() == "2026-01-05T09:00:00+00:00"
    assert [(each.who, each.name, each.content) for each in files(story)] == [("ada", "a.txt", b"x")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "[[step]]\n", "step 1: it needs “at”"),
        ("name = 1\n", "name: Expected `str`"),
        ('[text.a]\nlike = "b"\n', "text a: there is no text “b” before it"),
        (HEAD + STEP.replace("found", "fly"), "nobody can “fly”"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text: str, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        told(text)
    assert says in str(refusal.value)
