"""A network's inhaler carbon year by year, of the practices that have every year and of no others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.footprint import Footprint
from greenpractice.network.network import Network
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.phrases import joined, year_words


@dataclass(frozen=True, slots=True)
class InhalerPart:
    """Of one return: kg of inhalers (None without any line of them), and whether a number is estimated."""

    kg: Decimal | None
    estimated: bool


def inhaler_part(footprint: Footprint) -> InhalerPart:
    """What a return says of inhalers."""
    kg = footprint.by_section.get("inhalers")
    return InhalerPart(kg, any(line.estimated for line in footprint.lines if line.section == "inhalers"))


Parts = Mapping[str, Mapping[Period, InhalerPart]]  # by practice and period


@dataclass(frozen=True, slots=True)
class Trajectory:
    """kg by year (None where no year is complete), whose they are, and who lacks a year.

    `lacks` has for each that is left out the years it lacks, and how many of their quarters are there.
    """

    years: Mapping[Period, Decimal | None]
    included: tuple[str, ...]
    left_out: tuple[str, ...]
    estimated: frozenset[Period]
    lacks: Mapping[str, Mapping[Period, int]]

    def out_words(self, name: Callable[[str], str]) -> str:
        """`Delta Centre (3 of 4 quarters of 2025/26)`, each with the first year it lacks; `nobody`."""
        return joined([f"{name(code)} ({_lacking(self.lacks[code])})" for code in self.left_out]) or "nobody"


def _lacking(years: Mapping[Period, int]) -> str:
    """The year that is nearest to whole, as one quarter may be all that is missing."""
    year, quarters = max(years.items(), key=lambda item: (item[1], item[0]))
    return f"{quarters} of 4 quarters of {year_words(year)}" if quarters else f"no {year_words(year)}"


def inhaler_trajectory(network: Network) -> Trajectory | None:
    """Over the members with a complete figure in every year that any of them has; None without any."""
    parts = {
        code: {each.period: inhaler_part(network.calculator.of_return(each)) for each in found}
        for code, found in network.history.items()
    }
    return trajectory_of(network.members, parts, network.calculator.factors.first_year)


def trajectory_of(members: Sequence[str], parts: Parts, first_year: int) -> Trajectory | None:
    """The same from what each return of the members says of inhalers."""
    by_practice = {code: _years(parts[code], first_year) for code in members if parts.get(code)}
    known = {year for years in by_practice.values() for year, kg in years.items() if kg is not None}
    included = tuple(code for code, years in by_practice.items() if _has_all(years, known))
    if not included:
        return None
    every = sorted({year for code in included for year in by_practice[code]})
    estimated = {year for code in included for year in known if _is_estimated(parts[code], year)}
    left_out = tuple(code for code in members if code not in included)
    return Trajectory(
        {year: _sum(by_practice, included, year) if year in known else None for year in every},
        included,
        left_out,
        frozenset(estimated),
        {code: _lacks(parts.get(code, {}), by_practice.get(code, {}), known) for code in left_out},
    )


def _years(parts: Mapping[Period, InhalerPart], first_year: int) -> dict[Period, Decimal | None]:
    """kg of each whole NHS year up to that of the newest return; None where not complete."""
    newest = max(parts).year
    return {Period(year): _year_kg(parts, Period(year)) for year in range(first_year, newest + 1)}


def _year_kg(parts: Mapping[Period, InhalerPart], year: Period) -> Decimal | None:
    quarters = [parts[quarter].kg for quarter in year.quarters if quarter in parts]
    kg = [each for each in quarters if each is not None]
    if len(kg) == 4:
        with exact():
            return sum(kg, Decimal(0))
    whole = parts.get(year)
    return whole.kg if whole else None


def _lacks(
    parts: Mapping[Period, InhalerPart], years: Mapping[Period, Decimal | None], known: set[Period]
) -> dict[Period, int]:
    def is_there(quarter: Period) -> bool:
        return quarter in parts and parts[quarter].kg is not None

    return {year: sum(map(is_there, year.quarters)) for year in known if years.get(year) is None}


def _is_estimated(parts: Mapping[Period, InhalerPart], year: Period) -> bool:
    return any(parts[each].estimated for each in (year, *year.quarters) if each in parts)


def _has_all(years: Mapping[Period, Decimal | None], known: set[Period]) -> bool:
    return bool(known) and all(years.get(year) is not None for year in known)


def _sum(
    by_practice: Mapping[str, Mapping[Period, Decimal | None]], codes: Sequence[str], year: Period
) -> Decimal:
    with exact():
        return sum((by_practice[code].get(year) or Decimal(0) for code in codes), Decimal(0))
