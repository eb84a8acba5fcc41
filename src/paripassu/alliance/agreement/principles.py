"""Principles: the behaviours the partners accept in common, as texts of the agreement, and a template to start from."""

import msgspec


class Principle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A principle or norm of the agreement, with what a stranger would see when it is kept."""

    name: str
    text: str


TEMPLATE = (
    Principle("Reciprocity", "What we do for each other stays fair over time. A favour is remembered, not invoiced."),
    Principle("Autonomy", "None of us uses its power to force another. Each decides for itself, and may say no."),
    Principle("Honesty", "We tell the truth about facts and about what we intend, also when it is unwelcome."),
    Principle("Loyalty", "We weigh the interest of the others as we weigh our own, above all in their absence."),
    Principle("Equity", "What each of us gets stays in proportion to what it puts in. When it slips, we mend it."),
    Principle("Integrity", "We treat like cases alike, and our deeds match our words."),
)
"""The six guiding principles of a formal relational contract, in our own words. [FrydlingerHartVitasek2019]"""
