"""How a measure is listed: what it is, between which limits, from which source, and what it does not count."""

from typing import NamedTuple


class Measure(NamedTuple):
    """One measure as the catalogue lists it. `page` is its page under docs/measures/."""

    name: str
    title: str
    what: str
    limits: str
    source: str
    page: str
    not_counted: tuple[str, ...]
