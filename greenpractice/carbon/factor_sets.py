"""Which sets of factors and which facts a footprint was computed with, as the seal of a return names them."""

from collections.abc import Mapping
from hashlib import sha256

from greenpractice.carbon.footprint import Footprint
from greenpractice.facts.in_use import in_use, lettered, of_facts
from greenpractice.facts.tables_reading import resource_text, table_names
from greenpractice.returns.documents import Json

FACTS, _PACKS = "facts", "facts_packs"
_CARBON = ("factors/", "inhalers/")  # the tables that kg come from


def factor_sets(footprint: Footprint) -> Json:
    """Which sets the lines used: the year of the yearly factors, and the inhaler set."""
    sets = {}
    years = sorted({line.factor.year for line in footprint.lines if line.factor.year is not None})
    if years:
        sets["uk_conversion_factors"] = ", ".join(str(year) for year in years)
    if any(line.section == "inhalers" for line in footprint.lines):
        sets["inhalers"] = "indicative"
    return sets


@of_facts
def facts_named() -> Mapping[str, str]:
    """The tables that kg come from, as a digest in letters, and the packs that any of them are of."""
    names = [name for name in table_names() if name.startswith(_CARBON)]
    digest = sha256(repr([(name, resource_text(name)) for name in names]).encode()).hexdigest()
    packs = [pack.id for pack in in_use().packs if any(name.startswith(_CARBON) for name in pack.files)]
    return {FACTS: lettered(digest)[:16], **({_PACKS: " ".join(packs)} if packs else {})}


def are_others(named: Mapping[str, object], footprint: Footprint, *, totals_differ: bool) -> bool:
    """True if a seal names other factor sets than those here, or other facts that made another total.

    Facts that differ where they make no difference are nothing to tell. A return of before facts were named
    is of others where a pack counts here.
    """
    here = factor_sets(footprint)
    if {name: value for name, value in named.items() if name not in (FACTS, _PACKS)} != here:
        return True
    facts, ours = named.get(FACTS), facts_named()
    return totals_differ and (_PACKS in ours if facts is None else facts != ours[FACTS])
