"""Which packs a practice gets, carried to later quarters: the newer propellant only, and only forwards."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import CARRIED, NOT_KNOWN, Brand, Prescribed, brand_of

FIELD = "propellant"
_KEY = "inhalers"
_SECTION = SECTION_BY_KEY[_KEY]


@dataclass(frozen=True, slots=True)
class Packs:
    """What is said of the packs of a brand: their propellant, and the note on it (whence it was carried)."""

    gas: str
    note: str

    @property
    def is_carried(self) -> bool:
        """Whether it was said in an earlier quarter."""
        return self.note.startswith(CARRIED)


Said = Mapping[Brand, Packs]
NOTHING_SAID: Said = {}


def carried_from(period: Period) -> str:
    """The note of an answer that was given in this period and stands in a later one."""
    return f"{CARRIED} {period.words}"


def may_be_either(code: str, day: date) -> Brand | None:
    """The brand of a product whose packs may have one propellant or the other on a day, else None."""
    product = load_inhalers().product(code.strip())
    return None if product is None or _newer(product.bnf_code, day) is None else brand_of(product)


def asks_for_packs(period: Period) -> bool:
    """Whether a return of this period asks about any product."""
    day = period.first_day
    return any(_newer(product.bnf_code, day) for product in load_inhalers().products)


def brands_in(document: ReturnDocument) -> frozenset[Brand]:
    """The brands of a return whose packs may have either propellant: an answer stands or is asked there."""
    day = document.period.first_day
    return frozenset(
        brand for row in document.rows(_KEY) if (brand := may_be_either(row.get("bnf_code", ""), day))
    )


def is_newer(code: str, gas: str | None, day: date) -> bool:
    """Whether an answer is the newer propellant that packs of the product may have on a day."""
    return gas is not None and gas == _newer(code.strip(), day)


def notes_in(document: ReturnDocument) -> dict[int, str]:
    """The notes on what is said of packs, by row."""
    said = (flag for flag in document.flags if (flag.section, flag.field) == (_KEY, FIELD))
    return {flag.row: flag.note for flag in said if flag.note}


def said_in(document: ReturnDocument) -> dict[Brand, Packs]:
    """What one return says of the packs of its brands; not known where its strengths say different things."""
    notes = notes_in(document)
    day, found = document.period.first_day, dict[Brand, Packs]()
    for position, raw in enumerate(document.rows(_KEY)):
        brand = may_be_either(raw.get("bnf_code", ""), day) if raw.get(FIELD) else None
        row: Prescribed | None = typed_row(_SECTION, raw) if brand else None
        if brand is None or row is None or row.propellant is None:
            continue
        packs = Packs(row.propellant, notes.get(position, ""))
        there = found.setdefault(brand, packs)
        if there.gas != packs.gas:
            found[brand] = Packs(NOT_KNOWN, "")
    return found


def last_said(period: Period, documents: Iterable[ReturnDocument]) -> dict[Brand, Packs]:
    """What the returns of a practice wholly before a period say of its packs, the last of each brand.

    The note says in which period somebody said so. Only the newer propellant is carried (`taken_over`): "as
    before" may have changed since, and what nobody knew may be known by now.
    """
    before = (each for each in documents if each.period.last_day < period.first_day)
    found: dict[Brand, Packs] = {}
    for document in sorted(before, key=lambda each: (each.period.last_day, each.period.first_day)):
        for brand, packs in said_in(document).items():
            found[brand] = packs if packs.is_carried else Packs(packs.gas, carried_from(document.period))
    return found


def taken_over(raw: RawRow, day: date, said: Said, there: Collection[Brand]) -> Packs | None:
    """What a new row of a return takes over, if it is the first of its brand and says nothing itself."""
    brand = None if raw.get(FIELD) else may_be_either(raw.get("bnf_code", ""), day)
    packs = None if brand is None or brand in there else said.get(brand)
    return packs if packs and is_newer(raw.get("bnf_code", ""), packs.gas, day) else None


def left_behind(before: ReturnDocument, after: ReturnDocument) -> Iterator[tuple[int, Packs]]:
    """What was said of brands in rows that are gone, and the row of another strength that has it now."""
    day, rows = after.period.first_day, after.rows(_KEY)
    codes = {raw.get("bnf_code", "").strip() for raw in rows}
    gone = [raw for raw in before.rows(_KEY) if FIELD in raw and raw.get("bnf_code", "").strip() not in codes]
    if not gone:
        return
    said, there = said_in(before), set(said_in(after))
    wanted = {may_be_either(raw.get("bnf_code", ""), day) for raw in gone}
    for position, raw in enumerate(rows):
        brand = may_be_either(raw.get("bnf_code", ""), day)
        if brand in wanted and brand in said and brand not in there:
            there.add(brand)
            yield position, said[brand]


def with_carried(before: ReturnDocument, after: ReturnDocument, said: Said) -> ReturnDocument:
    """A return after an import, with what it takes over in the first row of each brand that is new in it.

    What was said in a row that the import took away stays with the brand.
    """
    day, there = after.period.first_day, set(brands_in(before))
    put = dict(left_behind(before, after))
    for position, raw in enumerate(after.rows(_KEY) if said else ()):
        packs = taken_over(raw, day, said, there)
        if brand := may_be_either(raw.get("bnf_code", ""), day):
            there.add(brand)
        if packs is not None:
            put[position] = packs
    if not put:
        return after
    rows = [_filled(raw, put.get(position)) for position, raw in enumerate(after.rows(_KEY))]
    notes = {(_KEY, position, FIELD): packs.note for position, packs in put.items() if packs.note}
    flags = [flag for flag in after.flags if (flag.section, flag.row, flag.field) not in notes]
    flags += [Flag(*place, note=note) for place, note in notes.items()]
    return replace(after, sections={**after.sections, _KEY: tuple(rows)}, flags=tuple(flags))


def _filled(raw: RawRow, packs: Packs | None) -> RawRow:
    if packs is None:
        return raw
    filled = {**raw, FIELD: packs.gas}
    return {key: filled[key] for key in _SECTION.fields if key in filled}


def moved_on(
    brand: Brand, gas: str | None, period: Period, later: Iterable[ReturnDocument]
) -> Iterator[tuple[ReturnDocument, int, Packs | None]]:
    """What an answer given in a period does to rows of later returns, the earliest first; None takes back.

    The newer propellant fills those that nobody has answered, up to the first answer there is. Any other
    answer takes back what was carried to them from before, up to the first that was given there. Without a
    `gas` the answer itself is taken back, and with it what was carried from this period.
    """
    for document in sorted(later, key=lambda each: each.period.first_day):
        day = document.period.first_day
        if day <= period.last_day:
            continue
        codes = {
            position: raw["bnf_code"]
            for position, raw in enumerate(document.rows(_KEY))
            if may_be_either(raw.get("bnf_code", ""), day) == brand
        }
        said, notes = said_in(document).get(brand), notes_in(document)
        if said is None:
            first = next(iter(codes), None)
            if first is None or gas is None or notes.get(first):
                continue
            if is_newer(codes[first], gas, day):
                yield document, first, Packs(gas, carried_from(period))
        elif said.is_carried and gas != said.gas and (gas or said.note == carried_from(period)):
            carried = (position for position in codes if notes.get(position, "").startswith(CARRIED))
            yield from ((document, position, None) for position in carried)
        else:
            return


def _newer(code: str, day: date) -> str | None:
    return load_inhalers().gas_beside(code, day)
