"""The JSON of a draft."""

import json

from paripassu.reading import as_json
from paripassu.reading.categories import CATEGORIES
from paripassu.reading.sureness import asserted
from tests.reading.texts import CO_BRANDING, RENEWING, drafted


def test_the_json_has_the_agreed_shape() -> None:
    shown = json.loads(json.dumps(as_json(drafted(CO_BRANDING))))
    assert list(shown) == [
        "is_agreement", "title", "parties", "agreement_date", "effective_date", "expiration_date", "renewal_term",
        "renewal_notice", "governing_law", "duration", "exits", "duties", "charges", "clauses", "carries",
        "outline", "boxes",
    ]  # fmt: skip
    assert set(shown["parties"][0]) == {
        "name", "aliases", "role", "confidence", "place", "jurisdiction", "address",
        "asked",
    }  # fmt: skip
    assert set(shown["title"]) == {"value", "confidence", "place", "asked"}
    assert set(shown["title"]["place"]) == {"page", "start", "end"}
    assert set(shown["duties"][0]) == {
        "party", "kind", "to", "mutual", "text", "due", "condition", "confidence", "place",
        "action", "object", "trigger", "amount", "asked",
    }  # fmt: skip
    assert set(shown["clauses"]["Anti-Assignment"]) == {"present", "confidence", "places", "asked"}
    assert len(shown["clauses"]) == 33 == len({category.name for category in CATEGORIES})
    assert json.loads(json.dumps(as_json(drafted(RENEWING))))["effective_date"] is None


def test_what_is_not_sure_enough_is_asked() -> None:
    draft = drafted(CO_BRANDING)
    shown = json.loads(json.dumps(as_json(draft)))
    assert [one["asked"] for one in shown["duties"]] == [not asserted("duty", one.confidence) for one in draft.duties]


def test_the_balance_of_the_paper_counts_every_duty_once() -> None:
    draft = drafted(CO_BRANDING)
    carries = json.loads(json.dumps(as_json(draft)))["carries"]
    rows = [*carries["parties"].values(), carries["each_alike"], carries["not_clear_whose"]]
    kinds = ("obligation", "permission", "prohibition", "entitlement")
    assert sum(row[kind] for row in rows for kind in kinds) == len(draft.duties)
