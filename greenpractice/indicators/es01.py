"""ES-01: the share of metered dose inhalers among inhalers that are not salbutamol."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.base import Declared, Result
from greenpractice.indicators.device_share import ByDevice, DeviceCounts, counts_as_mdi
from greenpractice.indicators.facts import Of
from greenpractice.numbers import exact


class ES01(ByDevice, Declared[DeviceCounts]):
    """Items where every practice gives them, else inhalers for all."""

    id = "ES-01"
    wanted = "Enter the inhalers of the quarter to see this indicator."
    glossary = "Share of puffer inhalers among inhalers, salbutamol left out."
    kinds = ("pMDI", "other device")

    def is_meant(self, row: Any, on: date, inhalers: Inhalers) -> bool:
        """Metered dose inhalers, breath-actuated ones too."""
        return counts_as_mdi(row, inhalers)

    def spared(self, practices: Sequence[DeviceCounts], basis: Of) -> Decimal:
        """Metered dose inhalers with a cleaner gas: to change them away would gain nothing."""
        with exact():
            return sum((each.cleaner_by(basis) for each in practices), Decimal(0))

    def out_of_reach(self, result: Result) -> str:
        """What stands in the way, and where to look."""
        if not result.spared:
            return super().out_of_reach(result)
        return (
            f"is not reached without changing inhalers with a cleaner gas ({exact_words(result.spared)} "
            f"{result.basis}), which would gain nothing: see the higher-GWP share."
        )

    def sentence(self, result: Result) -> str:
        """Fewer of what is counted."""
        return f"fewer pMDI {result.basis}, reviewed with the patient."

    def change(self, result: Result, number: int) -> str:
        """Items or inhalers."""
        return f"fewer pMDI {result.basis if number != 1 else result.basis.removesuffix('s')}"


INDICATOR = ES01()
