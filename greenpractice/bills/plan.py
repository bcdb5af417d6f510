"""What an import of bills does to the returns it touches: rows that come, change, go and stay."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from greenpractice.bills.runs import added_up
from greenpractice.bills.values import BillFile, Source, Used
from greenpractice.errors import Issue
from greenpractice.numbers import normal
from greenpractice.periods import Period
from greenpractice.phrases import amount
from greenpractice.returns.checking import still_confirmed
from greenpractice.returns.documents import Flag, ImportedFrom, RawRow, ReturnDocument
from greenpractice.returns.energy_covered import Covered, covered_days
from greenpractice.returns.energy_rows import EnergyBill, bills_of, only_site
from greenpractice.returns.energy_twice import doubled
from greenpractice.returns.evidence import attached_to, names_of
from greenpractice.sections.energy import AMOUNTS, Known
from greenpractice.sections.heating import FUELS, UNITS
from greenpractice.texts import name_key

_FUEL = "natural_gas"
_TARIFF = "standard"
_FUELS = {"electricity": "", "heating": FUELS[_FUEL]}  # as rows of energy are told apart


@dataclass(frozen=True, slots=True)
class Put:
    """A row that comes, or with `row` (its position) one whose amount changes from `before`.

    `other_file` is where that amount was imported from, "" where it was typed or is of the same file.
    """

    wanted: Used
    figures: RawRow
    flags: tuple[Flag, ...]
    row: int | None = None
    before: Decimal | None = None
    unit_before: str = ""
    other_file: str = ""


@dataclass(frozen=True, slots=True)
class QuarterPlan:
    """What happens to one quarter: `gone` are rows all of whose days the file has, `beside` some of whose.

    `new_sites` are those that no return of the practice names, where any names one, each with the known site
    that it may be, or "".
    """

    period: Period
    puts: tuple[Put, ...]
    gone: tuple[tuple[str, EnergyBill], ...]
    beside: tuple[tuple[str, EnergyBill], ...]
    same: int
    after: ReturnDocument
    new_sites: tuple[tuple[str, str], ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything in the return changes."""
        return bool(self.puts or self.gone)


def wanted_rows(found: BillFile, sites: Mapping[Source, str]) -> tuple[Used, ...]:
    """The rows of a file by the sites of a return; meters of one with the very same days are one row."""
    rows: dict[tuple[Source, date, date], list[Used]] = {}
    for each in found.used:
        site = " ".join(sites[each.source].split())
        key = Source("", name_key(site), each.section, each.unit), each.first, each.last
        rows.setdefault(key, []).append(replace(each, source=key[0]._replace(site=site)))
    return tuple(added_up(rows[key]) for key in sorted(rows))


def quarters_of(rows: Iterable[Used]) -> list[Period]:
    """The quarters that rows touch, the earliest first."""
    found: set[Period] = set()
    for row in rows:
        period = _quarter(row.first)
        while period.first_day <= row.last:
            found.add(period)
            period = period.next
    return sorted(found)


def plan_of(
    document: ReturnDocument, rows: Sequence[Used], file: str, tariffs: Mapping[str, str]
) -> QuarterPlan:
    """What rows of a file do to a return; `tariffs` are those known of sites, by the keys of their names.

    A row of the same site, fuel and days takes the new amount and keeps all else. One all of whose days the
    file has goes; one without dates only where the file has all days of the quarter. Others stay, and days
    that count twice then are asked about on the page. Solar panels are never touched.
    """
    period = document.period
    puts, gone, beside, same = list[Put](), list[tuple[str, EnergyBill]](), list[tuple[str, EnergyBill]](), 0
    for section, place, mine in _by_place(rows, document):
        there = [
            bill for bill in bills_of(document, section)
            if bill.place == place and bill.fuel == _FUELS[section]
        ]  # fmt: skip
        days = {day for row in mine for day in _days(row, period)}
        met, first_put = set[int](), len(puts)
        for row in mine:
            alike = [each for each in there if each.at not in met and _same_days(each, row)]
            bill = next((each for each in alike if each.unit == UNITS[row.unit]), next(iter(alike), None))
            if bill is None:
                puts.append(_new(row, file, tariffs.get(place, _TARIFF)))
                continue
            met.add(bill.at)
            if _is_same(row, document, section, bill):
                same += 1
            else:
                puts.append(_changed(row, document, bill, file))
        for bill in there:
            own = bill.days(period)
            if bill.at in met or not own & days:
                continue
            (gone if own <= days else beside).append((section, bill))
        left = {bill.at for of, bill in gone if of == section and bill.place == place}
        if names := names_of(each for each in document.flags if each.section == section and each.row in left):
            puts[first_put : first_put + 1] = [_attached(each, names) for each in puts[first_put:][:1]]
    plan = QuarterPlan(period, tuple(puts), tuple(gone), tuple(beside), same, document)
    return replace(plan, after=_after(document, plan))


