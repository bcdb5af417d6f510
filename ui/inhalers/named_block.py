"""A pasted block with names of products: which product each line is meant for, and its figures."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import normal
from greenpractice.phrases import counted, joined
from greenpractice.prescribing.layouts import SheetColumns, sheet_columns, twice
from greenpractice.prescribing.naming import code_meant, meant, names_product
from greenpractice.prescribing.products import is_no_inhaler
from greenpractice.prescribing.sums import inhalers_in
from greenpractice.returns.entering import entered, means_nothing
from greenpractice.returns.headings import names_sum
from greenpractice.sections import SECTION_BY_KEY

_LEAST_LETTERS = 3
_SPECS = SECTION_BY_KEY["inhalers"].fields
_NO_NAMES = (
    "No product is named in this block. Copy the column of products with the figures, or figures alone, "
    "without their headings."
)
_NO_HEADING = (
    "No heading of this block says which column is the inhalers. Head it Inhalers, and the prescription "
    "lines Items, or copy the columns product, inhalers and items, in this order."
)
_COLUMNS = (
    "This block has no headings and other columns than product, inhalers and items. Copy those, in this "
    "order, or copy the headings too."
)
_TWO_TABLES = "This block has two tables with other headings. Copy one of them after the other."


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One line: its name, the product's code ("" with the reason in `why`), and its texts by field."""

    name: str
    code: str
    why: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class NamedBlock:
    """What a block says, or in `refused` why nothing of it can be taken, and what to do.

    `left_out` are the headings of columns that are not taken; `read_as` says what a heading was taken for
    where that is not what it says.
    """

    lines: tuple[NamedLine, ...] = ()
    left_out: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()
    refused: str = ""


def has_names(block: Sequence[Sequence[str]], figures: Collection[int]) -> bool:
    """True where any cell names a product, or a text would go where figures are.

    `figures` are the places in a line (from 0) that would go to figures by position. One cell alone goes
    where it is put.
    """
    cells = [(place, text.strip()) for line in block for place, text in enumerate(line) if text.strip()]
    return len(cells) > 1 and any(
        names_product(text) or (place in figures and _is_text(text)) for place, text in cells
    )


def read_named(block: Sequence[Sequence[str]]) -> NamedBlock:
    """The lines of a block, columns by its headings wherever they stand, each with its product or why not."""
    width = max(map(len, block))
    rows = [[text.strip() for text in line] + [""] * (width - len(line)) for line in block]
    rows = [row for row in rows if any(row)]
    first = next((n for n, row in enumerate(rows) if _is_data(row)), len(rows))
    above = [row for row in rows[:first] if sum(map(bool, row)) > 1]  # one cell alone is a title
    if not above:
        return _without_headings(rows)
    headings = max(above, key=lambda row: len(sheet_columns(row).taken))
    again = [row for row in rows[first:] if not _is_data(row) and len(sheet_columns(row).taken) > 1]
    if any(sheet_columns(row) != sheet_columns(headings) for row in again):
        return NamedBlock(refused=_TWO_TABLES)
    return _with_headings(headings, [row for row in rows[first:] if row not in again])


