"""A row of the inhaler grid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.facts.inhalers import Product, load_inhalers
from greenpractice.returns.documents import RawRow
from greenpractice.sections.inhalers import NO_CODE, Packs, brand_of
from ui.session.edits import KeptRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the grid: a product with its figures, or with `code` None the heading of a group."""

    title: str
    code: str | None
    device: str
    each: Decimal | None
    kept: KeptRow | None
    position: int | None
    last: str
    why: str


def entry_of(
    product: Product | None,
    code: str,
    position: int | None,
    kept: KeptRow | None,
    then: RawRow,
    day: date,
    packs: Packs,
) -> Entry:
    """A product with its figures, `then` those of the quarter before, and what one of it weighs on a day."""
    raw = kept.figures if kept else then
    given = raw.get("name")
    title = product.name if product and (product.is_named or not given) else given or code or NO_CODE
    factor = load_inhalers().indicative(code, day, packs.get(brand_of(product)) if product else None)
    each, why = (factor.kg, factor.why) if factor else (None, "")
    device = product.device if product else raw.get("device", "")
    return Entry(title, code, device, each, kept, position, str(then.get("inhalers", "")), why)


def key_of(figures: RawRow) -> str:
    """What tells a product from others: its code, or of one without a code its name."""
    return figures.get("bnf_code", "") or figures.get("name", "")


def new_row(entry: Entry, figures: RawRow) -> RawRow:
    """A row for what is typed beside a product: of one in no list, with its name and device of before."""
    own = {"bnf_code": entry.code or ""}
    if load_inhalers().product(entry.code or "") is None:
        own |= {key: text for key, text in (("name", entry.title), ("device", entry.device)) if text}
    return {**own, **figures}
