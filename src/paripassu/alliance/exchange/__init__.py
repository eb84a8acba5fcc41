"""Exchange: knowledge, resources and ideas asked for, offered and shared under terms, used, and acknowledged.

`requests` asks, `shares` offers and shares under `terms`, `extensions` lengthens them, `uses` says what became of it;
`ideas` are built on and adopted, `values` says how their value is shared; `register` is the list of what is shared and
what is not. Titles and terms are seen by all parties, the files by those whom the terms name: so everybody can count
what was given and received, and nobody reads what was not meant for them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from paripassu.alliance.exchange import extensions, ideas, requests, shares, uses, values
from paripassu.alliance.exchange.ideas import Idea
from paripassu.alliance.exchange.register import Area, Register
from paripassu.alliance.exchange.requests import Request
from paripassu.alliance.exchange.shares import Offered, Outside, Share, ShareRecalled
from paripassu.alliance.parties import membership

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---

Fact: TypeAlias = requests.Fact | shares.Fact | extensions.Fact | uses.Fact | ideas.Fact | values.Fact
membership.open_to("suspended", ShareRecalled)  # whose voice rests still ends what it gave
membership.open_to("alone", ShareRecalled)

# --- state ---


@dataclass(slots=True)
class Exchange:
    """Requests, shares and ideas by their entries, the registers in order, and which entry belongs to which.

    `files`: the shares that enclose a file, by its digest. They are open to nobody by being here.
    """

    requests: dict[int, Request] = field(default_factory=dict)
    shares: dict[int, Share] = field(default_factory=dict)
    ideas: dict[int, Idea] = field(default_factory=dict)
    registers: list[Register] = field(default_factory=list)
    files: dict[str, list[int]] = field(default_factory=dict)
    of_extension: dict[int, int] = field(default_factory=dict)
    of_value: dict[int, int] = field(default_factory=dict)

    @property
    def register(self) -> Register | None:
        """The register that stands; None before the first."""
        return self.registers[-1] if self.registers else None

    def areas(self, party: str) -> dict[str, Area]:
        """The areas of a party on the register that stands, by name."""
        return {area.name: area for area in self.register.of(party)} if self.register else {}

    def outside(self, party: str, fact: Offered) -> Outside:
        """What the register that stands has against a share of a party."""
        if self.register is None:
            return ""
        area = self.areas(party).get(fact.area)
        if area is None:
            return "unlisted"
        if area.stance == "on_request" and fact.request is None:
            return "on_request"
        return "not" if area.stance == "not" else ""


PRACTICES = (requests, shares, extensions, uses, ideas, values)
"""The modules with facts: each has `Fact`, and `apply` and `rule` for it."""


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After the voices have changed: settle ideas and values that wait for nobody any more."""
    for one in alliance.exchange.ideas.values():
        ideas.settle(alliance, one, at)
        for value in one.values:
            values.settle(alliance, value, at)


def spoken_of(alliance: "Alliance", fact: object) -> tuple[int, ...]:
    """The requests, shares and ideas that a fact of this practice speaks of, less the one that it begins."""
    own = alliance.exchange
    named = [getattr(fact, name, None) for name in ("request", "share", "idea")]
    named += [own.of_extension.get(getattr(fact, "extension", -1)), own.of_value.get(getattr(fact, "value", -1))]
    return tuple(entry for entry in named if entry is not None)
