"""The shipped table of guards: what is usual of each figure, from where on it is asked about, and why."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import (
    Row,
    need_date,
    need_decimal,
    need_text,
    parse_csv,
    resource_text,
)

GUARDS = "guards/guards.csv"
COLUMNS = (
    "id", "section", "fields", "compared", "amount", "rows", "scale", "unit", "period", "usual_low",
    "usual_high", "doubt_low", "doubt_high", "least", "least_rows", "instead_of", "slips", "asked_when",
    "from", "to", "source", "locator", "basis",
)  # fmt: skip
NONE, SEASON, EARLIER, RATIO, ABSOLUTE = "none", "season", "earlier", "ratio", "absolute"
OTHERS = "other figures"
PATIENT, PER_1000, PERSON, WTE, M2 = "patient", "1000 patients", "person employed", "WTE", "m2"
SCALES = (NONE, SEASON, EARLIER, OTHERS, RATIO, ABSOLUTE, PATIENT, PER_1000, PERSON, WTE, M2)
YEAR, AT_ONCE, BY_DAYS, BY_SEASON = "year", "year at once", "year by days", "year by season"
QUARTER, ANY_DAY = "quarter", "any day"
BEFORE, YEAR_BEFORE, BOTH_BEFORE = "quarter before", "year before", "quarter or year before"
PERIODS = (YEAR, AT_ONCE, BY_DAYS, BY_SEASON, QUARTER, ANY_DAY, BEFORE, YEAR_BEFORE, BOTH_BEFORE)
EACH, ALL, SITE = "each", "all", "site"
_BY_FIELD = re.compile(r"by [a-z_]+", re.ASCII)
_BASES = ("read", "our judgement")
_SLIP = re.compile(r"([^\[\]=;]+)(?:\[([a-z_]+)=([A-Za-z0-9_]+)\])?=(any|year|month|[0-9.]+)", re.ASCII)

_OF_A_YEAR = {YEAR: Decimal(1), "month": Decimal(1) / 12}


@dataclass(frozen=True, slots=True)
class Slip:
    """What usually has happened: the figure is `factor` times the true one, None if by no known factor.

    With `of_year` it is of such a share of a year, whatever the time that it should be of. With `field` only
    where the row says `value` there.
    """

    words: str
    factor: Decimal | None
    field: str = ""
    value: str = ""
    of_year: Decimal | None = None

    def times(self, share: Decimal) -> Decimal | None:
        """How many times the true figure it is, where that is usually such a share of a year's."""
        return self.factor if self.of_year is None else self.of_year / share


