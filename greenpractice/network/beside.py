"""The practices of a network beside each other: a row of figures for each."""

from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.carbon_words import and_without_some
from greenpractice.cells import InWords
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
    """One practice: its texts in the order of TITLES; numbers know what they say."""

    code: str
    texts: tuple[str, ...]


def beside_each_other(network: Network) -> list[Beside]:
    """Every member, by name; who sent nothing has no data and is never filled in."""
    rows = [_row(network, code) for code in network.members]
    return sorted(rows, key=lambda row: (row.texts[0].casefold(), row.code))


def _row(network: Network, code: str) -> Beside:
    footprint = network.footprints.get(code)
    name = network.name(code) if footprint is None else named_with_quarters(network, code)
    if footprint is None:
        nothing = len(TITLES) - 1
        came = WAITS if waiting_words(network, code) else MISSING
        return Beside(code, (name, *[InWords(came, None)] * nothing))
    total = footprint.known_total
    per_1000 = network.per_1000_of(code)
    sections = Decimal(sum(section.key in footprint.by_section for section in CARBON_SECTIONS))
    whole = len(expected(CARBON_SECTIONS, footprint.by_section))
    with exact():
        share = footprint.estimated_kg / footprint.total if footprint.total else None
    estimated = share_words(footprint.estimated_kg, footprint.total) if share is not None else NO_DATA
    texts = [
        f"{name}{and_without_some(footprint)}", InWords(kg_words(total), total),
        InWords(kg_words(per_1000), per_1000), InWords(f"{sections} of {whole}", sections),
        *(_indicator(result) for result in network.indicators_of_each[code]), InWords(estimated, share),
    ]  # fmt: skip
    return Beside(code, tuple(texts))


def _indicator(result: Result) -> str:
    if result.value is None:
        return NO_DATA
    if is_few(result):
        return InWords(NOT_SHOWN.capitalize(), None)  # nor is it told by its place
    return InWords(number_words(result.indicator, result.value), result.value)
