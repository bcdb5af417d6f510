"""The closed set of field kinds a section may declare, and what one declared field says of itself."""

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, assert_never

from greenpractice.numbers import normal, plain_problem, read_typed, show
from greenpractice.texts import nhs_numbers, written_problem

Value = str | Decimal | date | bool
SHARE = "0 to 1"  # the unit of a share, which people type and read as a percentage
_CHOSEN = frozenset({SHARE, "miles or km", "units"})  # another answer, or the hint, says which
_SPELT_OUT = frozenset({"WTE"})
_DIGITS = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Kind(Enum):
    """What may stand in a field."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    CHOICE = "choice"
    DAY = "day"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One declared field: everything form, grid, store, document, workbook and report know of it."""

    label: str
    kind: Kind
    unit: str = ""
    hint: str = ""
    optional: bool = False
    maximum: Decimal | None = None
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    key: str = ""
    help: str = ""
    needed: str = ""

    @property
    def can_be_left_out(self) -> bool:
        """True where people need not look for it: nobody asks, and all else counts without it.

        `needed` says of an optional field what else is not counted without it, in a sentence.
        """
        return self.optional and not self.needed

    @property
    def is_number(self) -> bool:
        """True for figures with a unit."""
        return self.kind in (Kind.NUMBER, Kind.WHOLE)

    @property
    def unit_words(self) -> str:
        """The unit as people read it beside a box, "" where it is chosen in another one."""
        return "" if self.unit in _CHOSEN else self.unit.replace("m3", "m³").replace("m2", "m²")

    def number_words(self, number: Decimal) -> str:
        """A number with its unit as people read it: `12,320 kWh`, `900 m²`, `£40`, a share `61%`."""
        if self.unit == SHARE:
            return f"{show(number * 100)}%"
        return f"£{show(number)}" if self.unit == "£" else f"{show(number)} {self.unit_words}".rstrip()

    @property
    def measured_in(self) -> str:
        """The unit that a heading names: that of a measure whose label leaves it open. A count has none."""
        said = self.unit in _SPELT_OUT or self.unit.casefold() in self.label.casefold()
        return "" if said or self.kind is not Kind.NUMBER else self.unit_words

    def document_problem(self, text: str) -> str | None:
        """Why this text may not stand in a return document, or None."""
        match self.kind:
            case Kind.TEXT:
                return written_problem(text)
            case Kind.NUMBER | Kind.WHOLE:
                return plain_problem(text) or self._limit_problem(Decimal(text))
            case Kind.CHOICE:
                return (
                    None
                    if text in self.choices
                    else f"must be one of {', '.join(self.choices)}, not {text!r}"
                )
            case Kind.DAY:
                return None if read_iso_day(text) else f"must be a day like 2025-06-30, not {text!r}"
            case Kind.YES_NO:
                return None if text in ("true", "false") else f"must be true or false, not {text!r}"
        assert_never(self.kind)

    def problem(self, text: str) -> str | None:
        """Why this text, as a person typed it, cannot be used as the field's value, or None."""
        match self.kind:
            case Kind.NUMBER | Kind.WHOLE:
                number = read_typed(text, self.unit)
                if number is None and _DIGITS.fullmatch(text):
                    return plain_problem(text)  # a number, but too large or with too many decimals
                if number is None:
                    example = "12" if self.kind is Kind.WHOLE else "1250 or 12.5"
                    return f"must be a {'whole ' if self.kind is Kind.WHOLE else ''}number, like {example}"
                return self._limit_problem(number)
            case _:
                return self.document_problem(text)

    def value(self, text: str) -> Value | None:
        """The value of a text that has no problem; None where it has one."""
        kind = self.kind
        if kind is Kind.TEXT:
            return text
        if kind is Kind.NUMBER or kind is Kind.WHOLE:
            number = read_typed(text, self.unit)
            if number is None or (kind is Kind.WHOLE and number % 1) or self._above(number):
                return None
            return number
        if kind is Kind.CHOICE:
            return text if text in self.choices else None
        if kind is Kind.DAY:
            return read_iso_day(text)
        if kind is Kind.YES_NO:
            return {"true": True, "false": False}.get(text)
        assert_never(kind)

    def nhs_numbers(self, text: str) -> list[str]:
        """What of a typed figure reads as an NHS number; the point of a decimal number is no spacing."""
        number = self.value(text) if self.is_number else None
        is_decimal = isinstance(number, Decimal) and number % 1 != 0
        return nhs_numbers(text.replace(".", " point ") if is_decimal else text)

    def reader(self) -> Callable[[str], Value | None]:
        """`value` as a function made for this field: a network's history has millions of figures."""
        match self.kind:
            case Kind.NUMBER | Kind.WHOLE:
                return self._number_reader()
            case Kind.CHOICE:
                return {choice: choice for choice in self.choices}.get
            case Kind.DAY:
                return read_iso_day
            case _:
                return self.value

    def _number_reader(self) -> Callable[[str], Value | None]:
        maximum, slow = self.maximum, self.value

        def read(text: str) -> Value | None:
            if maximum is None and len(text) < 10 and text.isascii() and text.isdecimal():
                return Decimal(text)
            return slow(text)

        return read

    def number_text(self, text: str) -> str | None:
        """The plain decimal a typed figure reads as; None if it is no number or this field takes none."""
        if not self.is_number:
            return None
        number = self.value(text)
        if not isinstance(number, Decimal):
            return None
        return text if plain_problem(text) is None else normal(number)

    def written(self, text: str) -> str:
        """The text as a document carries it: a typed figure as its plain decimal, all else as it is."""
        return self.number_text(text) or text

    def plain(self, text: str) -> str:
        """The one spelling of a text, so that 12, 12.0 and 012 compare as the same figure."""
        number = self.value(text) if self.is_number else None
        return normal(number) if isinstance(number, Decimal) else text

    def _above(self, number: Decimal) -> bool:
        return self.maximum is not None and number > self.maximum

    def _limit_problem(self, number: Decimal) -> str | None:
        if self.kind is Kind.WHOLE and number % 1:
            return f"must be a whole number, like {number.to_integral_value()}, not {number}"
        if self.maximum is not None and self._above(number):
            return f"must be {normal(self.maximum)} or less"
        return None


