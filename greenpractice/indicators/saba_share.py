"""SABA share: relievers among relievers and preventers, as the prescribing measure counts them."""

from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.by_product import ProductShare, is_steroid_with_under_three
from greenpractice.indicators.watched_facts import load_watched


class SabaShare(ProductShare):
    """Salbutamol and terbutaline, of these and inhaled steroids with fewer than 3 ingredients."""

    id = "SABA share"
    glossary = "Share of relievers (SABA) among relievers and preventers."

    def is_counted(self, code: str, inhalers: Inhalers) -> bool:
        """Relievers and preventers."""
        return self.is_meant(code, inhalers) or is_steroid_with_under_three(code, inhalers)

    def is_meant(self, code: str, inhalers: Inhalers) -> bool:
        """Relievers, by the beginnings of their codes."""
        return code.startswith(load_watched()[self.id].codes)


MEASURE = SabaShare()
