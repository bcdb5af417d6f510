"""What is asked, in a sentence: the figure, what is usual, how many times that is, and the likely slip."""

from collections.abc import Mapping
from decimal import Decimal

from greenpractice.facts.guards import (
    ABSOLUTE,
    AT_ONCE,
    BY_DAYS,
    BY_SEASON,
    M2,
    PATIENT,
    PER_1000,
    PERSON,
    QUARTER,
    RATIO,
    YEAR,
    Guard,
)
from greenpractice.guards.days import share_of
from greenpractice.guards.measures import Measured
from greenpractice.guards.slips import Limits, slips_words
from greenpractice.numbers import MAXIMUM_DECIMALS, POUNDS, round_half_up, show
from greenpractice.periods import Period
from greenpractice.phrases import counted, first_upper
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.small_numbers import FEWER, is_few_patients

_SHARE, _PATIENTS, _PEOPLE = "share", "patients", "people"
_FAR, _FEW_TIMES, _TEN = Decimal("0.1"), Decimal("1.5"), Decimal(10)
_HUNDRED, _THOUSAND = Decimal(100), Decimal(1000)
_IN_A_PERIOD = (YEAR, AT_ONCE, BY_DAYS, BY_SEASON, QUARTER)
BACKWARDS = (
    "The closing reading is below the opening one; are they the other way round, was the meter changed, "
    "or did it pass its highest number?"
)


def sentence_of(found: Measured, row: Mapping[str, str], period: Period) -> str:
    """`710,000 kWh is 42 times what practices of 640 m² usually have (about 17,000 in a quarter); is it …?`.

    Small counts of patients are never said, nor what they could be worked out from.
    """
    guard = found.guard
    if guard.scale == RATIO:
        return _of_ratio(found, row, period)
    if found.value < 0:
        return BACKWARDS
    said = verb_words(found.value, guard.unit, len(found.parts.rows))
    if len(guard.amounts) > 1:
        said = f"Together {said}"
    usual = usual_middle(found)
    if _is_few(found) or usual is None:
        return f"{said} unusual for {who(found)}"
    slips = slips_words(guard, found.value, usual, usual_limits(found), row, _share(found, period))
    times = times_words(found.value / usual)
    far = f"{times} what" if times else "far less than"
    about = f"about {_short(usual, guard.unit)}{_when(found, period)}"
    return f"{said} {far} {who(found)} usually have ({about}){slips}"


def usual_middle(found: Measured) -> Decimal | None:
    """What such a practice usually has of it; of a ratio the middle of what is usual."""
    limits = usual_limits(found)
    return None if limits is None else middle_of(limits)


def middle_of(limits: Limits) -> Decimal | None:
    """The usual middle: it is as many times the least as the most is times it; from 0 on, the half."""
    low, high = limits
    if not high:
        return None
    return (low * high).sqrt() if low else high / 2


def times_words(times: Decimal) -> str:
    """`42 times`, `2.3 times`, `40% of`; "" for less than a tenth."""
    if times >= _TEN:
        return f"{show(times, 0)} times"
    if times >= _FEW_TIMES:
        return f"{show(round_half_up(times, 1))} times"
    return f"{show(times * _HUNDRED, 0)}% of" if times >= _FAR else ""


def figure_words(value: Decimal, unit: str) -> str:
    """`12,320 kWh`, `£40`, `61%`; of few patients that they are few."""
    if unit == _PATIENTS and is_few_patients(value):
        return f"{FEWER} {unit}"
    if unit == _SHARE:
        return f"{show(round_half_up(value * _HUNDRED, 1))}%"
    said = number_words(value)
    return f"£{said}" if unit == POUNDS else f"{said} {_unit(unit, value)}".rstrip()


def verb_words(value: Decimal, unit: str, rows: int) -> str:
    """`12,320 kWh is`, `40 reams are`; of several rows `12,320 kWh in 2 rows is`."""
    several = f" in {counted(rows, 'row')}" if rows > 1 else ""
    is_count = unit.endswith("s") or unit in (_PEOPLE, "units of the meter")
    verb = "are" if is_count and value != 1 else "is"
    return f"{figure_words(value, unit)}{several} {verb}"