def read_iso_day(text: str) -> date | None:
    """A day written like 2025-06-30, or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _declare(spec: FieldSpec) -> Any:
    return dataclasses.field(default=None, metadata={"spec": spec})


def text(label: str, *, hint: str = "", optional: bool = False, help: str = "") -> Any:
    """A text field; empty means no data."""
    return _declare(FieldSpec(label, Kind.TEXT, hint=hint, optional=optional, help=help))


def number(
    label: str,
    *,
    unit: str,
    hint: str = "",
    optional: bool = False,
    help: str = "",
    maximum: str | None = None,
    needed: str = "",
) -> Any:
    """A decimal figure of 0 or more; what is unusual of it stands in the table of guards."""
    return _declare(
        FieldSpec(
            label,
            Kind.NUMBER,
            unit,
            hint,
            optional,
            _decimal(maximum),
            help=help,
            needed=needed,
        )
    )


def whole(
    label: str,
    *,
    unit: str,
    hint: str = "",
    optional: bool = False,
    help: str = "",
) -> Any:
    """A whole number of 0 or more; what is unusual of it stands in the table of guards."""
    return _declare(FieldSpec(label, Kind.WHOLE, unit, hint, optional, help=help))


def choice(
    label: str,
    choices: Mapping[str, str],
    *,
    hint: str = "",
    optional: bool = False,
    help: str = "",
    needed: str = "",
) -> Any:
    """One of a closed list: key in documents, words on screen."""
    return _declare(
        FieldSpec(
            label,
            Kind.CHOICE,
            hint=hint,
            optional=optional,
            choices=choices,
            help=help,
            needed=needed,
        )
    )


def day(label: str, *, hint: str = "", optional: bool = False, help: str = "", needed: str = "") -> Any:
    """A calendar day."""
    return _declare(FieldSpec(label, Kind.DAY, hint=hint, optional=optional, help=help, needed=needed))


def yes_no(label: str, *, hint: str = "", optional: bool = False, help: str = "") -> Any:
    """Yes or no, with no data as the third state."""
    return _declare(FieldSpec(label, Kind.YES_NO, hint=hint, optional=optional, help=help))


def specs_of(row_type: type) -> dict[str, FieldSpec]:
    """The declared fields of a row type by document key; `from_` stands for the key `from`."""
    specs = {}
    for declared in dataclasses.fields(row_type):
        key = declared.name.rstrip("_")
        specs[key] = dataclasses.replace(declared.metadata["spec"], key=key)
    return specs


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