@dataclass(frozen=True, slots=True)
class Guard:
    """One comparison of one amount, or of two: outside the limits of doubt it is asked about.

    Limits are in `unit` for one of `scale` and a `period`; None is no limit. `fields` are where the question
    stands, the first that is free. `amounts` and `divisors` are summed; `rows` says which rows make one
    figure. `least` is what a divisor must come to (of an earlier return: the larger figure), `least_rows`
    how many rows must say something; a size beside `OTHERS`: which share of the figures that it measures
    must speak against it, and how many. It is asked
    `instead_of` others that lack what they need. `first` and `last` are the days between which it holds.
    """

    id: str
    section: str
    fields: tuple[str, ...]
    compared: str
    amounts: tuple[str, ...]
    divisors: tuple[str, ...]
    rows: str
    scale: str
    unit: str
    period: str
    usual_low: Decimal | None
    usual_high: Decimal | None
    doubt_low: Decimal | None
    doubt_high: Decimal | None
    least: Decimal
    least_rows: Decimal
    instead_of: tuple[str, ...]
    slips: tuple[Slip, ...]
    first: date | None
    last: date | None
    source: Source
    is_judgement: bool

    def holds_on(self, day: date) -> bool:
        """True on the days it is for."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@of_facts
def load_guards() -> tuple[Guard, ...]:
    """The guards in use, in the order of the table."""
    return parse_guards(GUARDS, resource_text(GUARDS), load_sources("guards/sources.toml"))


def parse_guards(file: str, text: str, sources: Mapping[str, Source]) -> tuple[Guard, ...]:
    """Guards in the order of the file; a row that is wrong is a FactsError with its line and id."""
    found: list[Guard] = []
    for line, row in parse_csv(file, text, COLUMNS):
        key = f"{line}, {need_text(file, line, 'id', row['id'])}"
        guard = _guard(file, key, row, sources)
        if any(_overlap(guard, each) for each in found if each.id == guard.id):
            raise FactsError(file, key, "two rows of this id hold on the same days")
        found.append(guard)
    ids = {guard.id for guard in found}
    for guard in found:
        for other in guard.instead_of:
            if other not in ids:
                raise FactsError(file, guard.id, f"instead_of: there is no guard {other}")
    return tuple(found)


def _guard(file: str, key: str, row: Row, sources: Mapping[str, Source]) -> Guard:
    scale, period, rows = row["scale"], row["period"], row["rows"]
    _one_of(file, key, "scale", scale, SCALES)
    _one_of(file, key, "period", period, PERIODS)
    if rows not in (EACH, ALL, SITE) and not _BY_FIELD.fullmatch(rows):
        raise FactsError(file, key, f"rows must be each, all, site or by a field, not {rows!r}")
    if (scale == EARLIER) is not (period in (BEFORE, YEAR_BEFORE, BOTH_BEFORE)):
        raise FactsError(file, key, f"period {period!r} does not go with scale {scale!r}")
    _one_of(file, key, "basis", row["basis"], _BASES)
    for name in ("asked_when", "locator"):  # for people who look a row up
        need_text(file, key, name, row[name])
    above, _, below = row["amount"].partition("/")
    if (scale == NONE) is bool(above) or (below and scale != RATIO):
        raise FactsError(file, key, f"amount {row['amount']!r} does not go with scale {scale!r}")
    first, last = (need_date(file, key, name, row[name]) if row[name] else None for name in ("from", "to"))
    if first and last and last < first:
        raise FactsError(file, key, f"to {last} is before from {first}")
    usual_low, usual_high = _limits(file, key, row, "usual")
    doubt_low, doubt_high = _limits(file, key, row, "doubt")
    if scale != NONE and doubt_low is None and doubt_high is None:
        raise FactsError(file, key, "doubt_low or doubt_high must be given")
    return Guard(
        row["id"],
        need_text(file, key, "section", row["section"]),
        _names(need_text(file, key, "fields", row["fields"]), ";"),
        need_text(file, key, "compared", row["compared"]),
        _names(above, "+"),
        _names(below, "+"),
        rows,
        scale,
        row["unit"],
        period,
        usual_low,
        usual_high,
        doubt_low,
        doubt_high,
        need_decimal(file, key, "least", row["least"] or "0"),
        need_decimal(file, key, "least_rows", row["least_rows"] or "0"),
        _names(row["instead_of"], ";"),
        tuple(_slip(file, key, each) for each in _names(row["slips"], ";")),
        first,
        last,
        need_source(file, key, sources, row["source"]),
        row["basis"] != _BASES[0],
    )


def _limits(file: str, key: str, row: Row, kind: str) -> tuple[Decimal | None, Decimal | None]:
    low, high = (
        need_decimal(file, key, name, row[name]) if row[name] else None
        for name in (f"{kind}_low", f"{kind}_high")
    )
    if low is not None and high is not None and high < low:
        raise FactsError(file, key, f"{kind}_high {high} is below {kind}_low {low}")
    return low, high


def _slip(file: str, key: str, text: str) -> Slip:
    match = _SLIP.fullmatch(text)
    if match is None:
        raise FactsError(
            file, key, f"slips: {text!r} is not like a whole year=year, litres=1000 or kWh[unit=m3]=11.22"
        )
    of_year = _OF_A_YEAR.get(match[4])
    factor = None if of_year or match[4] == "any" else need_decimal(file, key, "slips", match[4])
    if factor is not None and not factor:
        raise FactsError(file, key, f"slips: {text!r} must not be 0 times")
    return Slip(match[1].strip(), factor, match[2] or "", match[3] or "", of_year)


def _names(text: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())


def _one_of(file: str, key: str, name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise FactsError(file, key, f"{name} must be one of {', '.join(allowed)}, not {value!r}")


def _overlap(one: Guard, other: Guard) -> bool:
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)


def season_of(guards: Iterable[Guard], quarter: int) -> Guard | None:
    """The row that says which share of a year's heat a quarter has."""
    names = (f"quarter {quarter}",)
    return next((each for each in guards if each.scale == SEASON and each.amounts == names), None)
