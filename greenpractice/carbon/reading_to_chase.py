"""Which reading to chase next: the figure whose doubt weighs most in the total, and where it is found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from greenpractice.carbon.footprint import Calculator
from greenpractice.carbon.grades import Sureness, less_or_more, sureness_of
from greenpractice.carbon.input_kinds import Doubt, usual_kind
from greenpractice.carbon.part import Part
from greenpractice.facts.uncertainty import load_thresholds
from greenpractice.lines import Line
from greenpractice.numbers import exact, show_kg, show_percent
from greenpractice.periods import Period
from greenpractice.phrases import joined
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.returns.energy_rows import ENERGY_SECTIONS
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.heating import FUELS
from greenpractice.sections.inhalers import plain_name

CHASE_NEXT = "Chase next"
_GAS = "natural_gas"


class Place(NamedTuple):
    """Where a figure stands; without `row` the section of that return."""

    period: Period
    section: str
    row: int | None
    field: str | None


@dataclass(frozen=True, slots=True)
class ToChase:
    """What to ask for, in words, and where it stands; no place where nothing is worth it.

    `short` says what and how much, where there is room for a line: where it is found stands in `words`.

    `kind` is the key of what the figure rests on now, "missing" of a section that is not there. `half` is
    half of the range of its kg CO2e, of a missing section what it is likely to come to.
    """

    words: str
    short: str = ""
    place: Place | None = None
    kind: str = ""
    half: Decimal = Decimal(0)

    def told(self, *, in_short: bool = False) -> str:
        """The sentence of it: `Chase next: ...`, or only that nothing is worth it."""
        said = (self.short if in_short else "") or self.words
        return said if self.place is None else f"{CHASE_NEXT}: {said}"


class _Open(NamedTuple):
    """One that may be asked for: `most_of_all` is said of it where it weighs most."""

    said: str
    short: str
    most_of_all: str
    find: str
    place: Place
    kind: str
    half: Decimal


@dataclass(frozen=True, slots=True)
class HowGood:
    """How good the figures of a quarter or year are, and what is worth asking for, what weighs most first."""

    sure: Sureness
    to_chase: tuple[ToChase, ...]

    @property
    def next(self) -> ToChase | None:
        """The first of them, or that there is none; None where nothing is counted."""
        if not self.sure.sections:
            return None
        return self.to_chase[0] if self.to_chase else _nothing(is_missing=bool(self.sure.missing))

    @property
    def words(self) -> str:
        """The grade, and what to ask for next; "" where nothing is counted."""
        return f"{self.sure.words} {self.next.told()}" if self.next is not None else ""


def how_good(
    period: Period, parts: Sequence[Part], others: Iterable[ReturnDocument], calculator: Calculator
) -> HowGood:
    """Of a quarter or year that is made of `parts`.

    `others` are the practice's other returns: what a missing section came to is looked up in them.
    """
    sure = sureness_of(parts)
    with exact():
        worth = sure.whole.kg * load_thresholds().worth_chasing
    found = list(_figures(period, parts, sure))
    if sure.sections:
        found += _missing(parts, sure, _earlier(period, others), calculator)
    found = sorted((each for each in found if each.half and each.half >= worth), key=lambda each: -each.half)
    return HowGood(
        sure,
        tuple(
            ToChase(_sentences(each, is_first=not number), each.short, each.place, each.kind, each.half)
            for number, each in enumerate(found)
        ),
    )


def _sentences(found: _Open, is_first: bool) -> str:
    return f"{found.said}{found.most_of_all if is_first else ''}. {found.find}"


def _nothing(*, is_missing: bool) -> ToChase:
    """That no figure is worth it; the total may be in doubt all the same, by bills and by factors."""
    if is_missing:
        return ToChase("No figure is worth chasing yet: what is missing comes first.")
    least = show_percent(load_thresholds().worth_chasing, Decimal(1))
    why = f"none that could be better is in doubt by {least} of the total"
    return ToChase(f"No figure is worth chasing: {why}.")


def _figures(period: Period, parts: Sequence[Part], sure: Sureness) -> Iterator[_Open]:
    """The figures that a better one can be found for."""
    of: dict[tuple[Place, str], list[Doubt]] = {}
    for doubt in sure.doubts:
        if doubt.rank != "measured" and where_found(doubt):
            place = Place(doubt.period, doubt.section, doubt.row, doubt.field)
            of.setdefault((place, doubt.kind.key), []).append(doubt)
    by_period = {part.period: part for part in parts}
    for (place, key), doubts in of.items():
        with exact():
            least = sum((doubt.least for doubt in doubts), Decimal(0))
            most = sum((doubt.most for doubt in doubts), Decimal(0))
        when = f", {place.period.words}" if place.period != period else ""
        name = f"{_named(by_period[place.period], place)}{when}"
        off = less_or_more(least, most)
        said = f"{name}: it {doubts[0].kind.words}, and may be {off}"
        brief = plain_name(name) if place.section == "inhalers" else name
        short, most_of_all = f"{brief}, {off}.", ", the most of any figure here"
        yield _Open(said, short, most_of_all, where_found(doubts[0]), place, key, _half(doubts))


def _half(doubts: Iterable[Doubt]) -> Decimal:
    with exact():
        return sum((doubt.half for doubt in doubts), Decimal(0))


def where_found(doubt: Doubt) -> str:
    """Where a better figure is found, or "": by its kind, else where the section's figures are."""
    return doubt.kind.find or ("" if doubt.is_factor else usual_kind(doubt.section).find)


