"""From returns to a footprint: typed rows, lines, and totals that are sums of unrounded lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from greenpractice.carbon.year_of_returns import YearOfReturns, sections_of
from greenpractice.facts.factors import Factors, load_factors
from greenpractice.facts.inhalers import Inhalers, load_inhalers
from greenpractice.fields import Kind
from greenpractice.lines import BOUNDARIES, SCOPES, Avoided, Line, NotCounted, Spread, avoided_together
from greenpractice.numbers import exact, read_typed
from greenpractice.periods import Period
from greenpractice.phrases import this_period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.entering import problem_of
from greenpractice.returns.saying import unit_typed
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.sections.base import Context, Row, Section
from greenpractice.sections.electricity import MarketBased, market_based
from greenpractice.sections.practice import floor_area

Rows = Mapping[str, Sequence[Row[Any]]]


@dataclass(frozen=True)
class Footprint:
    """The lines of one practice (None: of several) and period, and every total as a view of them.

    All kg are kg CO2e, unrounded. `patients` is what totals are divided by, None without data.
    """

    practice: str | None
    period: Period
    lines: tuple[Line, ...]
    avoided: tuple[Avoided, ...]
    not_counted: tuple[NotCounted, ...]
    patients: Decimal | None
    market: MarketBased

    @cached_property
    def total(self) -> Decimal:
        """The sum of all lines."""
        return _sum(line.kg for line in self.lines)

    def known(self, kg: Decimal) -> Decimal | None:
        """A sum of lines as it is told: None where there is no line at all, which is no data and not 0."""
        return kg if self.lines else None

    @property
    def known_total(self) -> Decimal | None:
        """The total; None where nothing is counted."""
        return self.known(self.total)

    @property
    def missing_quarters(self) -> int:
        """How many quarters of a year have no return."""
        return sum(item.section == "return" for item in self.not_counted)

    @property
    def when(self) -> str:
        """When the carbon of a title came about: `this quarter`, or `so far` in part of a year."""
        return "so far" if self.missing_quarters else this_period(self.period)

    @cached_property
    def by_section(self) -> dict[str, Decimal]:
        """kg of each section that has lines, in the order of the sections."""
        totals = self._totals(lambda line: line.section)
        return {section.key: totals[section.key] for section in SECTIONS if section.key in totals}

    @cached_property
    def by_scope(self) -> dict[str, Decimal]:
        """kg of each GHG scope; every scope is there."""
        totals = self._totals(lambda line: line.scope)
        return {scope: totals.get(scope, Decimal(0)) for scope in SCOPES}

    @cached_property
    def by_boundary(self) -> dict[str, Decimal]:
        """kg in the NHS Carbon Footprint, and what is in the Carbon Footprint Plus only."""
        totals = self._totals(lambda line: line.boundary)
        return {boundary: totals.get(boundary, Decimal(0)) for boundary in BOUNDARIES}

    @cached_property
    def estimated_kg(self) -> Decimal:
        """kg of lines with an estimated figure in them."""
        return _sum(line.kg for line in self.lines if line.estimated)

    @cached_property
    def per_1000_patients(self) -> Decimal | None:
        """kg x 1000 / patients of the period (rule 19); None without patients or without a line."""
        if not self.patients or not self.lines:
            return None
        with exact():
            return self.total * 1000 / self.patients

    @property
    def market_based_kg(self) -> Decimal | None:
        """Scope 2 of electricity by contract, beside the headline; None where no row is renewable."""
        return self.market.kg if self.market.any_renewable else None

    @cached_property
    def avoided_kg(self) -> Spread | None:
        """What was kept out of the air, in no total: an estimate with its range; None without an entry."""
        return avoided_together(self.avoided)

    def _totals(self, key: Callable[[Line], str]) -> dict[str, Decimal]:
        totals: dict[str, Decimal] = {}
        with exact():
            for line in self.lines:
                totals[key(line)] = totals.get(key(line), Decimal(0)) + line.kg
        return totals


class Calculator:
    """Turns returns into footprints with one set of facts."""

    def __init__(self, factors: Factors, inhalers: Inhalers) -> None:
        self.factors = factors
        self.inhalers = inhalers

    def of_return(self, document: ReturnDocument) -> Footprint:
        """The footprint of one return, whatever its period."""
        rows, unread = read_rows(document)
        context = self.context(rows, document.period)
        lines: list[Line] = []
        avoided: list[Avoided] = []
        not_counted: list[NotCounted] = []
        with exact():
            for key, section_rows in rows.items():
                for entry in self._entries(SECTION_BY_KEY[key], section_rows, context):
                    if type(entry) is Line:
                        lines.append(entry)
                    elif type(entry) is Avoided:
                        avoided.append(entry)
                    elif type(entry) is NotCounted:
                        not_counted.append(entry)
            market = market_based(rows.get("electricity", ()), context)
        return Footprint(
            document.ods_code,
            document.period,
            tuple(lines),
            tuple(avoided),
            (*unread, *not_counted),
            patients_of(document),
            market,
        )

    def of_year(self, year: Period, documents: Iterable[ReturnDocument]) -> Footprint:
        """The footprint of one practice's year from its returns of that year (rule 18).

        Each section comes from the quarters where all four have it, else from the whole-year return, else
        from the quarters there are. At least one document is needed.
        """
        return self.of_made(YearOfReturns.of(year, documents))

    def of_made(self, made_of: YearOfReturns) -> Footprint:
        """The same of what is looked at of a year; at least one return is."""
        parts = [self.of_return(document) for document in made_of.parts]
        return Footprint(
            parts[0].practice,
            made_of.year,
            tuple(line for part in parts for line in part.lines),
            tuple(item for part in parts for item in part.avoided),
            (*made_of.not_counted, *(item for part in parts for item in part.not_counted)),
            mean_patients(made_of.own_quarters, made_of.own_annual),
            add_markets(parts),
        )

    def context(self, rows: Rows, period: Period) -> Context:
        """What formulas may look at beside their own rows."""
        practice = [row.values for row in rows.get("practice", ())]
        return Context(period, self.factors, self.inhalers, lambda site: floor_area(practice, site))

    def _entries(self, section: Section, rows: Sequence[Row[Any]], context: Context) -> Iterable[Any]:
        if section.lines is None:
            return ()
        if section.yearly_factors and not self.factors.has_year(context.period.year):
            first = Period(self.factors.first_year)
            why = f"no conversion factors before {first}"
            return (NotCounted(section.key, section.row_label(row.values), why, row.position) for row in rows)
        return section.lines(rows, context)


class RememberingCalculator(Calculator):
    """Works out the footprint of a return once: it is kept with the document, as long as that is."""

    def __init__(self) -> None:
        super().__init__(load_factors(), load_inhalers())

    def of_return(self, document: ReturnDocument) -> Footprint:
        """The footprint of one return, whatever its period."""
        work = partial(super().of_return, document)
        return document.once(("footprint", self.factors, self.inhalers), work)


def load_calculator() -> Calculator:
    """A calculator with the shipped facts."""
    return Calculator(load_factors(), load_inhalers())


def add_markets(parts: Iterable[Footprint]) -> MarketBased:
    """The market-based figure of several footprints together."""
    markets = [part.market for part in parts]
    return MarketBased(_sum(market.kg for market in markets), any(market.any_renewable for market in markets))


def typed_rows(document: ReturnDocument) -> dict[str, list[Row[Any]]]:
    """The document's rows as formulas read them, with what its flags mark as estimated."""
    return read_rows(document)[0]


