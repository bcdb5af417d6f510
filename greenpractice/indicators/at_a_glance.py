"""An indicator in few words: its plain name, and what is lacking to its next threshold."""

import re
from collections.abc import Mapping

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.base import AnyDeclared, Result
from greenpractice.indicators.computing import load_indicators
from greenpractice.indicators.ways_to_a_target import Aim, best_switch, count_ways, target_of
from greenpractice.sections.inhalers import plain_name

_OF_WHOM = " with "  # the name of the indicator says it
_STRENGTH = re.compile(r" [0-9][0-9./]*(?: micrograms)?$")
_WOULD = " would give "  # a way in words says first what, then what it would give


def plain_title(declared: AnyDeclared) -> str:
    """What it is called where its code stands beside it."""
    return declared.plain or load_indicators()[declared.id].title


def lacking(result: Result, declared: AnyDeclared, evidence: object) -> tuple[Aim, str] | None:
    """The next threshold and what would reach it: `("upper", "34 fewer patients …")`; None beyond it."""
    if result.value is None or result.status == "upper_reached":
        return None
    aim: Aim = "upper" if result.status == "lower_reached" else "lower"
    target = target_of(result, aim, "")
    if isinstance(target, str):
        return None
    if declared.by_switching and isinstance(evidence, Mapping):
        best = best_switch(result, evidence, target)
        if best is not None and len(best.switches) == 1:
            products = load_inhalers()
            start, end = (products.product(code) for code in (best.switches[0].code, best.end))
            if start is not None and end is not None:
                number = best.switches[0].number
                return aim, f"{number:,} {_brand(start.name)} to {_brand(end.name)}"
    ways = count_ways(result, target, evidence)
    said = ways[0].sentence.partition(_WOULD)[0].rstrip(".") if ways else ""
    return (aim, said.partition(_OF_WHOM)[0]) if said else None


def _brand(product: str) -> str:
    """The name of a product without its strength."""
    return _STRENGTH.sub("", plain_name(product))
