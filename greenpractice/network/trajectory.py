"""A network's inhaler carbon year by year, of the practices that have every year and of no others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from greenpractice.carbon.footprint import Calculator
from greenpractice.carbon.gaps import missing_of_sections
from greenpractice.carbon.merged_practices import merged_until
from greenpractice.carbon.part import Part
from greenpractice.facts.directory import Directory
from greenpractice.network.network import Network
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.phrases import counted, joined, year_words
from greenpractice.returns.documents import ReturnDocument


@dataclass(frozen=True, slots=True)
class InhalerPart:
    """Of one return: kg of inhalers (None where they are not there whole), and whether one is estimated."""

    kg: Decimal | None
    estimated: bool


def inhaler_part(document: ReturnDocument, calculator: Calculator) -> InhalerPart:
    """What a return says of inhalers: a quarter with one month of them makes no year complete."""
    footprint = calculator.of_return(document)
    is_part = "inhalers" in missing_of_sections(Part(document, footprint))
    kg = None if is_part else footprint.by_section.get("inhalers")
    return InhalerPart(kg, any(line.estimated for line in footprint.lines if line.section == "inhalers"))


Parts = Mapping[str, Mapping[Period, InhalerPart]]  # by practice and period
_Years = Mapping[Period, Decimal | None]
_MOST_QUARTERS = 12  # that stand beside each other


class _OfSome:
    """What is of the practices that have all of it, and of no others."""

    __slots__ = ()
    included: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def is_headline(self) -> bool:
        """True where it is of half of the group's practices or more: fewer stand for nobody."""
        return len(self.included) >= len(self.left_out)

    @property
    def reach(self) -> str:
        """`3 of 8 practices`; nothing where everyone is in it."""
        of = len(self.included) + len(self.left_out)
        return f"{len(self.included)} of {counted(of, 'practice')}" if self.left_out else ""


@dataclass(frozen=True, slots=True)
class Trajectory(_OfSome):
    """kg by year (None where no year is complete), whose they are, and who lacks a year.

    `merged` are the practices that went into one of them, whose years before then are in its own. `lacks` has
    for each that is left out whose year is not whole, which, and how many of its quarters are there.
    """

    years: _Years
    included: tuple[str, ...]
    left_out: tuple[str, ...]
    estimated: frozenset[Period]
    lacks: Mapping[str, tuple[str, Period, int]]
    merged: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def in_words(self, name: Callable[[str], str]) -> str:
        """`Delta Centre with Alpha Surgery, merged into it`, each whose figures it is made of."""
        return joined([f"{name(code)}{self._with_words(code, name)}" for code in self.included])

    def _with_words(self, code: str, name: Callable[[str], str]) -> str:
        merged = self.merged.get(code, ())
        return f" with {joined([name(each) for each in merged])}, merged into it" if merged else ""

    def out_words(self, name: Callable[[str], str]) -> str:
        """`Delta Centre (3 of 4 quarters of 2025/26)`, each with the first year it lacks; `nobody`."""
        return joined([f"{name(code)} ({self._lacking(code, name)})" for code in self.left_out]) or "nobody"

    def _lacking(self, code: str, name: Callable[[str], str]) -> str:
        whose, year, quarters = self.lacks[code]
        of = f" of {name(whose)}, merged into it" if whose != code else ""
        words = f"{quarters} of 4 quarters of {year_words(year)}" if quarters else f"no {year_words(year)}"
        return f"{words}{of}"


@dataclass(frozen=True, slots=True)
class Quarterly(_OfSome):
    """kg of each quarter (None where nobody has it), whose they are, and how many practices lack one."""

    quarters: Mapping[Period, Decimal | None]
    included: tuple[str, ...]
    left_out: tuple[str, ...]
    estimated: frozenset[Period]


def inhaler_trajectory(network: Network) -> Trajectory | None:
    """Over the members with a complete figure in every year that any of them has; None without any."""
    parts = {
        code: {each.period: inhaler_part(each, network.calculator) for each in found}
        for code, found in network.history.items()
    }
    first_year = network.calculator.factors.first_year
    return trajectory_of(network.members, parts, network.period, first_year, network.directory)


def trajectory_of(
    members: Sequence[str], parts: Parts, until: Period, first_year: int, directory: Directory
) -> Trajectory | None:
    """The same from what each return says of inhalers, up to a period.

    What the Lead left out is in no count, so in no year either. A practice that others were merged into has
    their years before then too, and lacks each that one of them lacks: it would seem to have grown by them.
    """
    over_years = _OverYears(parts, first_year, directory)
    merged = {code: merged_until(directory, code, until) for code in members}
    inside = {each for others in merged.values() for each in others}
    members = [code for code in members if code not in inside]
    by_practice = {code: over_years.of(code, merged[code]) for code in members if over_years.has(code)}
    known = {year for years in by_practice.values() for year, kg in years.items() if kg is not None}
    included = tuple(code for code, years in by_practice.items() if _has_all(years, known))
    if not included:
        return None
    every = sorted({year for code in included for year in by_practice[code]})
    left_out = tuple(code for code in members if code not in included)
    whose = [each for code in included for each in (code, *merged[code])]
    return Trajectory(
        {year: _sum(by_practice, included, year) if year in known else None for year in every},
        included,
        left_out,
        frozenset(year for year in known if over_years.is_estimated(whose, year)),
        {code: over_years.lack(code, merged[code], known) for code in left_out},
        {code: merged[code] for code in included if merged[code]},
    )


