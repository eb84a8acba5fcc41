"""How a measure is listed: what it is, between which limits, from which source, and what it does not count."""

from typing import NamedTuple

BETA = "Jøsang and Ismail 2002; Barry and Hartigan 1993 on what has changed"
"""The source of the chances that the next one goes well."""


class Measure(NamedTuple):
    """One measure as the catalogue lists it. `page` is its page under docs/measures/."""

    name: str
    title: str
    what: str
    limits: str
    source: str
    page: str
    not_counted: tuple[str, ...]