def _attached(put: Put, names: Iterable[str]) -> Put:
    """A row with the bills and print-outs of one that it takes the place of."""
    return replace(put, flags=tuple(attached_to(put.flags, put.wanted.section, names)))


def days_covered(plan: QuarterPlan) -> list[tuple[str, Covered]]:
    """Which days bills cover of each place that the rows of a plan are of, by section, and which not."""
    found = []
    for section, places in _places(plan).items():
        lines = covered_days(plan.after, section)
        found += [(section, line) for line in lines if line.bills[0].place in places]
    return found


def counted_twice(plan: QuarterPlan) -> list[tuple[EnergyBill, Issue]]:
    """The rows of the places of a plan whose days or energy another row has too, each with its question."""
    found = []
    for section, places in _places(plan).items():
        bills = {bill.at: bill for bill in bills_of(plan.after, section) if bill.place in places}
        asked = doubled(plan.after, section)
        found += [
            (bills[issue.row], issue) for issue in asked if issue.row is not None and issue.row in bills
        ]
    return found


def _places(plan: QuarterPlan) -> dict[str, set[str]]:
    """By section the places of what comes or changes."""
    only, found = only_site(plan.after), dict[str, set[str]]()
    for put in plan.puts:
        found.setdefault(put.wanted.section, set()).add(name_key(put.wanted.site) or only)
    return found


def tariffs_of(documents: Iterable[ReturnDocument]) -> dict[str, str]:
    """The tariff of each site by the key of its name: that of its newest row, never that of solar panels."""
    found = {}
    for document in sorted(documents, key=lambda each: each.period.last_day):
        for row in document.rows("electricity"):
            if row.get("tariff") in ("standard", "renewable"):
                found[name_key(row.get("site"))] = row["tariff"]
    return found


def known_sites(documents: Iterable[ReturnDocument]) -> tuple[str, ...]:
    """The sites that returns name, as the newest writes them, in one order."""
    found: dict[str, str] = {}
    for document in sorted(documents, key=lambda each: each.period.last_day):
        for section in ("practice", *AMOUNTS):
            found |= {name_key(row["site"]): row["site"] for row in document.rows(section) if row.get("site")}
    return tuple(sorted(found.values(), key=name_key))


def _quarter(day: date) -> Period:
    year, month = (day.year, day.month) if day.month > 3 else (day.year - 1, day.month + 12)
    return Period(year, (month - 1) // 3)


def _by_place(rows: Sequence[Used], document: ReturnDocument) -> Iterator[tuple[str, str, list[Used]]]:
    period, only = document.period, only_site(document)
    found: dict[tuple[str, str], list[Used]] = {}
    for row in rows:
        if row.first <= period.last_day and period.first_day <= row.last:
            found.setdefault((row.section, name_key(row.site) or only), []).append(row)
    for (section, place), mine in found.items():
        yield section, place, mine


def _days(row: Used, period: Period) -> Iterator[date]:
    first, last = max(row.first, period.first_day), min(row.last, period.last_day)
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))


def _same_days(bill: EnergyBill, row: Used) -> bool:
    return bill.span == (row.first, row.last) and bill.known is Known.AMOUNT