def number_words(value: Decimal) -> str:
    """In few digits, but a small number is not 0, and a whole one has no decimals."""
    if value >= _TEN:
        return show(value, 0)
    places = next((n for n in range(1, MAXIMUM_DECIMALS) if round_half_up(value, n)), MAXIMUM_DECIMALS)
    return show(round_half_up(value, max(places, 2)))


def who(found: Measured) -> str:
    """`practices with 9,000 patients`, `buildings of 640 m²`."""
    scale, size = found.guard.scale, found.size
    if size is None or scale == ABSOLUTE:
        return "practices"
    if scale in (PATIENT, PER_1000):
        patients = size * _THOUSAND if scale == PER_1000 else size
        return f"practices with {FEWER if is_few_patients(patients) else show(patients)} patients"
    if scale == M2:
        return f"{'buildings' if found.key else 'practices'} of {show(size)} m²"
    return f"practices with {show(size)} {'people employed' if scale == PERSON else scale}"


def _share(found: Measured, period: Period) -> Decimal:
    """The share of a year's that is usual of a figure: by its days, and in heating by the season."""
    if found.guard.period not in (YEAR, BY_DAYS, BY_SEASON) or not found.size:
        return share_of(found.guard, period)
    low, high = found.base.usual_low / found.size, found.base.usual_high / found.size
    return (low * high).sqrt() or share_of(found.guard, period)


def _of_ratio(found: Measured, row: Mapping[str, str], period: Period) -> str:
    """`Inhalers for each item: 30,000, usually 1 to 2; is it doses?`."""
    guard, limits = found.guard, usual_limits(found)
    said = "very few" if _is_few(found) else figure_words(found.value, guard.unit)
    usual = f", usually {usual_words(guard)}" if limits else ""
    middle = middle_of(limits) if limits else None
    slips = slips_words(guard, found.value, middle, limits, row, _share(found, period))
    return f"{first_upper(guard.compared)}: {said}{usual}{slips}"


def usual_words(guard: Guard) -> str:
    """`1 to 2`, `45 to 90%`, `0.15 to 0.45 kWh`; "" where nothing is known to be usual."""
    if guard.usual_high is None:
        return ""
    low = figure_words(guard.usual_low or Decimal(0), guard.unit).removesuffix("%").partition(" ")[0]
    return f"{low} to {figure_words(guard.usual_high, guard.unit)}"


def usual_limits(found: Measured) -> Limits | None:
    """The least and the most that such a practice usually has of it; None where that is not known."""
    guard, base = found.guard, found.base
    if guard.usual_high is None:
        return None
    return (guard.usual_low or Decimal(0)) * base.usual_low, guard.usual_high * base.usual_high


def _is_few(found: Measured) -> bool:
    """Whether a small count of patients is in it, or could be worked out from what is said."""
    guard, fields = found.guard, SECTION_BY_KEY[found.guard.section].fields
    counts = [found.total, found.divisor] if guard.scale == RATIO else [found.value]
    of_patients = any(name in fields and fields[name].unit == _PATIENTS for name in guard.amounts)
    if of_patients and any(map(is_few_patients, counts)):
        return True
    if found.size is None or guard.scale not in (PATIENT, PER_1000):
        return False
    return is_few_patients(found.size * _THOUSAND if guard.scale == PER_1000 else found.size)


def _when(found: Measured, period: Period) -> str:
    if found.is_dated:
        return " for these days"
    if found.guard.period in _IN_A_PERIOD:
        return " in a year" if period.is_year else " in a quarter"
    return ""


def _short(number: Decimal, unit: str) -> str:
    """In two digits, as what is usual is no more exact."""
    rounded = show(round_half_up(number, 1 - number.adjusted()))
    return f"£{rounded}" if unit == POUNDS else rounded


def _unit(unit: str, value: Decimal) -> str:
    written = unit.replace("m3", "m³").replace("m2", "m²")
    if value != 1:
        return written
    return "person" if written == _PEOPLE else written.removesuffix("s")
