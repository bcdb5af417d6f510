"""Which rows are inhalers: by whole code, by the product's own name, and what merely looks like one."""

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from itertools import cycle
from typing import NamedTuple

from greenpractice.facts.in_use import of_facts
from greenpractice.facts.inhalers import Product, load_inhalers
from greenpractice.periods import MONTHS
from greenpractice.prescribing.millionths import MILLIONTHS
from greenpractice.texts import name_key

CODE_LENGTH = 15
SECTIONS = ("0301", "0302")
_INHALER = re.compile(
    r"inhal|inha\b|_inh\b|for inh|haler|respimat|ellipta|genuair|spiromax|zonda|modulite|aerosphere|forspiro"
    r"|airmaster|easi-?breathe|disks?\b|diskus|inh(?:alation)? (?:pdr|powder|cap)"
    r"|cartridge|rota-?cap",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"neb|soln|solution|liquid|\btab|tablet|syrup|elixir|oral|ampoule|vial|respule|spacer|chamber|volumatic|babyhaler|haleraid|peak.?flow|inj",
    re.IGNORECASE,
)
_SOFT_MIST = re.compile(r"respimat|cartridge", re.IGNORECASE)
_MONTHS = "|".join(month[:3] for month in MONTHS)
_DAMAGED = (
    (re.compile(r"\d(?:\.\d+)?E[+-]?\d{1,3}", re.ASCII | re.IGNORECASE), "a power of ten"),
    (re.compile(r"30[12][0-9A-Z]{11}", re.ASCII), "a code that lost its leading zero"),
    (
        re.compile(
            rf"\d{{1,4}}[-/. ](?:\d{{1,2}}|(?:{_MONTHS})[A-Z]{{0,6}})(?:[-/. ]\d{{1,4}})?"
            r"(?:[T ]\d\d:\d\d(?::\d\d)?)?"
            rf"|(?:{_MONTHS})[-/ ]\d{{2,4}}",
            re.ASCII | re.IGNORECASE,
        ),
        "a date",
    ),
)

_BNF = re.compile(r"[0-9A-Z]{15}", re.ASCII)
# as NFKC leaves the micro sign: the Greek letter
_MICROGRAMS = re.compile(r"(?<![^\W\d_])(?:micrograms?|microg|mcgs?|[u\u03bc]g)(?![^\W\d_])")
_SNOMED = re.compile(r"[1-9]\d{5,17}", re.ASCII)
_POWER = re.compile(r"\d\.\d+E\+?\d+", re.ASCII | re.IGNORECASE)


class Counting(NamedTuple):
    """How quantities of a product become inhalers: from this quantity of one item on, divide by `pack`."""

    divide_from: int | None
    pack: int

    def is_in_doses(self, items: int | None, total: int, per_item: int | None) -> bool:
        """Whether a row counts doses or capsules; quantities in millionths, the total where that is all."""
        if self.divide_from is None:
            return False
        limit = self.divide_from * MILLIONTHS
        return bool(items) and total >= limit * (items or 0) if per_item is None else per_item >= limit


@of_facts
def counting_by_code() -> dict[str, Counting]:
    """For every known code how its quantities count (rule 8 of doses to inhalers)."""
    return {product.bnf_code: _counting(product) for product in load_inhalers().products}


@of_facts
def unnamed_codes() -> frozenset[str]:
    """The listed codes of brands that the list cannot name: a file's name is kept for them."""
    return frozenset(product.bnf_code for product in load_inhalers().products if not product.is_named)


def _counting(product: Product) -> Counting:
    return Counting(product.divided_from, product.pack or 1)


@of_facts
def codes_looked_for() -> tuple[str, tuple[str, ...]]:
    """Patterns of the codes that matter: what all of them start with, and how they go on.

    They are every code of the two sections, known or not, and the known ones of other sections. The shared
    start is one literal, which the module re finds several times faster than alternatives.
    """
    others = sorted(code for code in counting_by_code() if not code.startswith(SECTIONS))
    shared = SECTIONS[0]
    while not all(code.startswith(shared) for code in [*SECTIONS, *others]):
        shared = shared[:-1]
    rest = f"[0-9A-Za-z]{{{CODE_LENGTH - len(SECTIONS[0])}}}"
    endings = [section[len(shared) :] + rest for section in SECTIONS] + [
        code[len(shared) :] for code in others
    ]
    return shared, tuple(endings)


@lru_cache(maxsize=65536)
def looks_like_inhaler(code: str, name: str | None) -> bool:
    """True for an unknown code of 0301 or 0302 whose name is that of an inhaler, or that has no name."""
    if not code.startswith(SECTIONS) or len(code) != CODE_LENGTH:
        return False
    if not name:
        return True
    if _SOFT_MIST.search(name):
        return True
    return bool(_INHALER.search(name)) and not _OTHER.search(name)


def is_no_inhaler(code: str, name: str) -> bool:
    """True for what is something else in a person's sheet: by the section of its code, or its name."""
    if _BNF.fullmatch(code) and not code.startswith(SECTIONS):
        return True
    return bool(_OTHER.search(name)) and not _SOFT_MIST.search(name)


def code_of_unlisted(name: str) -> str:
    """What a product without a code is kept under: its name, however it is spaced and written."""
    return name_key(name).upper()


def damage(code: str) -> str | None:
    """What Excel has made of a product code, in words; None if it does not look damaged."""
    for pattern, words in _DAMAGED:
        if pattern.fullmatch(code):
            return words
    return None


class Snomed(Enum):
    """What a SNOMED code looks like. ROUNDED counts only in a file whose other codes are real ones."""

    GOOD = "good"
    POWER = "a power of ten"
    ROUNDED = "a number rounded to 15 digits"
    MADE_UP = "fails its check digit"


@lru_cache(maxsize=65536)
def snomed_state(text: str) -> Snomed:
    """What Excel may have made of a SNOMED code: a power of ten, or 15 digits and then zeros."""
    plain = text.strip().lstrip("'")
    if not _SNOMED.fullmatch(plain):
        return Snomed.POWER if _POWER.fullmatch(plain) else Snomed.GOOD
    if _verhoeff(plain):
        return Snomed.GOOD
    return Snomed.ROUNDED if len(plain) > 15 and not plain[15:].strip("0") else Snomed.MADE_UP


def codes_of_name(name: str) -> tuple[str, ...]:
    """The codes whose product has this name, whatever its case, spaces and punctuation."""
    return _by_name().get(_squeezed(name), ())


@of_facts
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for product in load_inhalers().products:
        found.setdefault(_squeezed(product.name), []).append(product.bnf_code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def folded_name(text: str) -> str:
    """A name as all comparing of names begins: one case, one form of each letter, one word for micrograms."""
    return _MICROGRAMS.sub("micrograms", unicodedata.normalize("NFKC", text).casefold())


def _squeezed(text: str) -> str:
    return "".join(letter for letter in folded_name(text) if letter.isalnum())


# The check digit of SNOMED codes (Verhoeff): multiplication of the dihedral group D5 and its permutation.
_TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_MOVED = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901",
    "2793806415", "7046913258",
)  # fmt: skip
_STEPS = tuple(
    tuple({digit: int(times[int(moved[int(digit)])]) for digit in "0123456789"} for times in _TIMES)
    for moved in _MOVED
)  # by place from the end, what was found so far, and digit


def _verhoeff(digits: str) -> bool:
    check = 0
    for steps, digit in zip(cycle(_STEPS), reversed(digits), strict=False):
        check = steps[check][digit]
    return check == 0
