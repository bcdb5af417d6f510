"""Page 4: which bills and journeys? Each as a partner can check it against the paper it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.platypus import Flowable

from greenpractice.carbon.bills_calendar import bills_calendar
from greenpractice.carbon.carbon_words import CO2E, and_without_some, units_words
from greenpractice.lines import Line
from greenpractice.numbers import exact, show
from greenpractice.periods import narrow_day_words
from greenpractice.phrases import ROUNDING, CarbonUnit, counted, share_words
from greenpractice.reports.blocks import heading, page_title, paragraph
from greenpractice.reports.content import Summary
from greenpractice.reports.practice.columns import adds_up, column, table_unit, unit_head
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL, TextStyle
from greenpractice.returns.documents import RawRow
from greenpractice.returns.energy_rows import ENERGY_SECTIONS, EnergyBill, bills_of
from greenpractice.sections import SECTION_BY_KEY, keys_of
from greenpractice.sections.base import typed_row
from greenpractice.sections.energy import given_amount
from greenpractice.sections.heating import FUELS
from greenpractice.themes import TRAVEL

_PADDING = 2.0
_MAKING = "Making and moving it"
_KWH, _ON_BILL, _COUNTED = "kWh", "On the bill", "kWh here"
_ALIGN = {"Site": "l", "Meter or fuel": "l", "From": "l", "To": "l"}
_REMARKS = {"gap": "no bill", "twice": "two bills"}
_TEXT = TextStyle(9.5, 12, after=4)
_Place = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class _Bill:
    """One row of the table of bills; a gap or days with two bills have a remark in the place of numbers."""

    site: str
    what: str
    first: date | None
    last: date | None
    remark: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    kwh: Decimal | None = None
    cost: Decimal | None = None
    kg: Decimal | None = None


def bills_page(summary: Summary) -> list[Flowable]:
    """Bills with site, meter or fuel and dates, then journeys; nothing without either."""
    energy = [line for line in summary.own.lines if line.section in ENERGY_SECTIONS]
    travel = [line for line in summary.own.lines if line.section in keys_of(TRAVEL)]
    bills = list(_bills(summary))
    if not bills and not travel:
        return []
    title = _title(summary, bills, energy + travel)
    return [*page_title(title), *_energy(summary, bills, energy), *_travel(summary, travel)]


def _title(summary: Summary, bills: Sequence[_Bill], lines: Sequence[Line]) -> str:
    total, number = summary.own.total, sum(not bill.remark for bill in bills)
    with exact():
        kg = sum((line.kg for line in lines), Decimal(0))
    question = "Which bills and journeys?"
    share = f"They make {share_words(kg, total)} of the carbon" if total else ""
    return f"{question} {counted(number, 'bill')}. {share}" if number else f"{question} {share}"


def _bills(summary: Summary) -> Iterator[_Bill]:
    """Site by site and fuel by fuel the bills by their first day, and days that none or two of them cover."""
    document = summary.document
    for section in ENERGY_SECTIONS:
        direct, found = _direct(summary, section), list[tuple[_Place, _Bill]]()
        read = {bill.at: bill for bill in bills_of(document, section)}
        for at, raw in enumerate(document.rows(section)):
            if raw:
                bill = read.get(at)
                first = bill.span[0] if bill is not None and bill.span else date.min
                found.append((_place(bill, first), _bill(section, raw, bill, direct.get(at))))
        for line in bills_calendar(document, section):
            of = line.covered.bills[0]
            for stretch in line.stretches:
                remark = _REMARKS.get(stretch.kind)
                if remark is not None:
                    gap = _Bill(of.site, _what(section, of), stretch.first, stretch.last, remark)
                    found.append((_place(of, stretch.first), gap))
        yield from (bill for _, bill in sorted(found, key=lambda each: each[0]))


def _place(bill: EnergyBill | None, first: date) -> _Place:
    """Where a row stands; one that has no days of its own stands first of its site."""
    return ("", "", first) if bill is None else (bill.place, bill.fuel, first)


def _direct(summary: Summary, section: str) -> dict[int, Line]:
    """The line of each row that is its use: the first, as what making and moving it adds comes after it."""
    found: dict[int, Line] = {}
    for line in summary.own.lines:
        if line.section == section:
            found.setdefault(line.row, line)
    return found


def _bill(section: str, raw: RawRow, bill: EnergyBill | None, line: Line | None) -> _Bill:
    values = typed_row(SECTION_BY_KEY[section], raw)
    rough = line is not None and line.estimated
    title = SECTION_BY_KEY[section].title
    what = _what(section, bill) if bill is not None else FUELS.get(raw.get("fuel", ""), title)
    given = given_amount(values)
    if bill is not None and given is None and bill.readings is not None:
        what += f", meter {show(bill.readings[0])} to {show(bill.readings[1])}"
    if bill is not None and bill.is_estimate:
        what += ", from floor area"
    return _Bill(
        values.site or "",
        f"{what} (estimated)" if rough else what,
        values.from_,
        values.to,
        "" if line is not None else "not counted",
        given if given is not None else (bill.used if bill is not None else None),
        bill.unit if bill is not None else "",
        line.quantity if line is not None and line.factor.per == "kWh" else None,
        values.cost,
        line.kg if line is not None else None,
    )


def _what(section: str, bill: EnergyBill) -> str:
    """The fuel, or that it is electricity; own solar panels are named."""
    if bill.fuel in FUELS.values():
        return bill.fuel
    return ", ".join(filter(None, (SECTION_BY_KEY[section].title, bill.fuel)))


def _energy(summary: Summary, bills: Sequence[_Bill], lines: Sequence[Line]) -> Iterator[Flowable]:
    if not bills:
        yield paragraph("No bills, readings or estimates of electricity and heating are entered.", SMALL)
        return
    yield heading("Electricity and heating, bill by bill", 3, bookmark=False)
    direct = [bill.kg or Decimal(0) for bill in bills]
    with exact():
        total = sum((line.kg for line in lines), Decimal(0))
        making = total - sum(direct, Decimal(0))
    unit = table_unit([*direct, making, total], summary.standing.unit)
    columns = _columns(summary, bills, unit)
    shown = {head: cells for head, cells in columns.items() if any(cells)}
    making_row = {"Site": _MAKING, unit_head(unit): unit.show(making)}
    without = and_without_some(summary.own, *ENERGY_SECTIONS)
    total_row = {"Site": f"All{without}", unit_head(unit): unit.show(total)}
    rows = [list(shown), *map(list, zip(*shown.values(), strict=True))]
    rows += [[last.get(head, "") for head in shown] for last in (making_row, total_row)]
    muted = [number for number, bill in enumerate(bills, start=1) if bill.remark]
    yield table(
        rows,
        align="".join(_ALIGN.get(head, "r") for head in shown),
        stretch=0,
        total_row=True,
        style=_TEXT,
        padding=_PADDING,
        muted=muted,
    )
    said = "“Making and moving it” is well-to-tank and losses."
    if _ON_BILL in shown:
        said = (
            "“On the bill” is its whole amount, in kWh where no other unit is named; “kWh here” are those of "
            f"its days in the period. A row without dates is for all of it. {said}"
        )
    yield paragraph(said, SMALL)
    yield from _after_bills(summary, [*direct, making], total, unit)


def _columns(summary: Summary, bills: Sequence[_Bill], unit: CarbonUnit) -> dict[str, list[str]]:
    """The cells of each column by its head; one that nobody filled in is not shown."""
    is_kwh = all(bill.unit in ("kWh", "") for bill in bills)
    quantities = column([bill.quantity for bill in bills])
    amounts = (
        quantity if is_kwh or not quantity else f"{quantity} {bill.unit}"
        for bill, quantity in zip(bills, quantities, strict=True)
    )
    shown = [bill.remark or amount for bill, amount in zip(bills, amounts, strict=True)]
    is_whole = is_kwh and all(bill.quantity == bill.kwh for bill in bills)
    year = summary.period.first_day.year
    return {
        "Site": [bill.site or "not named" for bill in bills],
        "Meter or fuel": [bill.what for bill in bills],
        "From": [_day(bill.first, year) for bill in bills],
        "To": [_day(bill.last, year) for bill in bills],
        _KWH if is_whole else _ON_BILL: shown,
        _COUNTED: [] if is_whole else column([bill.kwh for bill in bills], 0),
        "Cost, £": column([bill.cost for bill in bills], least=2),
        unit_head(unit): ["" if bill.kg is None else unit.show(bill.kg) for bill in bills],
    }


def _day(day: date | None, year: int) -> str:
    """`1 Jul`, and its year where that is not the one in which the period begins; never broken over lines."""
    if day is None:
        return ""
    words = narrow_day_words(day)
    return (words.rpartition(" ")[0] if day.year == year else words).replace(" ", "\u00a0")


def _after_bills(
    summary: Summary, parts: Sequence[Decimal], total: Decimal, unit: CarbonUnit
) -> Iterator[Flowable]:
    if not adds_up(parts, total, unit):
        yield paragraph(ROUNDING, SMALL)
    market = summary.own.market_based_kg
    if market is not None:
        yield paragraph(
            f"Market-based, scope 2 only: {unit.words(market)} {CO2E} (renewable and own solar at 0, the "
            "rest at grid average). It stands beside the total above and is never taken off it.",
            SMALL,
        )


def _travel(summary: Summary, lines: Sequence[Line]) -> Iterator[Flowable]:
    if not lines:
        return
    yield heading("Travel, journey by journey", 3, bookmark=False)
    first: dict[tuple[str, int], Line] = {}
    for line in lines:
        first.setdefault((line.section, line.row), line)
    direct = list(first.values())
    with exact():
        total = sum((line.kg for line in lines), Decimal(0))
        making = total - sum((line.kg for line in direct), Decimal(0))
    unit = table_unit([*(line.kg for line in direct), making, total], summary.standing.unit)
    rows = [["Purpose", "How", "Distance", "", unit_head(unit)]]
    for line, distance in zip(direct, column([line.quantity for line in direct], 0), strict=True):
        of = units_words(line.quantity, line.factor.per)
        rows.append([*_purpose(line), distance, of, unit.show(line.kg)])
    if making:
        rows.append([_MAKING, "", "", "", unit.show(making)])
    without = and_without_some(summary.own, *keys_of(TRAVEL))
    rows.append([f"All{without}", "", "", "", unit.show(total)])
    yield table(rows, align="llrlr", stretch=0, total_row=True, style=SMALL, padding=_PADDING)
    if not adds_up([*(line.kg for line in direct), *([making] if making else [])], total, unit):
        yield paragraph(ROUNDING, SMALL)


def _purpose(line: Line) -> tuple[str, str]:
    """What a journey is for and how it is made, as far as its line says both."""
    purpose, _, how = line.label.partition(": ")
    rough = " (estimated)" if line.estimated else ""
    return f"{purpose}{rough}", how
