"""What happens to bills and readings, in words: units into kWh, days in the quarter, gaps and overlaps."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from greenpractice.carbon.gaps import energy_gaps
from greenpractice.facts.factors import Factors
from greenpractice.numbers import exact, normal, show
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.energy_covered import covered_days
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import share_of_bill, typed_row
from greenpractice.sections.energy import Known, dates_are_readings, given_amount, known_from


@dataclass(frozen=True, slots=True)
class PastZero:
    """Readings where the closing one is lower: what was used if the meter went past zero."""

    row: int
    used: Decimal
    sentence: str


def row_words(document: ReturnDocument, section: str, factors: Factors) -> list[str]:
    """What is counted of each row whose figure is not taken as it stands, one sentence or two a row."""
    said = []
    for number, raw in enumerate(document.rows(section)):
        values = typed_row(SECTION_BY_KEY[section], raw)
        words = [*_converted(values, factors), *_shared(values, document.period)]
        if words:
            said.append(f"Row {number + 1}: {' '.join(words)}")
    return said


def coverage_words(document: ReturnDocument, section: str) -> list[str]:
    """For each site and fuel with dated bills, how many days they cover; then gaps and overlaps by date."""
    covered = [each.words for each in covered_days(document, section)]
    return covered + [gap.why for gap in energy_gaps(document, section)]


def past_zero(document: ReturnDocument, section: str) -> list[PastZero]:
    """Rows whose closing reading is below the opening one and that give no amount."""
    found = []
    for number, raw in enumerate(document.rows(section)):
        values = typed_row(SECTION_BY_KEY[section], raw)
        opening, closing = values.opening, values.closing
        if known_from(values, given_amount(values)) is not Known.READINGS or closing >= opening:
            continue
        digits = len(str(int(opening)))
        with exact():
            used = Decimal(10) ** digits - opening + closing
        sentence = (
            f"Row {number + 1}: the closing reading {show(closing)} is below the opening {show(opening)}. "
            f"Did the meter go past zero? Then {show(used)} were used, on a meter of {digits} digits. "
            "If the meter was changed, enter the amount used"
        )
        found.append(PastZero(number, used, sentence))
    return found


def _converted(values: Any, factors: Factors) -> list[str]:
    unit = getattr(values, "unit", None)
    amount = _amount(values)
    if unit not in ("m3", "ft3x100") or amount is None:
        return []
    correction = factors.constant("gas.volume_correction")
    calorific = values.calorific_value
    if calorific is None:
        calorific = factors.constant("gas.calorific_value")
    divisor = factors.constant("energy.megajoules_per_kwh")
    with exact():
        volume = amount
        start = f"{_short(amount)} m³"
        if unit == "ft3x100":
            each = factors.constant("gas.cubic_metres_per_hundred_cubic_feet")
            volume = amount * each
            start = f"{_short(amount)} × {normal(each)}"
        kwh = volume * correction * calorific / divisor
    places = 0 if kwh >= 100 else 2
    steps = f"{start} × {normal(correction)} × {normal(calorific)} ÷ {normal(divisor)}"
    return [f"{steps} = {show(kwh, places)} kWh."]


def _shared(values: Any, period: Period) -> list[str]:
    share = share_of_bill(values.from_, values.to, dates_are_readings(values, given_amount(values)), period)
    amount = _amount(values)
    if isinstance(share, str) or amount is None or share[0] == share[1]:
        return []
    inside, days = share
    with exact():
        counted = amount * inside / days
    unit = _unit(values)
    return [
        f"{inside} of {days} days of this bill are in this {'year' if period.is_year else 'quarter'}, "
        f"so {show(counted, 0 if counted >= 100 else 2)} of {_short(amount)} {unit} are counted."
    ]


def _amount(values: Any) -> Decimal | None:
    given = given_amount(values)
    if known_from(values, given) is Known.READINGS:
        return values.closing - values.opening if values.closing >= values.opening else None
    return given


def _unit(values: Any) -> str:
    unit = getattr(values, "unit", None) or "kWh"
    return {"m3": "m³", "ft3x100": "hundreds of cubic feet", "litre": "litres"}.get(unit, unit)


def _short(number: Decimal) -> str:
    """A number as it was typed, with commas."""
    whole = number == number.to_integral_value()
    return show(number) if whole else str(normal(number))
