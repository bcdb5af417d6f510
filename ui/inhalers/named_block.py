"""A pasted block with names of products: which product each line is meant for, and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import read_typed
from greenpractice.prescribing.naming import codes_meant

_LEAST_LETTERS = 3
_HEADINGS = {"items": "items", "item": "items"}


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One line: its name, the product's code ("" with the reason in `why`), and its texts by field."""

    name: str
    code: str
    why: str
    texts: dict[str, str]


def has_names(block: Sequence[Sequence[str]]) -> bool:
    """True where a line begins with a name and goes on with a number."""
    return any(_is_named(line) for line in block)


def lines_of(block: Sequence[Sequence[str]]) -> list[NamedLine]:
    """The lines of a block but for its heading, each with its product or why it has none."""
    first = block[0] if block and not _is_named(block[0]) else ()
    heading = [_HEADINGS.get(text.strip().casefold(), "inhalers") for text in first[1:]]
    fields = heading if sorted(heading) == ["inhalers", "items"] else ["inhalers", "items"]
    lines: list[NamedLine] = []
    for line in block[1 if first else 0 :]:
        name = line[0].strip()
        texts = {key: text.strip() for key, text in zip(fields, line[1:], strict=False) if text.strip()}
        if name or texts:
            code, why = _meant(name)
            if code and any(code == other.code for other in lines):
                code, why = "", "Stands here twice"
            lines.append(NamedLine(name, code, why, texts))
    return lines


def _meant(name: str) -> tuple[str, str]:
    if load_inhalers().product(name.upper()) is not None:
        return name.upper(), ""
    codes = codes_meant(name)
    if len(codes) == 1:
        return codes[0], ""
    return "", f"Fits {len(codes)} products" if codes else "Not found"


def _is_named(line: Sequence[str]) -> bool:
    letters = sum(letter.isalpha() for letter in line[0]) if line else 0
    return letters >= _LEAST_LETTERS and any(read_typed(text.strip()) is not None for text in line[1:])
