"""What measures over products share: two sums of inhalers, and the products in them."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.carbon.footprint import Rows, typed_rows
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Step
from greenpractice.explaining.figures import figures_of
from greenpractice.facts.inhalers import Inhalers, load_inhalers
from greenpractice.indicators.base import BY_REVIEW, NOUGHTS, Measure, Pair, heaviest_first, named, sum_pairs
from greenpractice.indicators.facts import Of
from greenpractice.numbers import exact
from greenpractice.sections.base import Context
from greenpractice.sections.inhalers import product_name

STEROIDS = "0302"  # the BNF's section of inhaled corticosteroids, alone and in combinations
_TRIPLE = "triple"
_SUBSTANCE = 9  # letters and digits of a BNF code that name the substance


class ProductShare(Measure[Pair]):
    """A share of inhalers, by BNF code; a row without a code is in neither count."""

    section = "inhalers"
    caveat = BY_REVIEW
    wanted = "Enter the inhalers of the quarter to see this measure."

    @abstractmethod
    def is_counted(self, code: str, inhalers: Inhalers) -> bool:
        """Whether a product is in the denominator."""

    @abstractmethod
    def is_meant(self, code: str, inhalers: Inhalers) -> bool:
        """Whether one of those is in the numerator."""

    def evidence(self, rows: Rows, context: Context) -> Pair | None:
        """Both sums; None where no product of the kind is there."""
        found = []
        for row in rows.get(self.section, ()):
            code, count = row.values.bnf_code, row.values.inhalers
            if code is not None and count is not None and self.is_counted(code, context.inhalers):
                found.append((count if self.is_meant(code, context.inhalers) else Decimal(0), count))
        return sum_pairs(found)

    def why_none(self, entered: Sequence[Any]) -> str:
        """Only others, or only noughts."""
        if any(row.inhalers for row in entered):
            return "None of the inhalers entered counts here."
        return NOUGHTS if any(row.inhalers is not None for row in entered) else ""

    def of_year(self, parts: Sequence[Pair]) -> Pair | None:
        """Numerators and denominators summed."""
        return sum_pairs(parts)

    def pairs(
        self, practices: Mapping[str, Pair | None], inhalers: Inhalers
    ) -> tuple[dict[str, Pair | None], Of]:
        """As they are."""
        return dict(practices), "inhalers"

    def titles(self, basis: Of) -> tuple[str, str, str]:
        """By what the share counts."""
        return ("Product", "Counts", basis.capitalize())

    def steps(self, basis: Of, parts: Sequence[Part]) -> tuple[Step, ...]:
        """Each product, and whether it is in the numerator."""
        inhalers, several = load_inhalers(), len(parts) > 1
        found: list[tuple[Decimal, Step]] = []
        for part in parts:
            for row in typed_rows(part.document).get(self.section, ()):
                code, count = row.values.bnf_code, row.values.inhalers
                if code is None or count is None or not self.is_counted(code, inhalers):
                    continue
                where = "in both" if self.is_meant(code, inhalers) else "in the total"
                figures = figures_of(part, self.section, row.position, ("inhalers",))
                what = named(product_name(row.values), part, several)
                with exact():
                    found.append((count, Step(what, where, exact_words(count), "", figures)))
        return heaviest_first(found)


def is_steroid_with_under_three(code: str, inhalers: Inhalers) -> bool:
    """An inhaled steroid with fewer than 3 active ingredients; triples, mostly for COPD, are left out."""
    return code.startswith(STEROIDS) and not _is_triple(code, inhalers)


def _is_triple(code: str, inhalers: Inhalers) -> bool:
    product = inhalers.product(code)
    if product is not None:
        return product.drug_class == _TRIPLE
    substance = code[:_SUBSTANCE]
    return any(
        each.drug_class == _TRIPLE and each.bnf_code[:_SUBSTANCE] == substance for each in inhalers.products
    )
