"""Which product of the list is meant by a name as clinical systems and people write it; never by a guess."""

import re
from typing import NamedTuple

from greenpractice.facts.in_use import of_facts
from greenpractice.facts.inhaler_devices import GAS_WORDS, GASES
from greenpractice.facts.inhaler_values import Expected
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.prescribing.millionths import plain_cell
from greenpractice.prescribing.products import codes_of_name, folded_name

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_SAYS_NOTHING = frozenset(
    {
        "micrograms",
        "dose",
        "doses",
        "cfc",
        "free",
        "generic",
        "sulfate",
        "uk",
        "ltd",
    }
)
_PRESSURISED, _DRY_POWDER = "pmdi", "dpi"  # what `inhaler` alone says, and what `dry powder inhaler` does
_DEVICES = frozenset({_PRESSURISED, "bai", _DRY_POWDER, "smi"})
_LEAST_LETTERS = 4
_PACK = re.compile(r"\)\s+[0-9]+ (?:dose|capsule|cartridge)s?\b[^()]*$", re.IGNORECASE)
_MAKER_AND_PACK = re.compile(r"\s+\((?:[^()]|\([^()]*\))*\)(?:\s+[0-9]+ [^()]*)?$")
_GAS = re.compile(
    r"(?<![a-z])(?:hfa|hfo)[ -]?(?:134a|227ea|152a|1234ze)(?:\(e\))?(?![a-z0-9])", re.IGNORECASE
)
_BNF = re.compile(r"[0-9]{4}[0-9A-Z]{11}", re.ASCII)


class _Name(NamedTuple):
    words: frozenset[str]
    numbers: frozenset[str]


def codes_meant(name: str) -> tuple[str, ...]:
    """The code of the one product that is meant, or several where the name fits several, or none.

    All words and every strength of the name must be the product's: of two strengths, or of two devices where
    the name has none, none is ever picked. A name as the screen shows it is the product it is shown for, and
    so is one that files of the NHS give it. Clinical systems say of each dry powder inhaler that it is one,
    which few names of the list do, and dm+d adds who makes it and how much is in a pack.
    """
    gases = {_plain_gas(found) for found in _GAS.findall(name)}
    bare = _GAS.sub(" ", name) if gases else name
    for spelt in dict.fromkeys((bare, _PACK.sub(")", bare), _MAKER_AND_PACK.sub("", bare))):
        if codes := tuple(code for code in _codes_of(spelt) if gases <= load_inhalers().gases(code)):
            return codes
    return ()


def _codes_of(name: str) -> tuple[str, ...]:
    if code := _by_name_in_files().get(_squeezed(name)):
        return (code,)
    wanted = _read(name)
    if not wanted.words:
        return ()
    for same in (codes_of_name(name), _by_short_name().get(folded_name(name).strip(), ())):
        if len(same) == 1:
            return same
    listed = _listed()
    bare = wanted._replace(words=wanted.words - {_PRESSURISED, _DRY_POWDER})
    dry = _DRY_POWDER in wanted.words
    for fits in (
        [code for code, known in listed.items() if known == wanted],
        [code for code, known in listed.items() if known == bare and (_is_dry(code) or not dry)],
        [
            code
            for code, known in listed.items()
            if wanted.words <= known.words and wanted.numbers <= known.numbers
        ],
    ):
        if fits:
            return tuple(fits)
    return _with_one_device(wanted, bare)


def _with_one_device(wanted: _Name, bare: _Name) -> tuple[str, ...]:
    """What fits but for the word for its device, which its name leaves out; none where devices differ."""
    device = wanted.words & _DEVICES
    if not device or not bare.words:
        return ()
    fits = [
        code
        for code, known in _listed().items()
        if bare.words <= known.words and wanted.numbers <= known.numbers
    ]
    return tuple(fits) if all(_devices_of(code) == device for code in fits) else ()