def _with_headings(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> NamedBlock:
    columns = sheet_columns(headings)
    if heading := twice(headings):
        return NamedBlock(refused=f"The heading {heading} stands there twice. Copy one of the two columns.")
    if columns.code is None and columns.name is None:
        places = [place for place in _naming(rows) if place not in columns.taken]
        columns = replace(columns, name=places[0] if places else None)
    if columns.code is None and columns.name is None:
        return NamedBlock(refused=_NO_NAMES)
    if columns.number is None and columns.items is None:
        return NamedBlock(refused=_NO_HEADING)
    left_out = [text for place, text in enumerate(headings) if text and place not in columns.taken]
    lines = [_line(row, columns) for row in rows]
    number = "" if columns.number is None else headings[columns.number]
    read_as = [f"“{number}” is taken for inhalers."] if number and "inhaler" not in number.casefold() else []
    in_doses = [line.name for line, doses in lines if doses]
    if in_doses:
        read_as.append(f"Doses or capsules are turned into inhalers: {'; '.join(in_doses)}.")
    return NamedBlock(_each_once([line for line, _ in lines]), tuple(left_out), tuple(read_as))


def _without_headings(rows: Sequence[Sequence[str]]) -> NamedBlock:
    """Names, then inhalers, then items, as the table has them; anything else could be guessed wrongly."""
    naming = _naming(rows)
    if not naming:
        if not all(_is_text(row[0]) for row in rows):
            return NamedBlock(refused=_NO_NAMES)
        naming = [0]
    used = [place for place in range(len(rows[0])) if any(row[place] for row in rows)]
    others = [place for place in used if place not in naming]
    if len(others) > 2 or used[: len(naming)] != naming:
        return NamedBlock(refused=_COLUMNS)
    codes = [place for place in naming if any(code_meant(row[place]) for row in rows)]
    names = [place for place in naming if place not in codes]
    places = [*others, None, None]
    found = SheetColumns(codes[0] if codes else None, names[0] if names else None, places[0], places[1], None)
    return NamedBlock(_each_once([_line(row, found, converts=False)[0] for row in rows]))


def _naming(rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns in which products are named."""
    width = len(rows[0]) if rows else 0
    return [place for place in range(width) if any(names_product(row[place]) for row in rows)]


def _line(row: Sequence[str], columns: SheetColumns, converts: bool = True) -> tuple[NamedLine, bool]:
    """One line, and whether its quantity was in doses or capsules."""
    code_text = "" if columns.code is None else row[columns.code]
    name = "" if columns.name is None else row[columns.name]
    places = {"inhalers": columns.number, "items": columns.items}
    texts = {key: row[place] for key, place in places.items() if place is not None and row[place]}
    code, why = _meant(code_text, name)
    unread = [text for key, text in texts.items() if not _is_number(key, text)]
    if unread:
        code, why = "", f"{joined([f'“{text}”' for text in unread])} cannot be read as a number"
    elif code and not texts:
        code, why = "", "No figure beside it"
    in_doses = None
    if code and converts and "inhalers" in texts and "items" in texts:
        each = None if columns.per_item is None else row[columns.per_item]
        total, items = _plain("inhalers", texts["inhalers"]), int(_plain("items", texts["items"]))
        in_doses = inhalers_in(code, items, total, each)
        if in_doses is not None:
            texts["inhalers"] = normal(in_doses)
    return NamedLine(name or code_text, code, why, texts), in_doses is not None


def _each_once(lines: Sequence[NamedLine]) -> tuple[NamedLine, ...]:
    """A product that stands there more than once is taken from no line: nobody knows which is meant."""
    times = Counter(line.code for line in lines if line.code)
    return tuple(
        replace(line, code="", why=f"Stands here {counted(times[line.code], 'time')}")
        if times[line.code] > 1
        else line
        for line in lines
    )


def _meant(code_text: str, name: str) -> tuple[str, str]:
    """A code goes before a name, as in files."""
    codes = meant(code_text, name)
    if len(codes) == 1:
        return (codes[0], "") if load_inhalers().product(codes[0]) is not None else ("", "Not in our list")
    if codes:
        return "", f"Fits {counted(len(codes), 'product')}"
    if names_sum(code_text) or names_sum(name):
        return "", "A line of sums"
    return "", "No inhaler" if is_no_inhaler(code_text, name or code_text) else "Not found"


def _is_data(row: Sequence[str]) -> bool:
    """True for what is neither a title, one cell alone, nor headings."""
    if sum(map(bool, row)) < 2:
        return False
    taken = sheet_columns(row).taken
    cells = [text for place, text in enumerate(row) if place not in taken]
    return any(names_product(text) or _is_number("inhalers", text) for text in cells)


def _is_text(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    return letters >= _LEAST_LETTERS and not _is_number("inhalers", text) and not means_nothing(text)


def _is_number(field: str, text: str) -> bool:
    return isinstance(_value(field, text), Decimal)


def _plain(field: str, text: str) -> str:
    return _SPECS[field].plain(entered(_SPECS[field], text))


def _value(field: str, text: str) -> object:
    return _SPECS[field].value(entered(_SPECS[field], text))
