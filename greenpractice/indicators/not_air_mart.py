"""Not AIR/MART: preventers that cannot be the reliever too, among all preventers."""

from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.by_product import ProductShare, is_steroid_with_under_three
from greenpractice.indicators.watched_facts import load_watched


class NotAirMart(ProductShare):
    """Inhaled steroids with fewer than 3 ingredients whose generic is not licensed for AIR or MART."""

    id = "Not AIR/MART"
    glossary = "Share of preventers that cannot be used as reliever too (AIR or MART)."

    def is_counted(self, code: str, inhalers: Inhalers) -> bool:
        """All preventers."""
        return is_steroid_with_under_three(code, inhalers)

    def is_meant(self, code: str, inhalers: Inhalers) -> bool:
        """Those whose generic, by the rule of BNF codes or by the list, is none of the licensed ones."""
        product = inhalers.product(code)
        generics = {generic_of(code), *({product.generic} if product else ())}
        return generics.isdisjoint(load_watched()[self.id].codes)


def generic_of(code: str) -> str:
    """The generic of a product by the rule of BNF codes: nine letters, AA, the last two twice."""
    return f"{code[:9]}AA{code[-2:]}{code[-2:]}"


MEASURE = NotAirMart()
