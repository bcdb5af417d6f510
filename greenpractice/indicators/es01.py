"""ES-01: the share of metered dose inhalers among inhalers that are not salbutamol."""

from datetime import date
from typing import Any

from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.base import Declared, Result
from greenpractice.indicators.device_share import ByDevice, DeviceCounts, counts_as_mdi


class ES01(ByDevice, Declared[DeviceCounts]):
    """Items where every practice gives them, else inhalers for all."""

    id = "ES-01"
    wanted = "Enter the inhalers of the quarter to see this indicator."
    glossary = "Share of puffer inhalers among inhalers, salbutamol left out."
    kinds = ("pMDI", "other device")

    def is_meant(self, row: Any, on: date, inhalers: Inhalers) -> bool:
        """Metered dose inhalers, breath-actuated ones too."""
        return counts_as_mdi(row, inhalers)

    def sentence(self, result: Result) -> str:
        """Fewer of what is counted."""
        return f"fewer pMDI {result.basis}, reviewed with the patient."

    def change(self, result: Result, number: int) -> str:
        """Items or inhalers."""
        return f"fewer pMDI {result.basis if number != 1 else result.basis.removesuffix('s')}"


INDICATOR = ES01()
