"""Higher-GWP share: ES-01 with the gas looked at, so that a cleaner puffer is not counted against."""

from datetime import date
from typing import Any

from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.device_share import ByDevice, counts_as_mdi, has_cleaner_gas


class HigherGwp(ByDevice):
    """Metered dose inhalers but those with a propellant of low warming, of all without salbutamol."""

    id = "Higher-GWP share"
    wanted = "Enter the inhalers of the quarter to see this measure."
    glossary = "Share of inhalers with a strong warming gas, salbutamol left out. A draft measure."
    kinds = ("higher-GWP gas", "lower or no gas")

    def is_meant(self, row: Any, on: date, inhalers: Inhalers) -> bool:
        """Metered dose, and none of the products with a cleaner gas on that day."""
        return counts_as_mdi(row, inhalers) and not has_cleaner_gas(row, on, inhalers)


MEASURE = HigherGwp()
