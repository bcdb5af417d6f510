"""The shipped tables of devices with their makers, and of propellants with their days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from greenpractice.errors import FactsError
from greenpractice.facts.inhaler_facts import DEVICES, PRODUCTS, Product, one_of
from greenpractice.facts.sources import Source
from greenpractice.facts.tables_reading import Row, need_date, need_text, parse_csv

DEVICE_TABLE = "inhalers/devices.csv"
PROPELLANTS = "inhalers/propellants.csv"
DEVICE_COLUMNS = ("device_name", "device", "maker", "source")
PROPELLANT_COLUMNS = ("bnf_code", "propellant", "from", "to", "day", "source", "note")

NOT_KNOWN = "not known"
DOCUMENTED = "documented"
GASES = ("HFA134a", "HFA227ea", "HFA152a", "HFO1234ze")
CLEANER_GASES = frozenset({"HFA152a", "HFO1234ze"})
GAS_WORDS: Mapping[str, str] = {
    "HFA134a": "HFA-134a", "HFA227ea": "HFA-227ea", "HFA152a": "HFA-152a", "HFO1234ze": "HFO-1234ze",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Device:
    """A device by its maker's name for it; `maker` None is not known."""

    name: str
    device: str
    maker: str | None


@dataclass(frozen=True, slots=True)
class PropellantDays:
    """The propellant of a code from `first` to `last`, both counted; None is open. `gas` None is not known.

    Without `documented` the day of the change is not known: packs with this gas may be about from `first`
    on, beside what is documented.
    """

    bnf_code: str
    gas: str | None
    first: date | None
    last: date | None
    documented: bool
    source: Source | None
    note: str

    def applies(self, on: date) -> bool:
        """True on the days it covers."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


def parse_devices(
    text: str, products: Mapping[str, Product], sources: Mapping[str, Source], file: str = DEVICE_TABLE
) -> dict[str, Device]:
    """The devices by name; every name that a product has is one, of the same kind."""
    devices: dict[str, Device] = {}
    for line, row in parse_csv(file, text, DEVICE_COLUMNS):
        name = need_text(file, line, "device_name", row["device_name"])
        key = f"{line}, {name}"
        if name in devices:
            raise FactsError(file, key, "this device is there twice")
        one_of(file, key, "source", row["source"], sources)
        maker = need_text(file, key, "maker", row["maker"])
        kind = one_of(file, key, "device", row["device"], DEVICES)
        devices[name] = Device(name, kind, None if maker == NOT_KNOWN else maker)
    for code, product in products.items():
        device = devices.get(product.device_name)
        if product.device_name and device is None:
            raise FactsError(
                PRODUCTS, code, f"device_name {product.device_name!r} is not in {file}: add its row"
            )
        if device is not None and device.device != product.device:
            raise FactsError(
                PRODUCTS, code, f"device_name {device.name} is a {device.device}: correct one of them"
            )
    return devices


def parse_propellants(
    text: str, products: Mapping[str, Product], sources: Mapping[str, Source], file: str = PROPELLANTS
) -> dict[str, tuple[PropellantDays, ...]]:
    """Of every code with a propellant what it is on every day; two on a day are refused."""
    found: dict[str, list[PropellantDays]] = {}
    for line, row in parse_csv(file, text, PROPELLANT_COLUMNS):
        key = f"{line}, {row['bnf_code']}"
        product = products.get(row["bnf_code"])
        if product is None:
            raise FactsError(file, key, f"this code is not in {PRODUCTS}: add its row")
        if not product.has_propellant:
            raise FactsError(file, key, f"a {product.device} has no propellant: take the row out")
        days = _days(file, key, row, sources)
        others = found.setdefault(days.bnf_code, [])
        if any(days.documented == other.documented and overlap(days, other) for other in others):
            raise FactsError(file, key, "two propellants on one day: end one before the other begins")
        others.append(days)
    for code, product in products.items():
        if product.has_propellant and not any(days.documented for days in found.get(code, ())):
            raise FactsError(
                file, code, f"its propellant is missing: add a row, with {NOT_KNOWN} if it is not known"
            )
    return {code: tuple(days) for code, days in found.items()}


def _days(file: str, key: str, row: Row, sources: Mapping[str, Source]) -> PropellantDays:
    gas = one_of(file, key, "propellant", row["propellant"], (*GASES, NOT_KNOWN))
    documented = one_of(file, key, "day", row["day"], (DOCUMENTED, NOT_KNOWN)) == DOCUMENTED
    days = PropellantDays(
        row["bnf_code"],
        None if gas == NOT_KNOWN else gas,
        need_date(file, key, "from", row["from"]) if row["from"] else None,
        need_date(file, key, "to", row["to"]) if row["to"] else None,
        documented,
        sources[one_of(file, key, "source", row["source"], sources)]
        if gas != NOT_KNOWN or row["source"]
        else None,
        row["note"],
    )
    if days.first and days.last and days.last < days.first:
        raise FactsError(file, key, "to is before from")
    if not documented and (days.gas is None or days.first is None):
        raise FactsError(
            file, key, "a change whose day is not known needs its propellant, and from when it may be"
        )
    return days


def overlap(one: "PropellantDays", other: "PropellantDays") -> bool:
    """Whether some day is in both."""
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)