def _plain_gas(text: str) -> str:
    """`HFO1234ze`, however it is written."""
    letters = "".join(letter for letter in text.casefold().removesuffix("(e)") if letter.isalnum())
    return next(gas for gas in GASES if gas.casefold() == letters)


def words_of_gases(code: str) -> str:
    """The propellants of a code as people look for them: `HFA-134a HFA-152a`."""
    return " ".join(sorted(GAS_WORDS[gas] for gas in load_inhalers().gases(code)))


def meant(code_text: str, name: str) -> tuple[str, ...]:
    """The codes that a line may mean, as people write them in a sheet: of its code, in the list or not, else
    of its name; several where the name fits several, and none where it fits none.
    """
    code = code_meant(code_text) or code_meant(name)
    return codes_meant(name or code_text) if code is None else (code,)


def code_meant(text: str) -> str | None:
    """A BNF code, in the list or not, or None where the text has not the shape of one."""
    code = plain_cell(text).upper()
    return code if _BNF.fullmatch(code) or load_inhalers().product(code) is not None else None


def names_product(text: str) -> bool:
    """True for the code or name of a product, also one that several have; a device alone is no name."""
    if code_meant(text) is not None:
        return True
    words = _read(text).words - _DEVICES
    return any(len(word) >= _LEAST_LETTERS for word in words) and bool(codes_meant(text))


def parts_of(name: str) -> list[str]:
    """The words and whole numbers of a name in their order: 100mcg and 100 micrograms are the same."""
    return _TOKEN.findall(folded_name(name))


def fits(find: str, name: str) -> bool:
    """True if a name has every part that is looked for; a number only as a whole, so that 50 is not 250."""
    parts = parts_of(name)
    words = " ".join(parts)
    return all(part in parts if part[0].isdigit() else part in words for part in parts_of(find))


def is_expected(find: str, expected: Expected) -> bool:
    """True if a product that is announced and not confirmed is the one that is looked for."""
    return fits(find, f"{expected.name} low carbon {expected.device} {GAS_WORDS[expected.gas]}")


def short_name(name: str) -> str:
    """A product's name without what all of them are, as the screen shows it beside its device."""
    return name.replace(" inhaler CFC-free", "").replace(" CFC free inhaler", "").replace(" CFC free", "")


def _read(name: str) -> _Name:
    tokens = {
        _PRESSURISED if token == "inhaler" else token
        for token in parts_of(folded_name(name).replace("dry powder inhaler", _DRY_POWDER))
    }
    numbers = frozenset(token for token in tokens if token[0].isdigit())
    return _Name(frozenset(tokens) - numbers - _SAYS_NOTHING, numbers)


def _devices_of(code: str) -> frozenset[str]:
    """The word for its device that the name of a product may leave out."""
    known = load_inhalers().product(code)
    return frozenset({known.device.casefold()} if known else ()) & {_PRESSURISED, _DRY_POWDER}


def _is_dry(code: str) -> bool:
    known = load_inhalers().product(code)
    return known is not None and known.device.casefold() == _DRY_POWDER


@of_facts
def _listed() -> dict[str, _Name]:
    """What is prescribed under its newest code: an older code is of the past."""
    products = load_inhalers().products
    return {
        product.bnf_code: _read(product.name)
        for product in products
        if product.newer_code is None and "older code" not in product.name and "old code" not in product.name
    }


@of_facts
def _by_short_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for product in load_inhalers().products:
        found.setdefault(folded_name(short_name(product.name)), []).append(product.bnf_code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


@of_facts
def _by_name_in_files() -> dict[str, str]:
    """The code of each name that the NHS's files give a product, spelt in one way."""
    return {_squeezed(name): code for name, code in load_inhalers().names_in_files.items()}


def _squeezed(name: str) -> str:
    """Without spaces: the files cut names short and leave some out, as in `(120 D)` and `(120D)`."""
    return "".join(folded_name(name).split())
