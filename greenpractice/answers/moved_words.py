"""What moved between two periods, in words, and what it made of inhalers by class."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from greenpractice.carbon.activities import code_of
from greenpractice.carbon.decomposing import Effect, Moved
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import exact

_WORDS: Mapping[Moved, str] = {
    Moved.LIST: "list size: more or fewer patients",
    Moved.VOLUME: "volume: how much for each patient",
    Moved.MIX: "mix: of what it consists, such as lighter inhalers",
    Moved.FACTOR: "factors: the grid and other published factors of the year",
    Moved.METHOD: "method: factors that are worked out in another way since",
    Moved.GAS: "gas: another propellant in the same inhalers",
}
_UNLISTED = "Not in the list of products"


def moved_words(moved: Moved, *, knows_patients: bool) -> str:
    """What a cause is; without the patients of both periods list size is part of the volume."""
    if not knows_patients and moved is Moved.LIST:
        return "list size: not known of both periods, so it is part of the volume"
    if not knows_patients and moved is Moved.VOLUME:
        return "volume: how much, list size in it"
    return _WORDS[moved]


def by_class(effects: Iterable[Effect]) -> Mapping[str, Decimal]:
    """What inhalers of each class made of the change, the largest first."""
    inhalers, found = load_inhalers(), dict[str, Decimal]()
    with exact():
        for each in effects:
            product = inhalers.product(code_of(each.activity))
            name = product.drug_class if product is not None else _UNLISTED
            found[name] = found.get(name, Decimal(0)) + each.kg
    return dict(sorted(found.items(), key=lambda item: -abs(item[1])))
