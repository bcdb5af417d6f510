"""Higher-GWP share: ES-01 with the gas looked at, so that a cleaner puffer is not counted against."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.base import Pair
from greenpractice.indicators.device_share import (
    ByDevice,
    DeviceCounts,
    counts_as_mdi,
    has_cleaner_gas,
    is_unsaid,
)
from greenpractice.indicators.facts import Of
from greenpractice.numbers import exact, round_half_up, show


class HigherGwp(ByDevice):
    """Metered dose inhalers but those with a propellant of low warming, of all without salbutamol."""

    id = "Higher-GWP share"
    wanted = "Enter the inhalers of the quarter to see this measure."
    glossary = "Share of inhalers with a strong warming gas, salbutamol left out. A draft measure."
    kinds = ("higher-GWP gas", "lower or no gas")

    def is_meant(self, row: Any, on: date, inhalers: Inhalers) -> bool:
        """Metered dose, and none of the products that have or may have a cleaner gas on that day."""
        return counts_as_mdi(row, inhalers) and not has_cleaner_gas(row, on, inhalers)

    def kind_beside(self, row: Any, on: date, inhalers: Inhalers) -> str:
        """That nobody has said which packs they are, where that decides."""
        return ", unless its packs are the older ones" if is_unsaid(row, on, inhalers) else ""

    def otherwise(self, practices: Sequence[DeviceCounts], basis: Of, total: Pair) -> str:
        """`in which 20 are left out ...`: the share if packs that nobody has told of are the older ones."""
        place = 0 if basis == "items" else 1
        with exact():
            unsaid = sum((each.unsaid[place] for each in practices), Decimal(0))
            if not unsaid:
                return ""
            share = round_half_up((total[0] + unsaid) / total[1] * 100)
        return (
            f"without {exact_words(unsaid)} that may have a cleaner gas, as nobody has said which packs they "
            f"are: {show(share)}% if none of them has it, as their kg are counted"
        )


MEASURE = HigherGwp()
