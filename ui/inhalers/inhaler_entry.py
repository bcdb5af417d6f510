"""A row of the inhaler grid."""

from dataclasses import dataclass
from decimal import Decimal

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