def quarterly_of(
    members: Sequence[str], parts: Parts, until: Period, first_year: int, directory: Directory
) -> Quarterly | None:
    """The last quarters up to a period, of the practices that have each of them that anybody has; else None.

    Practices that were merged into one are in its quarters as they are in its years.
    """
    over_years = _OverYears(parts, first_year, directory)
    merged = {code: merged_until(directory, code, until) for code in members}
    inside = {each for others in merged.values() for each in others}
    members = [code for code in members if code not in inside]
    last = until.quarters[-1] if until.is_year else until
    shown = [last]
    while len(shown) < _MOST_QUARTERS:
        shown.insert(0, shown[0].previous)
    kg = {
        code: {quarter: over_years.in_quarter([code, *merged[code]], quarter) for quarter in shown}
        for code in members
    }
    known = {quarter for of in kg.values() for quarter, each in of.items() if each is not None}
    included = tuple(code for code in members if _has_all(kg[code], known))
    if not included:
        return None
    shown = [quarter for quarter in shown if min(known) <= quarter <= max(known)]
    whose = [each for code in included for each in (code, *merged[code])]
    return Quarterly(
        {quarter: _sum(kg, included, quarter) if quarter in known else None for quarter in shown},
        included,
        tuple(code for code in members if code not in included),
        frozenset(quarter for quarter in known if over_years.is_estimated_in(whose, quarter)),
    )


class _OverYears:
    """What the returns of each practice make of its years, without those of times it was left out."""

    def __init__(self, parts: Parts, first_year: int, directory: Directory) -> None:
        self._first_year = first_year
        self._directory = directory
        self._parts = {
            code: {period: part for period, part in found.items() if not directory.is_left_out(code, period)}
            for code, found in parts.items()
        }

    def has(self, code: str) -> bool:
        """True if any return of it is here."""
        return bool(self._parts.get(code))

    def of(self, code: str, merged: Iterable[str]) -> dict[Period, Decimal | None]:
        """kg of each whole NHS year up to that of the newest return; None where not complete."""
        newest = max(self._parts[code]).year
        years = (Period(year) for year in range(self._first_year, newest + 1))
        return {year: self._together([code, *merged], year) for year in years}

    def _together(self, codes: Sequence[str], year: Period) -> Decimal | None:
        kg = [self._kg(code, year, self._needed(code, codes[0], year)) for code in codes]
        with exact():
            return None if None in kg else sum((each for each in kg if each is not None), Decimal(0))

    def in_quarter(self, codes: Sequence[str], quarter: Period) -> Decimal | None:
        """kg of a quarter, with those merged into the first while they were open; None if not whole."""
        open_then = [code for code in codes if quarter in self._needed(code, codes[0], quarter.whole_year)]
        kg = [part.kg if (part := self._parts.get(code, {}).get(quarter)) else None for code in open_then]
        with exact():
            return None if None in kg else sum((each for each in kg if each is not None), Decimal(0))

    def is_estimated_in(self, codes: Iterable[str], quarter: Period) -> bool:
        """True if an inhaler of any of them is in that quarter."""
        parts = (self._parts.get(code, {}).get(quarter) for code in codes)
        return any(part is not None and part.estimated for part in parts)

    def _needed(self, code: str, into: str, year: Period) -> Sequence[Period]:
        """The quarters that make its year whole: of one that was merged those until then."""
        return year.quarters if code == into else self._directory.quarters_open(code, year)

    def _kg(self, code: str, year: Period, needed: Sequence[Period]) -> Decimal | None:
        parts = self._parts.get(code, {})
        kg = [parts[quarter].kg for quarter in needed if quarter in parts]
        given = [each for each in kg if each is not None]
        if len(given) == len(needed):
            with exact():
                return sum(given, Decimal(0))
        whole = parts.get(year)
        return whole.kg if whole else None

    def lack(self, code: str, merged: Iterable[str], known: Iterable[Period]) -> tuple[str, Period, int]:
        """Whose year is not whole, and which: the one nearest to it, as one quarter may be all it lacks."""
        found = [
            (whose, year, sum(map(self._is_there(whose), year.quarters)))
            for whose in (code, *merged)
            for year in known
            if self._kg(whose, year, self._needed(whose, code, year)) is None
        ]
        own = [each for each in found if each[0] == code]
        return max(own or found, key=lambda each: (each[2], each[1]))

    def _is_there(self, code: str) -> Callable[[Period], bool]:
        parts = self._parts.get(code, {})
        return lambda quarter: quarter in parts and parts[quarter].kg is not None

    def is_estimated(self, codes: Iterable[str], year: Period) -> bool:
        """True if an inhaler of any of them is."""
        return any(
            parts[each].estimated
            for parts in (self._parts.get(code, {}) for code in codes)
            for each in (year, *year.quarters)
            if each in parts
        )


def _has_all(years: _Years, known: set[Period]) -> bool:
    return bool(known) and all(years.get(year) is not None for year in known)


def _sum(by_practice: Mapping[str, _Years], codes: Sequence[str], year: Period) -> Decimal:
    with exact():
        return sum((by_practice[code].get(year) or Decimal(0) for code in codes), Decimal(0))
