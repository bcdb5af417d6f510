"""ES-01: the share of metered dose inhalers among inhalers that are not salbutamol."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.carbon.footprint import Rows, typed_rows
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Step
from greenpractice.explaining.figures import figures_of
from greenpractice.facts.inhalers import Inhalers, load_inhalers
from greenpractice.indicators.base import Declared, Pair, Result, heaviest_first, is_given, named, sum_pairs
from greenpractice.indicators.device_share import counts_as_mdi, is_salbutamol, share_of_mdi
from greenpractice.indicators.facts import Of
from greenpractice.sections.inhalers import product_name


@dataclass(frozen=True, slots=True)
class DeviceCounts:
    """Metered dose and all, by items and by inhalers; `by_items`: each row with inhalers has its items."""

    items: Pair | None = None
    inhalers: Pair | None = None
    by_items: bool = True


class ES01(Declared[DeviceCounts]):
    """Items where every practice gives them, else inhalers for all."""

    id = "ES-01"
    section = "inhalers"
    wanted = "Enter the inhalers of the quarter to see this indicator."
    glossary = "Share of puffer inhalers among inhalers, salbutamol left out."

    def evidence(self, rows: Rows, inhalers: Inhalers) -> DeviceCounts:
        """Every row but salbutamol."""
        prescribed = [row.values for row in rows.get("inhalers", ())]
        others = [
            row for row in prescribed if row.bnf_code is None or not is_salbutamol(row.bnf_code, inhalers)
        ]
        return DeviceCounts(
            share_of_mdi(others, "items", inhalers),
            share_of_mdi(others, "inhalers", inhalers),
            all(row.items is not None for row in others if row.inhalers),
        )

    def of_year(self, parts: Sequence[DeviceCounts]) -> DeviceCounts:
        """Numerators and denominators summed."""
        return DeviceCounts(
            sum_pairs(part.items for part in parts),
            sum_pairs(part.inhalers for part in parts),
            all(part.by_items for part in parts),
        )

    def pairs(
        self, practices: Mapping[str, DeviceCounts | None], inhalers: Inhalers
    ) -> tuple[dict[str, Pair | None], Of]:
        """A practice without a single inhaler is left out, so it has no say in the basis either."""
        have = [
            part for part in practices.values() if part and (is_given(part.inhalers) or is_given(part.items))
        ]
        if all(part.by_items for part in have):
            return {code: part.items if part else None for code, part in practices.items()}, "items"
        return {code: part.inhalers if part else None for code, part in practices.items()}, "inhalers"

    def sentence(self, result: Result) -> str:
        """Fewer of what is counted."""
        return f"fewer pMDI {result.basis}, reviewed with the patient."

    def change(self, result: Result, number: int) -> str:
        """Items or inhalers."""
        return f"fewer pMDI {result.basis if number != 1 else result.basis.removesuffix('s')}"

    def titles(self, result: Result) -> tuple[str, str, str]:
        """By what the share counts."""
        return ("Product", "Counts as", result.basis.capitalize())

    def steps(self, result: Result, parts: Sequence[Part]) -> tuple[Step, ...]:
        """Each product, and whether it counts as a metered dose inhaler."""
        inhalers, several = load_inhalers(), len(parts) > 1
        found: list[tuple[Decimal, Step]] = []
        for part in parts:
            for row in typed_rows(part.document).get("inhalers", ()):
                code = row.values.bnf_code
                count = row.values.items if result.basis == "items" else row.values.inhalers
                if count is None or (code is not None and is_salbutamol(code, inhalers)):
                    continue
                kind = "pMDI" if counts_as_mdi(row.values, inhalers) else "other device"
                what = named(product_name(row.values), part, several)
                figures = figures_of(part, "inhalers", row.position, (result.basis,))
                found.append((count, Step(what, kind, exact_words(count), "", figures)))
        return heaviest_first(found)


INDICATOR = ES01()
