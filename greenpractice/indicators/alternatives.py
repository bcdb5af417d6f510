"""Which inhaler another may be changed to after review: cleaner for the same doses, and of the same class.

By carbon and not by device: a puffer with a cleaner gas is no reason for a change, and no change is offered
to what weighs as much or more. What is not known (kg, doses, class) is never taken to be better.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from greenpractice.facts.inhalers import Inhalers, Product
from greenpractice.facts.switching import load_switching
from greenpractice.indicators.facts import Of
from greenpractice.numbers import exact, round_half_up, show


class Alternative(NamedTuple):
    """A product to change to: its kg for the doses of one inhaler that is changed."""

    product: Product
    kg: Decimal
    same_drug: bool


class Change(NamedTuple):
    """So many of a product, its kg each, and what it would best be changed to."""

    start: Product
    there: Decimal
    kg: Decimal
    best: Alternative
    inhalers_each: Decimal  # how many inhalers one of what is counted stands for

    @property
    def saves(self) -> Decimal:
        """kg CO2e that one change of what is counted saves."""
        with exact():
            return (self.kg - self.best.kg) * self.inhalers_each

    def words(self, number: int, basis: Of) -> str:
        """`16 items of Fostair ..., 11.3 kg each, to powder or mist of the same drug, from 0.9 kg`."""
        of = "drug" if self.best.same_drug else f"class ({self.start.drug_class})"
        counted = f"{number:,} {basis if number != 1 else basis.removesuffix('s')}"
        return (
            f"{counted} of {self.start.name}, {show(round_half_up(self.kg, 1))} kg each, to a powder or mist "
            f"inhaler of the same {of}, from {show(round_half_up(self.best.kg, 1))} kg for the same doses"
        )


def packs_for_one(start: Product, end: Product) -> Fraction | None:
    """How many of `end` hold the doses of one of `start`; None where the doses of either are not known."""
    if start.pack is None or end.pack is None:
        return None
    return Fraction(start.pack * _puffs(start), end.pack * _puffs(end))


def _puffs(product: Product) -> int:
    facts = load_switching().get(product.bnf_code)
    return facts.puffs if facts else 1


def is_cleaner(start: Product, end: Product, on: date, inhalers: Inhalers) -> bool:
    """Whether the doses of one of `start` weigh less as `end`, a product of the same class, on that day."""
    packs, before, after = packs_for_one(start, end), _kg(start, on, inhalers), _kg(end, on, inhalers)
    if packs is None or before is None or after is None or start.drug_class != end.drug_class:
        return False
    return packs * Fraction(after) < Fraction(before)


def _kg(product: Product, on: date, inhalers: Inhalers) -> Decimal | None:
    factor = inhalers.indicative(product.bnf_code, on)
    return factor.kg if factor else None


def alternatives_without_gas(code: str, on: date, inhalers: Inhalers) -> Sequence[Alternative]:
    """Powder and mist inhalers that one may be changed to: the same drug first, then the lightest."""
    return _alternatives(inhalers, code, on)


@cache
def _alternatives(inhalers: Inhalers, code: str, on: date) -> tuple[Alternative, ...]:
    start = inhalers.product(code)
    before = _kg(start, on, inhalers) if start else None
    if before is None:
        return ()
    found = []
    for end, packs, same_drug in _ends(inhalers, code):
        after = _kg(end, on, inhalers)
        if after is not None and after * packs.numerator < before * packs.denominator:
            found.append(Alternative(end, after * packs.numerator / packs.denominator, same_drug))
    found.sort(key=lambda each: (not each.same_drug, not each.product.is_named, each.kg, each.product.name))
    return tuple(found)


@cache
def _ends(inhalers: Inhalers, code: str) -> tuple[tuple[Product, Fraction, bool], ...]:
    """Those of its class without gas, in today's codes: packs for one, and whether it is the same drug."""
    start = inhalers.product(code)
    assert start is not None
    return tuple(
        (end, packs, end.drugs == start.drugs)
        for end in inhalers.products
        if end.drug_class == start.drug_class and not end.counts_as_mdi and end.newer_code is None
        if (packs := packs_for_one(start, end)) is not None
    )
