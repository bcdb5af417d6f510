"""Inhalers prescribed: per product the number of inhalers, and what each weighs in CO₂e."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from greenpractice.facts.factors import Beside, Factor
from greenpractice.facts.inhaler_devices import GAS_WORDS
from greenpractice.facts.inhalers import Inhalers, Product, load_inhalers
from greenpractice.fields import choice, number, text, whole
from greenpractice.lines import Entry
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.phrases import amount, lower_first
from greenpractice.sections.base import (
    FOOTPRINT,
    Context,
    Needed,
    Problem,
    Row,
    Section,
    SectionHelp,
    line,
    not_counted,
)
from greenpractice.texts import name_key
from greenpractice.themes import INHALERS

Brand = tuple[str, frozenset[str]]  # device and drugs: a product in all its strengths
Packs = Mapping[Brand, str]
NO_FACTOR = "no factor"
NO_CODE = "Inhaler without a code"
UNKNOWN_DEVICE = "not known"  # what an import writes for a product that is not in the list
DEVICES = ("pMDI", "BAI", "DPI", "SMI")
NOT_KNOWN = "not_known"  # which packs a practice gets: asked, and nobody can say
CARRIED = "Packs: carried over from"  # how the note of an answer begins that an earlier quarter gave
_DEVICES = frozenset(device.casefold() for device in DEVICES)
_STRENGTH = re.compile(r",? [0-9][0-9./]*(?: doses)?(?=[ ,]|$)", re.ASCII)
_GENERIC = " (generic)"
_COMMON = (" micrograms", " inhaler", " CFC-free", " (older code)")  # of the names of products


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One product, by its BNF code as given."""

    bnf_code: str | None = text(
        "BNF code",
        hint="15 letters and numbers, like 0301011R0BEAIAP",
        help="The code of the product in prescribing data. The list has it already",
    )
    inhalers: Decimal | None = number(
        "Inhalers",
        unit="inhalers",
        hint="The number of inhalers, not of prescriptions",
    )
    items: Decimal | None = whole(
        "Items",
        unit="items",
        hint="Prescription lines, if you have them",
        optional=True,
        help="With items for every product, ES-01 is worked out as the scheme did",
    )
    name: str | None = text("Product", hint="Only for a product that is not in our list", optional=True)
    device: str | None = text(
        "Device", hint="Only for a product that is not in our list: pMDI, BAI, DPI or SMI", optional=True
    )
    propellant: str | None = choice(
        "Packs with",
        {**GAS_WORDS, NOT_KNOWN: "Not known"},
        hint="Only for a product whose packs may have one or the other",
        optional=True,
    )


def product_name(row: Prescribed) -> str:
    """The listed name, else the name given with the return, else the code."""
    product = load_inhalers().product(row.bnf_code) if row.bnf_code else None
    if product is not None and (product.is_named or not row.name):
        return product.name
    return row.name or row.bnf_code or NO_CODE


def plain_name(product: str) -> str:
    """`Salbutamol 100 (generic)`: in plain words, so that codes of one product are one thing."""
    for common in _COMMON:
        product = product.replace(common, "")
    return product.replace("pMDI", "puffer")


def spoken_name(product: str) -> str:
    """`Ventolin Evohaler`: without its strength and doses, for a sentence that says how many."""
    name = " ".join(_STRENGTH.sub("", plain_name(product)).split())
    return f"generic {lower_first(name.removesuffix(_GENERIC))}" if name.endswith(_GENERIC) else name


def given_code(bnf_code: str, name: str) -> str:
    """The code, "" where the product's own name stands for it: nobody gave one."""
    return "" if name_key(bnf_code) == name_key(name) else bnf_code


def name_and_code(name: str, bnf_code: str) -> str:
    """`Volumatic (21010230102)`, or the one of them that there is."""
    code = given_code(bnf_code, name)
    return f"{name} ({code})" if name and code else name or code


