"""What the cells of the inhaler grid say, and by what they are sorted."""

from collections.abc import Mapping
from decimal import Decimal

from greenpractice.cells import Value
from greenpractice.numbers import exact, show, show_in_kg
from greenpractice.phrases import MINUS
from greenpractice.prescribing.naming import short_name
from greenpractice.returns.entering import shown
from greenpractice.sections import SECTION_BY_KEY
from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_entry import Entry
from ui.inhalers.inhaler_words import source_words
from ui.session.edits import KeptRow
from ui.session.flags import is_estimated, is_from_file, note_of

_MARKS = {"pMDI": "●", "BAI": "●", "DPI": "▲", "SMI": "■"}
_SPECS = SECTION_BY_KEY["inhalers"].fields
_NOTHING = "–"
NO_FACTOR = "No factor"


def typed(entry: Entry, column: int) -> str:
    """A cell as it is typed; "" where nothing is kept or nothing can be typed."""
    if entry.kept is None:
        return ""
    if column in at.FIELDS:
        text = entry.kept.figures.get(at.FIELDS[column], "")
        return shown(_SPECS[at.FIELDS[column]], text) if text else ""
    return note_of(entry.kept) if column == at.NOTE else ""


def words_in(entry: Entry, column: int, kg: Mapping[int, Decimal]) -> str:
    """A cell as it is shown; `kg` by the position of the row in its section. Remarks are the model's own."""
    match column:
        case at.PRODUCT:
            return short_name(entry.title)
        case at.CODE:
            return entry.code or ""
        case at.PACK:
            return _NOTHING if entry.pack is None else show(Decimal(entry.pack))
        case at.TYPE:
            return f"{_MARKS.get(entry.device, '')} {entry.device or 'Not known'}".strip()
        case at.EACH:
            return NO_FACTOR if entry.each is None else show(entry.each, 2)
        case at.YEAR | at.LAST:
            text = entry.year if column == at.YEAR else entry.last
            return shown(_SPECS["inhalers"], text) if text else _NOTHING
        case at.CHANGE:
            change = change_of(entry)
            return _NOTHING if change is None else _signed(change)
        case at.KG:
            return _kg_words(entry, kg)
    return typed(entry, column)


def change_of(entry: Entry) -> Decimal | None:
    """Inhalers more than last quarter, or fewer; None where either quarter has no data."""
    now, last = _number(entry.now), _number(entry.last)
    if now is None or last is None:
        return None
    with exact():
        return now - last


def value_in(entry: Entry, column: int, kg: Mapping[int, Decimal]) -> Value | None:
    """By what a column is sorted; None for no data, which comes last."""
    match column:
        case at.PACK:
            return None if entry.pack is None else Decimal(entry.pack)
        case at.EACH:
            return entry.each
        case at.YEAR | at.LAST:
            return _number(entry.year if column == at.YEAR else entry.last)
        case at.NOW:
            return _number(entry.now)
        case at.ITEMS:
            return _number(entry.kept.figures.get("items", "") if entry.kept else "")
        case at.CHANGE:
            return change_of(entry)
        case at.KG:
            return kg.get(entry.position) if entry.position is not None and entry.now else None
        case at.ESTIMATED:
            return "estimated" if is_estimated(entry.kept) else None
        case at.TYPE:
            return entry.device.casefold() or None
    return words_in(entry, column, kg).casefold() or None


def is_published(entry: Entry, column: int) -> bool:
    """True for a figure as a file gave it, and for the note of a row with such a figure."""
    wanted = at.FIELDS.values() if column == at.NOTE else (at.FIELDS.get(column),)
    return any(field and is_from_file(entry.kept, field) and _has(entry.kept, field) for field in wanted)


def where_from(entry: Entry) -> str:
    """The files that the figures of a row came from, a line each."""
    flags = entry.kept.flags.values() if entry.kept else ()
    return "\n".join({source_words(flag.source) for flag in flags if flag.source})


def _kg_words(entry: Entry, kg: Mapping[int, Decimal]) -> str:
    if entry.position is None or "inhalers" not in (entry.kept.figures if entry.kept else {}):
        return ""
    found = kg.get(entry.position)
    return NO_FACTOR if found is None else show_in_kg(found)


def _signed(number: Decimal) -> str:
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{show(abs(number))}"


def _number(text: str) -> Decimal | None:
    value = _SPECS["inhalers"].value(text) if text else None
    return value if isinstance(value, Decimal) else None


def _has(kept: KeptRow | None, field: str) -> bool:
    return kept is not None and field in kept.figures
