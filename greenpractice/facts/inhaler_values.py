"""The shipped tables of kg CO₂e: what was published of a code, a device or a class, and what is expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.errors import FactsError
from greenpractice.facts.inhaler_devices import GASES, Device, PropellantDays
from greenpractice.facts.inhaler_facts import (
    COUNTED_IN,
    DEVICES,
    DRUG_CLASSES,
    PRODUCTS,
    Product,
    one_of,
)
from greenpractice.facts.sources import Source
from greenpractice.facts.tables_reading import Row, need_date, need_decimal, need_text, parse_csv

KG = "inhalers/kg.csv"
CLASS_VALUES = "inhalers/class_values.csv"
EXPECTED = "inhalers/expected.csv"
KG_COLUMNS = (
    "factor_set", "bnf_code", "device_name", "from", "to", "propellant", "kg", "basis", "source", "note",
)  # fmt: skip
CLASS_COLUMNS = ("devices", "propellant", "drug_class", "drugs", "counted_in", "kg", "source", "note")
EXPECTED_COLUMNS = ("name", "device", "propellant", "kg", "basis", "source", "note")

INDICATIVE, ES02 = "indicative", "es02"
FACTOR_SETS = (INDICATIVE, ES02, "carbon_trust", "prescqipp_2_38", "panigone_2020", "mdpi_2022")
PUBLISHED, WORKED_OUT, STAND_IN = "published", "worked_out", "stand_in"


@dataclass(frozen=True, slots=True)
class KgRow:
    """kg CO₂e of one inhaler in one published set, from `first` to `last`, both counted; None is open.

    It was published for a BNF code, or for a device of which no code is known. `gas` is the propellant it
    was published with, None where the product has had only one. `worked_out` says that we calculated it
    from what was published: `note` says how. `stand_in` says that it was published for some of the packs
    that a code may be: `note` says for which.
    """

    factor_set: str
    bnf_code: str
    device_name: str
    first: date | None
    last: date | None
    gas: str | None
    kg: Decimal
    worked_out: bool
    stand_in: bool
    source: Source
    note: str

    def applies(self, on: date) -> bool:
        """True on the days it covers."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class ClassValue:
    """kg CO₂e of a class of inhalers: those with one of `devices`, and what of the rest is given."""

    devices: tuple[str, ...]
    gas: str | None
    drug_class: str
    drugs: frozenset[str]
    counted_in: str
    kg: Decimal
    source: Source
    note: str

    def fits(self, product: Product, gas: str | None) -> bool:
        """Whether a product with that propellant belongs to the class."""
        return (
            product.device in self.devices
            and (self.gas is None or self.gas == gas)
            and self.drug_class in ("", product.drug_class)
            and self.counted_in in ("", product.counted_in)
            and (not self.drugs or self.drugs == product.drugs)
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """A product that was announced and is not confirmed: it has no code and counts nowhere."""

    name: str
    device: str
    gas: str
    kg: Decimal
    source: Source
    note: str


def parse_kg(
    text: str,
    products: Mapping[str, Product],
    devices: Mapping[str, Device],
    propellants: Mapping[str, tuple[PropellantDays, ...]],
    sources: Mapping[str, Source],
    file: str = KG,
) -> tuple[KgRow, ...]:
    """Every published value. Of one code, set and propellant there is one on a day."""
    rows: dict[tuple[str, str, str], list[tuple[str, KgRow]]] = {}
    for line, cells in parse_csv(file, text, KG_COLUMNS):
        key = f"{line}, {cells['bnf_code'] or cells['device_name']}"
        if bool(cells["bnf_code"]) == bool(cells["device_name"]):
            raise FactsError(file, key, "a value is of a bnf_code or of a device_name: give one of the two")
        if cells["bnf_code"] and cells["bnf_code"] not in products:
            raise FactsError(file, key, f"this code is not in {PRODUCTS}: add its row")
        if cells["device_name"] and cells["device_name"] not in devices:
            raise FactsError(file, key, "this device is not in the table of devices: add its row")
        row = _kg_row(file, key, cells, sources)
        if row.gas and row.gas not in {days.gas for days in propellants.get(row.bnf_code, ())}:
            raise FactsError(file, key, f"this code never has {row.gas}: add it to the table of propellants")
        others = rows.setdefault((row.factor_set, row.bnf_code, row.device_name), [])
        if any(_two_on_a_day(row, other) for _, other in others):
            raise FactsError(
                file,
                key,
                f"two values on one day in the set {row.factor_set}: end one before the other begins",
            )
        others.append((key, row))
    found = [each for kept in rows.values() for each in kept]
    _check_primary(file, found)
    return tuple(row for _, row in found)


def _kg_row(file: str, key: str, cells: Row, sources: Mapping[str, Source]) -> KgRow:
    gas = cells["propellant"]
    basis = one_of(file, key, "basis", cells["basis"], (PUBLISHED, WORKED_OUT, STAND_IN))
    row = KgRow(
        factor_set=one_of(file, key, "factor_set", cells["factor_set"], FACTOR_SETS),
        bnf_code=cells["bnf_code"],
        device_name=cells["device_name"],
        first=need_date(file, key, "from", cells["from"]) if cells["from"] else None,
        last=need_date(file, key, "to", cells["to"]) if cells["to"] else None,
        gas=one_of(file, key, "propellant", gas, GASES) if gas else None,
        kg=need_decimal(file, key, "kg", cells["kg"]),
        worked_out=basis == WORKED_OUT,
        stand_in=basis == STAND_IN,
        source=sources[one_of(file, key, "source", cells["source"], sources)],
        note=cells["note"],
    )
    if row.first and row.last and row.last < row.first:
        raise FactsError(file, key, "to is before from")
    if row.worked_out and not row.note:
        raise FactsError(file, key, "note must say how the value was worked out")
    if row.stand_in and not row.note:
        raise FactsError(file, key, "note must say for which packs the value was published")
    if row.factor_set == ES02 and (row.first or row.last or row.gas or basis != PUBLISHED or row.device_name):
        raise FactsError(file, key, "the ES-02 set is taken as written: codes and kg, no more")
    return row


def _two_on_a_day(one: KgRow, other: KgRow) -> bool:
    if one.gas and other.gas and one.gas != other.gas:
        return False
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)


