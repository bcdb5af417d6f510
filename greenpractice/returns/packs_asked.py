"""Which packs a practice gets of a product whose propellant changed on an unknown day: asked once."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from greenpractice.errors import Issue
from greenpractice.facts.in_use import remembered
from greenpractice.facts.inhaler_devices import GAS_WORDS
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.base import ROWS_KEPT
from greenpractice.sections.inhalers import NOT_KNOWN, Brand, brand_of, packs_of

_KEY = "inhalers"


def packs_asked(document: ReturnDocument) -> Iterator[Issue]:
    """A question for the first row of each brand that may be either, until one row of it has an answer."""
    day, rows = document.period.first_day, document.values(_KEY)
    asked = set(packs_of(rows))
    for position, row in enumerate(rows):
        either = _either(row.bnf_code or "", day)
        if either is None or not (row.inhalers or row.items) or either.brand in asked:
            continue
        asked.add(either.brand)
        before, now = GAS_WORDS[either.old], GAS_WORDS[either.new]
        sentence = (
            f"Which packs of {either.name} do you get: with {before} as before, or with {now}? "
            f"Until you say so all of its strengths count with {before}"
        )
        answers = either.old, either.new, NOT_KNOWN
        yield Issue(_KEY, position, "propellant", sentence, question=True, answers=answers)


class _Either(NamedTuple):
    """A product that may have one propellant or the other."""

    name: str
    brand: Brand
    old: str
    new: str


@remembered(most=ROWS_KEPT)
def _either(code: str, day: date) -> _Either | None:
    """The product of a code whose packs may be either on a day, or None."""
    listed = load_inhalers()
    product, old, new = listed.product(code), listed.gas(code, day), listed.gas_beside(code, day)
    if product is None or old is None or new is None:
        return None
    return _Either(product.name, brand_of(product), old, new)
