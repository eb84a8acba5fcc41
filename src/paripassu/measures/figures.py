"""The balance of a pool as readings: the lower side and what it would take first, then partner by partner."""

from collections.abc import Iterator

from paripassu.measures.balance import Balance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.reading import Figure, Interval, Reading
from paripassu.measures.standings import Against, Picture, Standing
from paripassu.measures.targets import PURE


def readings(balance: Balance) -> list[Reading]:
    """Every figure of a balance, each with the entries it rests on, its bounds or interval, and why it is missing."""
    return [*_of_pool(balance), *(reading for party in balance.cumulative.standings for reading in _of(balance, party))]


def _reading(
    measure: str,
    about: str,
    value: Figure,
    facts: tuple[int, ...],
    *,
    why: str = "",
    unit: str = "",
    within: Interval | None = None,
) -> Reading:
    return Reading(
        measure=measure,
        about=about,
        value=value,
        low=within.low if within else None,
        high=within.high if within else None,
        unit=unit,
        enough=value is not None,
        why=why,
        source=CATALOGUE[measure].source,
        facts=facts,
    )


def _of_pool(balance: Balance) -> Iterator[Reading]:
    about, unit, whole = balance.pool.id, balance.pool.unit, balance.cumulative
    yield _lowest(about, whole)
    yield _reading("transfer", about, whole.transfer, whole.facts, unit=unit, why=whole.why)
    yield _reading("balance_index", about, whole.index, whole.facts, why=whole.why)
    nothing = "" if whole.disputed_share is not None else "No entry of this pool has a value yet."
    yield _reading("disputed_share", about, whole.disputed_share, whole.disputed_facts, why=nothing)


def _lowest(about: str, picture: Picture) -> Reading:
    lowest = picture.lowest
    if not lowest:
        return _reading("lowest_return_coefficient", about, None, picture.facts, why=picture.why)
    names = "That of " + ", ".join(one.party for one in lowest) + "."
    within = lowest[0].bounds if len(lowest) == 1 else None
    return _reading(
        "lowest_return_coefficient", about, lowest[0].agreed.coefficient, picture.facts, why=names, within=within
    )


def _of(balance: Balance, party: str) -> Iterator[Reading]:
    about = f"{balance.pool.id}/{party}"
    standing = balance.cumulative.standings[party]
    yield from _coefficients(balance, about, standing)
    yield from _amounts(balance, about, standing)
    yield from _shares(balance.cumulative, about, standing)


def _coefficients(balance: Balance, about: str, standing: Standing) -> Iterator[Reading]:
    facts, agreed = balance.cumulative.facts, standing.agreed
    rolling = balance.rolling.standings[standing.party]
    yield _against("return_coefficient", about, agreed, facts, standing.bounds)
    yield _against("rolling_return_coefficient", about, rolling.agreed, balance.rolling.facts, rolling.bounds)
    yield _against("tendency", about, agreed, facts, standing.tendency)
    for rule in PURE:
        yield _against(f"{rule}_return_coefficient", about, standing.pure[rule], facts)


def _against(
    measure: str, about: str, against: Against, facts: tuple[int, ...], within: Interval | None = None
) -> Reading:
    return _reading(measure, about, against.coefficient, facts, why=against.why, within=within)


def _amounts(balance: Balance, about: str, standing: Standing) -> Iterator[Reading]:
    unit, facts = balance.pool.unit, balance.cumulative.facts
    equity = standing.pure["equity"]
    yield _reading("gap", about, standing.agreed.gap, facts, unit=unit, why=standing.agreed.why)
    yield _reading("operating_balance", about, equity.gap, facts, unit=unit, why=equity.why)
    yield _reading("contribution", about, standing.contribution, standing.contribution_facts, unit=unit)
    yield _reading("reward", about, standing.reward, standing.reward_facts, unit=unit)
    yield _reading("open", about, standing.open, standing.open_facts, unit=unit)


def _shares(picture: Picture, about: str, standing: Standing) -> Iterator[Reading]:
    put = "" if standing.contribution_share is not None else "No contribution is confirmed in this period."
    got = "" if standing.reward_share is not None else "No reward is confirmed in this period."
    target = "" if standing.agreed.target is not None else standing.agreed.why
    yield _reading("contribution_share", about, standing.contribution_share, picture.facts, why=put)
    yield _reading("reward_share", about, standing.reward_share, picture.facts, why=got)
    yield _reading("target_share", about, standing.agreed.target, picture.facts, why=target)
