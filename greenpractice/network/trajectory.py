"""A network's inhaler carbon year by year, of the practices that have every year and of no others."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.documents import ReturnDocument
from greenpractice.history import History
from greenpractice.network.network import Network
from greenpractice.numbers import exact
from greenpractice.periods import Period


@dataclass(frozen=True, slots=True)
class Trajectory:
    """kg by year (None where no year is complete), whose they are, and who lacks a year."""

    years: Mapping[Period, Decimal | None]
    included: tuple[str, ...]
    left_out: tuple[str, ...]
    estimated: frozenset[Period]


def inhaler_trajectory(network: Network) -> Trajectory | None:
    """Over the members with a complete figure in every year that any of them has; None without any."""
    histories = {code: _history(network, found) for code, found in network.history.items() if found}
    by_practice = {code: history.inhaler_years for code, history in histories.items()}
    known = {year for years in by_practice.values() for year, kg in years.items() if kg is not None}
    included = tuple(code for code, years in by_practice.items() if _has_all(years, known))
    if not included:
        return None
    every = sorted({year for code in included for year in by_practice[code]})
    estimated = {year for code in included for year in histories[code].estimated_years if year in known}
    left_out = tuple(code for code in network.members if code not in included)
    return Trajectory(
        {year: _sum(by_practice, included, year) if year in known else None for year in every},
        included,
        left_out,
        frozenset(estimated),
    )


def _has_all(years: Mapping[Period, Decimal | None], known: set[Period]) -> bool:
    return bool(known) and all(years.get(year) is not None for year in known)


def _history(network: Network, documents: list[ReturnDocument]) -> History:
    newest = max(documents, key=lambda document: document.period)
    others = [document for document in documents if document is not newest]
    return History(newest, others, network.calculator)


def _sum(
    by_practice: Mapping[str, Mapping[Period, Decimal | None]], codes: tuple[str, ...], year: Period
) -> Decimal:
    with exact():
        return sum((by_practice[code].get(year) or Decimal(0) for code in codes), Decimal(0))
