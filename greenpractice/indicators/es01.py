"""ES-01: the share of metered dose inhalers among inhalers that are not salbutamol."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.facts.inhalers import Inhalers, load_inhalers
from greenpractice.indicators.alternatives import Change, alternatives_without_gas
from greenpractice.indicators.base import Declared, Result
from greenpractice.indicators.device_share import ByDevice, DeviceCounts, counts_as_mdi, puffers_together
from greenpractice.indicators.facts import Of
from greenpractice.indicators.higher_gwp import HigherGwp
from greenpractice.numbers import exact


class ES01(ByDevice, Declared[DeviceCounts]):
    """Items where every practice gives them, else inhalers for all."""

    id = "ES-01"
    wanted = "Enter the inhalers of the quarter to see this indicator."
    plain = "Puffers, without salbutamol"
    spoken = ("puffers", "of inhalers other than salbutamol")
    counted_as = "share of inhalers"
    glossary = "Share of puffer inhalers among inhalers, salbutamol left out."
    beside = HigherGwp.id
    changes_products = True
    kinds = ("pMDI", "other device")

    def is_meant(self, row: Any, on: date, inhalers: Inhalers) -> bool:
        """Metered dose inhalers, breath-actuated ones too."""
        return counts_as_mdi(row, inhalers)

    def spared(self, practices: Sequence[DeviceCounts], basis: Of, on: date, inhalers: Inhalers) -> Decimal:
        """What nobody is advised to change: with a cleaner gas, or without anything cleaner of its class.

        So it is also of what had another gas in an earlier quarter of a year.
        """
        puffers = DeviceCounts(puffers=puffers_together(practices)).puffers_by(basis)
        by_now = (n for code, n in puffers.items() if not alternatives_without_gas(code, on, inhalers))
        with exact():
            return sum((each.spared_by(basis) for each in practices), sum(by_now, Decimal(0)))

    def changes(
        self, result: Result, practices: Sequence[DeviceCounts], number: int
    ) -> list[tuple[Change, int]]:
        """Of which products, those that save most first, to powder or mist of the same drug or class."""
        inhalers, counts = load_inhalers(), DeviceCounts(puffers=puffers_together(practices))
        found = [
            Change(start, there, factor.kg, best, counts.inhalers_each(code, result.basis))
            for code, there in counts.puffers_by(result.basis).items()
            if (start := inhalers.product(code)) and (factor := inhalers.indicative(code, result.on))
            for best in alternatives_without_gas(code, result.on, inhalers)[:1]
        ]
        found.sort(key=lambda each: (each.best.kg - each.kg, each.start.bnf_code))
        taken, left = [], number
        for each in found:
            if left <= 0:
                break
            some = min(left, int(each.there.to_integral_value(ROUND_CEILING)))
            taken.append((each, some))
            left -= some
        return taken

    def out_of_reach(self, result: Result) -> str:
        """What stands in the way, and where to look."""
        if not result.spared:
            return super().out_of_reach(result)
        return (
            "is not reached without changing inhalers that have, or may have, a cleaner gas, or with nothing "
            f"cleaner of the same class ({exact_words(result.spared)} {result.basis}), where a change may "
            "gain nothing: see the higher-GWP share."
        )

    def sentence(self, result: Result) -> str:
        """Fewer of what is counted."""
        return f"fewer pMDI {result.basis}, reviewed with the patient."

    def change(self, result: Result, number: int) -> str:
        """Items or inhalers."""
        return f"fewer pMDI {result.basis if number != 1 else result.basis.removesuffix('s')}"


INDICATOR = ES01()
