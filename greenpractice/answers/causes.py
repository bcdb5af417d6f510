"""Why carbon changed on a year before: causes in a fixed order, which add up to the change to the last digit.

What a practice did and what the grid or a new factor did are never in one cause.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.comparing import FACTORS
from greenpractice.carbon.decomposing import Moved
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.like_for_like import Alike
from greenpractice.lines import Line
from greenpractice.numbers import exact, round_half_up, show
from greenpractice.phrases import MINUS, lower_first
from greenpractice.sections import SECTION_BY_KEY, keys_of
from greenpractice.sections.inhalers import spoken_name
from greenpractice.themes import ENERGY, INHALERS, OTHER, THEMES, TRAVEL, Theme

PATIENTS, EACH, MIX = "patients", "inhalers a patient", "lower-carbon inhalers"
GAS = "another gas"  # the maker's doing, and not the practice's
OF_INHALERS = (PATIENTS, EACH, MIX, GAS)
PRESCRIBING = frozenset({EACH, MIX})  # causes that are the practice's own prescribing
_IN_A_THEME: Mapping[str, str] = {
    ENERGY.key: "energy used",
    TRAVEL.key: "travel",
    OTHER.key: "waste, water and others",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: what it is called in a list and after "because", and the kg CO2e that it made."""

    key: str
    words: str
    because: str
    kg: Decimal


def causes_of(change: Alike) -> tuple[Cause, ...]:
    """The causes of a change; one that made nothing is left out."""
    found: list[Cause] = []
    for name, kg in change.comparison.parts:
        if name == FACTORS:
            found.append(_of_factors(change, kg))
        elif name == INHALERS.title:
            found += _of_inhalers(change)
        else:
            theme = next(each for each in THEMES if each.title == name)
            found.append(_of_theme(theme, change.comparison.sections, kg))
    return tuple(cause for cause in found if cause.kg)


def main_cause(causes: Iterable[Cause], net: Decimal) -> Cause | None:
    """The cause of more than half of a change and of the same direction, if there is one."""
    heaviest = max(causes, key=lambda cause: abs(cause.kg), default=None)
    if heaviest is None or not net or (heaviest.kg < 0) != (net < 0):
        return None
    return heaviest if 2 * abs(heaviest.kg) > abs(net) else None


def product_behind(change: Alike, cause: Cause) -> str:
    """`130 fewer Ventolin Evohaler were prescribed`: what is more than half of a cause; else ""."""
    if cause.key not in PRESCRIBING:
        return ""
    then, now = _products(change.then), _products(change.now)
    best: tuple[Decimal, str] = (Decimal(0), "")
    with exact():
        for key in {*then, *now}:
            old, new = then.get(key), now.get(key)
            kg = (new.kg if new else Decimal(0)) - (old.kg if old else Decimal(0))
            number = (new.number if new else Decimal(0)) - (old.number if old else Decimal(0))
            is_like = (kg < 0) == (cause.kg < 0) == (number < 0) and number
            if is_like and 2 * abs(kg) > abs(cause.kg) and abs(kg) > best[0]:
                name = spoken_name((new or old or _NOTHING).name)
                less = "fewer" if number < 0 else "more"
                count = show(abs(number), 0)
                best = abs(kg), f"{count} {less} {name} {'was' if count == '1' else 'were'} prescribed"
    return best[1]


@dataclass(frozen=True, slots=True)
class _Prescribed:
    """Inhalers of one product and their kg."""

    name: str = ""
    number: Decimal = Decimal(0)
    kg: Decimal = Decimal(0)


_NOTHING = _Prescribed()


def _products(footprint: Footprint) -> dict[str, _Prescribed]:
    found: dict[str, _Prescribed] = {}
    for line in _inhaler_lines(footprint):
        held = found.get(line.factor.key, _NOTHING)
        found[line.factor.key] = _Prescribed(line.label, held.number + line.quantity, held.kg + line.kg)
    return found


def _inhaler_lines(footprint: Footprint) -> Iterator[Line]:
    return (line for line in footprint.lines if line.section in keys_of(INHALERS))


def _of_inhalers(change: Alike) -> Iterator[Cause]:
    """How many patients there are, how many inhalers each has, what these are, and which gas is in them."""
    found, keys = change.comparison, keys_of(INHALERS)
    by = {moved: found.by(moved, sections=keys) for moved in Moved}
    then, now = found.patients.sizes
    with exact():
        had, has = map(_number, (change.then, change.now))
        growth = now / then - 1
        use = has / had / (now / then) - 1 if had else Decimal(0)
    yield _cause(PATIENTS, by[Moved.LIST], f"{{}} patients ({_percent(growth)})", "there are {} patients")
    a_patient = " a patient" if found.patients.are_known else ""
    yield _cause(
        EACH,
        by[Moved.VOLUME],
        f"{{}} inhalers{a_patient}" + (f" ({_percent(use)})" if had else ""),
        f"{{}} inhalers{a_patient} were prescribed",
    )
    mix = by[Moved.MIX]
    kind, less = ("Lower", "less") if mix < 0 else ("Higher", "more")
    yield Cause(MIX, f"{kind}-carbon inhalers", f"inhalers with {less} carbon were prescribed", mix)
    yield Cause(GAS, "Another gas in the same inhalers", "the same inhalers have another gas", by[Moved.GAS])


def _number(footprint: Footprint) -> Decimal:
    return sum((line.quantity for line in _inhaler_lines(footprint)), Decimal(0))


def _cause(key: str, kg: Decimal, words: str, because: str) -> Cause:
    less = "fewer" if kg < 0 else "more"
    return Cause(key, words.format(less.capitalize()), because.format(less), kg)


def _of_theme(theme: Theme, sections: Sequence[str], kg: Decimal) -> Cause:
    inside = [key for key in sections if (SECTION_BY_KEY[key].theme or OTHER) == theme]
    what = _IN_A_THEME.get(theme.key, lower_first(theme.title))
    if len(inside) == 1 and theme.key != ENERGY.key:
        what = lower_first(SECTION_BY_KEY[inside[0]].title)
    less = "less" if kg < 0 else "more"
    used = "was used" if theme.key == ENERGY.key else ""
    because = f"{less} energy {used}" if used else f"of {less} {what}"
    return Cause(theme.key, f"{less.capitalize()} {what}", because, kg)


def _of_factors(change: Alike, kg: Decimal) -> Cause:
    has_grid = "electricity" in change.comparison.sections
    return Cause(FACTORS, "The grid and new factors" if has_grid else "New factors", "", kg)


def is_mostly_grid(change: Alike, kg: Decimal) -> bool:
    """Whether most of what new factors did is the grid's: its electricity has less carbon each year.

    A set that works it out in another way is not: how much of such a step is the grid's nobody publishes.
    """
    grid = change.comparison.by(Moved.FACTOR, sections=("electricity",))
    return (grid < 0) == (kg < 0) and 2 * abs(grid) > abs(kg)


def _percent(share: Decimal) -> str:
    """A change as `+3%`; `under 1%` where it would round to 0."""
    percent = round_half_up(share * 100)
    if not percent:
        return "under 1%" if share else "0%"
    return f"{MINUS if percent < 0 else '+'}{show(abs(percent))}%"
