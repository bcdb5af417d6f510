"""The practices of a network beside each other: a row of figures for each, which can be put in any order."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.carbon_words import and_without_some
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.base import Result
from greenpractice.indicators.words import number_words
from greenpractice.network.coverage import MISSING, WAITS, named_with_quarters, waiting_words
from greenpractice.network.network import Network
from greenpractice.numbers import NO_DATA, exact, kg_words
from greenpractice.phrases import share_words
from greenpractice.sections import CARBON_SECTIONS, expected
from greenpractice.small_numbers import NOT_SHOWN, is_few

TITLES = ("Practice", "Total", "For 1,000 patients", "Sections with carbon", *INDICATOR_BY_ID, "Estimated")


@dataclass(frozen=True, slots=True)
class Beside:
    """One practice: its texts in the order of TITLES, and what each is sorted by, None without data."""

    code: str
    texts: tuple[str, ...]
    values: tuple[str | Decimal | None, ...]


def beside_each_other(network: Network) -> list[Beside]:
    """Every member, by name; who sent nothing has no data and is never filled in."""
    rows = [_row(network, code) for code in network.members]
    return ordered(rows, 0)


def ordered(rows: Iterable[Beside], column: int, descending: bool = False) -> list[Beside]:
    """The rows by one column, those without data always last, equal ones by name."""
    by_name = sorted(rows, key=lambda row: (row.texts[0].casefold(), row.code))
    known = [row for row in by_name if row.values[column] is not None]
    unknown = [row for row in by_name if row.values[column] is None]
    return sorted(known, key=lambda row: _key(row, column), reverse=descending) + unknown


def _key(row: Beside, column: int) -> tuple[Decimal, str]:
    value = row.values[column]
    return (value, "") if isinstance(value, Decimal) else (Decimal(0), str(value).casefold())


def _row(network: Network, code: str) -> Beside:
    footprint = network.footprints.get(code)
    name = network.name(code) if footprint is None else named_with_quarters(network, code)
    if footprint is None:
        nothing = len(TITLES) - 1
        came = WAITS if waiting_words(network, code) else MISSING
        return Beside(code, (name, *[came] * nothing), (name, *[None] * nothing))
    total = footprint.known_total
    per_1000 = network.per_1000_of(code)
    sections = Decimal(sum(section.key in footprint.by_section for section in CARBON_SECTIONS))
    whole = len(expected(CARBON_SECTIONS, footprint.by_section))
    with exact():
        share = footprint.estimated_kg / footprint.total if footprint.total else None
    results = [_indicator(result) for result in network.indicators_of_each[code]]
    estimated = share_words(footprint.estimated_kg, footprint.total) if share is not None else NO_DATA
    texts = [
        f"{name}{and_without_some(footprint)}", kg_words(total), kg_words(per_1000), f"{sections} of {whole}",
        *(text for text, _ in results), estimated,
    ]  # fmt: skip
    values = [name, total, per_1000, sections, *(value for _, value in results), share]
    return Beside(code, tuple(texts), tuple(values))


def _indicator(result: Result) -> tuple[str, Decimal | None]:
    if result.value is None:
        return NO_DATA, None
    if is_few(result):
        return NOT_SHOWN.capitalize(), None
    return number_words(result.indicator, result.value), result.value