def _is_same(row: Used, document: ReturnDocument, section: str, bill: EnergyBill) -> bool:
    """Whether a row of a return says what the file says; the calorific value where that says one."""
    calorific = document.rows(section)[bill.at].get("calorific_value")
    return (
        bill.used == row.amount
        and bill.unit == UNITS[row.unit]
        and (row.calorific is None or calorific == normal(row.calorific))
        and (row.cost is None or document.rows(section)[bill.at].get("cost") == normal(row.cost))
        and _is_rough(document, section, bill) == bool(row.rough)
    )


def _is_rough(document: ReturnDocument, section: str, bill: EnergyBill) -> bool:
    marked = (flag for flag in document.flags if (flag.section, flag.row) == (section, bill.at))
    return bill.is_estimate or any(flag.estimated for flag in marked)


def _figures(row: Used) -> dict[str, str]:
    figures = {AMOUNTS[row.section]: normal(row.amount), "basis": "bill"}
    if row.section == "heating":
        figures["unit"] = row.unit
    if row.calorific is not None:
        figures["calorific_value"] = normal(row.calorific)
    if row.cost is not None:
        figures["cost"] = normal(row.cost)
    return figures


def _flag(row: Used, file: str) -> Flag:
    rough = True if row.rough else None
    return Flag(row.section, 0, None, estimated=rough, note=_note(row), source=ImportedFrom(file))


def _note(row: Used) -> str | None:
    """Why it is estimated."""
    if not row.rough:
        return None
    if row.readings == 1:
        return "The bill is an estimate"
    return f"{row.rough:,} of {amount(Decimal(row.readings), 'reading')} are estimates or missing"


def _new(row: Used, file: str, tariff: str) -> Put:
    kind = {"tariff": tariff} if row.section == "electricity" else {"fuel": _FUEL}
    days = {"from": row.first.isoformat(), "to": row.last.isoformat()}
    site = {"site": row.site} if row.site else {}
    return Put(row, {**site, **kind, **_figures(row), **days}, (_flag(row, file),))


def _changed(row: Used, document: ReturnDocument, bill: EnergyBill, file: str) -> Put:
    """The new amount; what was said of the row stays, what was said of its old amount goes."""
    amount_of = AMOUNTS[row.section]
    flag = _flag(row, file)
    before = [each for each in document.flags if (each.section, each.row) == (row.section, bill.at)]
    whole = next((each for each in before if each.field is None), None)
    if whole is not None:
        flag = replace(flag, evidence=whole.evidence, not_patients=whole.not_patients)
    of_amount = tuple(
        replace(Flag(row.section, 0, amount_of), evidence=each.evidence)
        for each in before
        if each.field == amount_of
    )
    raw = document.rows(row.section)[bill.at]
    others = [each for each in before if each.field not in (None, amount_of)]
    said = still_confirmed(row.section, raw, {**raw, **_figures(row)}, others)
    of_others = tuple(replace(now, row=0) for was, now in zip(others, said, strict=True) if now != was)
    source = whole.source if whole is not None else None
    other = (source.file or "") if isinstance(source, ImportedFrom) else ""
    return Put(
        row,
        _figures(row),
        (flag, *of_amount, *of_others),
        bill.at,
        bill.used,
        bill.unit,
        "" if other == file else other,
    )


def _after(document: ReturnDocument, plan: QuarterPlan) -> ReturnDocument:
    """The rows of the return once the plan is carried out; its flags are those of before."""
    sections = {key: list(rows) for key, rows in document.sections.items()}
    for put in plan.puts:
        rows = sections.setdefault(put.wanted.section, [])
        if put.row is None:
            rows.append(put.figures)
        else:
            rows[put.row] = {**rows[put.row], **put.figures}
    gone = {(section, bill.at) for section, bill in plan.gone}
    kept = {
        key: tuple(row for at, row in enumerate(rows) if (key, at) not in gone)
        for key, rows in sections.items()
    }
    return replace(document, sections=kept, flags=())
