"""What changed since last quarter: product by product, on the sections that both have whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from greenpractice.carbon.activities import activity_key
from greenpractice.carbon.carbon_words import quantity_words, units_words
from greenpractice.carbon.comparing import FACTORS, Comparison, compare
from greenpractice.carbon.decomposing import NEW_FACTORS
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import missing_of_sections, unfinished
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Answer, Step, kg_exact
from greenpractice.facts.factors import load_factors
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.lines import Line
from greenpractice.numbers import exact, round_half_up, show_kg
from greenpractice.phrases import counted, joined, lower_first
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.energy_rows import ENERGY_SECTIONS, bills_of
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.inhalers import plain_name

_KG_OF_A_TONNE = Decimal(1000)
_PLACES = 6  # kg of a part that comes from a division


@dataclass(frozen=True, slots=True)
class Change:
    """What there is more or less of, in words, and the kg CO2e that this makes."""

    words: str
    kg: Decimal


@dataclass(frozen=True, slots=True)
class Since:
    """The changes, the largest first: they add up to the difference of the comparison, to the last digit."""

    comparison: Comparison
    changes: tuple[Change, ...]

    @property
    def kg(self) -> Decimal:
        """kg CO2e more than then; negative for less."""
        return self.comparison.kg

    @property
    def total_words(self) -> str:
        """`0.7 tonnes less than last quarter`."""
        if not self.kg:
            return "As much as last quarter"
        return f"{show_kg(abs(self.kg))} {'more' if self.kg > 0 else 'less'} than last quarter"

    @property
    def compared_words(self) -> str:
        """`Same 9 sections compared`, or which one it is."""
        keys = self.comparison.sections
        if len(keys) == 1:
            return f"Only {lower_first(SECTION_BY_KEY[keys[0]].title)} compared"
        return f"Same {len(keys)} sections compared"


def since_last_quarter(before: Part, now: Part) -> Since | None:
    """What changed between two quarters; None where they have no section in common.

    A section of which days, months, sites or entries are not there in one of the two is left out: less of
    it would look like a saving. So is one that may still be typed, as it has half the rows or fewer.
    """
    in_part = {key for each in (before, now) for key in (*missing_of_sections(each), *unfinished(each))}
    in_part.update(_may_be_typed(before.document, now.document))
    then, today = (_without(each.footprint, in_part) for each in (before, now))
    found = compare(then, today)
    if not found.sections:
        return None
    had, has = before.footprint.by_section, now.footprint.by_section
    comparison = replace(
        found,
        only_then=tuple(key for key in had if key not in has),
        only_now=tuple(key for key in has if key not in had),
        in_part=tuple(key for key in has if key in had and key not in found.sections),
    )
    others = before.period.year != now.period.year  # only then are the factors of another set
    changes = [change for key in found.sections for change in _of_section(key, comparison, others)]
    changes += [Change(f"{FACTORS} of the year", comparison.by_factors)] if others else []
    told = sorted((each for each in changes if each.kg), key=lambda each: -abs(each.kg))
    return Since(comparison, tuple(told))


def _may_be_typed(before: ReturnDocument, now: ReturnDocument) -> Iterator[str]:
    """Sections of which one return has half of the other's rows or fewer, or energy of other sites."""
    for key in before.sections.keys() & now.sections.keys():
        if key in ENERGY_SECTIONS:
            first, second = ({bill.place for bill in bills_of(each, key)} for each in (before, now))
            is_less = first != second
        else:
            fewer, more = sorted(sum(map(bool, each.rows(key))) for each in (before, now))
            is_less = 2 * fewer <= more and more > 1
        if is_less:
            yield key


def why_since(since: Since, before: Part, now: Part) -> Answer:
    """Every change as a row, and what is not compared."""
    found = since.comparison
    notes = []
    for keys, why in (
        ((*found.only_then, *found.only_now), "only one of the two has figures"),
        (found.in_part, "one of the two has, or may have, only a part of it"),
    ):
        titles = joined([lower_first(SECTION_BY_KEY[key].title) for key in keys])
        notes += [f"Not compared, because {why}: {titles}."] if keys else []
    how = (
        f"{kg_exact(found.then)} in {before.period.words}, {kg_exact(found.now)} in {now.period.words}, "
        f"over {counted(len(found.sections), 'section')} that both have whole."
    )
    steps = tuple(Step(each.words, "", signed_exact(each.kg), "", ()) for each in since.changes)
    title = f"{now.period.words} against {before.period.words}"
    return Answer(title, since.total_words, how, steps, tuple(notes), ("What", "", "CO₂e"))


