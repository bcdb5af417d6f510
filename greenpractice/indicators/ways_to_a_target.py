"""What would it take? Ways to a target of an indicator, exact and each computed again before it is said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from itertools import count as numbers_from
from math import ceil
from typing import Literal

from greenpractice.facts.inhalers import Product, load_inhalers
from greenpractice.facts.switching import load_switching
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.base import Result, to_reach_sparing
from greenpractice.indicators.es02 import end_of, packs_to_change, stocks
from greenpractice.indicators.switching import (
    SALAMOL,
    End,
    Stock,
    Switch,
    fewest_of_one,
    fewest_switches,
    mean_after,
)
from greenpractice.indicators.words import number_words
from greenpractice.numbers import exact, read_typed, round_half_up, show
from greenpractice.returns.documents import RawRow
from greenpractice.texts import name_key

Aim = Literal["lower", "upper", "plan", "other"]
REVIEW = "Review patients with 6 or more relievers a year"
PLANNING = "Only for planning."
_OWN = "OWN"
_PLAN = "A plan, not a promise."


@dataclass(frozen=True, slots=True)
class NewAction:
    """What can be put among the practice's actions."""

    title: str
    note: str

    def figures(self, codes: Iterable[str]) -> RawRow:
        """The row of the actions section, under the first own code that none of `codes` has."""
        return {
            "code": own_code(codes),
            "status": "not_started",
            "title": self.title,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Way:
    """One answer in words: a sentence, its parts one by one, and the action it makes, if there is one."""

    sentence: str
    parts: tuple[str, ...] = ()
    action: NewAction | None = None


def own_code(codes: Iterable[str]) -> str:
    """`OWN1`, or the first of its like that is free."""
    taken = {name_key(code) for code in codes}
    return next(code for number in numbers_from(1) if name_key(code := f"{_OWN}{number}") not in taken)


def aims_of(result: Result) -> tuple[Aim, ...]:
    """The targets there are to choose from."""
    return ("lower", "upper", *(("plan",) if result.plan_target is not None else ()), "other")


def target_of(result: Result, aim: Aim, typed: str) -> Decimal | str:
    """The target as the indicator counts (a share, or kg), or the sentence that says what is wrong."""
    if aim == "lower":
        return result.thresholds.lower
    if aim == "upper":
        return result.thresholds.upper
    if aim == "plan" and result.plan_target is not None:
        return result.plan_target
    share = result.indicator.unit == "share"
    number = read_typed(typed, "%" if share else "kg")
    if number is None or (share and number > 100):
        example = "a number from 0 to 100, like 35" if share else "a number of kg, like 18.0"
        return f"Target must be {example}"
    with exact():
        return number / 100 if share else number


def review_way(result: Result) -> Way | None:
    """What is offered before any switch; None where relievers are not what is counted."""
    offered = INDICATOR_BY_ID[result.indicator.id].review
    if not offered:
        return None
    sentence = f"{REVIEW} first: {offered}"
    return Way(sentence, (), NewAction(REVIEW, "Better asthma care first; fewer reliever inhalers follow."))


def count_ways(result: Result, target: Decimal, evidence: object = None) -> tuple[Way, ...]:
    """How many fewer or more at a fixed denominator, rounded to the safe side; which, by what returns say."""
    indicator = result.indicator
    if result.numerator is None or result.denominator is None or result.value is None:
        return (Way("There are not enough figures for an answer."),)
    aim = number_words(indicator, target)
    number = to_reach_sparing(result, target)
    if number is None:
        return (Way(f"{aim} {INDICATOR_BY_ID[indicator.id].out_of_reach(result)}"),)
    if number == 0:
        return (Way(f"{aim} is reached: you are at {exact_value(result, result.value, target)}."),)
    with exact():
        after = (result.numerator + (-number if indicator.lower_is_better else number)) / result.denominator
        gives = exact_value(result, max(after, Decimal(0)), target)
    what = INDICATOR_BY_ID[indicator.id].change(result, number)
    sentence = f"{number:,} {what} would give {gives}."
    now = exact_value(result, result.value, target)
    note = f"From {now} to {gives}, with the same total. {_PLAN}"
    declared = INDICATOR_BY_ID[indicator.id]
    which = declared.which(result, [evidence], number) if evidence is not None else ()
    return (Way(sentence, which, NewAction(f"{indicator.id}: {number:,} {what}", note)),)


def from_products(stock: Mapping[str, Decimal]) -> list[Product]:
    """The salbutamol inhalers in use of the ES-02 set, the heaviest first."""
    inhalers = load_inhalers()
    found = [each for each in stocks(stock, inhalers) if each.number > 0]
    found.sort(key=lambda each: (-each.kg, each.code))
    products = (inhalers.product(each.code) for each in found)
    return [product for product in products if product is not None]


def to_products(start: str, on: date) -> list[Product]:
    """The products of the ES-02 set that are cleaner than `start` for the same doses, the heaviest first."""
    inhalers = load_inhalers()
    weighed = [(inhalers.es02(product.bnf_code), product) for product in inhalers.products]
    cleaner = [
        (kg, product)
        for kg, product in weighed
        if kg is not None and packs_to_change(start, product.bnf_code, on, inhalers) is not None
    ]
    cleaner.sort(key=lambda pair: (-pair[0], pair[1].name))
    return [product for _, product in cleaner]


@dataclass(frozen=True, slots=True)
class BestSwitch:
    """The fewest changes to one product that reach a target; what the mean is then, and kg CO2e they save.

    The kg are those of the footprint on the day of the result. `packs` says where doses take other packs.
    """

    switches: tuple[Switch, ...]
    end: str
    after: Decimal
    kg: Decimal
    packs: tuple[str, ...]


def best_switch(result: Result, stock: Mapping[str, Decimal], target: Decimal) -> BestSwitch | None:
    """To the lightest that is in use already, else to Salamol; None where neither reaches the target."""
    there = [each for each in stocks(stock, load_inhalers()) if each.number > 0]
    for end in dict.fromkeys((_lightest_in_use(there), SALAMOL) if there else ()):
        to = _end(result, there, end)
        switches = fewest_switches(there, target, to)
        if switches:
            packs = tuple(_packs_needed(switches, to, end))
            return BestSwitch(
                tuple(switches),
                end,
                mean_after(there, switches, to),
                _saved(result, switches, to, end),
                packs,
            )
    return None


def _saved(result: Result, switches: Sequence[Switch], to: End, end: str) -> Decimal:
    inhalers, saved = load_inhalers(), Fraction(0)
    after = inhalers.indicative(end, result.on)
    for each in switches:
        before = inhalers.indicative(each.code, result.on)
        assert before is not None
        assert after is not None
        saved += each.number * (Fraction(before.kg) - (to.packs_of(each.code) or 0) * Fraction(after.kg))
    with exact():
        return Decimal(saved.numerator) / saved.denominator


def switch_ways(
    result: Result, stock: Mapping[str, Decimal], start: str, end: str, target: Decimal
) -> tuple[Way, ...]:
    """The chosen change alone, if it is not enough the fewest changes to that product in all."""
    there = stocks(stock, load_inhalers())
    if not there or result.value is None:
        return (Way("There are not enough figures for an answer."),)
    if result.value <= target:
        words = number_words(result.indicator, target)
        return (Way(f"{words} is reached: the average is {exact_value(result, result.value, target)}."),)
    ways = _ways_to(result, there, start, end, target)
    lighter = _lightest_in_use(there)
    if packs_to_change(end, lighter, result.on, load_inhalers()) is not None:
        number = fewest_of_one(there, start, target, _end(result, there, lighter))
        if number is not None:
            ways.append(_way(result, there, (Switch(start, number),), lighter, target, "Or "))
    return tuple(ways)


def _ways_to(result: Result, there: Sequence[Stock], start: str, end: str, target: Decimal) -> list[Way]:
    to = _end(result, there, end)
    alone = fewest_of_one(there, start, target, to)
    if alone is not None:
        return [_way(result, there, (Switch(start, alone),), end, target)]
    chosen = next(each for each in there if each.code == start)
    every = int(chosen.number.to_integral_value(ROUND_CEILING))
    gives = exact_value(result, mean_after(there, (Switch(start, every),), to), target)
    short = Way(f"{every:,} is not enough on its own: it gives {gives}.")
    together = fewest_switches(there, target, to)
    if together is None:
        return [short, _impossible(result, end, to.kg)]
    return [short, _way(result, there, together, end, target)]


def _lightest_in_use(there: Sequence[Stock]) -> str:
    return min(there, key=lambda each: (each.kg, each.code)).code


def exact_value(result: Result, value: Decimal, target: Decimal) -> str:
    """A value; where rounding would put it on the target it is not on, it says which side."""
    indicator = result.indicator
    with exact():
        scale, places = (100, 0) if indicator.unit == "share" else (1, 1)
        same = round_half_up(value * scale, places) == round_half_up(target * scale, places)
    words = number_words(indicator, value)
    return f"just {'over' if value > target else 'under'} {words}" if same and value != target else words


def _way(
    result: Result,
    there: Sequence[Stock],
    switches: Sequence[Switch],
    end: str,
    target: Decimal,
    start: str = "",
) -> Way:
    to = _end(result, there, end)
    after = mean_after(there, switches, to)
    assert after <= target
    assert result.value is not None
    gives, now = exact_value(result, after, target), exact_value(result, result.value, target)
    total, to_mind = sum(switch.number for switch in switches), list(_to_mind(switches, to, end))
    parts = tuple(f"{switch.number:,} of {_name(switch.code)}" for switch in switches)
    if len(parts) == 1:
        sentence = " ".join([f"{start}{parts[0]} changed to {_name(end)} would give {gives}.", *to_mind])
    else:
        sentence = f"{start}{total:,} changed to {_name(end)} would give {gives}:"
    title = f"Review patients who use {_joined(_name(switch.code) for switch in switches)}"
    note = f"If {' and '.join(parts)} become {_name(end)}: from {now} to {gives} each. {_PLAN}"
    return Way(sentence, (*parts, *to_mind) if len(parts) > 1 else (), NewAction(title, note))


def _to_mind(switches: Sequence[Switch], to: End, end: str) -> Iterator[str]:
    """How many packs it takes where those hold other doses, and what to mind of the product."""
    yield from _packs_needed(switches, to, end)
    facts = load_switching().get(end)
    if facts is not None:
        yield facts.said


def _packs_needed(switches: Sequence[Switch], to: End, end: str) -> Iterator[str]:
    for each in switches:
        packs = to.packs_of(each.code) or Fraction(1)
        if packs != 1:
            yield (
                f"For the doses of one {_name(each.code)} it takes {_packs_words(packs)} packs, "
                f"{ceil(packs * each.number):,} in all."
            )


def _packs_words(packs: Fraction) -> str:
    with exact():
        return show(round_half_up(Decimal(packs.numerator) / packs.denominator, 2))


def _impossible(result: Result, end: str, end_kg: Decimal) -> Way:
    lowest = number_words(result.indicator, end_kg)
    return Way(
        "The target cannot be reached with these products. "
        f"If every heavier inhaler were {_name(end)}, at {lowest} each, it would still be missed."
    )


def _end(result: Result, there: Sequence[Stock], code: str) -> End:
    return end_of(code, there, result.on, load_inhalers())


def _name(code: str) -> str:
    product = load_inhalers().product(code)
    return product.name if product else code


def _joined(names: Iterable[str]) -> str:
    return " and ".join(names)
