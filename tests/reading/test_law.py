"""The law that governs."""

import pytest

from tests.reading.texts import alliance, drafted, value


@pytest.mark.parametrize(
    ("sentence", "law"),
    [
        (
            "This Agreement shall be governed by the laws of the State of New York, without regard to conflicts.",
            "New York",
        ),
        ("This Agreement is governed by English law.", "England"),
        (
            "It shall be construed in accordance with the laws of the Province of Ontario, Canada.",
            "Province of Ontario, Canada",
        ),
        ("Disputes shall be governed by PRC laws.", "People's Republic of China"),
        ("The law of the Federal Republic of Germany applies.", "Germany"),
        ("This contract is governed by New York law.", "New York"),
        ("Governing Law: State of Nevada.", "Nevada"),
        ("The laws of nature are hard.", None),
    ],
)
def test_the_state_is_named_without_what_stands_around_it(sentence: str, law: str | None) -> None:
    text = alliance().replace("This Agreement shall be governed by the laws of England.", sentence)
    assert value(drafted(text), "governing_law") == law
