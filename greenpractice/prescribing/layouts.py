"""Recognising a prescribing file by its whole header: which column holds what in each known layout."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MONTH = ("YEAR_MONTH", "PERIOD", "DATE", "MONTH")
_PRODUCT_NAMES = (
    "PRODUCT", "PRODUCT_NAME", "INHALER", "INHALER_NAME", "NAME", "DESCRIPTION", "BNF_NAME",
    "BNF_DESCRIPTION", "BNF_PRESENTATION_NAME", "PRESENTATION_NAME", "PRESENTATION", "DRUG", "DRUG_NAME",
)  # fmt: skip
_CODE_NAMES = ("BNF_CODE", "BNF_PRESENTATION_CODE", "CODE", "PRODUCT_CODE")
_NUMBER_NAMES = (  # a total before what may be the quantity of one item
    "INHALERS", "NUMBER", "NUMBER_OF_INHALERS", "TOTAL_INHALERS", "INHALER_COUNT", "TOTAL_QUANTITY",
    "QUANTITY", "QTY", "COUNT", "TOTAL",
)  # fmt: skip
_ITEM_NAMES = ("ITEMS", "ITEM", "TOTAL_ITEMS", "NUMBER_OF_ITEMS", "ITEM_COUNT", "PRESCRIPTION_ITEMS")
_BRACKETS = re.compile(r"\(([A-Z0-9-]+)\)", re.ASCII)
_EPACT_NAMES = ("PRACTICE_PLUS_CODE", "BNF_PRESENTATION_PLUS_CODE", "BNF_CHEMICAL_SUBSTANCE_PLUS_CODE")
_MOST_PLAIN_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column (from 0) holds what; None where the file does not say.

    `per_item` is the quantity of one item and `total` of all; `in_brackets` says that practices and
    products stand as `NAME (CODE)`; `plain` is a sheet of a person: every row of it is meant.
    """

    words: str
    header: tuple[str, ...]
    code: int | None
    name: int | None = None
    month: int | None = None
    practice: int | None = None
    practice_name: int | None = None
    setting: int | None = None
    per_item: int | None = None
    items: int | None = None
    total: int | None = None
    snomed: int | None = None
    in_brackets: bool = False
    plain: bool = False
    one_product: bool = False
    one_total_of_three_months: bool = False

    def column(self, position: int | None) -> str | None:
        """The name of a column as the file writes it."""
        return None if position is None else self.header[position].strip()


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """Which column (from 0) of a person's own sheet holds what, by its headings; None where none does."""

    code: int | None
    name: int | None
    number: int | None
    items: int | None
    per_item: int | None

    @property
    def taken(self) -> frozenset[int]:
        """The columns that are read."""
        places = (self.code, self.name, self.number, self.items, self.per_item)
        return frozenset(place for place in places if place is not None)


def sheet_columns(headings: Sequence[str]) -> SheetColumns:
    """What a person's headings say, wherever they stand: one decision for sheets and for pasted blocks."""
    return _columns_of(_places([_key(heading) for heading in headings]))


def twice(headings: Sequence[str]) -> str | None:
    """A heading that stands there twice, as it is known; None if there is none."""
    keys = [key for key in map(_key, headings) if key]
    return next((key for key in keys if keys.count(key) > 1), None)


def recognise(fields: Sequence[str]) -> Layout | str | None:
    """The layout of a header row; a sentence if the file is known and has no figures to take; else None."""
    header = tuple(fields)
    while header and not header[-1].strip():
        header = header[:-1]
    at = _places([_key(field) for field in header])
    if doubled := twice(header):
        return f"the column {doubled} is there twice; keep one of them" if _has_product(at) else None
    reason = None
    for known in (_breakdown, _spending, _epact, _practice_level, _epd, _plain):
        layout = known(header, at)
        if isinstance(layout, Layout):
            return layout
        reason = reason or layout  # what one layout misses another may not need
    return reason or _no_products(at)


def code_in_brackets(text: str) -> str:
    """The code of `NAME (CODE)`; names may hold brackets of their own, and commas may trail."""
    found: list[str] = _BRACKETS.findall(text.upper())
    return found[-1] if found else text.strip(" ,").upper()


def name_before_brackets(text: str) -> str:
    """The name of `NAME (CODE)`."""
    return text.rpartition(" (")[0] or text


def _key(field: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "_", field.replace("\ufeff", "").upper()).strip("_")


def _places(keys: Sequence[str]) -> dict[str, int]:
    return {key: position for position, key in reversed(list(enumerate(keys))) if key}


def _columns_of(at: Mapping[str, int]) -> SheetColumns:
    number = _first(at, _NUMBER_NAMES)
    per_item = at.get("QUANTITY") if number is not None and number == at.get("TOTAL_QUANTITY") else None
    return SheetColumns(
        _first(at, _CODE_NAMES), _first(at, _PRODUCT_NAMES), number, _first(at, _ITEM_NAMES), per_item
    )


def _has_product(at: Mapping[str, int]) -> bool:
    return any(key in at for key in (*_CODE_NAMES, "BNF_PRESENTATION_PLUS_CODE"))


def _first(at: Mapping[str, int], names: Sequence[str]) -> int | None:
    return next((at[name] for name in names if name in at), None)


def _breakdown(header: tuple[str, ...], at: Mapping[str, int]) -> Layout | None:
    if not {"BNF_CODE", "TOTAL_ITEMS", "QUANTITY"} <= at.keys() or "TOTAL_QUANTITY" in at:
        return None
    return Layout(
        "OpenPrescribing, numerator breakdown", header, at["BNF_CODE"], at.get("PRESENTATION_NAME"),
        _first(at, MONTH), items=at["TOTAL_ITEMS"], total=at["QUANTITY"], one_total_of_three_months=True,
    )  # fmt: skip


