"""A row of the inhaler grid."""

from dataclasses import dataclass
from decimal import Decimal

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.returns.documents import RawRow
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


def key_of(figures: RawRow) -> str:
    """What tells a product from others: its code, or of one without a code its name."""
    return figures.get("bnf_code", "") or figures.get("name", "")


def new_row(entry: Entry, figures: RawRow) -> RawRow:
    """A row for what is typed beside a product: of one in no list, with its name and device of before."""
    own = {"bnf_code": entry.code or ""}
    if load_inhalers().product(entry.code or "") is None:
        own |= {key: text for key, text in (("name", entry.title), ("device", entry.device)) if text}
    return {**own, **figures}