def device_is_unknown(row: Prescribed) -> bool:
    """Whether a product that is not in the list waits for its device: until then ES-01 leaves it out."""
    if row.bnf_code is None or load_inhalers().product(row.bnf_code) is not None:
        return False
    return name_key(row.device) == UNKNOWN_DEVICE


def is_device(text: str) -> bool:
    """Whether a text is one of the four kinds of devices."""
    return name_key(text) in _DEVICES


def is_answered(device: str) -> bool:
    """Whether a person has said what device a product has."""
    return name_key(device) not in ("", UNKNOWN_DEVICE)


def brand_of(product: Product) -> Brand:
    """What the strengths of a brand have in common: the packs of one are as those of the others."""
    return product.device_name, product.drugs


def packs_of(rows: Sequence[Prescribed]) -> Packs:
    """The propellant of the packs that are got, by brand, as far as somebody has said it."""
    listed, packs = load_inhalers(), dict[Brand, str]()
    for row in rows:
        if row.propellant and (product := listed.product(row.bnf_code or "")):
            packs.setdefault(brand_of(product), row.propellant)
    return packs


def packs_words(row: Prescribed, note: str = "") -> str:
    """`Clenil Modulite 100 micrograms: packs with HFA-152a`; "" where nothing was said of its packs.

    `note` is what stands on the answer: one that was carried over says from which quarter.
    """
    if not row.propellant:
        return ""
    gas = GAS_WORDS.get(row.propellant)
    said = f"{product_name(row)}: {f'packs with {gas}' if gas else 'which packs is not known'}"
    return f"{said}, {lower_first(note.partition(': ')[2])}" if note.startswith(CARRIED) else said


def with_packs(rows: Sequence[Prescribed]) -> list[Prescribed]:
    """The rows, each with what was said of the packs of its brand."""
    packs = packs_of(rows)
    return [replace(row, propellant=packs_said(row, packs)) for row in rows] if packs else list(rows)


def packs_said(row: Prescribed, packs: Packs) -> str | None:
    """What was said of the packs of a row, or else of those of another strength of its brand."""
    if row.propellant or not packs:
        return row.propellant
    product = load_inhalers().product(row.bnf_code or "")
    return packs.get(brand_of(product)) if product else None


def lines(rows: Sequence[Row[Prescribed]], context: Context) -> Iterator[Entry]:
    """Inhalers x kg per inhaler of the indicative set (rule 7); all in the Carbon Footprint."""
    day = context.period.first_day
    packs = [row.propellant for row in with_packs([row.values for row in rows])]
    for row, gas in zip(rows, packs, strict=True):
        code, count = row.values.bnf_code, row.values.inhalers
        if count is None:
            if code is not None or row.values.items is not None:
                what = _label(row.values)
                yield not_counted(SECTION.key, row, what, "no number of inhalers", "inhalers")
            continue
        factor = _factor(context.inhalers, code, day, gas) if code else None
        if factor is None:
            what = f"{_label(row.values)}: {amount(count, 'inhaler')}"
            yield not_counted(SECTION.key, row, what, NO_FACTOR)
            continue
        yield line(
            SECTION.key,
            row,
            ("inhalers", "bnf_code", "propellant") if row.values.propellant else ("inhalers", "bnf_code"),
            factor,
            count,
            product_name(row.values),
            "3",
            FOOTPRINT,
        )


def _label(row: Prescribed) -> str:
    return name_and_code(product_name(row), row.bnf_code or "")


@lru_cache(maxsize=4096)
def _factor(inhalers: Inhalers, code: str, day: date, gas: str | None) -> Factor | None:
    found, product = inhalers.indicative(code, day, gas), inhalers.product(code)
    if found is None or product is None:
        return None
    key, kind = f"inhaler.{code}", found.kind.value
    factor = Factor(key, product.name, found.kg, "inhaler", None, found.source, found.why)
    beside = _beside(inhalers, code, day) if gas in (None, NOT_KNOWN) else None
    return factor._replace(value_kind=kind, gas=found.gas or "", beside=beside)


