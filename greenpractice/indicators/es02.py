"""ES-02: kg CO2e of each salbutamol inhaler, over exactly the codes of its set as written."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from greenpractice.carbon.carbon_words import exact_words, factor_words
from greenpractice.carbon.footprint import Rows, typed_rows
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Step, kg_exact
from greenpractice.explaining.figures import figures_of
from greenpractice.facts.inhalers import Inhalers, load_inhalers
from greenpractice.indicators.alternatives import is_cleaner, packs_for_one
from greenpractice.indicators.base import BY_REVIEW, NOUGHTS, Declared, Pair, Result, heaviest_first, named
from greenpractice.indicators.facts import Indicator, Of
from greenpractice.indicators.saba_share import SabaShare
from greenpractice.indicators.switching import SALAMOL, End, Stock, fewest_switches
from greenpractice.numbers import exact
from greenpractice.phrases import noun
from greenpractice.sections.base import Context
from greenpractice.sections.inhalers import product_name

Inhaled = Mapping[str, Decimal]  # inhalers by code of the set


class ES02(Declared[Inhaled]):
    """The mean over what is used; reached by changing heavier inhalers into lighter ones."""

    id = "ES-02"
    section = "inhalers"
    caveat = BY_REVIEW
    wanted = "Enter the salbutamol inhalers of the quarter to see this indicator."
    plain = "Carbon of a salbutamol inhaler"
    spoken = ("salbutamol", "an inhaler")
    counted_as = "kg CO₂e each"
    glossary = "Average kg CO₂e of a salbutamol inhaler."
    by_switching = True
    beside = SabaShare.id
    review = "better asthma care, and less carbon in all. It does not change this average of each inhaler."

    def evidence(self, rows: Rows, context: Context) -> Inhaled:
        """Inhalers of each code that has a value in the set."""
        found: dict[str, Decimal] = {}
        for row in rows.get("inhalers", ()):
            code, count = row.values.bnf_code, row.values.inhalers
            if code is not None and count and context.inhalers.es02(code) is not None:
                found[code] = found.get(code, Decimal(0)) + count
        return found

    def why_none(self, entered: Sequence[Any]) -> str:
        """Only others, or only noughts."""
        if any(row.inhalers for row in entered):
            return "None of the inhalers entered is a salbutamol inhaler that counts here."
        return NOUGHTS if any(row.inhalers is not None for row in entered) else ""

    def of_year(self, parts: Sequence[Inhaled]) -> Inhaled:
        """Summed by code."""
        total: dict[str, Decimal] = {}
        with exact():
            for part in parts:
                for code, count in part.items():
                    total[code] = total.get(code, Decimal(0)) + count
        return total

    def pairs(
        self, practices: Mapping[str, Inhaled | None], inhalers: Inhalers
    ) -> tuple[dict[str, Pair | None], Of]:
        """kg and inhalers."""
        return {code: _kg_and_inhalers(part or {}, inhalers) for code, part in practices.items()}, "inhalers"

    def to_upper(
        self,
        total: Pair,
        practices: Sequence[Inhaled],
        indicator: Indicator,
        upper: Decimal,
        on: date,
        inhalers: Inhalers,
    ) -> int | None:
        """The fewest changes to Salamol."""
        there = stocks(self.of_year(practices), inhalers)
        switches = fewest_switches(there, upper, end_of(SALAMOL, there, on, inhalers))
        return None if switches is None else sum(switch.number for switch in switches)

    def sentence(self, result: Result) -> str:
        """To what they are changed."""
        return "inhalers changed to Salamol, reviewed with the patient."

    def change(self, result: Result, number: int) -> str:
        """Changed to something lighter."""
        return f"{'inhaler' if number == 1 else 'inhalers'} changed to a lighter one"

    def titles(self, basis: Of) -> tuple[str, str, str]:
        """A sum in kg."""
        return ("Product", "Inhalers × kg of each", "CO₂e")

    def steps(self, basis: Of, parts: Sequence[Part]) -> tuple[Step, ...]:
        """Each product of the set with its kg."""
        inhalers, several = load_inhalers(), len(parts) > 1
        found: list[tuple[Decimal, Step]] = []
        for part in parts:
            for row in typed_rows(part.document).get("inhalers", ()):
                code, count = row.values.bnf_code, row.values.inhalers
                kg = inhalers.es02(code) if code else None
                if kg is not None and count:
                    what = named(product_name(row.values), part, several)
                    figures = figures_of(part, "inhalers", row.position, ("inhalers",))
                    source = f"One of the 18 products of the ES-02 set, at {factor_words(kg)} kg each."
                    sum_of = f"{exact_words(count)} {noun(count, 'inhaler')} × {factor_words(kg)} kg"
                    found.append((count * kg, Step(what, sum_of, kg_exact(count * kg), source, figures)))
        return heaviest_first(found)


def stocks(stock: Inhaled, inhalers: Inhalers) -> list[Stock]:
    """Salbutamol inhalers of the ES-02 set with their kg each."""
    found = []
    for code, count in stock.items():
        kg = inhalers.es02(code)
        if kg is not None:
            found.append(Stock(code, count, kg))
    return found


def packs_to_change(start: str, end: str, on: date, inhalers: Inhalers) -> Fraction | None:
    """How many of `end` stand for one of `start`; None where that would not be cleaner.

    It has to be so by the set and by the kg that count in the footprint on the day: a mean can fall while
    carbon grows, as where small packs stand for a large one.
    """
    one, other = inhalers.product(start), inhalers.product(end)
    before, after = inhalers.es02(start), inhalers.es02(end)
    if one is None or other is None or before is None or after is None:
        return None
    packs = packs_for_one(one, other)
    if packs is None or packs * Fraction(after) >= Fraction(before):
        return None
    return packs if is_cleaner(one, other, on, inhalers) else None


def end_of(code: str, there: Sequence[Stock], on: date, inhalers: Inhalers) -> End:
    """What a product of the set is to all those that may be changed to it."""
    kg = inhalers.es02(code)
    assert kg is not None, f"{code} is not in the ES-02 set"
    packs = {each.code: packs_to_change(each.code, code, on, inhalers) for each in there}
    return End(kg, {start: found for start, found in packs.items() if found is not None})


def _kg_and_inhalers(stock: Inhaled, inhalers: Inhalers) -> Pair | None:
    with exact():
        found = stocks(stock, inhalers)
        kg = sum((each.number * each.kg for each in found), Decimal(0))
        return (kg, sum((each.number for each in found), Decimal(0))) if found else None


INDICATOR = ES02()
