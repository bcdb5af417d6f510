"""What a return's inhalers become when months are imported: the sum of the months held, never scaled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.practices import load_directory
from greenpractice.numbers import exact, normal
from greenpractice.prescribing.sums import inhalers_in
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.checking import still_confirmed
from greenpractice.returns.documents import Flag, ImportedFrom, RawRow, ReturnDocument
from greenpractice.returns.evidence import attached_to, names_of
from greenpractice.returns.file_questions import no_longer_confirmed, written
from greenpractice.returns.patient_numbers import settled
from greenpractice.sections.inhalers import SECTION, UNKNOWN_DEVICE, is_answered
from greenpractice.texts import COPIED, MAXIMUM_LENGTH, text_problem

KEY = SECTION.key
NO_DEVICES: Mapping[str, str] = {}
_FIGURES = frozenset({"inhalers", "items"})


@dataclass(frozen=True, slots=True)
class QuarterProduct:
    """One product over the months held of a quarter; `items` None unless every one of its months has them.

    `name` is the file's, where the list has none.
    """

    bnf_code: str
    inhalers: Decimal
    items: int | None
    name: str = ""


def held_after(held: Iterable[MonthImport], new: Sequence[MonthImport]) -> tuple[MonthImport, ...]:
    """The imports of a quarter when new ones have taken the place of those whose months they cover."""
    covered = {month for each in new for month in each.months}
    staying = [each for each in held if covered.isdisjoint(each.months)]
    return tuple(sorted([*staying, *new], key=lambda each: each.months))


def months_held(held: Iterable[MonthImport]) -> tuple[str, ...]:
    """The months a quarter has, the earliest first."""
    return tuple(sorted({month for each in held for month in each.months}))


def totals(held: Iterable[MonthImport]) -> tuple[QuarterProduct, ...]:
    """Each product summed over the months held, by code."""
    found: dict[str, QuarterProduct] = {}
    with exact():
        for each in held:
            for product in map(_counted, each.products):
                there = found.get(product.bnf_code)
                if there is None:
                    found[product.bnf_code] = QuarterProduct(*product)
                    continue
                both = there.items is not None and product.items is not None
                items = (there.items or 0) + (product.items or 0) if both else None
                found[product.bnf_code] = QuarterProduct(
                    product.bnf_code, there.inhalers + product.inhalers, items, product.name or there.name
                )
    return tuple(found[code] for code in sorted(found))


def _counted(product: ImportedProduct) -> ImportedProduct:
    """The product with its inhalers by rule 8, also where no list had it when its file was read.

    Then it was kept as its quantity says, and with a name, which no listed and named product has. Once newer
    facts list it, 30 capsules are no longer 30 inhalers.
    """
    if not product.name:
        return product
    listed = load_inhalers().product(product.bnf_code)
    if listed is None or not listed.is_named:
        return product
    inhalers = inhalers_in(product.bnf_code, product.items, normal(product.inhalers))
    return product if inhalers is None else product._replace(inhalers=inhalers)


def with_imports(
    document: ReturnDocument,
    held: Sequence[MonthImport],
    keep: Collection[str] = (),
    devices: Mapping[str, str] = NO_DEVICES,
) -> ReturnDocument:
    """The return with the months held in its inhaler section, rows by BNF code; all else as it is.

    A product of these months replaces what stands in its row, by hand or not; rows of the codes to `keep`
    stay as they are, figures and flags. `devices` are what the practice has answered in other returns for
    products that are not in the list, for where this return has no answer of its own. What an earlier
    import gave and no month held has any more goes away: the row, or where a person changed the other
    figure of it that one figure; a row that only a person made stays. Bills and print-outs of a row
    that goes away go to the first row that is left, so that they can be opened and taken off.
    """
    wanted = {product.bnf_code: product for product in totals(held)}
    source = _source(held)
    flags: dict[int, dict[str | None, Flag]] = {}
    for flag in document.flags:
        if flag.section == KEY:
            flags.setdefault(flag.row, {})[flag.field] = flag
    kept: list[tuple[RawRow, list[Flag]]] = []
    left: list[str] = []  # bills and print-outs of what goes away
    for position, row in enumerate(document.rows(KEY)):
        mine = list(flags.get(position, {}).values())
        code = row.get("bnf_code", "").strip()
        product = wanted.pop(code, None)
        if code in keep:
            kept.append((row, mine))
        elif product is not None:
            kept.append(_taken(row, mine, product, source, devices))
        else:
            own = _own(row, mine)
            kept += [own] if own is not None else []
            left += names_of(mine) if own is None else ()
    kept += [_taken({}, [], product, source, devices) for product in wanted.values()]
    kept.sort(key=lambda each: each[0].get("bnf_code", ""))
    if left and kept:
        kept[0] = kept[0][0], attached_to(kept[0][1], KEY, left)
    placed = [flag.at(place) for place, (_, mine) in enumerate(kept) for flag in mine]
    others = [flag for flag in document.flags if flag.section != KEY]
    sections = {**document.sections, KEY: tuple(row for row, _ in kept)}
    return replace(document, sections=sections, flags=(*others, *placed))


def named(document: ReturnDocument, name: str | None) -> ReturnDocument:
    """A new return with the practice's name and PCN as the list has them, else the name the file gives."""
    directory, day = load_directory(), document.period.last_day
    listed = directory.practice(document.ods_code)
    if listed is not None:
        name = listed.name
    if name is not None and text_problem(name) is not None:
        name = None
    pcn = directory.pcn_on(document.ods_code, day) or _latest_pcn(document.ods_code, day)
    return replace(document, name=document.name or name, pcn_code=document.pcn_code or pcn)


