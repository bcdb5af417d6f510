"""Numbers as people type them, as documents carry them and as screens and reports show them; all exact."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from greenpractice.texts import without_unseen

MAXIMUM = Decimal(10) ** 9
_FORTY_DIGITS, _WIDE = Context(prec=40, rounding=ROUND_HALF_UP), Context(prec=100)
MAXIMUM_DECIMALS = 6
_SHORT = 10  # digits: fewer are below the maximum
POUNDS = "£"  # the one unit that stands before its number
_PLAIN = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)
_NUMBER = re.compile(r"[0-9.,\s]*")
# Full-width signs, blank and pound sign, which keyboards of East Asia type and people read as any other.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE1: POUNDS}
_GROUPED = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?", re.ASCII)


def exact() -> AbstractContextManager[Context]:
    """A decimal context wide enough that products and sums of figures are never rounded on the way.

    A quantity has at most 16 digits, a factor at most 12 and a formula at most four of either; only
    a true division (days of a bill, kWh of a cubic metre) is cut, at the 60th digit.
    """
    return localcontext(Context(prec=60, rounding=ROUND_HALF_UP))


def round_half_up(number: Decimal, places: int = 0) -> Decimal:
    """The one rounding of the program: half up, for display only.

    A share of a bill is cut at the 60th digit, so what is exactly a half may end in 4999...; 40 digits
    tell the two apart.
    """
    return _FORTY_DIGITS.create_decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def plain_problem(text: str) -> str | None:
    """Why a document's number text cannot be used, or None: a plain decimal from 0 to 10^9, 6 decimals."""
    if not _PLAIN.fullmatch(text):
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        return f"must be a plain number of 0 or more, like 1250 or 12.5, not {shown!r}"
    if Decimal(text) > MAXIMUM:
        return "must be 1,000,000,000 or less"
    if len(text.partition(".")[2]) > MAXIMUM_DECIMALS:
        return f"must have {MAXIMUM_DECIMALS} decimal places or fewer"
    return None


def normal(number: Decimal) -> str:
    """The shortest plain text of a number, so that 12, 12.0 and 012 compare as the same figure."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def as_seen(text: str) -> str:
    """What was typed or pasted as people see it: no unseen marks, full-width signs as the ordinary ones.

    Nothing else becomes a digit: a footnote's sign, a raised or circled one is none. 5² is not 52.
    """
    return text if text.isascii() else without_unseen(text).translate(_FULL_WIDTH)


def read_typed(text: str, unit: str = "") -> Decimal | None:
    """A number as people type or paste it, or None if it is not one of the accepted ways.

    Accepts thousands commas, ordinary and non-breaking spaces, the field's own unit behind the number (that
    of money before it too), and full-width digits. `1.250,5` is ambiguous and not accepted.
    """
    if len(text) < _SHORT and text.isascii() and text.isdecimal():
        return Decimal(text)  # as nearly all are: far below the maximum, told without a pattern
    if _PLAIN.fullmatch(text):
        return Decimal(text) if plain_problem(text) is None else None
    seen = as_seen(text).strip()
    if unit == POUNDS:
        seen = seen.removeprefix(POUNDS).strip()
    rest = _NUMBER.sub("", seen, count=1)
    number, behind = seen[: len(seen) - len(rest)], plain_unit(rest)
    if behind and behind != plain_unit(unit):
        return None
    number = re.sub(r"\s", " ", number.rstrip())
    if _GROUPED.fullmatch(number):
        number = re.sub(r"[, ]", "", number)
    return Decimal(number) if _PLAIN.fullmatch(number) and plain_problem(number) is None else None


def plain_unit(unit: str) -> str:
    """A unit in one spelling: m² and ㎡ are m2. A numeral such as Ⅼ (50) stays one, a full stop goes."""
    plain = (sign if _is_numeral(sign) else unicodedata.normalize("NFKC", sign) for sign in unit)
    return " ".join("".join(plain).casefold().split()).rstrip(".")


def _is_numeral(sign: str) -> bool:
    return sign not in "²³" and unicodedata.numeric(sign, None) is not None


def show(number: Decimal, places: int | None = None) -> str:
    """A number with thousands commas; without `places` as many decimals as it has."""
    if places is not None:
        return f"{round_half_up(number, places):,}"
    whole, point, decimals = normal(number).partition(".")
    return f"{int(whole):,}{point}{decimals}"


NO_DATA = "No data"


def kg_words(kg: Decimal | None) -> str:
    """The same, or `No data`."""
    return NO_DATA if kg is None else show_kg(kg)


def show_inhalers(number: Decimal) -> str:
    """Inhalers with at most one decimal; what that would make 0 is shown as it is."""
    rounded = round_half_up(number, 1)
    return show(rounded if rounded or not number else number)


def show_kg(kg: Decimal) -> str:
    """A weight of CO₂e in words: whole kg under 1,000, then tonnes, with one decimal under 100."""
    size = abs(kg)
    if round_half_up(size) < 1000:
        if 0 < size < Decimal("0.5"):
            return "under 1 kg"
        return f"{show(kg, 0)} kg"
    tonnes = kg / 1000
    return f"{show(tonnes, 1 if round_half_up(abs(tonnes), 1) < 100 else 0)} tonnes"


def show_in_kg(kg: Decimal) -> str:
    """A weight for a column headed kg CO₂e, so that the numbers of a column compare: `7,348`, `under 1`."""
    return "under 1" if 0 < abs(kg) < Decimal("0.5") else show(kg, 0)


def told_apart(one: Decimal, other: Decimal, told: Callable[[Decimal], str] = show_kg) -> tuple[str, str]:
    """Two weights in words that differ where the weights do: with decimals of a kg where they need them."""
    said = told(one), told(other)
    if one == other or said[0] != said[1]:
        return said
    unit = " kg" if told is show_kg else ""
    for places in range(MAXIMUM_DECIMALS + 1):
        said = f"{show(one, places)}{unit}", f"{show(other, places)}{unit}"
        if said[0] != said[1]:
            break
    return said


def show_percent(part: Decimal, whole: Decimal) -> str:
    """A share as a whole percentage; `under 1%` where it would round to 0 without being 0."""
    share = part * 100 / whole
    if 0 < share < Decimal("0.5"):
        return "under 1%"
    return f"{show(share, 0)}%"


def small_whole(text: str, least: int, most: int) -> int | None:
    """A whole number within bounds, in ASCII digits; None for anything else, however long it is."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        return None
    return int(text) if least <= int(text) <= most else None