def _named(part: Part, place: Place) -> str:
    """`Natural gas of Main Street`, the name of a product, or the section."""
    section = SECTION_BY_KEY[place.section]
    if place.row is None:
        return section.title
    if place.section in ENERGY_SECTIONS:
        row = part.document.rows(place.section)[place.row]
        name = FUELS.get(row.get("fuel", ""), section.title)
        return f"{name} of {row['site']}" if row.get("site") else name
    return next(line.label for line in part.footprint.lines if _is_of(line, place))


def _is_of(line: Line, place: Place) -> bool:
    return (line.section, line.row) == (place.section, place.row)


def _missing(
    parts: Sequence[Part],
    sure: Sureness,
    earlier: Sequence[Sequence[ReturnDocument]],
    calculator: Calculator,
) -> Iterator[_Open]:
    """The sections that are not there, with what they may come to by earlier returns or floor area."""
    for key in sure.missing:
        found = _as_before(key, earlier, calculator) or _by_floor_area(parts, key, calculator)
        if found is not None:
            kg, came_to = found
            title, place = SECTION_BY_KEY[key].title, Place(parts[-1].period, key, None, None)
            yield _Open(
                f"{title}: nothing of it is counted, and it {came_to}",
                f"{title}, {came_to}.",
                ", more than any figure here is in doubt by",
                usual_kind(key).find,
                place,
                "missing",
                kg,
            )


def _earlier(period: Period, others: Iterable[ReturnDocument]) -> list[list[ReturnDocument]]:
    """What there is of the year before, the best to compare with first: a year earlier, then the newest.

    No more is looked at, as a Lead who collates a period has no more at hand.
    """
    known = {document.period: document for document in others}
    before = period.year_before
    if period.is_year or len(period.made_of) > 1:
        return [[known[each] for each in (*before.made_of, before) if each in known]]
    quarters = sorted((each for each in known if not each.is_year and before <= each < period), reverse=True)
    return [[known[each]] for each in sorted(quarters, key=lambda each: each != before)]


def _as_before(
    key: str, earlier: Iterable[Sequence[ReturnDocument]], calculator: Calculator
) -> tuple[Decimal, str] | None:
    for documents in earlier:
        kg = {each.period: _kg_of(each, key, each.rows(key), calculator) for each in documents}
        there = [period.words for period, each in kg.items() if each]
        if there:
            with exact():
                total = sum(kg.values(), Decimal(0))
            return total, f"came to {show_kg(total)} in {joined(there)}"
    return None


def _by_floor_area(parts: Sequence[Part], key: str, calculator: Calculator) -> tuple[Decimal, str] | None:
    """What the estimate from floor area (rule 17) would be, of energy that is nowhere."""
    if key not in ENERGY_SECTIONS:
        return None
    row = {"basis": "floor_area", **({"fuel": _GAS} if key == "heating" else {})}
    with exact():
        kg = sum((_kg_of(part.document, key, (row,), calculator) for part in parts), Decimal(0))
    return (kg, f"would come to about {show_kg(kg)} by the floor area") if kg else None


def _kg_of(document: ReturnDocument, key: str, rows: Sequence[RawRow], calculator: Calculator) -> Decimal:
    """What these rows of a section would come to in a return: nothing else of it is worked out."""
    if not rows:
        return Decimal(0)
    sections = {"practice": document.rows("practice"), key: tuple(rows)}
    return calculator.of_return(replace(document, sections=sections, flags=())).total