def _latest_pcn(ods_code: str, day: date) -> str | None:
    """The PCN it joined last, for periods before PCNs were listed; None for what is listed nowhere."""
    directory = load_directory()
    practice = directory.practice(ods_code)
    return directory.latest_pcn(ods_code) if practice is not None and practice.opened <= day else None


def _filled(row: RawRow, product: QuarterProduct, devices: Mapping[str, str]) -> RawRow:
    filled = {**row, "bnf_code": product.bnf_code, "inhalers": normal(product.inhalers)}
    filled.pop("items", None)
    if product.items is not None:
        filled["items"] = str(product.items)
    if product.name and filled.get("name", product.bnf_code) == product.bnf_code:
        filled["name"] = product.name
    if load_inhalers().product(product.bnf_code) is None:  # the format wants both of what is not in the list
        filled.setdefault("name", product.bnf_code)
        if not is_answered(filled.get("device", "")):
            filled["device"] = devices.get(product.bnf_code, UNKNOWN_DEVICE)
    return {key: filled[key] for key in SECTION.fields if key in filled}


def _source(held: Sequence[MonthImport]) -> ImportedFrom:
    files = ", ".join(dict.fromkeys(name for each in held for name in each.file.split(", ")))
    asked = {question for each in held for question in written(each.months, each.questions)}
    return ImportedFrom(
        files if len(files) <= MAXIMUM_LENGTH else f"{files[: MAXIMUM_LENGTH - 1]}…",
        months_held(held),
        tuple(sorted(asked)) or None,
    )


def _own(row: RawRow, flags: list[Flag]) -> tuple[RawRow, list[Flag]] | None:
    """What a person gave of a row, without what an earlier import gave; None if nothing is left."""
    if any(flag.field is None and flag.source for flag in flags):
        return None
    gone = {flag.field for flag in flags if flag.source}
    left = {key: text for key, text in row.items() if key not in gone}
    if gone and _FIGURES.isdisjoint(left):
        return None
    names = names_of(flag for flag in flags if flag.field in gone)
    return left, attached_to([flag for flag in flags if flag.field not in gone], KEY, names)


def _taken(
    row: RawRow,
    flags: Sequence[Flag],
    product: QuarterProduct,
    source: ImportedFrom,
    devices: Mapping[str, str],
) -> tuple[RawRow, list[Flag]]:
    """A row taken from files, and its flags: published data are no estimate of a person."""
    filled = _filled(row, product, devices)
    said = [_published(flag, row, filled) if flag.field in (None, *_FIGURES) else flag for flag in flags]
    said = still_confirmed(KEY, row, filled, said)
    said = [settled(KEY, filled.get(flag.field or ""), flag) for flag in said]
    said = [
        replace(flag, confirmed=None) if no_longer_confirmed(flag, flags, source.questions or ()) else flag
        for flag in said
    ]
    whole = next((flag for flag in said if flag.field is None), Flag(KEY, 0))
    others = [flag for flag in said if flag.field is not None and flag.says_anything]
    return filled, [replace(whole, source=source), *others]


def _published(flag: Flag, before: RawRow, after: RawRow) -> Flag:
    """A flag once its figures come from a file: what a person confirmed holds only for the same number."""
    fields = _FIGURES if flag.field is None else {flag.field}
    same = all(_plain(before, field) == _plain(after, field) for field in fields)
    copied = (flag.note or "").startswith(COPIED)
    return replace(
        flag,
        estimated=None,
        source=None,
        confirmed=flag.confirmed if same else None,
        note=None if copied else flag.note,
    )


def _plain(row: RawRow, field: str) -> str | None:
    return SECTION.fields[field].plain(row[field]) if field in row else None
