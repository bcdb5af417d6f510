"""Which packs a practice gets of a product whose propellant changed on an unknown day: asked once."""

from collections.abc import Iterator

from greenpractice.errors import Issue
from greenpractice.facts.inhaler_devices import GAS_WORDS
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import NOT_KNOWN, Prescribed, brand_of, packs_of

_KEY = "inhalers"


def packs_asked(document: ReturnDocument) -> Iterator[Issue]:
    """A question for the first row of each brand that may be either, until one row of it has an answer."""
    section, listed, day = SECTION_BY_KEY[_KEY], load_inhalers(), document.period.first_day
    rows: list[Prescribed] = [typed_row(section, raw) for raw in document.rows(_KEY)]
    asked = set(packs_of(rows))
    for position, row in enumerate(rows):
        product = listed.product(row.bnf_code or "")
        if product is None or not (row.inhalers or row.items):
            continue
        old, new = listed.gas(product.bnf_code, day), listed.gas_beside(product.bnf_code, day)
        if old is None or new is None or brand_of(product) in asked:
            continue
        asked.add(brand_of(product))
        before, now = GAS_WORDS[old], GAS_WORDS[new]
        sentence = (
            f"Which packs of {product.name} do you get: with {before} as before, or with {now}? "
            f"Until you say so all of its strengths count with {before}"
        )
        yield Issue(_KEY, position, "propellant", sentence, question=True, answers=(old, new, NOT_KNOWN))