def _check_primary(file: str, rows: list[tuple[str, KgRow]]) -> None:
    """A value read as others wrote it down does not count where the product's own publication was read."""
    read = {row.bnf_code: row for _, row in rows if not (row.source.transcription or row.worked_out)}
    for key, row in rows:
        better = read.get(row.bnf_code) if row.bnf_code else None
        if row.factor_set == INDICATIVE and row.source.transcription and better is not None:
            raise FactsError(
                file,
                key,
                f"{better.source.key} has {better.kg} and was read itself: take that, not a transcription",
            )


def parse_class_values(
    text: str, sources: Mapping[str, Source], file: str = CLASS_VALUES
) -> tuple[ClassValue, ...]:
    """The values of classes, the narrowest first: the first that fits counts. Each class is there once."""
    found, seen = [], set[tuple[str, ...]]()
    for line, row in parse_csv(file, text, CLASS_COLUMNS):
        if (group := tuple(row[column] for column in CLASS_COLUMNS[:5])) in seen:
            raise FactsError(file, line, "two values of one class: give one of them")
        seen.add(group)
        devices = tuple(
            one_of(file, line, "devices", device, DEVICES)
            for device in need_text(file, line, "devices", row["devices"]).split()
        )
        drug_class, counted_in, gas = row["drug_class"], row["counted_in"], row["propellant"]
        if drug_class:
            one_of(file, line, "drug_class", drug_class, DRUG_CLASSES)
        if counted_in:
            one_of(file, line, "counted_in", counted_in, COUNTED_IN)
        found.append(
            ClassValue(
                devices,
                one_of(file, line, "propellant", gas, GASES) if gas else None,
                drug_class,
                frozenset(row["drugs"].split("/")) if row["drugs"] else frozenset(),
                counted_in,
                need_decimal(file, line, "kg", row["kg"]),
                sources[one_of(file, line, "source", row["source"], sources)],
                need_text(file, line, "note", row["note"]),
            )
        )
    return tuple(found)


def parse_expected(text: str, sources: Mapping[str, Source], file: str = EXPECTED) -> tuple[Expected, ...]:
    """Products that wait until somebody confirms them."""
    found = []
    for line, row in parse_csv(file, text, EXPECTED_COLUMNS):
        one_of(file, line, "basis", row["basis"], (PUBLISHED, WORKED_OUT))
        found.append(
            Expected(
                need_text(file, line, "name", row["name"]),
                one_of(file, line, "device", row["device"], DEVICES),
                one_of(file, line, "propellant", row["propellant"], GASES),
                need_decimal(file, line, "kg", row["kg"]),
                sources[one_of(file, line, "source", row["source"], sources)],
                need_text(file, line, "note", row["note"]),
            )
        )
    return tuple(found)