def signed(kg: Decimal) -> str:
    """`+1.1 t`, `−320 kg`, for a narrow column."""
    return f"{_sign(kg)}{show_kg(abs(kg)).replace('tonnes', 't')}"


def signed_exact(kg: Decimal) -> str:
    """The same to the hundredth of a kg."""
    return f"{_sign(kg)}{kg_exact(abs(kg))}"


def _sign(kg: Decimal) -> str:
    return "−" if kg < 0 else "+"


def _without(footprint: Footprint, sections: Iterable[str]) -> Footprint:
    left = frozenset(sections)
    kept = tuple(line for line in footprint.lines if line.section not in left)
    return replace(footprint, lines=kept)


@dataclass(slots=True)
class _Use:
    """What two quarters have of one thing, as the first line of its figures names and measures it."""

    name: str
    units: tuple[set[str], set[str]]
    amounts: list[Decimal]
    kg: Decimal


def _of_section(key: str, found: Comparison, other_factors: bool) -> Iterator[Change]:
    """Each product or use of a section, without what other yearly factors do to it."""
    other_factors &= SECTION_BY_KEY[key].yearly_factors
    uses: dict[str, _Use] = {}
    of_each: dict[str, dict[str, Decimal]] = {}  # how much of an activity each of its uses was, then and now
    factors, inhalers = load_factors(), load_inhalers()
    with exact():
        for side, lines in enumerate(found.lines):
            for head, line in _with_heads(line for line in lines if line.section == key):
                name = plain_name(head.label) if key == "inhalers" else lower_first(head.label)
                use = uses.setdefault(name, _Use(name, (set(), set()), [Decimal(0)] * 2, Decimal(0)))
                if line is head:
                    use.units[side].add(line.factor.per)
                    use.amounts[side] += line.quantity
                    shares = of_each.setdefault(activity_key(line, factors, inhalers), {})
                    shares[name] = shares.get(name, Decimal(0)) + line.quantity
                use.kg += line.kg if side else -line.kg
        for activity, shares in of_each.items() if other_factors else ():
            kg = found.by(*NEW_FACTORS, sections=(key,), activity=activity)
            for name, own in _shared_out(kg, shares).items():
                uses[name].kg -= own
        for use in uses.values():
            yield Change(_words(use), use.kg)


def _shared_out(kg: Decimal, shares: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """A weight by how much of it each is, the rest of the division to the last."""
    together, left = sum(shares.values(), Decimal(0)), kg
    found = {}
    for name, share in shares.items():
        found[name] = round_half_up(kg * share / together, _PLACES) if together else Decimal(0)
        left -= found[name]
    found[name] += left
    return found


def _with_heads(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line with the first one of the same figures: that names the thing, others add to its carbon."""
    heads: dict[tuple[int, tuple[str, ...]], Line] = {}
    for line in lines:
        yield heads.setdefault((line.row, line.fields), line), line


def _words(use: _Use) -> str:
    (then, now), name = use.amounts, use.name
    units = use.units[0] | use.units[1]
    if len(units) != 1:  # measured in another unit than last quarter
        return f"{'More' if use.kg > 0 else 'Less'} {name}"
    if now == then:
        return f"As much {name}, counted with another factor"
    (unit,) = units
    difference, more = abs(now - then), now > then
    if unit == "inhaler":
        return f"{quantity_words(difference)} {'more' if more else 'fewer'} {name}"
    if unit == "tonne":
        difference, unit = difference * _KG_OF_A_TONNE, "kg"
    measured = f"{quantity_words(difference)} {units_words(difference, unit)}"
    return f"{measured} {'more' if more else 'less'}: {name}"
