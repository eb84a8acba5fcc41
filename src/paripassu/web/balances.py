"""The balance of every pool as it stands, reckoned once for all parts of a page that need it."""

from collections.abc import Mapping
from datetime import datetime

from paripassu.keeper.access import Sitting
from paripassu.measures.balance import Balance, balance
from paripassu.web.held import Held, grown

_held: Held[Mapping[str, Balance]] = Held()


def balances(sitting: Sitting, moment: datetime) -> Mapping[str, Balance]:
    """The balance of every pool of the agreement in force, by pool, in its order; none where none is in force."""
    return _held.of(sitting, grown(sitting, moment), lambda: _reckoned(sitting, moment))


def _reckoned(sitting: Sitting, moment: datetime) -> Mapping[str, Balance]:
    terms = sitting.alliance.agreement.in_force
    return {pool.id: balance(sitting.alliance, pool.id, at=moment) for pool in terms.pools} if terms else {}
