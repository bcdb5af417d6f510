"""Which inhalers count as metered dose inhalers, and the two counts of a share by device."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

from greenpractice.facts.inhalers import Inhalers, device_counts_as_mdi, is_salbutamol_code
from greenpractice.indicators.base import Pair


def counts_as_mdi(row: Any, inhalers: Inhalers) -> bool:
    """Whether a row of the inhalers is a metered dose inhaler: by the list, else by the device given."""
    product = inhalers.product(row.bnf_code) if row.bnf_code else None
    return product.counts_as_mdi if product else device_counts_as_mdi(row.device or "")


def is_salbutamol(code: str, inhalers: Inhalers) -> bool:
    """Whether a code is plain salbutamol, listed or not."""
    product = inhalers.product(code)
    return product.is_salbutamol if product else is_salbutamol_code(code)


def share_of_mdi(rows: Sequence[Any], what: Literal["items", "inhalers"], inhalers: Inhalers) -> Pair | None:
    """Metered dose inhalers and all of these rows, by items or by inhalers; None where no row has a count."""
    mdi, all_devices, any_row = Decimal(0), Decimal(0), False
    for row in rows:
        count = row.items if what == "items" else row.inhalers
        if count is None:
            continue
        any_row = True
        all_devices += count
        if counts_as_mdi(row, inhalers):
            mdi += count
    return (mdi, all_devices) if any_row else None