def read_rows(document: ReturnDocument) -> tuple[dict[str, list[Row[Any]]], list[NotCounted]]:
    """The typed rows, and the figures that do not read as numbers: kept, named, in no line."""
    estimated: dict[tuple[str, int], set[str | None]] = {}
    for flag in document.flags:
        if flag.estimated:
            estimated.setdefault((flag.section, flag.row), set()).add(flag.field)
    rows: dict[str, list[Row[Any]]] = {}
    unread: list[NotCounted] = []
    for key, raws in document.sections.items():
        section = SECTION_BY_KEY[key]
        typed = rows[key] = []
        for position, (raw, (values, bad)) in enumerate(zip(raws, document.read(key), strict=True)):
            if not raw:
                continue
            marks = estimated.get((key, position)) if estimated else None
            if not bad and not marks:
                typed.append(Row(position, values))
                continue
            unread += [_unread(section, position, name, raw[name]) for name in bad]
            words = tuple((name, f"{section.fields[name].label.lower()} “{raw[name]}”") for name in bad)
            fields = frozenset(key for key in marks or () if key)
            typed.append(Row(position, values, fields, None in (marks or ()), words))
    return rows, unread


def patients_of(document: ReturnDocument) -> Decimal | None:
    """Registered patients as the return gives them; None is no data, never the shipped list size."""
    rows = document.rows("practice")
    value = rows[0].get("registered_patients") if rows else None
    number = None if value is None else SECTION_BY_KEY["practice"].fields["registered_patients"].value(value)
    return number if isinstance(number, Decimal) else None


def mean_patients(quarters: Sequence[ReturnDocument], annual: ReturnDocument | None) -> Decimal | None:
    """What a year divides by: the mean of its quarters' patients, else those of the whole-year return."""
    given = [patients for patients in map(patients_of, quarters) if patients is not None]
    if given:
        with exact():
            return _sum(given) / len(given)
    return patients_of(annual) if annual is not None and "practice" not in sections_of(quarters) else None


def _unread(section: Section, position: int, field: str, text: str) -> NotCounted:
    spec = section.fields[field]
    unit = unit_typed(spec.unit, text) if spec.is_number else None
    if unit is not None:
        why = f"it is not a number alone but has “{unit}” beside it"
    elif spec.is_number:
        is_number = read_typed(text, spec.unit) is not None  # but not one that this figure can be
        said = (problem_of(spec, text) or "").removeprefix(spec.label)
        why = f"it{said}" if is_number else "it is not a number"
    else:
        why = "it is not a day" if spec.kind is Kind.DAY else "it is not one of the answers"
    return NotCounted(section.key, f"{spec.label}: {text}", why, position)


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    with exact():
        return sum(numbers, Decimal(0))
