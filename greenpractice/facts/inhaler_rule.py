"""Rule 7, in one place: which published value an inhaler counts with, and what kind of value that is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum

from greenpractice.facts.inhaler_devices import GAS_WORDS, Device, PropellantDays
from greenpractice.facts.inhaler_facts import Product
from greenpractice.facts.inhaler_values import INDICATIVE, ClassValue, KgRow
from greenpractice.facts.sources import Source


class ValueKind(Enum):
    """Whose value it is, in the order of rule 7."""

    OWN = "own"
    STAND_IN = "stand_in"
    OTHER_CODE = "other_code"
    EQUIVALENT = "equivalent"
    SAME_DEVICE = "same_device"
    CLASS = "class"

    @property
    def is_borrowed(self) -> bool:
        """True where nothing was published for the product itself."""
        return self not in (ValueKind.OWN, ValueKind.STAND_IN, ValueKind.OTHER_CODE)

    @property
    def words(self) -> str:
        """The kind in plain words."""
        return _WORDS[self]

    @property
    def mark(self) -> str:
        """The same in one or two words, "" where it needs none."""
        if self is ValueKind.CLASS:
            return "class value"
        if self is ValueKind.STAND_IN:
            return "stand-in"
        return "borrowed" if self.is_borrowed else ""


_WORDS = {
    ValueKind.OWN: "its own published value",
    ValueKind.STAND_IN: "a stand-in: published for some of its packs only",
    ValueKind.OTHER_CODE: "its own value, published under its newer or older code",
    ValueKind.EQUIVALENT: "borrowed from another brand: the same drug, strength, device and propellant",
    ValueKind.SAME_DEVICE: "borrowed: the same device and propellant of the same maker",
    ValueKind.CLASS: "a class value: nothing nearer is published",
}


@dataclass(frozen=True, slots=True)
class InhalerFactor:
    """kg CO₂e of one inhaler with its source and the kind of value it is; `why` says so in words.

    `from_code` is the code it was published for, "" where that is a device or a class. `gas` is the
    propellant it counts with, None where there is none or it is not known.
    """

    kg: Decimal
    kind: ValueKind
    source: Source
    why: str
    note: str
    from_code: str
    gas: str | None = None


class Rule:
    """The order of rule 7 over one set of tables.

    A lender is always a row of the tables: what was borrowed is never lent on.
    """

    def __init__(
        self,
        products: Mapping[str, Product],
        devices: Mapping[str, Device],
        propellants: Mapping[str, tuple[PropellantDays, ...]],
        rows: Iterable[KgRow],
        classes: Sequence[ClassValue],
    ) -> None:
        self._products, self._devices, self._classes = products, devices, classes
        self._propellants = propellants
        self._own: dict[str, list[KgRow]] = {}
        self._of_device: dict[str, list[KgRow]] = {}
        for row in rows:
            if row.factor_set == INDICATIVE:
                of, key = (self._own, row.bnf_code) if row.bnf_code else (self._of_device, row.device_name)
                of.setdefault(key, []).append(row)
        self._newest = {code: self._newest_of(code) for code in products}
        generics: dict[str, set[str]] = {}  # of a product under all its codes
        for code, product in products.items():
            generics.setdefault(self._newest[code], set()).add(self._newest[product.generic])
        self._generics = {code: generics[newest] for code, newest in self._newest.items()}
        self._device_names: dict[str, set[str]] = {}  # of the brands of a generic
        for code, product in products.items():
            for generic in self._generics[code]:
                self._device_names.setdefault(generic, set()).update({product.device_name} - {""})
        self._named = {code: self._device_name(product) for code, product in products.items()}
        self._lenders = [products[code] for code in self._own]
        self._same: dict[str, list[Product]] = {}  # lenders by the newest code of the product
        self._built: dict[tuple[str, str], list[Product]] = {}  # by kind of device, and what is counted
        for each in self._lenders:
            self._same.setdefault(self._newest[each.bnf_code], []).append(each)
            self._built.setdefault((each.device, each.counted_in), []).append(each)

    def gas(self, code: str, on: date, documented: bool = True) -> str | None:
        """The propellant of a code on a day; not `documented`: the one that may stand beside it."""
        for days in self._propellants.get(code, ()):
            if days.documented == documented and days.applies(on):
                return days.gas
        return None

    def value(self, product: Product, on: date, gas: str | None) -> InhalerFactor | None:
        """The value of a product that has this propellant on a day, or None where no source allows one."""
        code = product.bnf_code
        if row := self._heaviest([product], on, gas):
            kind = ValueKind.STAND_IN if row.stand_in else ValueKind.OWN
            return _factor(row, kind, _own_words(row, kind), gas)
        others = [each for each in self._same.get(self._newest[code], ()) if each is not product]
        if row := self._heaviest(others, on, gas):
            why = f"{ValueKind.OTHER_CODE.words}, {row.bnf_code}"
            return _factor(row, ValueKind.OTHER_CODE, why, gas)
        if product.has_propellant and gas is None:
            return None  # with a propellant that is not known nothing is the same
        alike = self._alike(product)
        equal = [each for each in alike if self._generics[each.bnf_code] & self._generics[code]]
        if row := self._heaviest(equal, on, gas):
            return _factor(row, ValueKind.EQUIVALENT, self._lent(ValueKind.EQUIVALENT, row), gas)
        if found := self._of_same_device(product, on, gas):
            return found
        strengths = [each for each in alike if each.drugs == product.drugs]
        if row := self._nearest(product, strengths, on, gas):
            other = self._products[row.bnf_code].strength != product.strength
            why = self._lent(ValueKind.EQUIVALENT, row) + (", but for the strength" if other else "")
            return _factor(row, ValueKind.EQUIVALENT, why, gas)
        for each in self._classes:
            if each.fits(product, gas):
                why = f"{ValueKind.CLASS.words} ({each.note})"
                return InhalerFactor(each.kg, ValueKind.CLASS, each.source, why, each.note, "", gas)
        return None

    def _of_same_device(self, product: Product, on: date, gas: str | None) -> InhalerFactor | None:
        """Of the same device and propellant of the same maker.

        What was published for the device comes before another product with it. Of pressurised inhalers only
        one that shares a drug is near enough: how much gas is in them goes by the mixture.
        """
        device = self._devices.get(self._named[product.bnf_code])
        if device is None or device.maker is None:
            return None
        kind, of = ValueKind.SAME_DEVICE, f"{device.name}, {device.maker}"
        for published in self._of_device.get(device.name, ()):
            if published.applies(on):
                return _factor(published, kind, f"{kind.words} ({of}; {published.note})", gas)
        lenders = [
            each
            for each in self._lenders
            if each.device_name == device.name and (not product.has_propellant or each.drugs & product.drugs)
        ]
        if row := self._nearest(product, lenders, on, gas):
            return _factor(row, kind, f"{self._lent(kind, row)} ({of})", gas)
        return None

    def _alike(self, product: Product) -> list[Product]:
        """Lenders with the device of the product: of named ones the same, but all plain pressurised ones."""
        built = self._built.get((product.device, product.counted_in), ())
        name, is_plain = self._named[product.bnf_code], product.device == "pMDI"
        return [
            each
            for each in built
            if each is not product and (is_plain or not name or self._named[each.bnf_code] in ("", name))
        ]

    def _device_name(self, product: Product) -> str:
        """The name of its device: of a generic, that of all its brands, if they have one."""
        if product.device_name:
            return product.device_name
        of_brands = set[str]().union(*(self._device_names[each] for each in self._generics[product.bnf_code]))
        return next(iter(of_brands)) if len(of_brands) == 1 else ""

    def _rows(self, lenders: Iterable[Product], on: date, gas: str | None) -> Iterator[KgRow]:
        for lender in lenders:
            for row in self._own.get(lender.bnf_code, ()):
                if row.applies(on) and gas == (row.gas or self.gas(lender.bnf_code, on)):
                    yield row

    def _heaviest(self, lenders: Iterable[Product], on: date, gas: str | None) -> KgRow | None:
        # Between equal values the last code, so that it never wavers.
        return max(self._rows(lenders, on, gas), key=lambda row: (row.kg, row.bnf_code), default=None)

    def _nearest(
        self, product: Product, lenders: Iterable[Product], on: date, gas: str | None
    ) -> KgRow | None:
        """Of the lender with most drugs in common, the nearest strength and pack; of those the heaviest."""
        nearness = _nearness(product)
        rows = self._rows(lenders, on, gas)
        return min(
            rows,
            key=lambda row: (*nearness(self._products[row.bnf_code]), -row.kg, row.bnf_code),
            default=None,
        )

    def _lent(self, kind: ValueKind, row: KgRow) -> str:
        name = self._products[row.bnf_code].name
        gas = f" with {GAS_WORDS[row.gas]}" if row.gas else ""
        return f"{kind.words}, of {name}{gas}"

    def newest_code(self, code: str) -> str:
        """The code that a product has by now; itself for one that no list has."""
        return self._newest.get(code, code)

    def _newest_of(self, code: str) -> str:
        while newer := self._products[code].newer_code:
            code = newer
        return code


def _factor(row: KgRow, kind: ValueKind, why: str, gas: str | None) -> InhalerFactor:
    return InhalerFactor(row.kg, kind, row.source, why, row.note, row.bnf_code, gas)


def _own_words(row: KgRow, kind: ValueKind) -> str:
    """Its own value, and what has to be known of it: how it was worked out, or what it was published for."""
    words = "its own value, worked out from what is published" if row.worked_out else kind.words
    return f"{words} ({row.note})" if row.note else words


def _nearness(product: Product) -> Callable[[Product], tuple[int, int, Decimal, int]]:
    strength = _strength(product)

    def of(lender: Product) -> tuple[int, int, Decimal, int]:
        shared, extra = product.drugs & lender.drugs, product.drugs ^ lender.drugs
        far = abs(_strength(lender) - strength)
        return -len(shared), len(extra), far, int(lender.pack != product.pack)

    return of


def _strength(product: Product) -> Decimal:
    """The first of its strengths, to tell which is nearer."""
    try:
        return Decimal(product.strength.partition("/")[0].removesuffix(" mg"))
    except InvalidOperation:
        return Decimal(0)
