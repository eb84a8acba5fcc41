"""An assent is the signature of one party under one exact text."""

import hashlib

from paripassu.alliance.agreement.terms import digest as digest_of_terms
from paripassu.record.assent import assent, assents, digest
from tests.cast import ADA, BO, agree, agreed, terms


def test_the_digest_of_a_text_is_over_its_canonical_bytes() -> None:
    assert digest({"b": 1, "a": "ü"}) == hashlib.sha256('{"a":"ü","b":1}'.encode()).hexdigest()


def test_the_alliance_and_the_record_mean_the_same_digest() -> None:
    assert digest(terms()) == digest_of_terms(terms())


def test_every_signature_is_an_assent_and_nothing_else_is() -> None:
    scene = agreed()
    scene.post(ADA, "ada")
    agree(scene, terms(purpose="We build two things together."), reason="change")
    found = assents(scene.facts)
    first, second = (version.digest for version in scene.alliance.agreement.versions)
    assert [(one.party, one.person, one.digest) for one in found] == [
        ("ada", ADA, first), ("bo", BO, first), ("ada", ADA, second), ("bo", BO, second),
    ]  # fmt: skip
    for one in found:
        entry = scene.facts[one.index]
        assert assent(entry.index, entry.party, entry.fact) == one
