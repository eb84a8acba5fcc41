"""Who may end an agreement without a cause."""

import pytest

from tests.reading.texts import drafted

OPENING = 'This Agreement is between Ada Works, Inc. ("Ada") and Bo Ltd. ("Bo"). WHEREAS they agree.\n\n'


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Either party may terminate this Agreement at any time upon sixty (60) days' notice.", [("each", "60 days")]),
        ("Ada may terminate this Agreement for convenience on 90 days notice.", [("Ada Works, Inc.", "90 days")]),
        ("This Agreement may be terminated by Bo without cause.", [("Bo Ltd.", "")]),
        ("Either party may terminate this Agreement if the other party breaches it and 30 days' notice is given.", []),
        ("The parties may terminate this Agreement at any time by mutual consent.", []),
        ("Either party may cancel this Agreement: (i) on 30 days notice, (ii) on a breach.", [("each", "30 days")]),
        ("Ada shall pay Bo.", []),
    ],
)  # fmt: skip
def test_a_right_to_leave_without_a_cause_is_found_with_its_notice(words: str, found: list[tuple[str, str]]) -> None:
    assert [(one.party, one.notice) for one in drafted(OPENING + words).exits] == found


def test_each_party_has_its_own_right_at_its_place() -> None:
    words = "Ada may terminate this Agreement without cause. Bo may terminate this Agreement for any reason."
    draft = drafted(OPENING + words)
    assert [one.party for one in draft.exits] == ["Ada Works, Inc.", "Bo Ltd."]
    assert draft.document.words(draft.exits[1].place.start, draft.exits[1].place.end).startswith("Bo may")