def _beside(inhalers: Inhalers, code: str, day: date) -> Beside | None:
    """The value with the propellant that packs may have instead, as long as nobody knows which they have."""
    gas = inhalers.gas_beside(code, day)
    found = inhalers.indicative(code, day, gas) if gas else None
    return (
        Beside(f"packs with {GAS_WORDS[gas]}", found.kg, found.source, found.why) if gas and found else None
    )


def check(row: Prescribed, period: Period) -> Iterator[Problem]:
    """A code outside the list must say what it is."""
    if row.bnf_code is None or load_inhalers().product(row.bnf_code) is not None:
        return
    if not row.bnf_code.strip():
        yield "bnf_code", "must be a code, like 0301011R0BEAIAP"
        return
    for key, value in (("name", row.name), ("device", row.device)):
        if not (value or "").strip():
            yield key, f"must be given, because {row.bnf_code} is not in the list of inhalers"


def kept_as_doses(row: Prescribed) -> Product | None:
    """The product of a row that was taken from a file before a list had it, and counts doses or capsules.

    Only such a row says its device: nobody knew its pack, so that its quantity stands there as inhalers.
    """
    product = load_inhalers().product(row.bnf_code or "") if row.device and row.items else None
    if product is None or not product.is_named or product.divided_from is None or row.inhalers is None:
        return None
    with exact():
        return product if row.inhalers >= (row.items or 0) * product.divided_from else None


def question(row: Prescribed, period: Period) -> Iterator[Problem]:
    """Doses that count as inhalers, a propellant that a product never has, and a device that is none."""
    kept = kept_as_doses(row)
    if kept is not None and row.inhalers is not None and row.items is not None:
        doses = amount(row.inhalers, "capsule" if kept.counted_in == "capsule" else "dose")
        yield (
            "inhalers",
            f"{kept.name} was in no list when it was entered: {doses} for {amount(row.items, 'item')} count "
            f"as so many inhalers. Take its months again, so that they count by the pack of {kept.pack}",
        )
    if row.propellant in GAS_WORDS and row.propellant not in _gases_on(row.bnf_code or "", period.first_day):
        yield "propellant", f"{product_name(row)} has no packs with {GAS_WORDS[row.propellant or '']} then"
    if device_is_unknown(row) or row.device is None:
        return
    if not is_device(row.device):
        yield "device", f"{row.device!r} is none of pMDI, BAI, DPI and SMI; ES-01 goes by it"


def _gases_on(code: str, day: date) -> tuple[str | None, str | None]:
    return load_inhalers().gas(code, day), load_inhalers().gas_beside(code, day)


def needs(row: Prescribed) -> Iterator[Needed]:
    """The device of a product that an import kept."""
    if device_is_unknown(row):
        asked = f"Which device is {product_name(row)}: pMDI, BAI, DPI or SMI? Until then ES-01 is without it"
        yield "device", asked, DEVICES


SECTION = Section(
    "inhalers",
    "Inhalers",
    Prescribed,
    lines,
    check=check,
    question=question,
    needs=needs,
    unique="bnf_code",
    theme=INHALERS,
    wanted_by="Green Plan M2, ES-01, ES-02, inhaler carbon −50% by 2028",
    introduction="Enter inhalers, not prescriptions. A pMDI is a puffer, a DPI a dry powder inhaler",
    help=SectionHelp(
        steps=(
            "Enter the number of inhalers of each product, not the number of prescriptions.",
            "Paste a column from Excel on the first cell, and it fills downwards.",
            "Leave a product empty if you have no figure. Enter 0 if you prescribed none.",
        ),
        where=(
            "EMIS Web or SystmOne: a search of issued inhalers in the quarter, with quantity, by product.",
            "ePACT2: a report by BNF code with quantity and items for the 3 months of the quarter.",
            "OpenPrescribing: the monthly file of your practice. Quantity counts inhalers for most products.",
            "The data of a month are out about 7 weeks after it ends.",
        ),
    ),
)
