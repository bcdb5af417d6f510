"""One indicator more, made up, of a section outside inhalers and asthma: what a stranger might add."""

import re
from pathlib import Path

DECLARED = '''"""EN-01: the share of electricity on a renewable tariff."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.carbon.footprint import Rows, load_calculator, typed_rows
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Step
from greenpractice.explaining.figures import figures_of
from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators.base import Declared, Pair, Result, sum_pairs
from greenpractice.indicators.facts import Of
from greenpractice.sections.base import Context
from greenpractice.sections.electricity import counted


class EN01(Declared[Pair]):
    """kWh as the footprint counts them."""

    id = "EN-01"
    section = "electricity"
    wanted = "Enter the electricity of the quarter to see this indicator."
    glossary = "Share of electricity on a renewable tariff."

    def evidence(self, rows: Rows, context: Context) -> Pair | None:
        """kWh of the period, bills shared out by days."""
        found = []
        for row in rows.get(self.section, ()):
            used = counted(row, context)
            if not isinstance(used, str):
                found.append((used.quantity * (row.values.tariff == "renewable"), used.quantity))
        return sum_pairs(found)

    def of_year(self, parts: Sequence[Pair]) -> Pair | None:
        """Summed."""
        return sum_pairs(parts)

    def pairs(
        self, practices: Mapping[str, Pair | None], inhalers: Inhalers
    ) -> tuple[dict[str, Pair | None], Of]:
        """As they are."""
        return dict(practices), "kWh"

    def titles(self, basis: Of) -> tuple[str, str, str]:
        """A row of electricity."""
        return ("Bill", "Tariff", "kWh")

    def steps(self, basis: Of, parts: Sequence[Part]) -> tuple[Step, ...]:
        """Each bill."""
        found = []
        for part in parts:
            rows = typed_rows(part.document)
            for row in rows.get(self.section, ()):
                used = counted(row, load_calculator().context(rows, part.period))
                if not isinstance(used, str):
                    figures = figures_of(part, self.section, row.position, used.fields)
                    words = exact_words(used.quantity)
                    found.append(Step(f"Row {row.position + 1}", row.values.tariff or "", words, "", figures))
        return tuple(found)

    def sentence(self, result: Result) -> str:
        """More of it."""
        return "kWh more on a renewable tariff."

    def change(self, result: Result, number: int) -> str:
        """More of it."""
        return "kWh more on a renewable tariff"


INDICATOR = EN01()
'''
FACTS = """
["EN-01"]
title = "Share of electricity on a renewable tariff"
numerator = "kWh on a renewable tariff"
denominator = "kWh of all electricity"
lower_is_better = false
unit = "share"
of = "kWh"
thresholds = [
    { scheme = "Made up", from = 2025-04-01, lower = 0.5, upper = 0.9, points = 10, verified = false, \
source = "ardens-iif", where = "made up" },
]
"""


def add_one_more(root: Path) -> None:
    """Declare it in a copy of the checkout, behind all others."""
    (root / "greenpractice/indicators/en01.py").write_text(DECLARED, encoding="utf-8")
    with (root / "resources/indicators/indicators.toml").open("a", encoding="utf-8") as file:
        file.write(FACTS)
    path = root / "greenpractice/indicators/__init__.py"
    text = path.read_text(encoding="utf-8").replace("import es01,", "import en01, es01,")
    text, found = re.subn(r"(?s)(INDICATORS: [^(]*\(.*?),?\n?\)\n", r"\1, en01.INDICATOR)\n", text, count=1)
    assert found
    path.write_text(text, encoding="utf-8")