def _spending(header: tuple[str, ...], at: Mapping[str, int]) -> Layout | None:
    if not {"ROW_ID", "DATE", "ITEMS", "QUANTITY"} <= at.keys():
        return None
    code = at.get("BNF_CODE")
    return Layout(
        "OpenPrescribing, spending by organisation", header, code, at.get("PRESENTATION_NAME"), at["DATE"],
        at["ROW_ID"], at.get("ROW_NAME"), at.get("SETTING"), items=at["ITEMS"], total=at["QUANTITY"],
        one_product=code is None,
    )  # fmt: skip


def _epact(header: tuple[str, ...], at: Mapping[str, int]) -> Layout | str | None:
    """BNF_CHAPTER_PLUS_CODE is a column of EPD as well and says nothing."""
    if at.keys().isdisjoint(_EPACT_NAMES):
        return None
    if "BNF_PRESENTATION_PLUS_CODE" not in at:
        return "this ePACT2 export has no products; add BNF Presentation plus Code and export it again"
    total = _first(at, ("TOTAL_QUANTITY", "QUANTITY"))
    if total is None:
        return "this ePACT2 export has no quantities; add Total Quantity to the analysis and export it again"
    return Layout(
        "ePACT2 analysis", header, at["BNF_PRESENTATION_PLUS_CODE"], at["BNF_PRESENTATION_PLUS_CODE"],
        _first(at, MONTH), _first(at, ("PRACTICE_PLUS_CODE", "PRACTICE_CODE", "PRACTICE")),
        _first(at, ("PRACTICE_PLUS_CODE", "PRACTICE_NAME", "PRACTICE")), items=at.get("ITEMS"), total=total,
        per_item=at.get("QUANTITY") if "TOTAL_QUANTITY" in at else None, in_brackets=True,
    )  # fmt: skip


def _practice_level(header: tuple[str, ...], at: Mapping[str, int]) -> Layout | None:
    """The files before EPD: with PERIOD a quantity is the total, with regions it is that of one item."""
    if {"PRACTICE", "BNF_CODE", "ITEMS", "QUANTITY"} <= at.keys():
        return Layout(
            "Practice level prescribing", header, at["BNF_CODE"], at.get("BNF_NAME"),
            _first(at, MONTH), at["PRACTICE"], items=at["ITEMS"], total=at["QUANTITY"],
        )  # fmt: skip
    if {"REGIONAL_OFFICE_NAME", "PRACTICE_CODE", "BNF_CODE", "ITEMS", "QUANTITY"} <= at.keys():
        if "TOTAL_QUANTITY" in at or "YEAR_MONTH" in at:
            return None
        return Layout(
            "Practice level prescribing, 15 columns", header, at["BNF_CODE"], at.get("BNF_DESCRIPTION"),
            _first(at, MONTH), at["PRACTICE_CODE"], at.get("PRACTICE_NAME"),
            per_item=at["QUANTITY"], items=at["ITEMS"],
        )  # fmt: skip
    return None


def _epd(header: tuple[str, ...], at: Mapping[str, int]) -> Layout | str | None:
    """EPD and parts of it. BNF_CHEMICAL_SUBSTANCE is a code or a name by layout, so it is never looked at."""
    code = _first(at, ("BNF_PRESENTATION_CODE", "BNF_CODE"))
    if code is None or not {"YEAR_MONTH", "PRACTICE_CODE"} & at.keys():
        return None
    if "TOTAL_QUANTITY" not in at and not {"QUANTITY", "ITEMS"} <= at.keys():
        return (
            "the file has no TOTAL_QUANTITY, nor QUANTITY with ITEMS; download it again with those columns, "
            "or head the numbers of a sheet of your own Inhalers"
        )
    words = "English Prescribing Dataset"
    if "BNF_PRESENTATION_CODE" in at:
        words += " (from March 2025)"
    elif "SNOMED_CODE" in at:
        words += " with SNOMED codes"
    return Layout(
        words, header, code, _first(at, ("BNF_PRESENTATION_NAME", "BNF_DESCRIPTION")),
        at.get("YEAR_MONTH"), at.get("PRACTICE_CODE"), at.get("PRACTICE_NAME"), at.get("SETTING"),
        at.get("QUANTITY"), at.get("ITEMS"), at.get("TOTAL_QUANTITY"), at.get("SNOMED_CODE"),
    )  # fmt: skip


def _plain(header: tuple[str, ...], at: Mapping[str, int]) -> Layout | None:
    columns = _columns_of(at)
    known = {
        *_CODE_NAMES, *_PRODUCT_NAMES, *_NUMBER_NAMES, *_ITEM_NAMES, *MONTH, "PRACTICE_CODE", "PRACTICE",
        "PRACTICE_NAME",
    }  # fmt: skip
    if (columns.code is None and columns.name is None) or columns.number is None or not at.keys() <= known:
        return None
    if len(header) > _MOST_PLAIN_COLUMNS:
        return None
    return Layout(
        "a sheet of products and numbers", header, columns.code, columns.name, _first(at, MONTH),
        _first(at, ("PRACTICE_CODE", "PRACTICE")), at.get("PRACTICE_NAME"), per_item=columns.per_item,
        items=columns.items, total=columns.number, plain=True,
    )  # fmt: skip


def _no_products(at: Mapping[str, int]) -> str | None:
    if {"NUMERATOR", "DENOMINATOR"} <= at.keys():
        return (
            "the file has values of a measure, not products; download the prescribing data behind it instead"
        )
    if {"ID", "DATE", "Y_ITEMS"} <= at.keys():
        return "the file has no products, it is a chart's data; download prescribing by presentation instead"
    return None
